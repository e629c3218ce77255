"""The keys of Today."""

from quizapp.language import marked
from quizapp.tui.keys.common import EVERYWHERE, MOVE, common, places
from quizapp.tui.keys.key import Key

TODAY = (
    Key("today.study", "enter", marked("study"), MOVE, help=marked("study the chosen deck")),
    Key("today.custom", "c", marked("custom"), MOVE, help=marked("study other cards than today's")),
    Key(
        "today.mistakes",
        "m",
        marked("mistakes"),
        MOVE,
        help=marked("practise the mistakes that come back"),
    ),
    Key("today.search", "/", marked("search"), MOVE, also=(".",)),
    Key("today.up", "up", marked("up"), MOVE, help=marked("the deck above"), also=("k",)),
    Key("today.down", "down", marked("down"), MOVE, help=marked("the deck below"), also=("j",)),
    Key("today.open", "right", marked("open"), MOVE, help=marked("open the deck")),
    Key("today.close", "left", marked("close"), MOVE, help=marked("close the deck")),
    Key("today.import", "i", marked("take in"), MOVE, help=marked("take in changed notes")),
    Key("today.undo", "u", marked("undo"), MOVE, help=marked("take the import back")),
    Key("today.quit", "q", marked("quit"), EVERYWHERE),
    *places("today"),
    *common("today"),
)
