"""Values of a formula at many points at once, in floats.

Outside the reals a value is complex (``ln`` of a negative number), so that formulas which differ
there differ; what is not finite is NaN and stays NaN. Nothing here can run long: floats overflow
where whole numbers would grow.
"""

import cmath
import math
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeAlias

from quizapp.expressions.tree import Binary, Call, Name, Negative, Number, Tree

Value: TypeAlias = float | complex
Domain: TypeAlias = tuple[str, float, float]
"""A variable with the ends of its domain."""
Points: TypeAlias = Mapping[str, Sequence[float]]
"""For each variable its value at every point."""

POINTS = 24
NAN = math.nan
_CONSTANTS = {"pi": math.pi, "e": math.e}
_SHORT_DRAWS = 8


def sample(domains: Sequence[Domain], seed: int = 0, count: int = POINTS) -> Points:
    """``count`` points within the domains, the same for a seed everywhere.

    Coordinates are short decimals where the domain has room for them: a point is shown to the
    learner whose formula differs there.
    """
    source = Random(seed)
    return {
        name: [_inside(lowest, highest, source) for _point in range(count)]
        for name, lowest, highest in sorted(domains)
    }


def _inside(lowest: float, highest: float, source: Random) -> float:
    width = highest - lowest
    if not width > 0:
        return lowest
    decimals = 2 - math.floor(math.log10(width))
    for _draw in range(_SHORT_DRAWS):
        exact = lowest + width * source.random()
        short = round(exact, decimals)
        if lowest < short < highest:
            return short
    return exact


def values(tree: Tree, points: Points, count: int = POINTS) -> list[Value]:
    """The value of ``tree`` at each of ``count`` points; NaN where it has none."""
    if isinstance(tree, Number):
        return [float(tree.value)] * count
    if isinstance(tree, Name):
        constant = _CONSTANTS.get(tree.name)
        return [constant] * count if constant is not None else list(points[tree.name])
    if isinstance(tree, Negative):
        return [-value for value in values(tree.operand, points, count)]
    if isinstance(tree, Binary):
        operation = _OPERATIONS[tree.sign]
        pairs = zip(
            values(tree.left, points, count), values(tree.right, points, count), strict=True
        )
        return [operation(left, right) for left, right in pairs]
    assert isinstance(tree, Call)
    function = _FUNCTIONS[tree.function]
    columns = [values(argument, points, count) for argument in tree.arguments]
    return [_called(function, row) for row in zip(*columns, strict=True)]


def finite(value: Value) -> bool:
    """Whether a formula has a value here."""
    return cmath.isfinite(value)


def size(value: Value) -> float:
    """The distance from zero; infinite where floats end, where ``abs`` would raise."""
    return math.hypot(value.real, value.imag)


def _kept(value: Value) -> Value:
    return value if math.isfinite(size(value)) else NAN


def _divided(left: Value, right: Value) -> Value:
    try:
        return _kept(left / right)
    except (ZeroDivisionError, OverflowError):
        return NAN


def _power(base: Value, exponent: Value) -> Value:
    if not (cmath.isfinite(base) and cmath.isfinite(exponent)):
        return NAN
    try:
        power: Value = base**exponent
    except (ZeroDivisionError, OverflowError):
        return NAN
    return _kept(power)


_OPERATIONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: _kept(left + right),
    "-": lambda left, right: _kept(left - right),
    "*": lambda left, right: _kept(left * right),
    "/": _divided,
    "^": _power,
}


def _called(function: Callable[..., Value], arguments: Sequence[Value]) -> Value:
    if not all(map(cmath.isfinite, arguments)):
        return NAN
    try:
        return _kept(function(*arguments))
    except (ValueError, ZeroDivisionError, OverflowError):
        return NAN


def _either(
    real: Callable[[float], float], elsewhere: Callable[[complex], complex]
) -> Callable[[Value], Value]:
    """A function of reals that goes on among complex numbers where it has no real value."""

    def function(value: Value) -> Value:
        if isinstance(value, complex):
            return elsewhere(value)
        try:
            return real(value)
        except ValueError:
            return elsewhere(value)

    return function


def _sigmoid(value: Value) -> Value:
    if isinstance(value, complex):
        return 1 / (1 + cmath.exp(-value))
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    power = math.exp(value)
    return power / (1 + power)


def _ordered(function: Callable[..., float]) -> Callable[..., Value]:
    """A function that needs an order: it has no value among complex numbers."""
    return lambda *values: (
        NAN if any(isinstance(value, complex) for value in values) else function(*values)
    )


_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "exp": _either(math.exp, cmath.exp),
    "log": _either(math.log, cmath.log),
    "ln": _either(math.log, cmath.log),
    "log2": _either(math.log2, lambda value: cmath.log(value) / math.log(2)),
    "log10": _either(math.log10, cmath.log10),
    "sqrt": _either(math.sqrt, cmath.sqrt),
    "sin": _either(math.sin, cmath.sin),
    "cos": _either(math.cos, cmath.cos),
    "tan": _either(math.tan, cmath.tan),
    "tanh": _either(math.tanh, cmath.tanh),
    "sigmoid": _sigmoid,
    "relu": _ordered(lambda value: max(0.0, value)),
    "abs": _ordered(abs),
    "sign": _ordered(lambda value: float((value > 0) - (value < 0))),
    "max": _ordered(max),
    "min": _ordered(min),
}
