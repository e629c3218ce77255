"""Slips that need no author: what typical carelessness makes of any right answer.

They run last, so a question's own mistakes and a close answer come first. A detector compares
with the same *relative* accuracy as the right answer has, at most 5 %: an absolute tolerance
would find a hundredth of a small number in every zero.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizapp.grading.entries import Right, within, written
from quizapp.grading.read_answer import Entries, Shape
from quizapp.language import _

_COARSEST = 0.05
_EXACTLY = 1e-12
_ROOM = 1e-6
_LOG_RATIOS = {
    "ln, log2": (1 / math.log(2), math.log(2)),
    "ln, log10": (1 / math.log(10), math.log(10)),
    "log2, log10": (math.log10(2), math.log2(10)),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What a detector found: its name and the sentence about it."""

    name: str
    message: str


def detect(typed: Entries, shape: Shape, right: Right) -> Slip | None:
    """The first slip that explains ``typed``, which was typed in ``shape``; None if none does."""
    if shape != right.shape:
        return _transposed(typed, shape, right)
    if not any(right.entries):
        return None
    found = (detector(typed, shape, right) for detector in _DETECTORS)
    return next((slip for slip in found if slip is not None), None)


def _same(typed: Entries, target: Entries, right: Right) -> bool:
    """Whether ``typed`` is ``target``, as accurate beside its largest entry as ``right`` is."""
    if len(typed) != len(target):
        return False
    relative = _EXACTLY if right.exact else _relative(right)
    largest = relative * max(map(abs, target))
    return all(
        within(entry, aim, max(relative * abs(aim), min(tolerance, largest)))
        for entry, aim, tolerance in zip(typed, target, right.tolerances, strict=True)
    )


def _relative(right: Right) -> float:
    """The accuracy of the largest entry, in parts of it."""
    sized = max(
        zip(map(abs, right.entries), right.tolerances, strict=True), key=lambda pair: pair[0]
    )
    return min(_COARSEST, sized[1] / sized[0])


def _sign(typed: Entries, _shape: Shape, right: Right) -> Slip | None:
    if not _same(typed, tuple(-entry for entry in right.entries), right):
        return None
    return Slip("sign", _("The size is right, the sign is the other way round."))


def _reciprocal(typed: Entries, _shape: Shape, right: Right) -> Slip | None:
    if not all(right.entries) or not _same(typed, tuple(1 / x for x in right.entries), right):
        return None
    return Slip("reciprocal", _("This is the reciprocal: 1 divided by the right answer."))


def _percent(typed: Entries, _shape: Shape, right: Right) -> Slip | None:
    if _scaled(typed, right, 100):
        return Slip("percent", _("This is in percent: 100 times the right answer."))
    if _scaled(typed, right, 1 / 100):
        return Slip("percent", _("This is a hundredth of the right answer: a percent too many."))
    return None


def _log_base(typed: Entries, _shape: Shape, right: Right) -> Slip | None:
    for bases, ratios in _LOG_RATIOS.items():
        if any(_scaled(typed, right, ratio) for ratio in ratios):
            message = _("The logarithm has another base: two of them are mixed up ({bases}).")
            return Slip("log-base", message.format(bases=bases))
    return None


def _not_normalised(typed: Entries, shape: Shape, right: Right) -> Slip | None:
    """The right answer consists of distributions; each typed one has their proportions only."""
    if not shape or min(right.entries) < 0:
        return None
    for groups in _groups(shape):
        sums = [sum(right.entries[i] for i in group) for group in groups]
        if all(abs(total - 1) < _ROOM for total in sums) and _proportional(typed, right, groups):
            message = _("The proportions are right, but what should sum to 1 sums to {total}.")
            total = max((sum(typed[i] for i in group) for group in groups), key=_off_one)
            return Slip("not-normalised", message.format(total=written(total, 4)))
    return None


def _groups(shape: Shape) -> Iterator[list[range]]:
    """Index groups that may each be a distribution: all entries, the rows, the columns."""
    size, width = math.prod(shape), shape[-1]
    if size > 1:
        yield [range(size)]
    if len(shape) > 1 and width > 1:
        yield [range(start, start + width) for start in range(0, size, width)]
    if len(shape) == 2 and shape[0] > 1:
        yield [range(column, size, width) for column in range(width)]


def _proportional(typed: Entries, right: Right, groups: list[range]) -> bool:
    totals = [sum(typed[i] for i in group) for group in groups]
    if min(totals) <= 0:
        return False
    target = list(right.entries)
    for group, total in zip(groups, totals, strict=True):
        for i in group:
            target[i] = right.entries[i] * total
    return _same(typed, tuple(target), right)


def _off_one(total: float) -> float:
    return abs(total - 1)


def _factor(typed: Entries, shape: Shape, right: Right) -> Slip | None:
    """One number between 2 and 10 for a single answer, any one for three entries or more."""
    whole = (2, 10) if right.exact else range(2, 11)
    factors: list[float] = [factor for n in whole for factor in (n, 1 / n)]
    if sum(map(bool, right.entries)) > 2:
        largest = max(range(len(typed)), key=lambda i: abs(right.entries[i]))
        factors.append(typed[largest] / right.entries[largest])
    found = next((factor for factor in factors if factor and _scaled(typed, right, factor)), None)
    if found is None:
        return None
    message = _("Yours is the right answer times {factor}: a factor is missing or one too many.")
    return Slip("factor", message.format(factor=_as_factor(found)))


def _as_factor(factor: float) -> str:
    inverse = 1 / factor
    if abs(factor) < 1 and abs(inverse - round(inverse)) < _ROOM:
        return f"1/{round(inverse)}"
    return written(factor, 4)


def _scaled(typed: Entries, right: Right, factor: float) -> bool:
    return _same(typed, tuple(entry * factor for entry in right.entries), right)


def _transposed(typed: Entries, shape: Shape, right: Right) -> Slip | None:
    """Rows for columns: typed as such, or in the place of a square matrix."""
    if len(shape) != 2 or shape != right.shape[::-1]:
        return None
    rows, columns = right.shape
    target = tuple(right.entries[i * columns + j] for j in range(columns) for i in range(rows))
    tolerances = (right.tolerances[i * columns + j] for j in range(columns) for i in range(rows))
    if not all(map(within, typed, target, tolerances)):
        return None
    return Slip("transposed", _("Rows and columns are swapped."))


_DETECTORS: tuple[Callable[[Entries, Shape, Right], Slip | None], ...] = (
    _sign,
    _transposed,
    _reciprocal,
    _percent,
    _log_base,
    _not_normalised,
    _factor,
)
