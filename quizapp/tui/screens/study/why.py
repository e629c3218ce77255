"""Why now: how well the card is remembered, which rule made it, where it is written."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import WHY
from quizapp.tui.pieces import BLANK, Row, bright, wrapped
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets import aboutrows
from quizapp.wording import rule_name

if TYPE_CHECKING:
    from quizapp.actions.studying.about import About
    from quizapp.actions.studying.asking import Asked

_FACTS = 52


class WhySheet(Sheet):
    """Facts about one card."""

    def __init__(self, asked: "Asked", about: "About", *, revealed: bool) -> None:
        super().__init__()
        self.asked, self.about, self.revealed = asked, about, revealed
        self.title = _("Why now")
        self.widest = _FACTS + 6

    def body(self, inner: int) -> list[Row]:
        """Memory, past answers, origin, passage, siblings."""
        width = min(inner, _FACTS)
        asked, about, revealed = self.asked, self.about, self.revealed
        siblings = aboutrows.sibling_rows(asked.card, about.siblings, inner, revealed=revealed)
        passage = aboutrows.passage_rows(asked, about, inner, revealed=revealed)
        return [
            *aboutrows.reason_rows(asked, about, width),
            BLANK,
            *aboutrows.section(_("Past answers"), aboutrows.past_rows(about.past, width)),
            (bright(_("Where it comes from")),),
            *self._origin(inner, width),
            *([BLANK, *passage] if passage else []),
            *([BLANK, (bright(_("Siblings")),), *siblings] if siblings else []),
        ]

    def _origin(self, inner: int, width: int) -> list[Row]:
        card = self.asked.card
        rows = [aboutrows.fact(_("rule"), rule_name(card.rule), width)]
        path = " › ".join(card.passage.headings)
        rows += wrapped(path, inner, "text") if path else []
        return [*rows, *wrapped(self.asked.file, inner, "muted")]


class WhyScreen(Overlay):
    """The facts over the study screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WHY)]

    def __init__(self, asked: "Asked", about: "About", *, revealed: bool) -> None:
        super().__init__()
        self._sheet = WhySheet(asked, about, revealed=revealed)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet
