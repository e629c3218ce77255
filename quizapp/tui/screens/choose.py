"""A list to choose one of, over the dimmed screen."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.tui.keys.choose import CHOOSE
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import Piece, Row, bright, fit, gap, on
from quizapp.tui.screens.overlay import Overlay, Sheet

_WIDEST = 60


class ChooseSheet(Sheet):
    """The options, the chosen one on its own ground; the first nine have a digit."""

    def __init__(self, title: str, options: Sequence[str], chosen: int, first: int) -> None:
        super().__init__()
        self.title, self.options, self.chosen, self.first = title, options, chosen, first
        self.widest = _WIDEST

    def body(self, inner: int) -> list[Row]:
        """One row an option."""
        return [self._option(place, text, inner) for place, text in enumerate(self.options)]

    def _option(self, place: int, text: str, inner: int) -> Row:
        number = place + self.first
        digit = Piece(f"{number}" if number < 10 else " ", "accent")
        if place != self.chosen:
            return (gap(2), digit, gap(2), Piece(text))
        bar = Piece("▌", "accent")
        return on("selection", fit((bar, gap(1), digit, gap(2), bright(text)), inner))

    def choose(self, place: int) -> None:
        """Move the choice; it stays in sight."""
        self.chosen = max(0, min(place, len(self.options) - 1))
        room = max(1, self.size.height - 8)
        self.top = max(self.chosen - room, min(self.top, self.chosen))
        self._drawn = None
        self.refresh()


class ChooseScreen(Overlay):
    """Calls ``chosen`` with the place of the option taken; not when it is closed.

    The digit of an option takes it; ``first`` is that of the first one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHOOSE)]

    def __init__(
        self,
        title: str,
        options: Sequence[str],
        chosen: Callable[[int], Awaitable[None]],
        *,
        at: int = 0,
        first: int = 1,
    ) -> None:
        super().__init__()
        self._sheet = ChooseSheet(title, options, at, first)
        self.chosen = chosen

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def action_up(self) -> None:
        """The option above."""
        self._sheet.choose(self._sheet.chosen - 1)

    def action_down(self) -> None:
        """The option below."""
        self._sheet.choose(self._sheet.chosen + 1)

    async def action_take(self) -> None:
        """Take the chosen option."""
        await self.action_close()
        await self.chosen(self._sheet.chosen)

    async def action_digit(self, digit: str) -> None:
        """Take the option with this digit."""
        place = int(digit) - self._sheet.first
        if 0 <= place < len(self._sheet.options):
            self._sheet.choose(place)
            await self.action_take()

    def on_click(self, event: events.Click) -> None:
        """Take the option under the pointer."""
        row = event.screen_y - self._sheet.region.y - 5 + self._sheet.top
        if 0 <= row < len(self._sheet.options):
            self._sheet.choose(row)
            self.app.call_later(self.action_take)  # a screen cannot wait for its own end
