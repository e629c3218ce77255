"""Numbers, arrays and words as they are printed: decimal point, no needless zeros, no ties."""

import math
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import Any, NamedTuple

import numpy as np

from quizapp.expressions import latex, plain
from quizapp.language import _
from quizapp.questions.arithmetic import Datum
from quizapp.questions.arrays import Shape
from quizapp.questions.expressed import Expressed
from quizapp.questions.limits import Redraw

SIGNIFICANT = 4
_A_HAIR_LESS, _A_HAIR_MORE = 1 - 1e-11, 1 + 1e-11
"""Processors differ by less; a value that a hair prints differently stands on a rounding tie."""

_GENERAL = tuple(f".{digits}g" for digits in range(18))
_LARGEST, _SMALLEST = 12, -5
"""Powers of ten outside of which a computed value is printed as 1.5e-7."""


class Look(NamedTuple):
    """How a value is printed.

    ``digits`` significant ones, None = exactly; what is not larger than ``zero`` prints as 0.
    ``decimals`` replaces both. ``ties`` allows numbers on a rounding tie. ``sign`` writes + too,
    ``brackets`` surrounds a negative number, ``math`` is inside ``$``.
    """

    digits: int | None = None
    zero: float = 0.0
    decimals: int | None = None
    ties: bool = False
    sign: bool = False
    brackets: bool = False
    math: bool = False


EXACT = Look()


def print_value(value: Datum, look: Look = EXACT) -> str:
    """A value as text: words joined by spaces, ``[1 2; 3 4]``, in ``$`` a pmatrix.

    Raises:
        Redraw: a number stands on a rounding tie, so that processors could disagree.
    """
    if value.__class__ is float or value.__class__ is int:
        return print_number(value, look)
    if value.__class__ is np.ndarray:
        inner = look._replace(brackets=False) if look.brackets else look
        return _laid_out(_entries(value, inner), value.shape, look.math)
    if isinstance(value, str):
        return value
    if isinstance(value, Expressed):
        return latex(value.tree) if look.math else plain(value.tree)
    if isinstance(value, Shape):
        return (r" \times " if look.math else "x").join(map(str, value))
    if isinstance(value, tuple):
        return " ".join(print_value(word, look) for word in value)
    return print_number(value, look)


def _laid_out(texts: list[str], shape: tuple[int, ...], math: bool) -> str:
    """The entries as a matrix, a vector as one row; of more dimensions as a list of matrices."""
    if len(shape) > 2:
        size = prod(shape[1:])
        parts = (texts[i * size : (i + 1) * size] for i in range(shape[0]))
        inner = ", ".join(_laid_out(part, shape[1:], math) for part in parts)
        return rf"\left[{inner}\right]" if math else f"[{inner}]"
    rows, columns = shape if len(shape) == 2 else (1, shape[0])
    between, after = (" & ", r" \\ ") if math else (" ", "; ")
    lines = after.join([between.join(texts[i * columns : (i + 1) * columns]) for i in range(rows)])
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}" if math else f"[{lines}]"


def _entries(array: np.ndarray[Any, Any], look: Look) -> list[str]:
    """The entries as texts; those of a mask as 1 and 0, as they are typed."""
    values = (array if array.dtype.kind != "b" else array + 0).ravel().tolist()
    if look.decimals is None and not look.sign:
        if array.dtype.kind != "f":
            return list(map(str, values))
        texts = _at_one_stroke(values, look)
        if texts:
            return texts
    return [print_number(value, look) for value in values]


def _at_one_stroke(values: list[float], look: Look) -> list[str]:
    """What :func:`_significant` writes of every entry; nothing where one needs more care."""
    if look.digits is None or not values or min(map(abs, values)) <= look.zero:
        return []
    form = " ".join([f"%.{look.digits}g"] * len(values))
    text = form % tuple([value * _A_HAIR_LESS for value in values])
    if "e" in text or "n" in text:
        return []
    if not look.ties and text != form % tuple([value * _A_HAIR_MORE for value in values]):
        raise Redraw(_("a value on a rounding tie"))
    return text.split(" ")


def print_number(value: bool | int | float, look: Look = EXACT) -> str:
    """One number as text; see :class:`Look`."""
    if value.__class__ is bool:
        return str(value)
    text = _digits(value, look)
    if not (look.math or look.sign or look.brackets):
        return text
    if look.math and "e" in text:
        mantissa, power = text.split("e")
        text = rf"{mantissa} \cdot 10^{{{power}}}"
    if look.sign and not text.startswith("-"):
        return f"+{text}"
    return f"({text})" if look.brackets and text.startswith("-") else text


def _digits(value: float, look: Look) -> str:
    if value.__class__ is int and look.decimals is None:
        return str(value)
    if not -math.inf < value < math.inf:
        return _not_finite(value, look)
    if look.decimals is not None:
        return _rounded(value, look)
    if look.digits is None:
        return _exactly(value)
    if -look.zero <= value <= look.zero:
        return "0"
    return _significant(value, look.digits, look.ties)


@lru_cache(maxsize=4096)
def _exactly(value: float) -> str:
    """All digits, never with a power of ten; drawn numbers are few and come again and again."""
    return _plain(f"{Decimal(repr(float(value))):f}")


def _not_finite(value: float, look: Look) -> str:
    name = r"\infty" if look.math else "inf"
    return "nan" if math.isnan(value) else name if value > 0 else f"-{name}"


def _plain(text: str) -> str:
    """Without the zeros and the point that say nothing."""
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _significant(value: float, digits: int, ties: bool) -> str:
    spec = _GENERAL[digits]
    text = format(value * _A_HAIR_LESS, spec)
    if not ties and text != format(value * _A_HAIR_MORE, spec):
        raise Redraw(_("a value on a rounding tie"))
    return _positional(value, digits) if "e" in text else text


def _positional(value: float, digits: int) -> str:
    """Numbers that ``%g`` writes with a power of ten too early: 12346 and 0.00001235."""
    mantissa, _e, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if _SMALLEST <= exponent < _LARGEST:
        return _plain(f"{value:.{max(0, digits - 1 - exponent)}f}")
    return f"{_plain(mantissa)}e{exponent}"


def _rounded(value: float, look: Look) -> str:
    if abs(value) <= look.zero:
        value = 0.0
    text = f"{value * _A_HAIR_LESS:.{look.decimals}f}"
    if not look.ties and text != f"{value * _A_HAIR_MORE:.{look.decimals}f}":
        raise Redraw(_("a value on a rounding tie"))
    return text if float(text) else text.removeprefix("-")


def digits_needed(value: float, tolerance: float) -> int:
    """How many significant digits print ``value`` to within ``tolerance``, at least 4."""
    size = abs(value)
    if size * 10.0 ** (1 - SIGNIFICANT) / 2 <= tolerance or tolerance <= 0 or size == math.inf:
        return SIGNIFICANT
    exponent = math.floor(math.log10(size))
    # half a unit of the last digit, 0.5 · 10^(exponent − digits + 1), must not exceed tolerance
    needed = exponent + 1 - math.floor(math.log10(tolerance / 0.5) + 1e-9)
    return max(SIGNIFICANT, min(needed, 15))
