"""The derivative of a formula by the rules of school, term by term.

Not by sympy: its forms change with its version, so the answer printed for a seed would too, and
its import alone takes longer than a hundred derivatives here. sympy is the oracle of the tests.
"""

from collections.abc import Callable, Mapping

from quizapp.expressions.tidy import tidied
from quizapp.expressions.tree import (
    Binary,
    Call,
    Name,
    Negative,
    Number,
    Tree,
    UnreadableExpression,
    names,
    nodes,
)
from quizapp.language import _

LARGEST = 1000
_ZERO, _ONE, _TWO = Number(0), Number(1), Number(2)


def derivative(tree: Tree, variable: str) -> Tree:
    """The derivative of ``tree`` by ``variable``, tidied.

    ``abs``, ``relu``, ``max`` and ``min`` have none at their corner; there the result takes a
    value in between.

    Raises:
        UnreadableExpression: the result has more than 1000 nodes.
    """
    found = tidied(_by(tree, variable))
    if sum(1 for _node in nodes(found)) > LARGEST:
        raise UnreadableExpression(_("The derivative is too long to be written."))
    return found


def _by(tree: Tree, x: str) -> Tree:
    if x not in names(tree):
        return _ZERO
    if isinstance(tree, Name):
        return _ONE
    if isinstance(tree, Negative):
        return Negative(_by(tree.operand, x))
    if isinstance(tree, Call):
        return _chain(tree, x)
    assert isinstance(tree, Binary)
    return _RULES[tree.sign](tree.left, tree.right, x)


def _times(left: Tree, right: Tree) -> Tree:
    return Binary("*", left, right)


def _over(left: Tree, right: Tree) -> Tree:
    return Binary("/", left, right)


def _sum(left: Tree, right: Tree, x: str) -> Tree:
    return Binary("+", _by(left, x), _by(right, x))


def _difference(left: Tree, right: Tree, x: str) -> Tree:
    return Binary("-", _by(left, x), _by(right, x))


def _product(left: Tree, right: Tree, x: str) -> Tree:
    return Binary("+", _times(_by(left, x), right), _times(left, _by(right, x)))


def _quotient(left: Tree, right: Tree, x: str) -> Tree:
    if x not in names(right):
        return _over(_by(left, x), right)
    square = Binary("^", right, _TWO)
    if x not in names(left):
        return Negative(_over(_times(left, _by(right, x)), square))
    top = Binary("-", _times(_by(left, x), right), _times(left, _by(right, x)))
    return _over(top, square)


def _power(base: Tree, exponent: Tree, x: str) -> Tree:
    if x not in names(exponent):
        lower = Binary("^", base, tidied(Binary("-", exponent, _ONE)))
        return _times(_times(exponent, lower), _by(base, x))
    growth = _times(_by(exponent, x), _logarithm(base))
    if x in names(base):
        growth = Binary("+", growth, _over(_times(exponent, _by(base, x)), base))
    return _times(growth, Binary("^", base, exponent))


def _logarithm(base: Tree) -> Tree:
    return _ONE if base == Name("e") else Call("log", (base,))


_RULES: Mapping[str, Callable[[Tree, Tree, str], Tree]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "^": _power,
}


def _chain(tree: Call, x: str) -> Tree:
    if tree.function in ("max", "min"):
        return _by(_as_sign(tree), x)
    (inner,) = tree.arguments
    return _times(_by(inner, x), _OUTER[tree.function](tree, inner))


def _as_sign(tree: Call) -> Tree:
    """``max(a, b) = (a + b + |a - b|) / 2``, ``min`` with a minus."""
    left, right = tree.arguments
    apart = Call("abs", (Binary("-", left, right),))
    sign = "+" if tree.function == "max" else "-"
    return _over(Binary(sign, Binary("+", left, right), apart), _TWO)


def _square(tree: Tree) -> Tree:
    return Binary("^", tree, _TWO)


def _less_from_one(tree: Tree) -> Tree:
    return Binary("-", _ONE, tree)


def _base(count: int) -> Tree:
    return Call("log", (Number(count),))


_OUTER: Mapping[str, Callable[[Call, Tree], Tree]] = {
    "exp": lambda f, u: f,
    "log": lambda f, u: _over(_ONE, u),
    "ln": lambda f, u: _over(_ONE, u),
    "log2": lambda f, u: _over(_ONE, _times(u, _base(2))),
    "log10": lambda f, u: _over(_ONE, _times(u, _base(10))),
    "sqrt": lambda f, u: _over(_ONE, _times(_TWO, f)),
    "sin": lambda f, u: Call("cos", (u,)),
    "cos": lambda f, u: Negative(Call("sin", (u,))),
    "tan": lambda f, u: _over(_ONE, _square(Call("cos", (u,)))),
    "tanh": lambda f, u: _less_from_one(_square(f)),
    "sigmoid": lambda f, u: _times(f, _less_from_one(f)),
    "relu": lambda f, u: _over(Binary("+", _ONE, Call("sign", (u,))), _TWO),
    "abs": lambda f, u: Call("sign", (u,)),
    "sign": lambda f, u: _ZERO,
}
