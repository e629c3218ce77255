"""One entry of an answer: a line that is typed, shown at the right end once it is left."""

from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from quizapp.render.cells import cell_width
from quizapp.tui.paint import paint
from quizapp.tui.pieces import Piece, Row, gap

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp


class Grid(Protocol):
    """What a cell asks of the grid it belongs to."""

    @property
    def single(self) -> bool:
        """Whether it is one entry, which may have spaces."""

    def move(self, cell: "Cell", rows: int, columns: int) -> None:
        """Make another cell the current one: so many rows and columns away."""

    def pour(self, text: str) -> bool:
        """Fill the cells from a text of several entries; False where it has another shape."""


class Cell(Input):
    """An input of one row. Enter belongs to the screen; arrows go on to the next cell.

    What a key does is done at once, not by a message: the next key may be typed already.
    """

    TAKES_TEXT = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
    ]

    def __init__(self, grid: Grid) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.grid = grid
        self.cursor_blink = False
        self.unreadable = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter to the screen."""
        return action != "submit"

    def action_move(self, rows: int, columns: int) -> None:
        """Go on to another cell."""
        self.grid.move(self, rows, columns)

    async def _on_key(self, event: events.Key) -> None:
        """Among several numbers a space or ``;`` ends one, as in a matrix typed in one line."""
        if event.character in {" ", ";"} and not self.grid.single:
            event.stop()
            event.prevent_default()
            if self.value.strip():
                self.grid.move(self, 0, 1)

    def action_cursor_left(self, select: bool = False) -> None:
        """To the cell before from the beginning of this one."""
        if self.cursor_position == 0 and not select:
            self.grid.move(self, 0, -1)
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """To the next cell from the end of this one."""
        if self.cursor_position >= len(self.value) and not select:
            self.grid.move(self, 0, 1)
        else:
            super().action_cursor_right(select)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.pour(event.text)

    def action_paste(self) -> None:
        """Insert what was copied inside the app."""
        self.pour(self.app.clipboard)

    def pour(self, text: str) -> None:
        """Insert a pasted text; one of several entries belongs to the whole grid."""
        if len(text.replace(";", " ").split()) < 2 or not self.grid.pour(text):
            self.insert_text_at_cursor(" ".join(text.split()))

    def render_line(self, y: int) -> Strip:
        """The text with its cursor, or at the right end without one."""
        app = cast("QuizApp", self.app)
        width = self.size.width
        row = self._typed(width) if self.has_focus else self._rested(width)
        ground = "selection" if self.has_focus else "inset"
        return paint(row, width, app.palette, ground)

    def _rested(self, width: int) -> Row:
        sign = (Piece("?", "unreadable", bold=True),) if self.unreadable else ()
        underline = cast("QuizApp", self.app).palette.colourless
        room = width - 1 - len(sign)
        text = self.value if cell_width(self.value) <= room else self.value[: room - 1] + "…"
        before = Piece(" " * (room - cell_width(text)), underline=underline)
        return (*sign, before, Piece(text, underline=underline), gap(1))

    def _typed(self, width: int) -> Row:
        """As much of the text as fits, the cursor among it."""
        cursor = self.cursor_position
        start = max(0, cursor - (width - 1))
        end = start + width - int(cursor == len(self.value))
        if self.selection.is_empty:
            return (
                _strong(self.value[start:cursor]),
                Piece(self.value[cursor : cursor + 1] or " ", "accent", bold=True, filled=True),
                _strong(self.value[cursor + 1 : end]),
            )
        first, last = sorted(self.selection)
        return (
            _strong(self.value[start:first]),
            Piece(self.value[max(start, first) : last], "accent", filled=True),
            _strong(self.value[last:end]),
        )


def _strong(text: str) -> Piece:
    return Piece(text, "bright", bold=True)
