"""Whether two formulas are the same function: compared at seeded points of a declared domain.

A domain is part of the question: ``ln(x*y)`` is ``ln(x) + ln(y)`` for positive numbers only. A
decision by points is no proof, but no wrong answer passes by chance, and a wrong one comes with
a point at which it can be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.expressions.evaluate import Domain, Points, Value, finite, sample, size, values
from quizapp.expressions.tree import Tree

ENOUGH = 12
"""So many points must have a value for a decision."""

RELATIVE = 1e-9
_NEAR = 1e-2
_VISIBLE = 0.02
_LARGE = 1e6


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point at which two formulas differ; a value is None where a formula has no real one."""

    point: tuple[tuple[str, float], ...]
    left: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Whether two formulas are equal; where not, a point that shows it if there is one."""

    equal: bool
    counterexample: Counterexample | None = None


def equivalent(left: Tree, right: Tree, domains: Sequence[Domain], seed: int = 0) -> Equivalence:
    """Compare ``left`` with ``right``, which sets the scale, at 24 points of ``domains``.

    Equal within 1e-9 of the larger value, at 12 points or more at which both have one. Where
    they miss that by little, 30 digits decide.
    """
    points = sample(domains, seed)
    return compared((left, values(left, points)), (right, values(right, points)), points)


def compared(
    left: tuple[Tree, list[Value]], right: tuple[Tree, list[Value]], points: Points
) -> Equivalence:
    """:func:`equivalent` for values that are known already."""
    pairs = list(zip(left[1], right[1], strict=True))
    good = [i for i, (a, b) in enumerate(pairs) if finite(a) and finite(b)]
    floor = min(1.0, max((abs(b) for _a, b in pairs if finite(b)), default=0.0)) or 1.0
    gaps = {i: _gap(*pairs[i], floor) for i in good}
    near = [i for i in good if gaps[i] > RELATIVE]
    if near and all(gaps[i] <= _NEAR for i in near):
        near = [i for i in near if not _equal_precisely(left[0], right[0], points, i, floor)]
    if not near and len(good) >= ENOUGH:
        return Equivalence(True)
    shown = _most_telling(pairs, near, gaps)
    return Equivalence(False, None if shown is None else _counterexample(pairs, points, shown))


def _gap(left: Value, right: Value, floor: float) -> float:
    return size(left - right) / max(floor, abs(left), abs(right))


def _equal_precisely(left: Tree, right: Tree, points: Points, i: int, floor: float) -> bool:
    from quizapp.expressions.precise import gap

    point = {name: column[i] for name, column in points.items()}
    return gap(left, right, point, floor) <= RELATIVE


def _most_telling(
    pairs: list[tuple[Value, Value]], different: list[int], gaps: dict[int, float]
) -> int | None:
    """A plain difference between moderate numbers, else the largest one, else a missing value."""
    for i in different:
        if gaps[i] > _VISIBLE and all(_LARGE**-1 < abs(value) < _LARGE for value in pairs[i]):
            return i
    if different:
        return max(different, key=gaps.__getitem__)
    return next((i for i, (a, b) in enumerate(pairs) if finite(b) and not finite(a)), None)


def _counterexample(pairs: list[tuple[Value, Value]], points: Points, i: int) -> Counterexample:
    left, right = (_real(value) for value in pairs[i])
    return Counterexample(tuple((name, column[i]) for name, column in points.items()), left, right)


def _real(value: Value) -> float | None:
    if not finite(value) or (isinstance(value, complex) and abs(value.imag) > RELATIVE):
        return None
    return value.real
