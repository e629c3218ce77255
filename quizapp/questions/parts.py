"""From values to parts: their tolerance, their fairness and how they are printed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import EQUAL, AnswerKind, Tolerance
from quizapp.questions.arithmetic import Datum
from quizapp.questions.drawn_formulas import check_typed
from quizapp.questions.expressed import same_pairs
from quizapp.questions.kinds import plain
from quizapp.questions.limits import Redraw
from quizapp.questions.printing import EXACT, SIGNIFICANT, Look, digits_needed
from quizapp.questions.scope import Scope
from quizapp.questions.statements import AnswerLine, Expression

CHAIN = Tolerance(0.01, 0.02)
_EQUAL_REALS = Tolerance(1e-12, 1e-8)
"""Exact as far as it can be printed and typed: 0.1 + 0.2 equals 0.3, 1 / 3 equals 0.333333333."""

_MEASURED = (AnswerKind.NUMBER, AnswerKind.INTEGER, AnswerKind.ARRAY, AnswerKind.SET)
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


def _tolerance(line: AnswerLine, kind: AnswerKind, answer: Datum, scope: Scope) -> Tolerance:
    given = _given(line, scope)
    if not _is_real(kind, answer):
        return given or EQUAL
    tolerance = given or (EQUAL if kind is AnswerKind.SET else Tolerance())
    return _EQUAL_REALS if tolerance.exact else tolerance


def _is_real(kind: AnswerKind, answer: Datum) -> bool:
    if kind is AnswerKind.ARRAY:
        return bool(answer.dtype.kind == "f")
    return kind is AnswerKind.NUMBER or (
        kind is AnswerKind.SET and any(isinstance(element, float) for element in answer)
    )


def _given(line: AnswerLine, scope: Scope) -> Tolerance | None:
    """The tolerance that the answer line states."""
    if line.within is not None:
        return Tolerance(_bound(line.within, scope), 0.0)
    if line.rel is not None:
        return Tolerance(0.0, _bound(line.rel, scope))
    if line.decimals is not None:
        return Tolerance(0.5 / 10**line.decimals, 0.0)
    if line.digits is not None:
        return Tolerance(0.0, 0.0, line.digits)
    return CHAIN if line.chain else None


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
        numbered = combinations(enumerate(part.values), 2)
        pairs = [(i, j) for (i, one), (j, other) in numbered if _alike(one, other, part)]
    return tuple(part.ids[k] for k in sorted({i - 1 for pair in pairs for i in pair if i}))


def _alike(one: Datum, other: Datum, part: Judged) -> bool:
    if part.kind is AnswerKind.SET:
        return _covers(one, other, part.tolerance) and _covers(other, one, part.tolerance)
    if part.kind is AnswerKind.TEXT:
        return _folded(one) == _folded(other)
    return plain(one) == plain(other)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _covers(elements: Datum, others: Datum, tolerance: Tolerance) -> bool:
    return all(any(_same(one, other, tolerance) for one in elements) for other in others)


def _same(one: str | float, other: str | float, tolerance: Tolerance) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return _folded(str(one)) == _folded(str(other))
    return abs(one - other) < _least_distance(tolerance, other)


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
    if part.kind not in _MEASURED or tolerance.exact:
        return EXACT if part.kind is AnswerKind.SET else Look(SIGNIFICANT)
    if part.kind is AnswerKind.ARRAY:
        digits = _digits_of_arrays(part)
    elif part.kind is AnswerKind.SET:
        digits = _digits_of_sets(part)
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


def _digits_of_sets(part: Judged) -> int:
    reals = {entry for value in part.values for entry in value if isinstance(entry, float)}
    needed = (digits_needed(real, part.tolerance.around(real)) for real in reals)
    return max(needed, default=SIGNIFICANT)
