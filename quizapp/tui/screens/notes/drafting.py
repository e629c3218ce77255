"""A draft in other words: two editors, one a side."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from quizapp.actions.importing.deciding import sides
from quizapp.language import _
from quizapp.model.cards import CardKind
from quizapp.model.errors import InputError
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.notes import DRAFTING
from quizapp.tui.pieces import Piece, Row, bright, cap, gap, muted, spread
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp


class DraftingLine(Drawn):
    """One row of words."""

    def __init__(self, row: Row, right: Row = ()) -> None:
        super().__init__()
        self.row, self.right = row, right

    def draw(self, width: int, height: int) -> list[Row]:
        """The row."""
        return [spread(self.row, self.right, width)]


class SideEditor(TextArea):
    """One side of a card; enter is a new line, tab leads to the other side."""

    TAKES_TEXT = True

    def __init__(self, text: str) -> None:
        super().__init__(text, theme="css", compact=True)
        self.cursor_blink = False


class DraftingScreen(ModalScreen[None]):
    """Calls ``taken`` with both sides; not when it is closed. A cloze has only one side to edit."""

    CSS_PATH = STYLES / "drafting.tcss"
    AUTO_FOCUS = "SideEditor"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DRAFTING)]

    def __init__(
        self,
        kind: CardKind,
        front: str,
        back: str,
        taken: Callable[[str, str], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._kind, self._back, self._taken = kind, back, taken
        self._front = SideEditor(front)
        self._told = None if kind is CardKind.CLOZE else SideEditor(back)
        asks = _("text, {example} is what is asked for").format(example="{{c1::…}}")
        self._asks = DraftingLine((muted(asks if kind is CardKind.CLOZE else _("question")),))

    def compose(self) -> ComposeResult:
        """Both sides, what they are above them, the keys below."""
        cloze = self._told is None
        with Vertical(id="drafting"):
            yield DraftingLine((bright(_("In your words")),), (muted("esc"),))
            yield self._asks
            yield self._front
            if self._told is not None:
                yield DraftingLine((muted(_("answer")),))
                yield self._told
            yield DraftingLine(
                (cap("ctrl+r"), gap(2), bright(_("Accept so"))),
                () if cloze else (Piece("tab", "accent"), gap(1), muted(_("the other side"))),
            )

    def on_mount(self) -> None:
        """Without colours the cursor is reversed."""
        self.set_class(cast("QuizApp", self.app).palette.colourless, "-colourless")

    async def action_take(self) -> None:
        """Accept the draft so; where its words cannot be a card, say why and stay."""
        front, back = self._front.text, self._told.text if self._told else self._back
        try:
            sides(self._kind, front, back, worded=True)
        except InputError as error:
            self._asks.row = (Piece(error.message, "wrong"),)
            self._asks.redraw()
            return
        await self.action_close()
        await self._taken(front, back)

    def action_other(self) -> None:
        """To the other side."""
        other = self._told if self.focused is self._front else self._front
        self.set_focus(other or self._front)

    async def action_close(self) -> None:
        """Back to the list; nothing is decided."""
        await cast("QuizApp", self.app).pop_screen()
