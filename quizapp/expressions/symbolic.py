"""A simpler form of a formula by sympy, in a process of its own that is killed after two seconds.

sympy never sees a text: its objects are built here, node by node, from a tree that was read by
:mod:`quizapp.expressions.parse`. A thread could not be stopped (sympy works in C for seconds),
so the work is done by ``python -m quizapp.expressions.symbolic``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from quizapp.expressions.parse import parse
from quizapp.expressions.show import plain
from quizapp.expressions.tree import (
    CONSTANTS,
    FUNCTIONS,
    Binary,
    Call,
    Name,
    Negative,
    Number,
    Tree,
    UnreadableExpression,
    names,
    number,
)
from quizapp.language import _

SECONDS = 2.0
_LARGEST_EXPONENT = 64
_LARGEST_POWER_OF_E = 50


def simplified(tree: Tree, seconds: float = SECONDS) -> Tree | None:
    """A simpler form of ``tree``; None where none was found in time."""
    variables = sorted(names(tree) - set(FUNCTIONS) - set(CONSTANTS))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "quizapp.expressions.symbolic"],
            input=json.dumps({"formula": plain(tree), "variables": variables}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            env=environment,
            check=True,
        )
        return parse(done.stdout.strip(), variables)
    except (subprocess.SubprocessError, OSError, UnreadableExpression):
        return None


def to_sympy(tree: Tree) -> Any:
    """The sympy object of a tree; all variables are real.

    Raises:
        UnreadableExpression: a power so large that building it would not end.
    """
    import sympy

    if isinstance(tree, Number):
        return sympy.Rational(str(tree.value))
    if isinstance(tree, Name):
        constants = {"pi": sympy.pi, "e": sympy.E}
        return constants.get(tree.name) or sympy.Symbol(tree.name, real=True)
    if isinstance(tree, Negative):
        return -to_sympy(tree.operand)
    if isinstance(tree, Binary):
        return _binary(tree.sign, to_sympy(tree.left), to_sympy(tree.right))
    return _call(tree.function, [to_sympy(argument) for argument in tree.arguments])


def _binary(sign: str, left: Any, right: Any) -> Any:
    if sign == "^":
        _check_power(left, right)
        return left**right
    if sign == "/" and right.is_zero:
        raise UnreadableExpression(_("The formula divides by zero."))
    operations: Mapping[str, Callable[[], Any]] = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }
    return operations[sign]()


def _check_power(base: Any, exponent: Any) -> None:
    if base.is_number and _exceeds(exponent, _LARGEST_EXPONENT):
        raise UnreadableExpression(_("The formula has a power that is too large."))


def _exceeds(value: Any, limit: int) -> bool:
    return bool(value.is_number and not abs(complex(value)) <= limit)


def _call(function: str, arguments: list[Any]) -> Any:
    import sympy

    first = arguments[0]
    if function in ("exp", "sigmoid", "tanh") and _exceeds(first, _LARGEST_POWER_OF_E):
        raise UnreadableExpression(_("The formula has a power that is too large."))
    own: Mapping[str, Callable[[], Any]] = {
        "ln": lambda: sympy.log(first),
        "log2": lambda: sympy.log(first) / sympy.log(2),
        "log10": lambda: sympy.log(first) / sympy.log(10),
        "sigmoid": lambda: 1 / (1 + sympy.exp(-first)),
        "relu": lambda: sympy.Max(0, first),
        "abs": lambda: sympy.Abs(first),
        "max": lambda: sympy.Max(*arguments),
        "min": lambda: sympy.Min(*arguments),
    }
    return own[function]() if function in own else getattr(sympy, function)(first)


def from_sympy(expression: Any) -> Tree:
    """The tree of a sympy object.

    Raises:
        UnreadableExpression: it contains what cannot be typed here.
    """
    if expression.is_Rational:
        top, bottom = number(int(expression.p)), int(expression.q)
        return top if bottom == 1 else Binary("/", top, Number(bottom))
    if expression.is_Float:
        return number(float(expression))
    if expression.is_Symbol:
        return Name(expression.name)
    if str(expression) in ("pi", "E"):
        return Name(str(expression).lower())
    top, bottom = expression.as_numer_denom()
    if bottom != 1:
        return Binary("/", from_sympy(top), from_sympy(bottom))
    if expression.is_Add:
        return _folded("+", expression.as_ordered_terms())
    if expression.is_Mul:
        return _folded("*", expression.as_ordered_factors())
    if expression.is_Pow:
        return Binary("^", from_sympy(expression.base), from_sympy(expression.exp))
    return _function(expression)


def _folded(sign: str, operands: list[Any]) -> Tree:
    first, *others = map(from_sympy, operands)
    for other in others:
        first = Binary(sign, first, other)
    return first


def _function(expression: Any) -> Tree:
    name = type(expression).__name__.lower()
    arguments = [from_sympy(argument) for argument in expression.args]
    if name in ("max", "min"):
        first, *others = arguments
        for other in others:
            first = Call(name, (first, other))
        return first
    if name in FUNCTIONS and len(arguments) == FUNCTIONS[name]:
        return Call(name, tuple(arguments))
    message = _("“{name}” cannot be written in a formula.")
    raise UnreadableExpression(message.format(name=name))


def _main() -> None:
    """Read a formula from standard input, write its simpler form to standard output."""
    import sympy

    from quizapp.expressions.tidy import tidied

    given = json.load(sys.stdin)
    found = sympy.simplify(to_sympy(parse(given["formula"], given["variables"])))
    sys.stdout.write(plain(tidied(from_sympy(found))))


if __name__ == "__main__":
    _main()
