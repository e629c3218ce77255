"""The main key of Notes, with the number of what it writes; and the row a path is typed in."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from quizapp.tui.pieces import Piece, Row, bright, cap, cut, gap, muted, row_width, spread
from quizapp.tui.widgets.drawn import Drawn


class NotesFoot(Drawn):
    """One row: what the main key writes, how it is taken back."""

    class Chosen(Message):
        """The main key was clicked."""

    key = words = ""
    aside: Row = ()

    def offer(self, key: str, words: str, aside: Row) -> None:
        """Show the main action, or only words where there is nothing to do."""
        self.key, self.words, self.aside = key, words, aside
        self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """The row."""
        left: Row = (gap(4 if width >= 80 else 2),)
        if self.key:
            left = (*left, cap(self.key), gap(2), bright(self.words))
        else:
            left = (*left, muted(self.words))
        if row_width(left) + row_width(self.aside) + 6 > width:
            return [cut(left, width)]
        return [spread(left, (*self.aside, gap(3)), width)]

    def on_click(self, event: events.Click) -> None:
        """The same as the key."""
        self.post_message(self.Chosen())


class PathRow(Horizontal):
    """Sign and input on one ground."""

    def compose(self) -> ComposeResult:
        """Both."""
        yield PathSign()
        yield PathInput()


class PathSign(Drawn):
    """The bar of an input."""

    GROUND = "inset"

    def draw(self, width: int, height: int) -> list[Row]:
        """One row, as wide as the gutter of the list."""
        return [(Piece(" ", ground="background"), Piece("▌", "accent"), gap(2), muted("p "))]


class PathInput(Input):
    """A file or a folder; enter belongs to the screen."""

    TAKES_TEXT = True

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=True)
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter to the screen."""
        return action != "submit"
