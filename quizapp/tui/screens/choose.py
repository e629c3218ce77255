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
    """The options, the chosen one on its own ground."""

    def __init__(self, title: str, options: Sequence[str], chosen: int) -> None:
        super().__init__()
        self.title, self.options, self.chosen = title, options, chosen
        self.widest = _WIDEST

    def body(self, inner: int) -> list[Row]:
        """One row an option."""
        return [self._option(place, text, inner) for place, text in enumerate(self.options)]

    def _option(self, place: int, text: str, inner: int) -> Row:
        if place != self.chosen:
            return (gap(2), Piece(text))
        return on("selection", fit((Piece("▌", "accent"), gap(1), bright(text)), inner))

    def choose(self, place: int) -> None:
        """Move the choice; it stays in sight."""
        self.chosen = max(0, min(place, len(self.options) - 1))
        room = max(1, self.size.height - 8)
        self.top = max(self.chosen - room, min(self.top, self.chosen))
        self._drawn = None
        self.refresh()


class ChooseScreen(Overlay):
    """Calls ``chosen`` with the place of the option taken; not when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHOOSE)]

    def __init__(
        self,
        title: str,
        options: Sequence[str],
        chosen: Callable[[int], Awaitable[None]],
        *,
        at: int = 0,
    ) -> None:
        super().__init__()
        self._sheet = ChooseSheet(title, options, at)
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

    async def on_click(self, event: events.Click) -> None:
        """Take the option under the pointer."""
        row = event.screen_y - self._sheet.region.y - 5 + self._sheet.top
        if 0 <= row < len(self._sheet.options):
            self._sheet.choose(row)
            await self.action_take()
