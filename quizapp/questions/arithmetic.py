"""Operators over plain numbers and numpy arrays, bounded in size and decided on 9 digits.

Whole numbers stay whole except through ``/``; nothing overflows silently, nothing becomes complex,
and ÷0 ends the try. Comparisons, ``//``, ``%`` and rounding see 9 significant digits, so that the
last bits of a processor never decide.
"""

import math
import operator
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.limits import ENTRIES, EXPONENT, WHOLE, Redraw, check_entries, whole

Datum: TypeAlias = Any
"""What an expression may be worth: bool, int, float, str, a tuple of texts or a numpy array."""

Binary: TypeAlias = Callable[[Datum, Datum], Datum]

NINE_DIGITS = 5e-10
NOISE = 1e-13
"""Below this a difference of ordinary numbers is rounding noise."""

_NUMBERS: frozenset[Any] = frozenset({int, float, bool})


def settled(value: Datum) -> Datum:
    """A result of numpy as a plain value: no numpy scalars, no array too large, no strays."""
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return settled(value.item())
        if value.size > ENTRIES:
            check_entries(value.size)
        if value.dtype.kind not in "bif":
            raise InputError(_("Only real numbers can be computed with."))
        return value
    if isinstance(value, np.generic):
        value = value.item()
    return whole(value) if value.__class__ is int else value


def entries(value: Datum) -> np.ndarray[Any, Any]:
    """A value as an array of numbers; yes and no count as 1 and 0."""
    if not isinstance(value, np.ndarray):
        if not isinstance(value, int | float | tuple | list):
            raise InputError(_("Only numbers can be computed with, not texts."))
        value = np.asarray(value)
    array: np.ndarray[Any, Any] = value
    if array.dtype.kind == "b":
        return array.astype(np.int64)
    if array.dtype.kind not in "if":
        raise InputError(_("Only numbers can be computed with, not texts."))
    return array


def _binary(scalar: Binary, array: Binary, plain: Callable[[Any], Datum]) -> Binary:
    """``array`` gets arrays, or one array and a plain number.

    ``plain`` makes a plain value of what ``scalar`` gives, unless that is a float already.
    """

    def apply(a: Datum, b: Datum) -> Datum:
        if a.__class__ in _NUMBERS:
            if b.__class__ in _NUMBERS:
                result = scalar(a, b)
                return result if result.__class__ is float else plain(result)
            return settled(array(_number(a), entries(b)))
        if b.__class__ in _NUMBERS:
            return settled(array(entries(a), _number(b)))
        a, b = entries(a), entries(b)
        _check_broadcast(a, b)
        return settled(array(a, b))

    return apply


def _number(value: Datum) -> Datum:
    return int(value) if value.__class__ is bool else value


def _check_broadcast(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> None:
    if a.shape != b.shape and a.size > 1 and b.size > 1:
        try:
            shape = np.broadcast_shapes(a.shape, b.shape)
        except ValueError:
            message = _("Shapes {a} and {b} do not fit together.")
            raise InputError(message.format(a=shape_text(a), b=shape_text(b))) from None
        check_entries(math.prod(shape))


def shape_text(array: np.ndarray[Any, Any]) -> str:
    """``2x3`` of a matrix, ``3`` of a vector."""
    return "x".join(str(n) for n in array.shape)


def _exact(operation: np.ufunc) -> Binary:
    """Whole numbers are worked out as floats too: numpy's wrap around without a word."""

    def apply(a: Datum, b: Datum) -> Datum:
        result = operation(a, b)
        if result.dtype.kind == "i":
            check_whole(operation(a, b, dtype=float))
        return result

    return apply


def check_whole(shadow: Datum) -> None:
    """Refuse whole numbers whose float ``shadow`` reaches 2**53."""
    sizes = np.abs(shadow)
    if sizes.size and sizes.max() >= WHOLE:
        whole(WHOLE)


def _plain(result: Any) -> Datum:
    """A whole number or a float without numpy; yes and no count as 1 and 0."""
    return whole(int(result)) if isinstance(result, int | np.integer) else float(result)


def _no_zero(b: Datum) -> None:
    if not (b.all() if isinstance(b, np.ndarray) else b):
        raise Redraw(_("a division by zero"))


def _divide(a: Datum, b: Datum) -> Datum:
    _no_zero(b)
    return a / b


def floor9(value: Datum) -> Datum:
    """The floor on 9 significant digits: 2.9999999999 counts as 3. A float or an array."""
    nearest = np.rint(value)
    near = np.abs(value - nearest) <= NINE_DIGITS * np.maximum(np.abs(value), 1e-3) + NOISE
    return np.where(near, nearest, np.floor(value))


def _floor_divide(a: Datum, b: Datum) -> Datum:
    _no_zero(b)
    if _all_whole(a, b):
        return a // b
    return floor9(np.divide(a, b))[()]


def _modulo(a: Datum, b: Datum) -> Datum:
    _no_zero(b)
    if _all_whole(a, b):
        return a % b
    rest = a - b * floor9(np.divide(a, b))
    return np.where(np.abs(rest) <= NINE_DIGITS * np.abs(b), 0.0, rest)[()]


def _all_whole(a: Datum, b: Datum) -> bool:
    return np.asarray(a).dtype.kind in "ib" and np.asarray(b).dtype.kind in "ib"


def _check_exponent(b: Datum) -> None:
    if np.any(np.abs(b) > EXPONENT):
        message = _("An exponent is at most {limit}; write exp(…) for a large one.")
        raise InputError(message.format(limit=EXPONENT))


def _power(a: Datum, b: Datum) -> Datum:
    _check_exponent(b)
    if a == 0 and b < 0:
        raise Redraw(_("a division by zero"))
    try:
        result = a**b
    except OverflowError:
        return math.inf
    return math.nan if isinstance(result, complex) else result


def _array_power(a: Datum, b: Datum) -> Datum:
    _check_exponent(b)
    if np.any(np.equal(a, 0) & np.less(b, 0)):
        raise Redraw(_("a division by zero"))
    if np.asarray(a).dtype.kind == "i" and np.any(np.less(b, 0)):
        return np.power(a, b, dtype=float)
    return _exact(np.power)(a, b)


def matmul(a: Datum, b: Datum) -> Datum:
    """The matrix product of vectors and matrices of at most 10 000 entries a result."""
    a, b = entries(a), entries(b)
    if a.ndim == 0 or b.ndim == 0:
        raise InputError(_("@ multiplies vectors and matrices; write * for numbers."))
    check_entries(a.size // a.shape[-1] * (b.size // b.shape[-2 if b.ndim > 1 else 0]))
    if a.shape[-1] != b.shape[-2 if b.ndim > 1 else 0]:
        message = _("Shapes {a} and {b} do not fit together.")
        raise InputError(message.format(a=shape_text(a), b=shape_text(b)))
    return settled(_exact(np.matmul)(a, b))


add = _binary(operator.add, operator.add, _plain)
subtract = _binary(operator.sub, operator.sub, _plain)
multiply = _binary(operator.mul, _exact(np.multiply), _plain)
divide = _binary(_divide, _divide, _plain)
floor_divide = _binary(_floor_divide, _floor_divide, _plain)
modulo = _binary(_modulo, _modulo, _plain)
power = _binary(_power, _array_power, _plain)


def negative(a: Datum) -> Datum:
    """−a; zero stays without a sign."""
    return subtract(0, a)


def positive(a: Datum) -> Datum:
    """+a of a number or an array."""
    return a if a.__class__ in _NUMBERS else settled(entries(a))


def equal9(a: Datum, b: Datum) -> bool:
    """Whether two numbers are equal on 9 significant digits."""
    return bool(a == b or abs(a - b) <= max(NINE_DIGITS * max(abs(a), abs(b)), NOISE) < math.inf)


def equal9_entries(a: Datum, b: Datum) -> Datum:
    """:func:`equal9` entry by entry."""
    bound = np.maximum(NINE_DIGITS * np.maximum(np.abs(a), np.abs(b)), NOISE)
    return (a == b) | ((np.abs(np.subtract(a, b)) <= bound) & np.isfinite(bound))


def _equal(a: Datum, b: Datum) -> bool:
    if a.__class__ in _NUMBERS and b.__class__ in _NUMBERS:
        return equal9(a, b)
    return bool(a == b)


def _comparison(scalar: Binary, array: Binary) -> Binary:
    numbers = _binary(scalar, array, bool)

    def apply(a: Datum, b: Datum) -> Datum:
        if isinstance(a, str | tuple) and isinstance(b, str | tuple):
            return scalar(a, b)
        return numbers(a, b)

    return apply


def _ordered(strict: Binary, *, or_equal: bool) -> Binary:
    def scalar(a: Datum, b: Datum) -> bool:
        if isinstance(a, str | tuple):
            raise InputError(_("Texts have no order; compare them with == or !=."))
        return or_equal if equal9(a, b) else bool(strict(a, b))

    def array(a: Datum, b: Datum) -> Datum:
        return np.where(equal9_entries(a, b), or_equal, strict(a, b))

    return _comparison(scalar, array)


equal = _comparison(_equal, equal9_entries)
different = _comparison(lambda a, b: not _equal(a, b), lambda a, b: ~equal9_entries(a, b))
less = _ordered(operator.lt, or_equal=False)
less_or_equal = _ordered(operator.lt, or_equal=True)
greater = _ordered(operator.gt, or_equal=False)
greater_or_equal = _ordered(operator.gt, or_equal=True)


def truth(value: Datum) -> bool:
    """Whether a condition holds; arrays must say ``all`` or ``any`` themselves."""
    if value.__class__ is bool:
        return bool(value)
    if value.__class__ in _NUMBERS:
        return not equal9(value, 0)
    raise InputError(_("A condition must be one yes or no: wrap it in all(…) or any(…)."))
