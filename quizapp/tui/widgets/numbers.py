"""Numbers of answers as they are shown: as finely as they are judged, aligned in their columns."""

import math
from collections.abc import Sequence

from quizapp.model.questions import Part, Value

_MOST_DIGITS = 7
_FEWEST_DIGITS = 4

Entries = list[list[str]]


def entries_of(text: str, shape: tuple[int, int]) -> Entries:
    """``[1 2; 3 4]`` as rows of entries; as one entry where it has another shape."""
    rows = [row.split() for row in text.strip().removeprefix("[").removesuffix("]").split(";")]
    if (len(rows), len(rows[0]) if rows else 0) == shape and len({len(row) for row in rows}) == 1:
        return rows
    return [[text]]


def evened(printed: str, value: Value | None) -> str:
    """A printed array with as many decimals in every entry.

    The digits come from the full ``value``. Where the sizes are too different for that, every
    column goes by itself; what is no array of numbers stays as it is.
    """
    rows = _rows(value)
    if rows is None:
        return printed
    entries = entries_of(printed, (len(rows), len(rows[0])))
    if [len(row) for row in entries] != [len(row) for row in rows]:
        return printed
    flat = [text for row in entries for text in row]
    whole = _even(flat, [number for row in rows for number in row])
    if whole is not None:
        width = len(rows[0])
        shown = [whole[start : start + width] for start in range(0, len(whole), width)]
    else:
        columns = [
            _even(texts, numbers) or texts
            for texts, numbers in zip(
                zip(*entries, strict=True), zip(*rows, strict=True), strict=True
            )
        ]
        shown = [list(row) for row in zip(*columns, strict=True)]
    return "[" + "; ".join(" ".join(row) for row in shown) + "]"


def as_judged(read: Entries, part: Part, value: Value | None) -> Entries:
    """Entries as they were understood, those that were worked out no finer than they are judged.

    What was typed in digits stays as it was typed.
    """
    numbers = _rows(value) or ([[value]] if isinstance(value, int | float) else [])
    if [len(row) for row in numbers] != [len(row) for row in read]:
        return read
    return [
        [_judged(text, number, part) for text, number in zip(texts, row, strict=True)]
        for texts, row in zip(read, numbers, strict=True)
    ]


def _judged(text: str, number: float, part: Part) -> str:
    worked_out = _is_decimal(text) and float(text) != number
    if not worked_out or not number:
        return text
    tolerance = part.tolerance.around(number)
    needed = math.ceil(math.log10(abs(number) / tolerance)) + 2 if tolerance else _FEWEST_DIGITS
    return f"{number:.{max(_FEWEST_DIGITS, min(needed, 15))}g}"


def _rows(value: Value | None) -> list[list[float]] | None:
    """The rows of a matrix, a vector being one; None for anything else."""
    if not isinstance(value, tuple) or not value:
        return None
    lines = value if isinstance(value[0], tuple) else (value,)
    rows = [list(line) if isinstance(line, tuple) else [line] for line in lines]
    numbers = all(isinstance(entry, int | float) for row in rows for entry in row)
    return rows if numbers and rows[0] else None  # type: ignore[return-value]


def _even(texts: Sequence[str], numbers: Sequence[float]) -> list[str] | None:
    """Entries with as many decimals as the finest one has; None if that takes too many digits."""
    if not all(map(_is_decimal, texts)):
        return None
    decimals = max(len(text.partition(".")[2]) for text in texts)
    even = [
        f"{number if float(text) else 0:.{decimals}f}"
        for text, number in zip(texts, numbers, strict=True)
    ]
    finest = max(len(text.lstrip("-0.").replace(".", "")) for text in even)
    return even if finest <= _MOST_DIGITS else None


def _is_decimal(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()
