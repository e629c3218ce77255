"""The middle of Study: one body for each way a card is asked, only one of them shown."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from quizapp.tui.sight import Sight
from quizapp.tui.widgets.cardbody import CardBody
from quizapp.tui.widgets.code import Editor, OutputBody, Program
from quizapp.tui.widgets.codebody import CodeBody
from quizapp.tui.widgets.livebody import LiveBody, Prompt
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.verdictbody import Solution, VerdictBody

Body = CardBody | LiveBody | OutputBody | CodeBody | VerdictBody


class Bodies(Widget):
    """Shows the body that fits a sight."""

    def __init__(self) -> None:
        super().__init__()
        self.card, self.live = CardBody(), LiveBody()
        self.output, self.code, self.verdict = OutputBody(), CodeBody(), VerdictBody()
        self.all: tuple[Body, ...] = (
            *(self.card, self.live, self.output, self.code),
            self.verdict,
        )
        self.shown: Body = self.card

    def compose(self) -> ComposeResult:
        """All of them; which one is seen, :meth:`show` says."""
        yield from self.all

    async def show(self, sight: Sight, steps_shown: int) -> None:
        """Show the card in question as far as it is revealed."""
        assert sight.asked is not None
        body = self.shown = self._fitting(sight)
        for other in self.all:
            other.display = other is body
        if isinstance(body, CardBody):
            body.show(sight.asked, revealed=sight.revealed, steps_shown=steps_shown)
        elif isinstance(body, LiveBody):
            await body.show(sight)
        else:
            body.show(sight)

    def _fitting(self, sight: Sight) -> Body:
        if not sight.typed:
            return self.card
        if sight.revealed:
            return self.verdict
        if sight.program:
            return self.output if sight.output else self.code
        return self.live

    @property
    def program_text(self) -> str:
        """What was answered to a question about a program."""
        return self.code.text if self.shown is self.code else self.output.text

    def answers(self, sight: Sight) -> list[str]:
        """What was answered so far, a text a part; a choice is its letters."""
        if sight.program:
            return [self.program_text]
        return self.live.texts if sight.typed else [self.card.letters]

    def fill(self, answers: Sequence[str]) -> None:
        """Put back what was answered before."""
        if self.shown is self.live:
            self.live.fill(answers)
        elif self.shown is self.output:
            self.output.query_one(Editor).text = answers[0]
        elif self.shown is self.code:
            self.code.fill(answers[0])
        elif self.shown is self.card:
            self.card.pick_all(answers[0])

    def wants_focus(self, sight: Sight) -> Widget | None:
        """The input that belongs to what is shown, None where keys are keys."""
        if self.shown is self.live:
            focused = self.screen.focused
            return focused if focused in self.live.cells else self.live.empty() or self.live.first
        if self.shown is self.output:
            return self.output.query_one(Editor)
        if self.shown is self.code:
            return self.code.area()
        return self.card if self.shown is self.card and self.card.can_focus else None

    @property
    def scrolled(self) -> Scrolled:
        """What up and down scroll."""
        if self.shown is self.card:
            return self.card
        if self.shown is self.verdict:
            return self.verdict.query_one(Solution)
        if self.shown is self.code:
            return self.code.scrolled
        if self.shown is self.live:
            return self.live.query_one(Prompt)
        return self.output.query_one(Program)
