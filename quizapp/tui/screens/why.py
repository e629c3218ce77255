"""Why now: how well the card is remembered, which rule made it, where it is written."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _, ngettext
from quizapp.tui.dates import percent
from quizapp.tui.keys import WHY, bindings
from quizapp.tui.pieces import BLANK, Piece, Row, bright, muted, spread, wrapped
from quizapp.tui.rules import rule_name
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.words import days_text

if TYPE_CHECKING:
    from quizapp.actions.asking import Asked

_FACTS = 52


class WhySheet(Sheet):
    """Facts about one card."""

    def __init__(self, asked: "Asked") -> None:
        super().__init__()
        self.asked = asked
        self.title = _("Why now")
        self.widest = _FACTS + 6

    def body(self, inner: int) -> list[Row]:
        """Memory, then origin."""
        width = min(inner, _FACTS)
        return [
            *self._memory(width),
            BLANK,
            (bright(_("Where it comes from")),),
            *self._origin(inner, width),
        ]

    def _memory(self, width: int) -> list[Row]:
        schedule = self.asked.schedule
        if schedule.memory is None:
            return wrapped(_("A new card: it has never been asked."), width)
        facts = [
            (_("stability"), days_text(max(1, round(schedule.memory.stability)))),
            (_("difficulty"), _("{d} of 10").format(d=f"{schedule.memory.difficulty:.1f}")),
            (_("reviews"), str(schedule.reps)),
            (_("forgotten"), ngettext("{n} time", "{n} times", schedule.lapses)),
        ]
        rows = [_fact(name, value, width) for name, value in facts]
        if self.asked.recall is not None:
            value = (Piece(percent(self.asked.recall), "learning", bold=True),)
            rows.insert(0, spread((Piece(_("recall today")),), value, width))
        return rows

    def _origin(self, inner: int, width: int) -> list[Row]:
        card = self.asked.card
        rows = [_fact(_("rule"), rule_name(card.rule), width)]
        path = " › ".join(card.passage.headings)
        rows += wrapped(path, inner, "text") if path else []
        return [*rows, *wrapped(self.asked.file, inner, "muted")]


class WhyScreen(Overlay):
    """The facts over the study screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WHY)]

    def __init__(self, asked: "Asked") -> None:
        super().__init__()
        self._sheet = WhySheet(asked)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet


def _fact(name: str, value: str, width: int) -> Row:
    return spread((muted(name),), (Piece(value),), width)
