"""What is typed into the cells of a grid, as one text; and a pasted text, back into cells."""

import re
from collections.abc import Sequence

from quizapp.model.questions import Part

_THOUSANDS = re.compile(r"[+-]?\d{1,3}([   ]\d{3})+(?:[.,]\d+)?")


def grid_shape(part: Part) -> tuple[int, int]:
    """Rows and columns of cells for a part; more than two axes are typed in one cell."""
    if len(part.shape) == 1:
        return 1, part.shape[0]
    if len(part.shape) == 2:
        return part.shape[0], part.shape[1]
    return 1, 1


def joined(cells: Sequence[Sequence[str]]) -> str:
    """The cells as the grader reads them: ``1 2; 3 4``. A single cell stays as it was typed."""
    if len(cells) == 1 and len(cells[0]) == 1:
        return cells[0][0].strip()
    return "; ".join(" ".join(_one(text) for text in row) for row in cells)


def _one(text: str) -> str:
    """One entry without spaces inside: those between thousands, and those around a slash."""
    text = text.strip()
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"\s", "", text)
    return re.sub(r"\s*/\s*", "/", text)


def poured(text: str, rows: int, columns: int) -> list[list[str]] | None:
    """A pasted matrix in rows and columns, None where it does not have that shape.

    Rows are lines, ``;`` or inner brackets. Outside a Python list a comma inside a number is a
    decimal comma.
    """
    text = re.sub(r"^[A-Za-z_.]*\(?(\[.*\])\)?$", r"\1", text.strip(), flags=re.DOTALL)
    listed = "[" in text
    text = re.sub(r"\]\s*,?\s*\[", ";", text)
    lines = re.split(r"[;\n]", re.sub(r"[\[\](){}]", "", text))
    found = [entries for line in lines if (entries := _entries(line, listed))]
    flat = [entry for row in found for entry in row]
    shaped = len(found) == 1 or rows == 1 or {len(row) for row in found} == {columns}
    if len(flat) != rows * columns or not shaped:
        return None
    return [flat[start : start + columns] for start in range(0, len(flat), columns)]


def _entries(line: str, listed: bool) -> list[str]:
    """The entries of a row: commas set them apart in a list, and with a space after them."""
    pieces = re.split(r"[,\s]+" if listed else r",?\s+", line.strip(" ,\t\r"))
    return [piece for piece in pieces if piece]
