"""What the places share: the bar that names them, and the keys that lead from one to another."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from quizapp.language import _
from quizapp.tui.places import PLACES
from quizapp.tui.screens.frame import Frame
from quizapp.tui.widgets.topbar import HomeBar

if TYPE_CHECKING:
    from quizapp.tui.screens.commands import Command


class Placed(Frame):
    """A screen of :data:`~quizapp.tui.places.PLACES`."""

    PLACE: ClassVar[str]

    def place_offers(self) -> dict[str, str]:
        """The other places; they stand in the bar and need no room in the bottom row."""
        table = self.PLACE
        return {
            f"{table}.go{number}": ""
            for number, place in enumerate(PLACES, start=1)
            if place.name != self.PLACE
        }

    def further(self) -> "list[Command]":
        """The memory model fitted, the days ahead, Anki: for the deck that is looked at."""
        from quizapp.tui.screens.commands import Command

        fit = Command(_("Fit the memory model to me"), "", self.action_fit)
        ahead = Command(_("Simulate the days ahead"), "", self.action_simulate)
        return [fit, ahead, Command(_("Send to Anki"), "", self.action_anki)]

    @property
    def subject(self) -> str | None:
        """The deck that is looked at, None for all."""
        return None

    async def action_fit(self) -> None:
        """Fit the memory model to the learner."""
        from quizapp.tui.screens.fit import FitScreen

        await self.quiz.push_screen(FitScreen(self.subject))

    async def action_simulate(self) -> None:
        """Look at the days ahead at several retentions."""
        from quizapp.tui.screens.simulate import SimulateScreen

        await self.quiz.push_screen(SimulateScreen(self.subject))

    async def action_anki(self) -> None:
        """Send to the Anki that is open."""
        from quizapp.tui.screens.sending import SendingScreen

        await self.quiz.push_screen(SendingScreen(self.subject))

    async def action_go(self, place: str) -> None:
        """Open another place; it is as it was left."""
        await self.quiz.go(place)

    async def on_home_bar_chosen(self, message: HomeBar.Chosen) -> None:
        """A place in the bar was clicked."""
        await self.quiz.go(message.place)

    async def choose_deck(
        self, chosen: str | None, take: Callable[[str | None], Awaitable[None]]
    ) -> None:
        """Let the learner choose a deck, or all."""
        from quizapp.actions.studying.asking import every_deck
        from quizapp.tui.screens.choose import ChooseScreen

        names = await self.quiz.behind(every_deck)
        options = [_("All decks"), *names]
        place = options.index(chosen) if chosen in options else 0

        async def taken(at: int) -> None:
            await take(options[at] if at else None)

        await self.quiz.push_screen(ChooseScreen(_("Deck"), options, taken, at=place))
