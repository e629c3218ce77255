"""A typed array → entries in reading order, read by the shape that is known.

Rows end at ``;``, a new line or a bracket; entries are separated by spaces or commas. Whether a
comma separates (``[[1,2],[3,4]]``) or is a decimal mark (``0,5 1,5; 2 3``) is decided by the
count alone; where both readings fit, neither is taken.
"""

import math
import re
from itertools import count, islice

from quizapp.grading.read_answer import (
    Entries,
    Number,
    Shape,
    normal,
    read_number,
)
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _, ngettext

_Rows = list[list[str]]

_CLOSING = {")": "(", "]": "["}
_EXAMPLE = 12


def read_array(text: str, shape: Shape) -> tuple[Entries, Shape]:
    """The entries that ``text`` writes and the shape they were typed in.

    That shape is ``shape``, or its reverse where a matrix was typed with rows for columns.

    Raises:
        UnreadableAnswer: another count of entries, ragged rows, or an entry that is no number.
    """
    lines = _lines(normal(text))
    readings = [_listed(lines), _spaced(lines)]
    size = math.prod(shape)
    fitting = [rows for rows in readings if sum(map(len, rows)) == size]
    if not fitting:
        raise _wrong_count(readings, shape, text)
    return _only_reading(fitting, text), _arranged(fitting[-1], shape, text)


def _lines(typed: str) -> list[str]:
    """The rows as text, brackets gone; inside nested brackets a new line is only a space."""
    if _depth(typed) > 1:
        typed = typed.replace("\n", " ")
    if re.search(r",\s*,", typed):
        raise UnreadableAnswer(_("An entry is missing between two commas."), typed)
    joined = re.sub(r"[ \t]*/[ \t]*", "/", typed)
    lines = re.split(r"[\n;()\[\]]", joined)
    return [line.strip() for line in lines if line.strip(" \t,")]


def _depth(typed: str) -> int:
    """How deep brackets nest; all must be closed."""
    open_brackets: list[str] = []
    deepest = 0
    for character in typed:
        if character in "([":
            open_brackets.append(character)
            deepest = max(deepest, len(open_brackets))
        elif character in ")]" and (
            not open_brackets or open_brackets.pop() != _CLOSING[character]
        ):
            raise _unbalanced(typed)
    if open_brackets:
        raise _unbalanced(typed)
    return deepest


def _listed(lines: list[str]) -> _Rows:
    """Every comma separates; an entry may group its thousands by spaces."""
    rows = [[piece.strip() for piece in line.split(",")] for line in lines]
    return [row if row[-1] else row[:-1] for row in rows]


def _spaced(lines: list[str]) -> _Rows:
    """Spaces separate, and so does a comma unless a digit follows it at once."""
    return [re.sub(r",(?![0-9])", " ", line).split() for line in lines]


def _only_reading(fitting: list[_Rows], text: str) -> Entries:
    found: list[Entries] = []
    failure: UnreadableAnswer | None = None
    for rows in fitting:
        try:
            found.append(tuple(_entry(entry) for row in rows for entry in row))
        except UnreadableAnswer as unreadable:
            failure = unreadable
    if failure is not None and not found:
        raise failure
    if len(set(found)) > 1:
        raise _doubtful_comma(text)
    return found[0]


def _entry(text: str) -> Number:
    if text.lstrip("+-").startswith(","):
        raise _doubtful_comma(text)
    return read_number(text)


def _doubtful_comma(text: str) -> UnreadableAnswer:
    message = _("A comma here may separate or be decimal. Write 0.5 with a point.")
    return UnreadableAnswer(message, text)


def _arranged(rows: _Rows, shape: Shape, text: str) -> Shape:
    widths = {len(row) for row in rows}
    if len(shape) == 1 or len(rows) == 1 or widths in ({1}, {shape[-1]}):
        return shape
    if len(shape) == 2 and (len(rows), widths) == (shape[1], {shape[0]}):
        return shape[::-1]
    message = _("The rows do not fit. Write it like {example}.")
    raise UnreadableAnswer(message.format(example=_example(shape)), text)


def _wrong_count(readings: list[_Rows], shape: Shape, text: str) -> UnreadableAnswer:
    size = math.prod(shape)
    found = min((sum(map(len, rows)) for rows in readings), key=lambda n: abs(n - size))
    expected = ngettext("{n} number is expected", "{n} numbers are expected", size)
    message = _("{expected}, found {found}. Write them like {example}.")
    return UnreadableAnswer(
        message.format(expected=expected, found=found, example=_example(shape)), text
    )


def _unbalanced(typed: str) -> UnreadableAnswer:
    return UnreadableAnswer(_("The brackets do not match. They may be left out."), typed)


def _example(shape: Shape) -> str:
    """Numbers 1, 2, 3 … written in ``shape``, long ones shortened."""
    width = shape[-1]
    numbers = count(1)
    rows = [
        " ".join(str(number) for number in islice(numbers, min(width, _EXAMPLE)))
        + (" …" if width > _EXAMPLE else "")
        for _row in range(min(math.prod(shape[:-1]), 3))
    ]
    return "; ".join(rows) + ("; …" if math.prod(shape[:-1]) > 3 else "")
