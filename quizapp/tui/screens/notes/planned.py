"""One entry of Notes alone: all of it, scrolled where it is long, with what can be done."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizapp.actions.importing.deciding import Decision
from quizapp.language import _
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.notes import PLANNED
from quizapp.tui.pieces import BLANK, Row
from quizapp.tui.planned import Entry
from quizapp.tui.screens.overlay import Overlay, Sheet
from quizapp.tui.widgets.notesdetail import action_rows, detail_rows

if TYPE_CHECKING:
    from quizapp.tui.screens.notes.acts import NotesActs

_WIDEST = 76


class PlannedSheet(Sheet):
    """What the side says, without end."""

    def __init__(self, entry: Entry, reviews: Mapping[str, int], made: Decision | None) -> None:
        super().__init__()
        self.entry, self.reviews, self.made = entry, reviews, made
        self.title = _("Notes")
        self.widest = _WIDEST

    def body(self, inner: int) -> list[Row]:
        """All there is to say, then the keys."""
        return [
            *detail_rows(self.entry, inner, self.reviews, self.made),
            BLANK,
            *action_rows(self.quiz, self.entry, inner),
        ]


class PlannedScreen(Overlay):
    """Over the list; what is done closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLANNED)]

    def __init__(
        self,
        entry: Entry,
        reviews: Mapping[str, int],
        made: Decision | None,
        below: "NotesActs",
    ) -> None:
        super().__init__()
        self._sheet = PlannedSheet(entry, reviews, made)
        self._below = below

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    async def action_accept(self) -> None:
        """Make a card of the draft."""
        await self.action_close()
        self._below.action_accept()

    async def action_edit(self) -> None:
        """Accept the draft in other words."""
        await self.action_close()
        await self._below.action_edit()

    async def action_skip(self) -> None:
        """Let the draft wait."""
        await self.action_close()
        self._below.action_skip()

    async def action_never(self) -> None:
        """Never ask the draft."""
        await self.action_close()
        self._below.action_never()

    async def action_open(self) -> None:
        """Open the notes at the line."""
        await self.action_close()
        self._below.action_open()
