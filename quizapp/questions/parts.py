"""From values to parts: their tolerance and how they are printed."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import EQUAL, AnswerKind, Tolerance
from quizapp.questions.arithmetic import Datum
from quizapp.questions.drawn_formulas import check_typed
from quizapp.questions.printing import EXACT, SIGNIFICANT, Look, digits_needed
from quizapp.questions.scope import Scope
from quizapp.questions.statements import AnswerLine, Expression

CHAIN = Tolerance(0.01, 0.02)
_EQUAL_REALS = Tolerance(1e-12, 1e-8)
"""Exact as far as it can be printed and typed: 0.1 + 0.2 equals 0.3, 1 / 3 equals 0.333333333."""

_MEASURED = (AnswerKind.NUMBER, AnswerKind.INTEGER, AnswerKind.ARRAY, AnswerKind.SET)


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

    @property
    def tolerances(self) -> np.ndarray[Any, Any]:
        """The tolerance of every entry of an array, in one row."""
        answer = self.answer.ravel()
        if self.tolerance.digits:
            return np.array([self.tolerance.around(entry) for entry in answer.tolist()])
        bounds = self.tolerance.relative * np.abs(answer)
        return np.asarray(np.maximum(self.tolerance.absolute, bounds))


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
    around = part.tolerances
    largest = np.abs(np.array(part.values)).max()
    if 10.0 ** (1 - SIGNIFICANT) / 2 * largest <= around.min():
        return SIGNIFICANT
    pairs = (zip(value.ravel().tolist(), around.tolist(), strict=True) for value in part.values)
    return max(digits_needed(entry, t) for pair in pairs for entry, t in pair)


def _digits_of_sets(part: Judged) -> int:
    reals = {entry for value in part.values for entry in value if isinstance(entry, float)}
    needed = (digits_needed(real, part.tolerance.around(real)) for real in reals)
    return max(needed, default=SIGNIFICANT)
