"""The keys of Statistics."""

from quizapp.language import marked
from quizapp.tui.keys.common import EVERYWHERE, LOOK, MOVE, common, places
from quizapp.tui.keys.key import Key

STATISTICS = (
    Key(
        "statistics.next",
        "tab",
        marked("next plot"),
        LOOK,
        also=("right", "l"),
    ),
    Key("statistics.previous", "shift+tab", marked("plot before"), LOOK, also=("left", "h")),
    Key(
        "statistics.numbers",
        "enter",
        marked("its numbers"),
        LOOK,
        help=marked("the numbers of the plot as a table"),
        also=("space",),
    ),
    Key("statistics.shorter", "[", marked("shorter period"), LOOK),
    Key("statistics.longer", "]", marked("longer period"), LOOK),
    Key("statistics.deck", "g", marked("deck"), LOOK, help=marked("look at one deck")),
    Key("statistics.html", "w", marked("save as HTML"), LOOK, help=marked("save a page of all")),
    Key("statistics.fit", "f", marked("fit"), LOOK, help=marked("fit the memory model to you")),
    Key("statistics.simulate", "s", marked("simulate"), LOOK, help=marked("the days ahead")),
    Key("statistics.up", "up", marked("up"), MOVE, also=("k",)),
    Key("statistics.down", "down", marked("down"), MOVE, also=("j",)),
    Key("statistics.quit", "q", marked("quit"), EVERYWHERE),
    *places("statistics"),
    *common("statistics"),
)
