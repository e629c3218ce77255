"""One point in 30 digits, for formulas that floats can hardly tell apart."""

from collections.abc import Callable, Mapping
from typing import Any

from quizapp.expressions.tree import Binary, Call, Name, Negative, Number, Tree

DIGITS = 30


def gap(left: Tree, right: Tree, point: Mapping[str, float], floor: float) -> float:
    """How far two formulas are apart at ``point``, in parts of the larger value.

    Both have a finite value in floats there, and so has each of their parts: nothing can grow.
    Infinite where 30 digits find no value.
    """
    import mpmath

    with mpmath.workdps(DIGITS):
        try:
            a, b = (_value(tree, point, mpmath) for tree in (left, right))
            return float(abs(a - b) / max(mpmath.mpf(floor), abs(a), abs(b)))
        except (ValueError, ZeroDivisionError, OverflowError, TypeError):
            return float("inf")


def _value(tree: Tree, point: Mapping[str, float], mp: Any) -> Any:
    if isinstance(tree, Number):
        return mp.mpf(str(tree.value))
    if isinstance(tree, Name):
        return _name(tree.name, point, mp)
    if isinstance(tree, Negative):
        return -_value(tree.operand, point, mp)
    if isinstance(tree, Binary):
        return _OPERATIONS[tree.sign](_value(tree.left, point, mp), _value(tree.right, point, mp))
    assert isinstance(tree, Call)
    arguments = [_value(argument, point, mp) for argument in tree.arguments]
    return _called(tree.function, arguments, mp)


def _name(name: str, point: Mapping[str, float], mp: Any) -> Any:
    constants = {"pi": mp.pi, "e": mp.e}
    return +constants[name] if name in constants else mp.mpf(str(point[name]))


_OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}


def _called(function: str, arguments: list[Any], mp: Any) -> Any:
    if function in ("max", "min"):
        return (max if function == "max" else min)(*arguments)
    (value,) = arguments
    own: Mapping[str, Callable[[], Any]] = {
        "ln": lambda: mp.log(value),
        "log2": lambda: mp.log(value) / mp.log(2),
        "sigmoid": lambda: 1 / (1 + mp.exp(-value)),
        "relu": lambda: max(mp.mpf(0), value),
        "abs": lambda: mp.fabs(value),
    }
    return own[function]() if function in own else getattr(mp, function)(value)
