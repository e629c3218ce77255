"""A formula as a person would write it: numbers worked out, no ones, zeros and double signs.

Only what is right at every point is changed; nothing is multiplied out or reduced.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from quizapp.expressions.tree import Binary, Call, Name, Negative, Number, Tree

_ZERO, _ONE = Number(0), Number(1)
_EXACT = 10**15
_LARGEST_POWER = 64


def tidied(tree: Tree) -> Tree:
    """The same formula, tidied from the leaves up."""
    if isinstance(tree, Name) or (isinstance(tree, Number) and isinstance(tree.value, int)):
        return tree
    if isinstance(tree, Number):
        return _written(_fraction(tree.value)) or tree
    if isinstance(tree, Call):
        return Call(tree.function, tuple(map(tidied, tree.arguments)))
    if isinstance(tree, Binary) and tree.sign == "^":
        return _power(tidied(tree.left), tidied(tree.right))
    if isinstance(tree, Binary) and tree.sign in "+-":
        return _sum(_terms(tree))
    return _product(tree)


def signed(tree: Tree) -> Tree:
    """The same formula with ``a - b`` for ``a + (-b)`` and ``a + b`` for ``a - (-b)``."""
    if isinstance(tree, Binary):
        left, right = signed(tree.left), signed(tree.right)
        positive = _without_minus(right) if tree.sign in "+-" else None
        if positive is not None:
            return Binary("-" if tree.sign == "+" else "+", left, positive)
        return Binary(tree.sign, left, right)
    if isinstance(tree, Negative):
        return Negative(signed(tree.operand))
    if isinstance(tree, Call):
        return Call(tree.function, tuple(map(signed, tree.arguments)))
    return tree


def _without_minus(tree: Tree) -> Tree | None:
    """The term without the minus it begins with, None where it begins with none."""
    if isinstance(tree, Negative):
        return tree.operand
    if isinstance(tree, Binary) and tree.sign in "*/":
        first = _without_minus(tree.left)
        return None if first is None else Binary(tree.sign, first, tree.right)
    return None


def _terms(tree: Tree, sign: int = 1) -> list[tuple[int, Tree]]:
    """The terms of a sum with their signs; each tidied."""
    if isinstance(tree, Negative):
        return _terms(tree.operand, -sign)
    if isinstance(tree, Binary) and tree.sign in "+-":
        right = sign if tree.sign == "+" else -sign
        return [*_terms(tree.left, sign), *_terms(tree.right, right)]
    term = tidied(tree)
    return _terms(term, sign) if _is_sum(term) else [(sign, term)]


def _is_sum(tree: Tree) -> bool:
    return isinstance(tree, Negative) or (isinstance(tree, Binary) and tree.sign in "+-")


def _sum(terms: Sequence[tuple[int, Tree]]) -> Tree:
    """The terms added up; numbers are added where the first of them stands."""
    numbers = [sign * _fraction(term.value) for sign, term in terms if isinstance(term, Number)]
    total = _written(sum(numbers, Fraction(0))) if len(numbers) > 1 else None
    kept: list[tuple[int, Tree]] = []
    for sign, term in terms:
        if total is None or not isinstance(term, Number):
            kept.append((sign, term))
        elif not any(isinstance(other, Number) for _sign, other in kept):
            kept.append((-1, total.operand) if isinstance(total, Negative) else (1, total))
    kept = [(sign, term) for sign, term in kept if term != _ZERO]
    return _added(kept)


def _added(terms: Sequence[tuple[int, Tree]]) -> Tree:
    if not terms:
        return _ZERO
    sign, tree = terms[0]
    tree = Negative(tree) if sign < 0 else tree
    for sign, term in terms[1:]:
        tree = Binary("+" if sign > 0 else "-", tree, term)
    return tree


class _Factors:
    """A product taken apart: sign and numbers, factors above and below the line."""

    def __init__(self) -> None:
        self.above, self.below = Fraction(1), Fraction(1)
        self.top: list[Tree] = []
        self.bottom: list[Tree] = []

    def add(self, tree: Tree, below: bool = False) -> None:
        """Take one factor apart; each is tidied."""
        if isinstance(tree, Negative):
            self.above = -self.above
            self.add(tree.operand, below)
        elif isinstance(tree, Binary) and tree.sign in "*/":
            self.add(tree.left, below)
            self.add(tree.right, below != (tree.sign == "/"))
        elif isinstance(tree, Number):
            self._count(_fraction(tree.value), below)
        else:
            self._keep(tree, below)

    def _keep(self, tree: Tree, below: bool) -> None:
        tidy = tidied(tree)
        flat = isinstance(tidy, Number | Negative) or (
            isinstance(tidy, Binary) and tidy.sign in "*/"
        )
        if flat:
            self.add(tidy, below)
        else:
            (self.bottom if below else self.top).append(tidy)

    def _count(self, value: Fraction, below: bool) -> None:
        if below:
            self.below *= value
        else:
            self.above *= value

    def reduce(self) -> None:
        """Cancel what whole numbers have in common."""
        if self.above.denominator == self.below.denominator == 1 and self.below:
            common = math.gcd(self.above.numerator, self.below.numerator)
            self.above, self.below = self.above / common, self.below / common


def _product(tree: Tree) -> Tree:
    factors = _Factors()
    factors.add(tree)
    if not factors.above and factors.below:
        return _ZERO
    factors.reduce()
    negative = factors.above < 0
    above, below = _written(abs(factors.above)), _written(factors.below)
    if above is None or below is None or isinstance(below, Negative):
        return tree
    top = _multiplied(above, factors.top)
    product = (
        top
        if below == _ONE and not factors.bottom
        else Binary("/", top, _multiplied(below, factors.bottom))
    )
    return Negative(product) if negative else product


def _multiplied(count: Tree, factors: Sequence[Tree]) -> Tree:
    product = count if count != _ONE or not factors else None
    for factor in factors:
        product = factor if product is None else Binary("*", product, factor)
    return product or _ONE


def _power(base: Tree, exponent: Tree) -> Tree:
    if exponent == _ONE:
        return base
    if exponent == _ZERO:
        return _ONE
    if isinstance(base, Number) and isinstance(exponent, Number):
        count = exponent.value
        if isinstance(count, int) and count <= _LARGEST_POWER:
            return _written(_fraction(base.value) ** count) or Binary("^", base, exponent)
    return Binary("^", base, exponent)


def _fraction(value: int | float) -> Fraction:
    """The number as it is printed: 0.1 is a tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(str(value))


def _written(value: Fraction) -> Tree | None:
    """The number that is exactly ``value``, if it can be written with 15 digits."""
    size = abs(value)
    if size.denominator == 1:
        found = Number(size.numerator) if size < _EXACT else None
    else:
        short = float(f"{float(size):.15g}")
        found = Number(short) if Fraction(str(short)) == size else None
    return Negative(found) if found and value < 0 else found
