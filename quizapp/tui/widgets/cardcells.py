"""The columns of the table of Browse: how wide they are, and what stands in them."""

from typing import TYPE_CHECKING, NamedTuple

from quizapp.language import _, marked
from quizapp.model.cards import CardKind, CardState
from quizapp.tui.pieces import Piece, Row, fit, gap, pushed
from quizapp.tui.roles import STATE_ROLES
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.cards.browsing import BrowseRow

KINDS = {
    CardKind.BASIC: marked("basic"),
    CardKind.TYPED: marked("typed"),
    CardKind.CLOZE: marked("cloze"),
    CardKind.STEPS: marked("steps"),
    CardKind.CHOICE: marked("choice"),
    CardKind.LIVE: marked("live"),
    CardKind.CODE: marked("code"),
}
_YEARS_FROM = 1000


class Shape(NamedTuple):
    """A column as it is drawn: its name in an order, its heading, its width."""

    column: str
    heading: str
    width: int


def shapes(*, words: bool, due: bool) -> list[Shape]:
    """All columns but that of the card; ``words`` where there is room for more and longer ones."""
    named = [
        *([("kind", _("Kind"))] if words else []),
        *([("due", _("Due"))] if due else []),
        ("stability", _("Stability") if words else _("Stab.")),
        ("recall", _("Recall")),
        *([("lapses", _("Lapses"))] if words else []),
    ]
    kinds = max(len(_(name)) for name in KINDS.values())
    return [
        Shape(column, title, max(kinds + 1 if column == "kind" else 7, len(title) + 1) + 1)
        for column, title in named
    ]


def dot(state: CardState) -> str:
    """Full for a card that is asked, empty for one that was put aside in whatever way."""
    return "●" if state in STATE_ROLES else "○"


def days_text(days: float) -> str:
    """``6 d``, ``3.2 y``: a length of time in a column."""
    if days < _YEARS_FROM:
        return _("{n} d").format(n=round(days) if days >= 0.95 else f"{days:.1f}")
    return _("{n} y").format(n=f"{days / 365.25:.1f}")


def due_text(row: "BrowseRow") -> str:
    """``−2 d``, ``today``, ``12 d``; nothing for a card that waits for nothing."""
    if row.due is None or row.state not in STATE_ROLES:
        return ""
    if row.due == 0:
        return _("today")
    return f"−{days_text(-row.due)}" if row.due < 0 else days_text(row.due)


def value(row: "BrowseRow", column: str) -> Row:
    """What a column says of a card; a faint dot for nothing."""
    text, role = _cell(row, column)
    return (Piece(text, role),) if text else (Piece("·", "faint"),)


def _cell(row: "BrowseRow", column: str) -> tuple[str, str]:
    match column:
        case "kind":
            return _(KINDS[row.kind]), "muted"
        case "due":
            return due_text(row), "text"
        case "stability":
            return ("" if row.stability is None else days_text(row.stability)), "text"
        case "recall":
            role = "learning" if row.weak else "text"
            return ("" if row.recall is None else percent(row.recall)), role
        case _:
            return (str(row.lapses) if row.lapses else ""), "text"


def aligned(value: Row, shape: Shape) -> Row:
    """A value or a heading in its column: numbers at the right, words at the left."""
    if shape.column == "kind":
        return fit((gap(1), *value), shape.width)
    arrow = value[0].text.endswith(("↑", "↓"))
    return pushed(value, shape.width) if arrow else (*pushed(value, shape.width - 1), gap(1))
