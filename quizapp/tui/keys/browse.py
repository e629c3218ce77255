"""The keys of Browse: of its list, of its search, and of the card shown alone."""

from quizapp.language import marked
from quizapp.tui.keys.common import CARD, EVERYWHERE, LOOK, MOVE, common, outward, overlay, places
from quizapp.tui.keys.key import Key

BROWSE = (
    Key("browse.select", "space", marked("select"), CARD, help=marked("select the card, or not")),
    Key("browse.all", "a", marked("all"), CARD, help=marked("select all that were found, or none")),
    Key("browse.edit", "e", marked("edit"), CARD, help=marked("edit where it is written")),
    *outward("browse"),
    Key(
        "browse.suspend",
        "s",
        marked("suspend"),
        CARD,
        help=marked("put aside, or take back"),
        also=("@",),
    ),
    Key("browse.move", "m", marked("move"), CARD, help=marked("set when they are due")),
    Key("browse.flag", "f", marked("flag"), CARD),
    Key(
        "browse.bury",
        "-",
        marked("until tomorrow"),
        CARD,
        help=marked("put aside until tomorrow, or take back"),
    ),
    Key("browse.forget", "r", marked("make new"), CARD, help=marked("make new again")),
    Key(
        "browse.undo",
        "u",
        marked("undo"),
        CARD,
        help=marked("undo, many steps"),
        also=("ctrl+z",),
    ),
    Key("browse.search", "/", marked("search"), LOOK, also=(".",), help=marked("type a search")),
    Key("browse.sort", "o", marked("sort"), LOOK, help=marked("sort by the next column")),
    Key("browse.turn", "O", marked("turn the order"), LOOK, also=("Щ",)),
    Key("browse.look", "p", marked("card"), LOOK, help=marked("the card with its answers")),
    Key("browse.go-on", "enter", marked("study these"), MOVE),
    Key("browse.up", "up", marked("up"), MOVE, also=("k",)),
    Key("browse.down", "down", marked("down"), MOVE, also=("j",)),
    Key("browse.up-selecting", "shift+up", marked("select and go up"), MOVE),
    Key("browse.down-selecting", "shift+down", marked("select and go down"), MOVE),
    Key("browse.page-up", "pageup", marked("page up"), MOVE),
    Key("browse.page-down", "pagedown", marked("page down"), MOVE),
    Key("browse.first", "home", marked("the first card"), MOVE),
    Key("browse.last", "end", marked("the last card"), MOVE),
    Key("browse.leave", "escape", marked("to the cards"), MOVE),
    Key("browse.quit", "q", marked("quit"), EVERYWHERE),
    *places("browse"),
    *common("browse"),
)

CARDVIEW = (
    Key("cardview.study", "enter", marked("study these"), MOVE),
    *overlay("cardview", "p"),
)
