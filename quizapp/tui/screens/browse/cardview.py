"""One card of Browse alone: all of it, scrolled where it is long."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.language import _
from quizapp.tui.keys.browse import CARDVIEW
from quizapp.tui.keys.key import bindings
from quizapp.tui.pieces import BLANK, Row
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets.preview import below_rows, card_rows, past_section

if TYPE_CHECKING:
    from quizapp.actions.cards.preview import CardPreview

_WIDEST = 76


class CardSheet(Sheet):
    """The card, its curve, its latest reviews."""

    SHOWS_PICTURES = True

    def __init__(self, preview: "CardPreview") -> None:
        super().__init__()
        self.preview = preview
        self.title = _("Card")
        self.widest = _WIDEST

    def body(self, inner: int) -> list[Row]:
        """All there is to say."""
        return [
            *card_rows(self.preview, inner, self.gallery(self.preview.card, self.GROUND)),
            BLANK,
            *past_section(self.preview, inner),
            *below_rows(self.preview, inner, 6),
        ]

    def pictured(self) -> None:
        """The frame has the height of what is in it."""
        cast(Overlay, self.screen).lay_out()


class CardViewScreen(Overlay):
    """Over the list; enter goes on to study."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CARDVIEW)]

    def __init__(self, preview: "CardPreview", study: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._sheet = CardSheet(preview)
        self._begin = study

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    async def action_study(self) -> None:
        """Study these."""
        await self.action_close()
        await self._begin()
