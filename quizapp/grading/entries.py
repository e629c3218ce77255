"""Entries of an answer beside the right ones: flat numbers, a tolerance each, an outcome each."""

import math
import sys
from dataclasses import dataclass

from quizapp.grading.read_answer import Entries, Number, Shape
from quizapp.model.questions import AnswerKind, Part, Tolerance, Value
from quizapp.model.verdicts import Outcome

CLOSE = 5
"""An entry within so many tolerances is close."""

_IN_FULL = 10
_EVERY_WHOLE = 2**53
_ROUNDED = Tolerance(absolute=0.006, relative=0, digits=4)
_HAIR = 1e-9
_ROUNDING = 4 * sys.float_info.epsilon


@dataclass(frozen=True, slots=True)
class Right:
    """The right answer of a numeric part: entries in reading order, their tolerances, the shape."""

    entries: Entries
    tolerances: tuple[float, ...]
    shape: Shape
    exact: bool


def right_answer(part: Part) -> Right:
    """The right answer of ``part`` as flat entries, each with its own tolerance."""
    entries = flat(part.answer)
    exact = _is_exact(part, entries)
    tolerances = tuple(0.0 if exact else part.tolerance.around(entry) for entry in entries)
    shape = part.shape if part.kind is AnswerKind.ARRAY else ()
    return Right(entries, tolerances, shape, exact)


def tolerances_of(mistake: Entries, right: Right) -> tuple[float, ...]:
    """The tolerances of a mistake: those of the right answer.

    Beside an exact answer a whole number is exact too; any other, such as a mean where a sum is
    asked, may be rounded.
    """
    if not right.exact:
        return right.tolerances
    return tuple(0.0 if entry == round(entry) else _ROUNDED.around(entry) for entry in mistake)


def _is_exact(part: Part, entries: Entries) -> bool:
    """Whole numbers are equal or not unless a tolerance was given; the default is not a given."""
    whole = part.kind is AnswerKind.INTEGER or all(isinstance(entry, int) for entry in entries)
    return part.tolerance.exact or (
        whole and part.kind is not AnswerKind.NUMBER and part.tolerance == Tolerance()
    )


def flat(value: Value) -> Entries:
    """The numbers of nested tuples in reading order."""
    if isinstance(value, tuple):
        return tuple(entry for inner in value for entry in flat(inner))
    if isinstance(value, str):
        raise TypeError(f"a number is expected, not {value!r}")
    return (value,)


def shape_of(value: Value) -> Shape:
    """The shape of nested tuples, () for a single number."""
    if not isinstance(value, tuple):
        return ()
    return (len(value), *shape_of(value[0])) if value else (0,)


def nested(entries: Entries, shape: Shape) -> Value:
    """``entries`` as nested tuples of ``shape``: the opposite of :func:`flat`."""
    if not shape:
        return entries[0]
    width = math.prod(shape[1:])
    rows = (entries[start : start + width] for start in range(0, len(entries), width))
    return tuple(nested(row, shape[1:]) for row in rows)


def within(typed: Number, target: Number, tolerance: float) -> bool:
    """Whether two numbers are at most ``tolerance`` apart, its border included as printed.

    The hair covers what binary floats make of decimal borders: 0.73 is within 0.006 of 0.724.
    What no float can hold only equals itself.
    """
    if math.isinf(typed) or math.isinf(target) or tolerance == 0:
        return typed == target
    hair = _HAIR * tolerance + _ROUNDING * max(abs(typed), abs(target))
    return abs(typed - target) <= tolerance + hair


def all_within(typed: Entries, target: Entries, tolerances: tuple[float, ...]) -> bool:
    """Whether every entry is within its tolerance of the target's."""
    return len(typed) == len(target) and all(map(within, typed, target, tolerances))


def distance(typed: Entries, target: Entries, tolerances: tuple[float, ...]) -> float:
    """The greatest difference of two answers, counted in tolerances; 0 where they are equal."""
    return max(map(_apart, typed, target, tolerances))


def _apart(typed: Number, target: Number, tolerance: float) -> float:
    if typed == target:
        return 0.0
    return abs(typed - target) / tolerance if tolerance else math.inf


def outcomes(typed: Entries, right: Right) -> tuple[Outcome, ...]:
    """Right, close or wrong for every entry; nothing is close in an exact answer."""
    return tuple(map(_outcome, typed, right.entries, right.tolerances))


def _outcome(typed: Number, right: Number, tolerance: float) -> Outcome:
    if within(typed, right, tolerance):
        return Outcome.RIGHT
    return Outcome.CLOSE if within(typed, right, CLOSE * tolerance) else Outcome.WRONG


def written(number: Number, digits: int = 6) -> str:
    """A number as shown in a verdict: whole numbers in full, others with ``digits`` digits."""
    return str(number) if isinstance(number, int) else f"{number:.{digits}g}"


def _as_typed(number: Number) -> str:
    """A number as it was understood: with the digits that were typed, quotients with six."""
    whole = isinstance(number, float) and number.is_integer() and abs(number) < _EVERY_WHOLE
    in_full = str(int(number) if whole else number)
    return in_full if len(in_full) <= _IN_FULL else written(number)


def digits_for(number: Number, tolerance: float) -> int:
    """How many significant digits show ``number`` finer than its tolerance, at least four."""
    if not tolerance or not number:
        return 4
    return min(17, max(4, math.ceil(math.log10(abs(number)) - math.log10(tolerance)) + 2))


def understood(entries: Entries, shape: Shape) -> str:
    """An answer as it was understood, arrays on one line: ``[1 2; 3 4]``."""
    if not shape:
        return _as_typed(entries[0])
    width = shape[-1] or 1
    rows = (entries[start : start + width] for start in range(0, len(entries), width))
    return "[" + "; ".join(" ".join(map(_as_typed, row)) for row in rows) + "]"
