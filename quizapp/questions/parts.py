"""From values to parts: their tolerance, their fairness and how they are printed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
    return Tolerance() if real else EQUAL


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
        return EXACT
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
