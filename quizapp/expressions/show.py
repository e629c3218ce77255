"""A tree as text: in the learner's own syntax, or in LaTeX. Both can be typed back."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from quizapp.expressions.characters import GREEK
from quizapp.expressions.tree import Binary, Call, Name, Negative, Number, Tree, names

_Write: TypeAlias = Callable[[Tree], str]

_SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(1, 6)
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_DIGITS = 15
_LONG_EXPONENT = 1000
"""The parser takes an exponent with so many digits for a slip, unless it stands in brackets."""
_COMMANDS = frozenset({"exp", "log", "ln", "sin", "cos", "tan", "tanh", "max", "min"})
_OPERATORS = {"relu": "ReLU", "sign": "sign", "sigmoid": "sigmoid"}


def plain(tree: Tree) -> str:
    """The formula as it can be typed: ``2*a*x + cos(b*x)``."""
    if isinstance(tree, Number):
        return _number_text(tree.value, "*")
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Negative):
        return f"-{_within(tree.operand, _PRODUCT, plain)}"
    if isinstance(tree, Call):
        return f"{tree.function}({', '.join(map(plain, tree.arguments))})"
    between = f" {tree.sign} " if tree.sign in "+-" else tree.sign
    return between.join(_operands(tree, plain))


def _number_text(value: int | float, times: str) -> str:
    """A number with at most 15 digits; a very large or small one as a product with a power."""
    if isinstance(value, int) and value < 10**_DIGITS:
        return str(value)
    text = f"{Decimal(f'{value:.{_DIGITS}g}'):f}"
    if sum(map(str.isdigit, text)) <= _DIGITS:
        return text
    mantissa, _e, power = f"{value:.{_DIGITS - 1}e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    exponent = str(int(power)) if times == "*" else f"{{{int(power)}}}"
    return f"{mantissa}{times}10^{exponent}"


def level(tree: Tree) -> int:
    """How tightly the outermost sign of a formula binds."""
    if isinstance(tree, Binary):
        return _LEVELS[tree.sign]
    if isinstance(tree, Negative):
        return _SIGNED
    if isinstance(tree, Number) and "^" in plain(tree):
        return _PRODUCT
    return _ATOM


def _within(tree: Tree, least: int, write: _Write) -> str:
    """The operand, in brackets unless it binds tightly enough."""
    text = write(tree)
    return text if level(tree) >= least else f"({text})"


def _operands(tree: Binary, write: _Write) -> tuple[str, str]:
    own = _LEVELS[tree.sign]
    if tree.sign == "^":
        exponent = _within(tree.right, _ATOM, write)
        long = isinstance(tree.right, Number) and tree.right.value >= _LONG_EXPONENT
        return _within(tree.left, _ATOM, write), f"({exponent})" if long else exponent
    return _within(tree.left, own, write), _within(tree.right, _right_level(tree), write)


def _right_level(tree: Binary) -> int:
    """How tightly the right operand must bind to need no brackets; a minus always needs them."""
    if tree.sign in "*/" or isinstance(tree.right, Negative):
        return _POWER
    return _PRODUCT


def latex(tree: Tree) -> str:
    r"""The formula in LaTeX: ``\frac{2 x}{3} + \sigma(x)``."""
    return _Latex("sigma" in names(tree)).write(tree)


class _Latex:
    """Writes LaTeX; ``sigma_taken`` where a variable already is called so."""

    def __init__(self, sigma_taken: bool) -> None:
        self.sigma_taken = sigma_taken

    def write(self, tree: Tree) -> str:
        if isinstance(tree, Number):
            return _number_text(tree.value, r" \cdot ")
        if isinstance(tree, Name):
            return _name(tree.name)
        if isinstance(tree, Negative):
            return f"-{self._operand(tree.operand, _PRODUCT)}"
        if isinstance(tree, Call):
            return self._call(tree)
        return self._binary(tree)

    def _binary(self, tree: Binary) -> str:
        if tree.sign == "/":
            return rf"\frac{{{self.write(tree.left)}}}{{{self.write(tree.right)}}}"
        if tree.sign == "^":
            return f"{self._base(tree.left)}^{{{self.write(tree.right)}}}"
        if tree.sign == "*":
            return self._product(tree)
        right = self._operand(tree.right, _right_level(tree))
        return f"{self._operand(tree.left, _SUM)} {tree.sign} {right}"

    def _product(self, tree: Binary) -> str:
        left = self._operand(tree.left, _PRODUCT)
        right = self._operand(tree.right, _POWER)
        between = r" \cdot " if right[0].isdigit() or right.startswith("-") else " "
        return f"{left}{between}{right}"

    def _base(self, tree: Tree) -> str:
        """What a power stands on; ``exp(x)`` is written as a power itself."""
        text = self.write(tree)
        power = isinstance(tree, Call) and tree.function == "exp"
        return text if level(tree) == _ATOM and not power else _bracketed(text)

    def _operand(self, tree: Tree, least: int) -> str:
        """A part of a sum or product; a fraction needs no brackets."""
        text = self.write(tree)
        fraction = isinstance(tree, Binary) and tree.sign == "/"
        return text if fraction or level(tree) >= least else _bracketed(text)

    def _call(self, tree: Call) -> str:
        arguments = ", ".join(map(self.write, tree.arguments))
        if tree.function == "abs":
            return rf"\left|{arguments}\right|"
        if tree.function == "sqrt":
            return rf"\sqrt{{{arguments}}}"
        if tree.function == "exp":
            return f"e^{{{arguments}}}"
        return f"{self._function(tree.function)}{_bracketed(arguments)}"

    def _function(self, name: str) -> str:
        if name in ("log2", "log10"):
            return rf"\log_{{{name[3:]}}}"
        if name in _COMMANDS:
            return rf"\{name}"
        if name == "sigmoid" and not self.sigma_taken:
            return r"\sigma"
        return rf"\operatorname{{{_OPERATORS[name]}}}"


def _bracketed(text: str) -> str:
    return rf"\left({text}\right)" if r"\frac" in text else f"({text})"


def _name(name: str) -> str:
    r"""``w1`` has an index, ``eta`` is a letter, ``loss`` is one word."""
    stem, _underscore, index = name.partition("_")
    if not index and (found := re.fullmatch(r"([A-Za-z]+?)(\d+)", stem)):
        stem, index = found[1], found[2]
    written = rf"\{stem}" if stem in GREEK else stem
    if len(stem) > 1 and written == stem:
        written = rf"\mathrm{{{stem}}}"
    return f"{written}_{{{index}}}" if index else written
