"""What is shown after an answer: banner, yours and right, the worked solution."""

from textual.app import ComposeResult
from textual.widget import Widget

from quizapp.language import _, ngettext
from quizapp.model.verdicts import Outcome
from quizapp.tui.pieces import BLANK, Piece, Row, cut, gap, indented, muted
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.banner import Banner
from quizapp.tui.widgets.code import program_rows
from quizapp.tui.widgets.compare import compare
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.livebody import prompt_panel
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.text import first_row
from quizapp.tui.widgets.worked import worked
from quizapp.wording import card_title

WIDEST = 97
_ROOMY = 20


class Solution(Scrolled):
    """Everything below the banner; steps that do not fit are counted in words."""

    sight: Sight | None = None
    unfolded = True
    prompt = False

    def content(self, width: int, height: int) -> list[Row]:
        """Prompt if asked for, pair, steps."""
        if self.sight is None or self.sight.asked is None or self.sight.asked.variant is None:
            return []
        asked, variant = self.sight.asked, self.sight.asked.variant
        wide = width >= 80
        inner = min(WIDEST, width - 3) - 3 if wide else width - 2
        roomy = wide and self.screen.size.height >= 24
        found = self.sight.verdict.parts if self.sight.verdict else ()
        rows: list[Row] = [BLANK] if roomy or self.screen.size.height >= 20 else []
        if self.prompt:
            rows += [*prompt_panel(asked, variant, width, air=False), BLANK]
            if variant.program:
                rows += [*indented(program_rows(variant.program, inner), 4 if wide else 1), BLANK]
        margin = 4 if wide else 1
        rows += indented(compare(variant.parts, found, inner, count=wide), margin)
        return rows + self._steps(inner, margin, roomy)

    def _steps(self, inner: int, margin: int, roomy: bool) -> list[Row]:
        assert self.sight is not None
        assert self.sight.asked is not None
        variant = self.sight.asked.variant
        assert variant is not None
        if not variant.steps:
            return []
        if not self.unfolded:
            key = self.quiz.key_of("study.worked")
            count = len(variant.steps)
            words = ngettext("worked solution, {n} step", "worked solution, {n} steps", count)
            return [BLANK, (gap(margin), Piece(key, "accent"), muted(f"  {words}"))]
        found = self.sight.verdict.parts if self.sight.verdict else ()
        parts_at = next((part.parts_at for part in found if part.parts_at), None)
        steps = worked(variant.steps, parts_at, inner, roomy=roomy)
        title: list[Row] = [BLANK]
        if roomy:
            title, steps = [BLANK, (gap(margin), *steps[0])], steps[1:]
        return [*title, *indented(steps, margin - 2)]


class NextLine(Drawn):
    """The card that the mistake brings forward, always in sight; no row where there is none."""

    sight: Sight | None = None

    def draw(self, width: int, height: int) -> list[Row]:
        """One row, air above it where there is room."""
        card = self.sight.comes_next if self.sight else None
        if card is None:
            return []
        margin = 4 if width >= 80 else 1
        title = "".join(piece.text for piece in first_row(card_title(card)))
        words = _("Next comes the card “{title}”.").format(title=title)
        line = cut((gap(margin), Piece("▸ ", "accent"), muted(words)), width - 2)
        return [BLANK, line] if self.screen.size.height >= _ROOMY + 4 else [line]


class VerdictBody(Widget):
    """The banner and the line below stay; what is between them scrolls."""

    def compose(self) -> ComposeResult:
        """Banner, solution, what comes next."""
        yield Banner()
        yield Solution()
        yield NextLine()

    def show(self, sight: Sight) -> None:
        """Show a verdict, unfolded unless the answer was right."""
        solution = self.query_one(Solution)
        if solution.sight is None or sight.asked is not solution.sight.asked:
            solution.prompt = False
            solution.to_top()
        if solution.sight is None or sight.verdict is not solution.sight.verdict:
            solution.unfolded = sight.verdict is None or sight.verdict.outcome is not Outcome.RIGHT
        solution.sight = sight
        banner = self.query_one(Banner)
        banner.sight = sight
        banner.air = self.screen.size.height >= _ROOMY + 4
        banner.redraw()
        solution.redraw()
        line = self.query_one(NextLine)
        line.sight = sight
        line.redraw()

    def fold(self) -> None:
        """Fold the worked solution out or in."""
        solution = self.query_one(Solution)
        solution.unfolded = not solution.unfolded
        solution.redraw()

    def toggle_prompt(self) -> None:
        """Show the prompt above the answers, or hide it again."""
        solution = self.query_one(Solution)
        solution.prompt = not solution.prompt
        solution.to_top()
        solution.redraw()
