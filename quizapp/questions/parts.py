"""From values to parts: kind, tolerance, fairness and how everything is printed."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizapp import expressions
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Tolerance, Value
from quizapp.questions.arithmetic import Datum, entries, shape_text
from quizapp.questions.arrays import Lines, Shape
from quizapp.questions.drawn_formulas import check_typed
from quizapp.questions.expressed import Expressed, same_pairs
from quizapp.questions.limits import Redraw
from quizapp.questions.printing import EXACT as EXACTLY
from quizapp.questions.printing import SIGNIFICANT, Look, digits_needed
from quizapp.questions.scope import Scope
from quizapp.questions.statements import AnswerLine, Expression

EXACT = Tolerance(0.0, 0.0)
CHAIN = Tolerance(0.01, 0.02)
_MEASURED = (AnswerKind.NUMBER, AnswerKind.INTEGER, AnswerKind.ARRAY)
_APART = 3 * (1 - 1e-9)
"""How many tolerances lie between answer and mistakes; a hair less, so that no last bit decides."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The values of one part: the answer first, then its active mistakes with their ids."""

    line: AnswerLine
    kind: AnswerKind
    tolerance: Tolerance
    values: tuple[Datum, ...]
    ids: tuple[str, ...]

    @property
    def answer(self) -> Datum:
        """The right answer."""
        return self.values[0]


def judged(
    line: AnswerLine,
    kind: AnswerKind,
    values: tuple[Datum, ...],
    ids: tuple[str, ...],
    scope: Scope,
) -> Judged:
    """The part with its tolerance; ``values``, the answer first, are of one kind already.

    Raises:
        InputError: a tolerance that is none, a formula that could not be typed.
    """
    if kind is AnswerKind.FORMULA:
        check_typed(values, line)
    return Judged(line, kind, _tolerance(line, kind, values[0], scope), values, ids)


def kind_of(line: AnswerLine, answer: Datum) -> AnswerKind:
    """How the answer is typed and compared: the type of its value decides."""
    if line.choose:
        return AnswerKind.CHOICE
    if line.unordered:
        return AnswerKind.SET
    if isinstance(answer, Shape):
        return AnswerKind.SHAPE
    if isinstance(answer, Lines):
        return AnswerKind.ORDER
    if isinstance(answer, Expressed):
        return AnswerKind.FORMULA
    if isinstance(answer, str | tuple):
        return AnswerKind.TEXT
    if isinstance(answer, np.ndarray):
        return AnswerKind.ARRAY
    return AnswerKind.NUMBER if isinstance(answer, float) else AnswerKind.INTEGER


def as_kind(value: Datum, kind: AnswerKind, answer: Datum) -> Datum:
    """An answer or a mistake as a value of the kind that ``answer`` has.

    Raises:
        InputError: it is a value of another kind or shape.
    """
    return _SAME_KIND[kind](value, answer)


def _float(value: Datum, answer: Datum) -> Any:
    if value.__class__ is float:
        return value
    if isinstance(value, bool | int | float):
        return float(value)
    raise InputError(_("The answer is one number, so its mistakes are numbers too."))


def _whole_if_possible(value: Datum, answer: Datum) -> int | float:
    number = _float(value, answer)
    return int(number) if number == int(number) else number


def _same_shape(value: Datum, answer: Datum) -> Datum:
    array, shape = entries(value), np.asarray(answer).shape
    if not array.size:
        raise InputError(_("An empty array cannot be asked for."))
    if array.shape != shape:
        message = _("The mistake has shape {mistake}, the answer {answer}; give them one shape.")
        mistake = shape_text(array) or "()"
        raise InputError(message.format(mistake=mistake, answer=shape_text(np.asarray(answer))))
    return array


def _shape(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, Shape):
        return value
    raise InputError(_("The answer is a shape, so its mistakes are shapes too: shape(2, 3)."))


def _items(value: Datum, answer: Datum) -> Datum:
    """The elements of a set: texts or numbers, each once."""
    if isinstance(value, str) or not isinstance(value, tuple | np.ndarray):
        raise InputError(_("A set has several elements: a tuple, an array or words."))
    elements = value if isinstance(value, tuple) else tuple(entries(value).ravel().tolist())
    return tuple(dict.fromkeys(elements))


def _lines(value: Datum, answer: Datum) -> Datum:
    same = isinstance(value, Lines) and sorted(value) == sorted(answer)
    if same and len(set(value)) == len(value):
        return value
    raise InputError(_("An order and its mistakes are the same different lines, put otherwise."))


def _wording(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, str | tuple) and value:
        return value if isinstance(value, str) else " ".join(map(str, value))
    raise InputError(_("The answer is a text, so its mistakes are texts too."))


def _formula(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, Expressed):
        return value
    raise InputError(_("The answer is a formula, so its mistakes are formulas too."))


_SAME_KIND: dict[AnswerKind, Callable[[Datum, Datum], Datum]] = {
    AnswerKind.NUMBER: _float,
    AnswerKind.INTEGER: _whole_if_possible,
    AnswerKind.ARRAY: _same_shape,
    AnswerKind.SHAPE: _shape,
    AnswerKind.SET: _items,
    AnswerKind.ORDER: _lines,
    AnswerKind.TEXT: _wording,
    AnswerKind.FORMULA: _formula,
    AnswerKind.CHOICE: lambda value, answer: value,
}


def _tolerance(line: AnswerLine, kind: AnswerKind, answer: Datum, scope: Scope) -> Tolerance:
    if line.within is not None:
        return Tolerance(_bound(line.within, scope), 0.0)
    if line.rel is not None:
        return Tolerance(0.0, _bound(line.rel, scope))
    if line.decimals is not None:
        return Tolerance(0.5 / 10**line.decimals, 0.0)
    if line.digits is not None:
        return Tolerance(0.0, 0.0, line.digits)
    if line.chain:
        return CHAIN
    real = kind is AnswerKind.NUMBER or (kind is AnswerKind.ARRAY and answer.dtype.kind == "f")
    return Tolerance() if real else EXACT


def _bound(bound: Expression, scope: Scope) -> float:
    value = bound.run(scope)
    if not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise InputError(_("A tolerance is one number, 0 or above."))
    return float(value)


def check_fair(part: Judged) -> None:
    """Redraw where a mistake cannot be told from the answer or from another mistake."""
    if len(part.values) > 1 or part.kind is AnswerKind.FORMULA:
        together = _clashes(part)
        if together:
            reason = _("mistakes that cannot be told apart ({ids})")
            raise Redraw(reason.format(ids=", ".join(together)), together, part.ids)


def _clashes(part: Judged) -> tuple[str, ...]:
    if part.kind is AnswerKind.NUMBER or part.kind is AnswerKind.INTEGER:
        bound = _least_distance(part.tolerance, part.values[0])
        pairs = _close_pairs(part.values, bound)
    elif part.kind is AnswerKind.ARRAY:
        pairs = _close_arrays(part)
    elif part.kind is AnswerKind.FORMULA:
        pairs = same_pairs(part.values)
    else:
        values = [_comparable(value, part.kind) for value in part.values]
        pairs = [(i, j) for j in range(len(values)) for i in range(j) if values[i] == values[j]]
    return tuple(part.ids[k] for k in sorted({i - 1 for pair in pairs for i in pair if i}))


def _comparable(value: Datum, kind: AnswerKind) -> Any:
    if kind is AnswerKind.SET:
        return frozenset(value)
    if kind is AnswerKind.TEXT:
        return " ".join(value.casefold().replace("ё", "е").split())
    return plain(value)


def _least_distance(tolerance: Tolerance, entry: float) -> float:
    return max(_APART * tolerance.around(entry), 1e-9 * max(1.0, abs(entry)))


def _close_pairs(values: Sequence[float], bound: float) -> list[tuple[int, int]]:
    return [
        (i, j)
        for j in range(1, len(values))
        for i in range(j)
        if not abs(values[i] - values[j]) >= bound
    ]


def _close_arrays(part: Judged) -> list[tuple[int, int]]:
    rows = np.array([value.ravel() for value in part.values], dtype=float)
    bound = _APART * _around(part.tolerance, rows[0])
    if not part.tolerance.absolute:
        np.maximum(bound, 1e-9 * np.maximum(1.0, np.abs(rows[0])), out=bound)
    apart = (np.abs(rows[:, None] - rows) >= bound).any(axis=2)
    count = len(rows)
    if np.count_nonzero(apart) == count * (count - 1):
        return []
    return [(i, j) for j in range(count) for i in range(j) if not apart[i, j]]


def _around(tolerance: Tolerance, answer: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The tolerance of every entry."""
    if tolerance.digits:
        return np.array([tolerance.around(entry) for entry in answer.tolist()])
    return np.asarray(np.maximum(tolerance.absolute, tolerance.relative * np.abs(answer)))


def look_of_part(part: Judged) -> Look:
    """How the answer, the mistakes and the steps of a part are printed.

    4 significant digits, more where the tolerance needs them: the printed answer must be judged
    right and each printed mistake that mistake.
    """
    tolerance = part.tolerance
    if part.kind is AnswerKind.SET:
        return EXACTLY
    if tolerance.exact or part.kind not in _MEASURED:
        return Look(SIGNIFICANT)
    if part.kind is AnswerKind.ARRAY:
        digits = _digits_of_arrays(part)
    else:
        around = tolerance.around(part.answer)
        digits = max(digits_needed(value, around) for value in part.values)
    return Look(digits, zero=tolerance.absolute * 1e-6)


def _digits_of_arrays(part: Judged) -> int:
    answer = part.answer.ravel()
    around = _around(part.tolerance, answer)
    largest = np.abs(np.array(part.values)).max()
    if 10.0 ** (1 - SIGNIFICANT) / 2 * largest <= around.min():
        return SIGNIFICANT
    pairs = (zip(value.ravel().tolist(), around.tolist(), strict=True) for value in part.values)
    return max(digits_needed(entry, t) for pair in pairs for entry, t in pair)


def plain(value: Datum) -> Value:
    """A value without numpy, zero without a sign."""
    if value.__class__ is np.ndarray:
        rows = (value + 0).tolist()  # + 0 takes the sign of zero away
        return tuple(map(tuple, rows)) if value.ndim == 2 else _nested(rows, value.ndim)
    if isinstance(value, tuple):
        return tuple(value)
    if isinstance(value, Expressed):
        return expressions.plain(value.tree)
    return value + 0.0 if value.__class__ is float else value


def _nested(rows: Any, depth: int) -> Value:
    if depth == 1:
        return tuple(rows)
    return tuple([_nested(row, depth - 1) for row in rows])


def datum(value: Value) -> Datum:
    """A plain value as expressions see it: nested tuples of numbers are arrays."""
    if isinstance(value, tuple) and not any(isinstance(entry, str) for entry in value):
        return np.array(value)
    return value
