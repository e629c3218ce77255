"""The keys of Notes: of its list, of an entry shown alone, of a draft being edited."""

from quizapp.language import marked
from quizapp.tui.keys.common import CARD, EVERYWHERE, LOOK, MOVE, common, obsidian, overlay, places
from quizapp.tui.keys.key import Key
from quizapp.tui.sorts import FILTERS

NOTES = (
    Key("notes.go-on", "enter", marked("write"), CARD, help=marked("write the changes")),
    Key("notes.write", "ctrl+r", marked("write"), CARD, help=marked("write the changes")),
    Key("notes.accept", "a", marked("accept"), CARD, help=marked("make a card of the draft")),
    Key("notes.edit", "e", marked("edit"), CARD, help=marked("accept the draft in other words")),
    Key("notes.skip", "s", marked("skip"), CARD, help=marked("let the draft wait")),
    Key(
        "notes.never",
        "S",
        marked("never"),
        CARD,
        help=marked("never ask the draft"),
        also=("Ы",),
    ),
    Key(
        "notes.all",
        "A",
        marked("all drafts"),
        CARD,
        help=marked("accept all drafts in the list"),
        also=("Ф",),
    ),
    Key(
        "notes.undo",
        "u",
        marked("undo"),
        CARD,
        typing="ctrl+z",
        help=marked("take back a decision, then the last import"),
    ),
    Key("notes.look", "space", marked("look"), LOOK, help=marked("all about the entry")),
    Key("notes.open", "o", marked("editor"), LOOK, help=marked("open the notes at the line")),
    obsidian("notes"),
    *(
        Key(
            f"notes.only{place}",
            str(place),
            marked("show only"),
            LOOK,
            help=marked("show these alone, or all"),
            argument=sort.value,
        )
        for place, sort in enumerate(FILTERS, start=1)
    ),
    Key("notes.path", "p", marked("path"), LOOK, help=marked("look at another file or folder")),
    Key("notes.again", "r", marked("read again"), LOOK),
    Key("notes.up", "up", marked("up"), MOVE, also=("k",)),
    Key("notes.down", "down", marked("down"), MOVE, also=("j",)),
    Key("notes.page-up", "pageup", marked("page up"), MOVE),
    Key("notes.page-down", "pagedown", marked("page down"), MOVE),
    Key("notes.first", "home", marked("the first entry"), MOVE),
    Key("notes.last", "end", marked("the last entry"), MOVE),
    Key("notes.leave", "escape", marked("leave"), EVERYWHERE),
    Key("notes.quit", "q", marked("quit"), EVERYWHERE),
    *places("notes"),
    *common("notes"),
)

PLANNED = (
    Key("planned.accept", "a", marked("accept"), CARD),
    Key("planned.edit", "e", marked("edit"), CARD),
    Key("planned.skip", "s", marked("skip"), CARD),
    Key("planned.never", "S", marked("never"), CARD, also=("Ы",)),
    Key("planned.open", "o", marked("editor"), CARD),
    *overlay("planned", "space"),
)

DRAFTING = (
    Key("drafting.take", "ctrl+r", marked("accept"), CARD, also=("ctrl+enter",)),
    Key("drafting.other", "tab", marked("the other side"), MOVE, also=("shift+tab",)),
    Key("drafting.close", "escape", marked("close"), EVERYWHERE),
)
