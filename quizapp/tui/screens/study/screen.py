"""Study: one card after the other, asked, answered, rated, taken back."""

from typing import ClassVar

from textual.binding import BindingType

from quizapp.language import _
from quizapp.model.cards import CardKind
from quizapp.model.reviews import Rating
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import STUDY
from quizapp.tui.screens.study.cardacts import CardActs
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.cardbody import steps_of
from quizapp.tui.widgets.cell import Cell
from quizapp.tui.widgets.ratings import Foot


class StudyScreen(CardActs):
    """Every key is one call to the session."""

    KEYS = STUDY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STUDY)]

    async def action_go(self) -> None:
        """The main thing: check, show, one more step, rate as proposed."""
        sight = self.sight
        if sight is None:
            return
        if sight.refused:
            await self.action_bury()
        elif sight.revealed:
            await self.rate(self.proposed or Rating.GOOD)
        elif sight.typed:
            await self.action_check()
        else:
            await self._reveal(sight)

    async def _reveal(self, sight: Sight) -> None:
        assert sight.asked is not None
        card = sight.asked.card
        if card.kind is CardKind.STEPS and self.steps_shown + 1 < len(steps_of(card)):
            self.steps_shown += 1
            await self.show()
            return
        letters = self.bodies.card.letters if sight.choice else ""
        await self.do(lambda session: session.answer([letters]) if letters else session.reveal())

    async def action_check(self) -> None:
        """Judge what was typed, once every cell has an entry."""
        assert self.sight is not None
        if self.sight.program:
            texts = [self.bodies.program_text]
        else:
            live = self.bodies.live
            if (empty := live.empty()) is not None:
                self._go_to(empty)
                return
            texts = live.texts
        await self.do(lambda session: session.answer(texts))

    def _go_to(self, empty: Cell) -> None:
        """To a cell without an entry; where the cursor is there already, say what to do."""
        if self.focused is empty:
            key = self.quiz.key_of("study.dont-know", typing=True)
            self.say(_("There is no answer yet. {key} shows it.").format(key=key))
        self.set_focus(empty)
        self.show_keys()

    async def rate(self, rating: Rating) -> None:
        """Log a review and go on; only what was seen can be rated."""
        if self.sight is not None and self.sight.revealed:
            await self.go_on(lambda session: session.rate(rating))

    async def action_rate(self, rating: str) -> None:
        """One of 1 to 4."""
        await self.rate(Rating(int(rating)))

    def action_next(self) -> None:
        """To the next cell; back into the answer after esc."""
        if self.sight is None:
            return
        live = self.bodies.live
        area = self.bodies.wants_focus(self.sight)
        self.set_focus(area if self.sight.program else live.after(self.focused))
        self.show_keys()

    def action_leave(self) -> None:
        """Out of the answer, so that letters are keys."""
        self.set_focus(None)
        self.show_keys()

    async def action_hint(self) -> None:
        """One more hint."""
        await self.do(lambda session: session.hint())

    async def action_dont_know(self) -> None:
        """Show the solution; Again is proposed."""
        await self.do(lambda session: session.reveal())

    async def action_fresh(self) -> None:
        """The same question with new numbers; after the verdict outside the schedule."""
        if self.sight is None or not self.sight.revealed:
            await self.do(lambda session: session.fresh())
        elif await self.do(lambda session: session.again()) and self.sight.practising:
            self.say(_("Practice: the schedule stays as it is."))

    async def action_disagree(self) -> None:
        """Note that the verdict is wrong, or take that back."""
        await self.do(lambda session: session.disagree())
        attempt = self.sight.attempt if self.sight is not None else None
        if attempt is not None and attempt.disagrees:
            key = self.quiz.key_of("study.disagree")
            self.say(_("Noted that you disagree. {key} takes it back.").format(key=key))
        else:
            self.say(_("Taken back."))

    def action_worked(self) -> None:
        """Fold the worked solution out or in."""
        self.bodies.verdict.fold()

    def action_prompt(self) -> None:
        """Show the prompt above the verdict, or hide it again."""
        self.bodies.verdict.toggle_prompt()

    async def action_end(self) -> None:
        """To the summary, or home if nothing was done."""
        await self.finish()

    async def action_why(self) -> None:
        """Why this card, and why now."""
        await self.around.why()

    async def action_code(self) -> None:
        """The code that computed the answer."""
        await self.around.code()

    async def on_foot_chosen(self, message: Foot.Chosen) -> None:
        """A click below."""
        if message.rating is None:
            await self.action_go()
        else:
            await self.rate(message.rating)
