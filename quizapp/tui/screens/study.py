"""Study: one card after the other, asked, answered, rated, taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from quizapp.language import _
from quizapp.model.cards import CardKind
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.study import STUDY
from quizapp.tui.screens.around import Around
from quizapp.tui.screens.frame import Frame
from quizapp.tui.screens.studykeys import main_action, study_offers
from quizapp.tui.sight import Sight, look
from quizapp.tui.widgets.bodies import Bodies
from quizapp.tui.widgets.cardbody import CardBody, steps_of
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.ratings import Foot
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.side import Side
from quizapp.tui.widgets.studybar import StudyBar, crumbs
from quizapp.tui.widgets.toast import Toast
from quizapp.wording import wait_text

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.study import Session
    from quizapp.actions.summary import Summary

PATIENCE = 0.15
"""Seconds before a word appears that something takes long."""


class StudyScreen(Frame):
    """Draws a session; every key is one call to it, made in the collection's thread."""

    CSS_PATH = "../styles/study.tcss"
    KEYS = STUDY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STUDY)]

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session
        self.sight: Sight | None = None
        self.steps_shown = 0
        self.undoable = 0
        self.around = Around(self)
        self._busy = False

    def compose(self) -> ComposeResult:
        """Bar, body, foot, keys."""
        yield StudyBar()
        with Horizontal():
            yield Bodies()
            yield Side()
        yield Foot()
        yield KeyBar()
        yield Toast()

    async def on_mount(self) -> None:
        """Show the first card."""
        await self.do(lambda session: None)

    def context(self) -> str:
        """For the help."""
        if self.sight is None or not self.sight.revealed:
            return _("a question") if self.sight and self.sight.typed else _("a card")
        return _("a verdict") if self.sight.typed else _("a card with its answer")

    def offers(self) -> dict[str, str]:
        """What makes sense now."""
        return study_offers(self)

    @property
    def typing(self) -> bool:
        """Whether letters are text; options to pick from take letters too, but not all."""
        return self.focused is not None and not isinstance(self.focused, CardBody)

    @property
    def proposed(self) -> Rating | None:
        """What enter rates."""
        if self.sight is None or not self.sight.revealed:
            return None
        return self.sight.proposed

    @property
    def _undo_key(self) -> str:
        return self.quiz.key_of("study.undo")

    @property
    def bodies(self) -> Bodies:
        """The middle of the screen."""
        return self.query_one(Bodies)

    # Doing and showing

    async def do(self, call: "Callable[[Session], object]") -> bool:
        """Let the session do something, then show it; False if it could not be done."""
        if self._busy:
            return False
        self._busy = True
        waiting = self.set_timer(PATIENCE, lambda: self.say(_("working it out …")))
        try:
            self.sight = await self.quiz.behind(lambda _collection: self._done(call))
        except InputError as error:
            self.say(str(error))
            return False
        finally:
            waiting.stop()
            self._busy = False
            for toast in self.query(Toast):  # none when the screen was left meanwhile
                toast.hush(_("working it out …"))
        if self.is_attached:
            await self.show()
        await self.around.fill()
        return True

    def _done(self, call: "Callable[[Session], object]") -> Sight:
        call(self.session)
        return look(self.session)

    async def show(self) -> None:
        """Draw what is seen of the session."""
        sight = self.sight
        assert sight is not None
        bar = self.query_one(StudyBar)
        bar.sight = sight
        if sight.asked is None:
            bar.redraw()
            await self._finish()
            return
        bar.crumbs = crumbs(sight.asked.card)
        bar.redraw()
        await self.bodies.show(sight, self.steps_shown)
        foot = self.query_one(Foot)
        if sight.revealed and not sight.refused:
            waits = {rating: wait_text(wait) for rating, wait in sight.asked.waits.items()}
            foot.rate(waits, self.proposed)
        else:
            trust = self.quiz.key_of("study.trust")
            foot.offer(*main_action(sight, self.steps_shown, trust))
        self.set_focus(self.bodies.wants_focus(sight))
        self.show_keys()

    async def _finish(self) -> None:
        if not self.undoable:
            await self.quiz.pop_screen()
            return
        from quizapp.tui.screens.summary import SummaryScreen

        summary, at, day = await self.quiz.behind(self._summed_up)
        await self.quiz.push_screen(SummaryScreen(summary, at, day, self))

    def _summed_up(self, collection: "Collection") -> "tuple[Summary, datetime, int]":
        at = collection.clock().astimezone(collection.zone)
        return self.session.summary(), at, collection.day_of(collection.now())

    async def _next(self, call: "Callable[[Session], object]", said: str = "") -> None:
        """Something that goes on to another card and can be undone."""
        if self._busy:
            return
        self.steps_shown = 0
        self.undoable += 1
        if not await self.do(call):
            self.undoable -= 1
        elif said:
            self.say(said)

    # Actions

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
                self.set_focus(empty)
                self.show_keys()
                return
            texts = live.texts
        await self.do(lambda session: session.answer(texts))

    async def rate(self, rating: Rating) -> None:
        """Log a review and go on; only what was seen can be rated."""
        if self.sight is not None and self.sight.revealed:
            await self._next(lambda session: session.rate(rating))

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

    async def action_trust(self) -> None:
        """Let the code that is shown run, now and later."""
        if await self.do(lambda session: session.trust()):
            self.say(_("This code may run. An edit of it asks again."))

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

    async def action_suspend(self) -> None:
        """Put the card aside."""
        said = _("Suspended. {key} undoes it.")
        await self._next(lambda session: session.suspend(), said.format(key=self._undo_key))

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        said = _("Put off until tomorrow. {key} undoes it.")
        await self._next(lambda session: session.bury(), said.format(key=self._undo_key))

    async def action_undo(self) -> None:
        """Take the last rating, suspension or burial back; out of a practice, to its verdict."""
        self.steps_shown = 0
        if self.sight is None or not self.sight.practising:
            self.undoable = max(0, self.undoable - 1)
        if await self.do(lambda session: session.undo()):
            self.say(_("Taken back."))

    async def action_end(self) -> None:
        """To the summary, or home if nothing was done."""
        await self._finish()

    async def action_why(self) -> None:
        """Why this card, and why now."""
        await self.around.why()

    async def action_code(self) -> None:
        """The code that computed the answer."""
        await self.around.code()

    async def action_edit(self) -> None:
        """Open the notes where the card is written."""
        from quizapp.tui.editor import edit

        if self.sight is not None and self.sight.asked is not None:
            self.say(await edit(self.quiz, self.sight.asked.card))

    @property
    def scrolled(self) -> Scrolled | None:
        """What up and down scroll."""
        return self.bodies.scrolled

    async def on_foot_chosen(self, message: Foot.Chosen) -> None:
        """A click below."""
        if message.rating is None:
            await self.action_go()
        else:
            await self.rate(message.rating)

    def on_descendant_focus(self) -> None:
        """The keys of the bottom row depend on whether letters are text."""
        if self.sight is not None:
            self.show_keys()

    def on_resize(self, event: events.Resize) -> None:
        """The side panel comes and goes with the width."""
        if self.sight is not None:
            self.call_later(self.around.fill)
