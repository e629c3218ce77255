"""The side panel of Study: why now before the answer, after it the code and the mistake's past."""

from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.tui.pieces import BLANK, Piece, Row, gap
from quizapp.tui.sight import Sight
from quizapp.tui.widgets import aboutrows
from quizapp.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from quizapp.actions.studying.about import About
    from quizapp.questions.computed import ReferenceSource

FROM = 130
"""The width of the screen from which it is open by itself."""
_MARGIN = 5


class Side(Scrolled):
    """Behind a vertical rule, with two columns of air on each side of it."""

    sight: Sight | None = None
    about: "About | None" = None
    sources: "tuple[ReferenceSource, ...]" = ()

    def show(
        self, sight: Sight, about: "About | None", sources: "tuple[ReferenceSource, ...]"
    ) -> None:
        """Show what surrounds the card in question."""
        if self.sight is None or sight.asked is not self.sight.asked:
            self.to_top()
        self.sight, self.about, self.sources = sight, about, sources
        self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows behind the rule, which is as high as the panel."""
        inner = super().draw(width - _MARGIN, height)
        rows = [*inner, *[BLANK] * (height - len(inner))]
        return [(gap(2), Piece("│", "rule"), gap(2), *row) for row in rows]

    def content(self, width: int, height: int) -> list[Row]:
        """Why now, or what is behind a verdict; the notes and the rest below."""
        sight = self.sight
        if sight is None or sight.asked is None or self.about is None:
            return []
        asked, about = sight.asked, self.about
        passage = aboutrows.passage_rows(asked, about, width, revealed=sight.revealed)
        notes = aboutrows.section(_("From your notes"), passage, asked.file)
        past = aboutrows.section(_("Past answers"), aboutrows.past_rows(about.past, width))
        behind = self._behind(sight, width) if sight.revealed and sight.typed else []
        if behind:
            return [BLANK, *behind, *notes, *past]
        siblings = aboutrows.sibling_rows(
            asked.card, about.siblings, width, revealed=sight.revealed
        )
        near = aboutrows.section(_("Siblings"), siblings)
        return [BLANK, *self._why(sight, width), *past, *notes, *near]

    def _why(self, sight: Sight, width: int) -> list[Row]:
        assert sight.asked is not None
        assert self.about is not None
        reasons = aboutrows.reason_rows(sight.asked, self.about, width)
        return aboutrows.section(_("Why now"), reasons)

    def _behind(self, sight: Sight, width: int) -> list[Row]:
        assert self.about is not None
        code = aboutrows.code_rows(self.sources, width, full=False)
        rows = aboutrows.section(_("The code that computed it"), code[:-1])
        mistake = sight.verdict.mistake if sight.verdict else None
        if mistake is not None:
            slips = aboutrows.slip_rows(self.about.slips, mistake, width)
            rows += aboutrows.section(_("This mistake"), slips)
        return rows
