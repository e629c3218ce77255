"""A part of an answer as cells one can move in, between brackets as high as they are."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.message import Message

from quizapp.model.questions import AnswerKind, Part
from quizapp.tui.answers import grid_shape, joined, poured
from quizapp.tui.pieces import Piece, Row, gap, muted, pushed
from quizapp.tui.widgets.cell import Cell
from quizapp.tui.widgets.drawn import Drawn

WIDEST, NARROWEST, WHOLE = 14, 6, 30


OverEdge = Callable[["AnswerGrid", int], Cell | None]
"""The cell beyond the last (1) or before the first one (-1) of a grid, if there is one."""


class AnswerGrid(Drawn):
    """Cells of one part; the numbers of rows and columns stand at its edges."""

    class Touched(Message):
        """Something was typed or another cell is current."""

    def __init__(self, part: Part, name: str, over_edge: OverEdge) -> None:
        super().__init__()
        self.part, self.label, self.over_edge = part, name, over_edge
        self.rows, self.columns = grid_shape(part)
        self.cells = [[Cell(self) for _ in range(self.columns)] for _ in range(self.rows)]
        self.airy = True

    def compose(self) -> ComposeResult:
        """The cells, in reading order."""
        for row in self.cells:
            yield from row

    @property
    def single(self) -> bool:
        """Whether it is one number, without brackets."""
        return self.rows == self.columns == 1

    @property
    def flat(self) -> list[Cell]:
        """The cells in reading order."""
        return [cell for row in self.cells for cell in row]

    @property
    def text(self) -> str:
        """What was typed, as the grader reads it."""
        return joined([[cell.value for cell in row] for row in self.cells])

    def lines(self, airy: bool) -> int:
        """How many rows of the screen it takes."""
        if self.single:
            return 1
        between = self.rows - 1 if airy else 0
        return self.rows + between + int(self.columns > 1)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As high as :meth:`lines` says."""
        return self.lines(self.airy)

    def lay_out(self, width: int, airy: bool) -> None:
        """Put every cell where it belongs."""
        self.airy = airy
        self._span = self._cell_width(width)
        self._left = self._first_column(width)
        for y, row in enumerate(self.cells):
            for x, cell in enumerate(row):
                cell.styles.width = self._span
                cell.styles.offset = (self._left + x * (self._span + 2), self._row(y))
        self.styles.height = self.lines(airy)
        self.redraw()

    _span = WIDEST
    _left = 0

    def _cell_width(self, width: int) -> int:
        if self.single:
            words = self.part.kind in (AnswerKind.TEXT, AnswerKind.TYPED)
            return WHOLE if words or len(self.part.shape) > 2 else WIDEST
        room = (width - self._labels() - 6) // self.columns - 2
        return max(NARROWEST, min(WIDEST, room))

    def _first_column(self, width: int) -> int:
        whole = self._labels() + self.columns * (self._span + 2) - 2
        return max(0, (width - whole) // 2) + self._labels()

    def _labels(self) -> int:
        """Room for the name, the number of a row, and the bracket."""
        if self.single:
            return len(self.label) + 3 if self.label else 0
        return max(len(self.label) + 3 if self.label else 0, 4) + 2

    def _row(self, y: int) -> int:
        return int(self.columns > 1) + y * (2 if self.airy else 1) if not self.single else 0

    def draw(self, width: int, height: int) -> list[Row]:
        """Everything but the cells."""
        if self.single:
            name = f"{self.label} = " if self.label else ""
            return [(gap(self._left - len(name) - 1), Piece(name, "math"), *self._bar(0))]
        rows: list[Row] = []
        if self.columns > 1:
            rows.append(self._heads())
        first = len(rows)
        total = self.lines(self.airy) - first
        middle = total // 2
        for y in range(total):
            rows.append(self._line(y, total, middle))
        return rows

    def _heads(self) -> Row:
        row: list[Piece] = [gap(self._left)]
        for x in range(self.columns):
            row += [muted(str(x + 1).center(self._span)), gap(2)]
        return tuple(row)

    def _line(self, y: int, total: int, middle: int) -> Row:
        step = 2 if self.airy else 1
        number = str(y // step + 1) if self.rows > 1 and y % step == 0 else ""
        name = f"{self.label} =" if self.label and y == middle and not number else ""
        left, right = _bracket(y, total)
        before = max(0, self._left - 3)
        label = Piece(name, "math") if name else muted(number)
        inner = self.columns * (self._span + 2) - 2
        return (
            *pushed((label,), before - 1),
            gap(1),
            Piece(left, "math"),
            *(self._bars(y // step) if y % step == 0 else (gap(inner + 2),)),
            gap(1),
            Piece(right, "math"),
        )

    def _bar(self, y: int) -> Row:
        return (Piece("▌" if self.cells[y][0].has_focus else " ", "accent"),)

    def _bars(self, y: int) -> Row:
        """The mark before the current cell, in the column of air that belongs to it."""
        row: list[Piece] = [gap(1)]
        for cell in self.cells[y]:
            row += [Piece("▐" if cell.has_focus else " ", "accent"), gap(self._span), gap(1)]
        return tuple(row[:-1])

    def pour(self, text: str) -> bool:
        """Fill the cells from a pasted matrix; False where its shape is another."""
        found = poured(text, self.rows, self.columns)
        if found is None:
            return False
        for row, texts in zip(self.cells, found, strict=True):
            for cell, value in zip(row, texts, strict=True):
                cell.value = value
        return True

    def move(self, cell: Cell, rows: int, columns: int) -> None:
        """Make another cell the current one; over an edge, one of the next part."""
        place = self.flat.index(cell)
        y, x = divmod(place, self.columns)
        beside = place + columns if columns else (y + rows) * self.columns + x
        inside = 0 <= beside < len(self.flat)
        target = self.flat[beside] if inside else self.over_edge(self, rows + columns)
        if target is not None:
            target.cursor_position = 0 if columns > 0 else len(target.value)
            self.screen.set_focus(target)

    def on_input_changed(self) -> None:
        """Someone typed."""
        self.post_message(self.Touched())

    def on_descendant_focus(self) -> None:
        """Another cell is current."""
        self.redraw()
        self.post_message(self.Touched())

    def on_descendant_blur(self) -> None:
        """No cell is."""
        self.redraw()


def _bracket(y: int, total: int) -> tuple[str, str]:
    if total == 1:
        return "(", ")"
    if y == 0:
        return "⎛", "⎞"
    if y == total - 1:
        return "⎝", "⎠"
    return "⎜", "⎟"
