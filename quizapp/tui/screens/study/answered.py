"""One answer of an exam, whole: prompt, yours and right, the worked solution."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.exam import ANSWERED
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Piece, Row, gap, indented, muted
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets.banner import SIGNS
from quizapp.tui.widgets.code import program_rows
from quizapp.tui.widgets.compare import compare
from quizapp.tui.widgets.listed import listed
from quizapp.tui.widgets.text import rendered
from quizapp.tui.widgets.worked import worked
from quizapp.wording import outcome_name

if TYPE_CHECKING:
    from quizapp.actions.exams.report import ShownAnswer
    from quizapp.model.cards import Option
    from quizapp.model.exams import ExamAnswer


class AnsweredSheet(Sheet):
    """The answer in the numbers of its exam."""

    def __init__(self, answer: "ExamAnswer", shown: "ShownAnswer") -> None:
        super().__init__()
        self.answer, self.shown = answer, shown
        self.title, self.subtitle = answer.title, answer.topic

    def body(self, inner: int) -> list[Row]:
        """Verdict, prompt, the pair, the steps."""
        answer, shown = self.answer, self.shown
        rows: list[Row] = []
        if answer.outcome is not None:
            role = answer.outcome.value
            name = outcome_name(answer.outcome)
            rows = [(Piece(SIGNS[answer.outcome], role), gap(1), Piece(name, role, bold=True))]
            rows += [*rendered(answer.message, inner), BLANK] if answer.message else [BLANK]
        else:
            rows = [(muted(_("left open")),), BLANK]
        variant = shown.variant
        rows += rendered(shown.prompt, inner, values=True, role="bright")
        rows += [*(listed(variant, inner) if variant is not None else ()), BLANK]
        if variant is None:
            return rows + [row for option in shown.options for row in self._option(option, inner)]
        if variant.program:
            rows += [*program_rows(variant.program, inner), BLANK]
        found = shown.verdict.parts if shown.verdict is not None else ()
        rows += compare(variant.parts, found, inner, count=True)
        parts_at = next((part.parts_at for part in found if part.parts_at), None)
        steps = worked(variant.steps, parts_at, inner, roomy=True)
        return rows + ([BLANK, *steps] if steps else [])

    def _option(self, option: "Option", inner: int) -> list[Row]:
        """An option with its sign: right, or picked and wrong."""
        picked = option.text in self.answer.answers
        sign = Piece("✓", "right") if option.right else Piece("✗" if picked else " ", "wrong")
        first, *more = rendered(option.text, inner - 2)
        return [(sign, gap(1), *first), *indented(more, 2)]


class AnsweredScreen(Overlay):
    """The sheet over the report."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANSWERED)]

    def __init__(self, answer: "ExamAnswer", shown: "ShownAnswer") -> None:
        super().__init__()
        self._sheet = AnsweredSheet(answer, shown)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet
