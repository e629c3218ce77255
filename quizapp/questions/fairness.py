"""Whether an answer and its mistakes can be told apart."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from quizapp.language import _
from quizapp.model.questions import AnswerKind, Tolerance
from quizapp.questions.arithmetic import Datum
from quizapp.questions.expressed import same_pairs
from quizapp.questions.kinds import plain
from quizapp.questions.limits import Redraw
from quizapp.questions.parts import Judged

_APART = 3 * (1 - 1e-9)
"""How many tolerances lie between answer and mistakes; a hair less, so that no last bit decides."""


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
    bound = _APART * part.tolerances
    if not part.tolerance.absolute:
        np.maximum(bound, 1e-9 * np.maximum(1.0, np.abs(rows[0])), out=bound)
    apart = (np.abs(rows[:, None] - rows) >= bound).any(axis=2)
    count = len(rows)
    if np.count_nonzero(apart) == count * (count - 1):
        return []
    return [(i, j) for j in range(count) for i in range(j) if not apart[i, j]]
