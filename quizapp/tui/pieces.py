"""Rows of styled pieces: what every widget draws, before it knows any colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapp.render.cells import Line, cell_width, graphemes, harmless


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one style.

    ``role`` names the colour of the text, ``ground`` that of the cells behind it ("" is the
    ground of the row). ``filled`` turns both round: dark text on the role's colour. Characters
    that a terminal could obey never get into a piece.
    """

    text: str
    role: str = "text"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    ground: str = ""
    filled: bool = False

    def __post_init__(self) -> None:
        if not (self.text.isascii() and self.text.isprintable()):
            object.__setattr__(self, "text", harmless(self.text).replace("\n", " "))


Row = tuple[Piece, ...]

BLANK: Row = ()


def gap(cells: int) -> Piece:
    """So many blank cells."""
    return Piece(" " * max(0, cells))


def bright(text: str) -> Piece:
    """A heading, a question, a result."""
    return Piece(text, "bright", bold=True)


def muted(text: str) -> Piece:
    """A label."""
    return Piece(text, "muted")


def cap(key: str) -> Piece:
    """The filled key of the main action."""
    return Piece(f" {key} ", "accent", bold=True, filled=True)


def from_line(line: Line, ground: str = "") -> Row:
    """A rendered line as a row."""
    return tuple(
        Piece(span.text, span.role, bold=span.bold, italic=span.italic, ground=ground)
        for span in line
    )


def row_width(row: Iterable[Piece]) -> int:
    """The cells of a row."""
    return sum(cell_width(piece.text) for piece in row)


def on(ground: str, row: Iterable[Piece]) -> Row:
    """The row with ``ground`` behind every piece that has none of its own."""
    return tuple(piece if piece.ground else replace(piece, ground=ground) for piece in row)


def cut(row: Row, width: int) -> Row:
    """The row, or its beginning and ``…`` where it is wider than ``width``."""
    if row_width(row) <= width:
        return row
    if width <= 0:
        return ()
    kept: list[Piece] = []
    room = width - 1
    for piece in row:
        cells = cell_width(piece.text)
        if cells <= room:
            kept.append(piece)
            room -= cells
            continue
        kept.append(replace(piece, text=_beginning(piece.text, room) + "…"))
        break
    return tuple(kept)


def _beginning(text: str, width: int) -> str:
    kept = ""
    for grapheme in graphemes(text):
        width -= cell_width(grapheme)
        if width < 0:
            break
        kept += grapheme
    return kept


def fit(row: Row, width: int) -> Row:
    """The row in exactly ``width`` cells."""
    row = cut(row, width)
    return (*row, gap(width - row_width(row)))


def spread(left: Row, right: Row, width: int) -> Row:
    """``left … right`` in exactly ``width`` cells; the left side gives way."""
    right = cut(right, width)
    return (*fit(left, width - row_width(right)), *right)


def centred(row: Row, width: int) -> Row:
    """The row in the middle of ``width`` cells."""
    return (gap((width - row_width(row)) // 2), *row)


def pushed(row: Row, width: int) -> Row:
    """The row at the right end of ``width`` cells."""
    return (gap(width - row_width(row)), *row)


def beside(columns: Sequence[tuple[Sequence[Row], int]]) -> list[Row]:
    """Blocks of rows side by side, each fitted to its width."""
    height = max((len(rows) for rows, _ in columns), default=0)
    return [
        tuple(
            piece
            for rows, width in columns
            for piece in fit(rows[y] if y < len(rows) else BLANK, width)
        )
        for y in range(height)
    ]


def panel(
    rows: Iterable[Row], width: int, bar: str, *, ground: str = "panel", pad: int = 2, air: int = 1
) -> list[Row]:
    """Rows on a ground one step lighter, with a half-block bar in the colour of their meaning.

    ``pad`` columns are left free on both sides, ``air`` rows above and below.
    """
    inner = width - 1 - 2 * pad
    empty: list[Row] = [BLANK] * air
    return [
        on(ground, (Piece("▌", bar), gap(pad), *fit(row, inner), gap(pad)))
        for row in [*empty, *rows, *empty]
    ]


def wrapped(text: str, width: int, role: str = "text", *, bold: bool = False) -> list[Row]:
    """A sentence of the interface in rows of at most ``width`` cells, broken at spaces."""
    lines: list[str] = []
    for word in harmless(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and cell_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [(Piece(line, role, bold=bold),) for line in lines]


def indented(rows: Iterable[Row], cells: int) -> list[Row]:
    """Every row moved to the right."""
    return [(gap(cells), *row) if row else row for row in rows]
