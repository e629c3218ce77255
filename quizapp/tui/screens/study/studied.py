"""The session on the screen: what is seen of it, and how something is done to it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.tui.screens.frame import Frame
from quizapp.tui.screens.study.around import Around
from quizapp.tui.screens.study.keys import main_action, study_offers
from quizapp.tui.sight import Sight, look
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.bodies import Bodies
from quizapp.tui.widgets.cardbody import CardBody
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.ratings import Foot
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.side import Side
from quizapp.tui.widgets.studybar import StudyBar, crumbs
from quizapp.tui.widgets.toast import Toast
from quizapp.wording import wait_text

if TYPE_CHECKING:
    from pathlib import Path

    from quizapp.actions.cards.outside import Outside
    from quizapp.actions.collection import Collection
    from quizapp.actions.studying.study import Session
    from quizapp.actions.studying.summary import Summary

PATIENCE = 0.15
"""Seconds before a word appears that something takes long."""


class Studied(Frame):
    """Draws a session; whatever is done to it is done in the collection's thread."""

    CSS_PATH = STYLES / "study.tcss"

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session
        self.sight: Sight | None = None
        self.outside: Outside | None = None
        self.steps_shown = 0
        self.undoable = 0
        self.undone = False
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
            self.sight, self.outside = await self.quiz.behind(lambda open_: self._done(open_, call))
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

    def _done(
        self, collection: "Collection", call: "Callable[[Session], object]"
    ) -> "tuple[Sight, Outside | None]":
        from quizapp.actions.cards.outside import outside

        call(self.session)
        sight = look(self.session)
        card = sight.asked.card if sight.asked else None
        before = self.sight.asked.card if self.sight and self.sight.asked else None
        if card is None or (before is not None and before.uid == card.uid):
            return sight, self.outside
        return sight, outside(collection, card)

    @property
    def media(self) -> "tuple[Path, ...]":
        """The pictures and sounds of what is shown of the card."""
        if self.outside is None or self.sight is None:
            return ()
        return self.outside.media(revealed=self.sight.revealed)

    async def show(self) -> None:
        """Draw what is seen of the session."""
        sight = self.sight
        assert sight is not None
        bar = self.query_one(StudyBar)
        bar.sight = sight
        if sight.asked is None:
            bar.redraw()
            await self.finish()
            return
        bar.crumbs = crumbs(sight.asked.card)
        bar.redraw()
        await self.bodies.show(sight, self.steps_shown)
        foot = self.query_one(Foot)
        if sight.revealed and not sight.refused:
            foot.rate(_waits(sight), self.proposed)
        else:
            trust = self.quiz.key_of("study.trust")
            foot.offer(*main_action(sight, self.steps_shown, trust))
        self.set_focus(self.bodies.wants_focus(sight))
        self.show_keys()

    async def go_on(self, call: "Callable[[Session], object]", said: str = "") -> None:
        """Something that goes on to another card and can be undone; ``{key}`` in ``said`` does."""
        if self._busy:
            return
        self.steps_shown = 0
        self.undoable += 1
        self.undone = False
        if not await self.do(call):
            self.undoable -= 1
            return
        for toast in self.query(Toast):
            toast.hush()  # what it says was of the card before
        if said:
            top = self.quiz.screen  # the summary, after the last card
            frame = top if isinstance(top, Frame) else self
            key = self.quiz.key_of("study.undo", typing=frame.typing)
            frame.say(said.format(key=key))
        if self.sight is not None and self.sight.leech is not None:
            from quizapp.tui.screens.study.leech import LeechScreen

            await self.quiz.push_screen(LeechScreen(self.sight.leech))

    async def action_undo(self) -> None:
        """Take the last rating, suspension or burial back; out of a practice, to its verdict."""
        self.steps_shown = 0
        if self.sight is None or not self.sight.practising:
            self.undoable = max(0, self.undoable - 1)
        self.undone = True
        if await self.do(lambda session: session.undo()):
            self.say(_("Taken back."))

    async def finish(self) -> None:
        """To the summary, or home if nothing was done."""
        if not self.undoable:
            await self.quiz.pop_screen()
            return
        from quizapp.tui.screens.study.summary import SummaryScreen

        summary, at, day = await self.quiz.behind(self._summed_up)
        await self.quiz.push_screen(SummaryScreen(summary, at, day, self))

    def _summed_up(self, collection: "Collection") -> "tuple[Summary, datetime, int]":
        at = collection.clock().astimezone(collection.zone)
        return self.session.summary(), at, collection.day_of(collection.now())

    @property
    def scrolled(self) -> Scrolled | None:
        """What up and down scroll."""
        return self.bodies.scrolled

    def on_descendant_focus(self) -> None:
        """The keys of the bottom row depend on whether letters are text."""
        if self.sight is not None:
            self.show_keys()

    def on_resize(self, event: events.Resize) -> None:
        """The side panel comes and goes with the width."""
        if self.sight is not None:
            self.call_later(self.around.fill)


def _waits(sight: Sight) -> dict[Rating, str]:
    """The interval that each rating offered gives; nothing where ratings move no schedule."""
    assert sight.asked is not None
    waits = sight.asked.waits
    return {rating: wait_text(waits[rating]) if sight.moves else "" for rating in sight.ratings}
