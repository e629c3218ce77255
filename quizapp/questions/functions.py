"""The functions a question may call: ours over numpy, and ``reference_impl.FOR_QUESTIONS``.

Vectors are rows. Every function takes and gives plain numbers or arrays; NaN and infinity pass
through (the try is judged later), a shape that does not fit raises ``InputError``.
"""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

import reference_impl
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions import arithmetic, arrays
from quizapp.questions.arithmetic import Datum, check_whole, entries, settled, shape_text
from quizapp.questions.limits import check_entries

Array = np.ndarray[Any, Any]
_MARKUP = re.compile(r":\w+:|`")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    ``fields`` are the names of a named result (empty otherwise); ``ours`` is false for those of
    ``reference_impl``.
    """

    name: str
    call: Callable[..., Datum]
    signature: inspect.Signature
    summary: str
    fields: tuple[str, ...] = ()
    ours: bool = True


@cache
def functions() -> Mapping[str, Function]:
    """Every function of the language by its name."""
    table = {name: function_of(name, call) for name, call in _OURS.items()}
    for call in reference_impl.FOR_QUESTIONS:
        table[call.__name__] = _reference(call)
    return MappingProxyType(table)


def function_of(name: str, call: Callable[..., Any]) -> Function:
    """A function or draw of our own under the name that authors write."""
    return Function(name, call, inspect.signature(call), inspect.getdoc(call) or "")


def _reference(call: Callable[..., Any]) -> Function:
    signature = inspect.signature(call, eval_str=True)
    summary = _MARKUP.sub("", (inspect.getdoc(call) or "").split("\n", 1)[0])
    fields = tuple(getattr(signature.return_annotation, "_fields", ()))
    return Function(call.__name__, call, signature, summary, fields, ours=False)


def _elementwise(
    array: Callable[[Any], Any], summary: str, scalar: Callable[[float], float] | None = None
) -> Callable[..., Datum]:
    def function(x: Datum) -> Datum:
        if scalar is not None and (x.__class__ is float or x.__class__ is int):
            try:
                return scalar(x)
            except (ValueError, OverflowError):
                pass  # outside the domain: numpy gives NaN or infinity
        return settled(array(entries(x)))

    function.__doc__ = summary
    return function


def _sign(x: Array) -> Array:
    return np.where(np.abs(x) <= arithmetic.NOISE, 0, np.sign(x)).astype(np.int64)


def _whole_entries(x: Array) -> Array:
    """Rounded floats as whole numbers; what is not finite stays as it is."""
    if not np.all(np.isfinite(x)):
        return x
    check_whole(x)
    return np.asarray(x).astype(np.int64)


def _floor(x: Array) -> Array:
    return _whole_entries(arithmetic.floor9(x))


def _ceil(x: Array) -> Array:
    return _whole_entries(-arithmetic.floor9(np.negative(x)))


def _round(x: Array) -> Array:
    low = arithmetic.floor9(x)
    half = arithmetic.equal9_entries(np.subtract(x, low), 0.5)
    even = np.where(low % 2 == 0, low, low + 1)
    return _whole_entries(np.where(half, even, np.rint(x)))


def minimum(a: Datum, b: Datum) -> Datum:
    """The smaller of two, entry by entry."""
    return _pairwise(np.minimum, a, b)


def maximum(a: Datum, b: Datum) -> Datum:
    """The larger of two, entry by entry."""
    return _pairwise(np.maximum, a, b)


def clip(x: Datum, lo: Datum, hi: Datum) -> Datum:
    """The entries, moved up to lo and down to hi."""
    return minimum(maximum(x, lo), hi)


def where(condition: Datum, a: Datum, b: Datum) -> Datum:
    """The entries of a where the condition holds, else those of b."""
    chosen = np.asarray(entries(condition) != 0)
    return _pairwise(lambda x, y: np.where(chosen, x, y), a, b, chosen)


def _pairwise(operation: Callable[[Array, Array], Any], *values: Datum) -> Datum:
    arrays = [entries(value) for value in values]
    check_entries(_broadcast_size(arrays))
    return settled(operation(arrays[0], arrays[1]))


def _broadcast_size(arrays: list[Array]) -> int:
    try:
        return math.prod(np.broadcast_shapes(*(array.shape for array in arrays)))
    except ValueError:
        shapes = ", ".join(shape_text(array) or "()" for array in arrays)
        message = _("Shapes {shapes} do not fit together.")
        raise InputError(message.format(shapes=shapes)) from None


def _reduction(reduce: Callable[..., Any], summary: str) -> Callable[..., Datum]:
    def function(a: Datum, *, axis: int | None = None) -> Datum:
        array = entries(a)
        if array.size == 0:
            raise InputError(_("An empty array has nothing to add up or compare."))
        result = reduce(array, axis=axis)
        if np.asarray(result).dtype.kind == "i":
            check_whole(reduce(array.astype(float), axis=axis))
        return settled(result)

    function.__doc__ = summary
    return function


def _argmax(a: Array, axis: int | None) -> Any:
    top = np.max(a, axis=axis, keepdims=True)
    return np.argmax(arithmetic.equal9_entries(a, top), axis=axis)


def _argmin(a: Array, axis: int | None) -> Any:
    return _argmax(-a, axis)


def _sort(a: Array, axis: int | None) -> Any:
    return np.sort(np.atleast_1d(a), axis=-1 if axis is None else axis)


def _norm(a: Array, axis: int | None) -> Any:
    return np.sqrt(np.sum(np.square(a.astype(float)), axis=axis))


_OURS: Mapping[str, Callable[..., Datum]] = {
    "abs": _elementwise(np.abs, "The size without the sign.", abs),
    "sign": _elementwise(_sign, "-1, 0 or 1."),
    "exp": _elementwise(np.exp, "e to the power of x.", math.exp),
    "log": _elementwise(np.log, "The natural logarithm.", math.log),
    "log2": _elementwise(np.log2, "The logarithm to the base 2.", math.log2),
    "log10": _elementwise(np.log10, "The logarithm to the base 10.", math.log10),
    "sqrt": _elementwise(np.sqrt, "The square root.", math.sqrt),
    "sin": _elementwise(np.sin, "The sine of an angle in radians.", math.sin),
    "cos": _elementwise(np.cos, "The cosine of an angle in radians.", math.cos),
    "tanh": _elementwise(np.tanh, "The hyperbolic tangent.", math.tanh),
    "floor": _elementwise(_floor, "The whole number at or below x."),
    "ceil": _elementwise(_ceil, "The whole number at or above x."),
    "round": _elementwise(_round, "The nearest whole number, a half to the even one."),
    "clip": clip,
    "minimum": minimum,
    "maximum": maximum,
    "where": where,
    "isfinite": _elementwise(np.isfinite, "Whether x is neither NaN nor infinite."),
    "sum": _reduction(np.sum, "The sum."),
    "mean": _reduction(np.mean, "The mean."),
    "var": _reduction(np.var, "The variance, divided by the count (biased)."),
    "std": _reduction(np.std, "The root of the biased variance."),
    "min": _reduction(np.min, "The smallest entry."),
    "max": _reduction(np.max, "The largest entry."),
    "ptp": _reduction(np.ptp, "The largest minus the smallest entry."),
    "prod": _reduction(np.prod, "The product."),
    "argmax": _reduction(_argmax, "The place of the largest entry, from 0; the first of equals."),
    "argmin": _reduction(_argmin, "The place of the smallest entry, from 0; the first of equals."),
    "cumsum": _reduction(np.cumsum, "The sums so far."),
    "sort": _reduction(_sort, "The entries in rising order along an axis, the last by default."),
    "norm": _reduction(_norm, "The root of the sum of squares."),
    "any": _reduction(np.any, "Whether one entry holds."),
    "all": _reduction(np.all, "Whether every entry holds."),
    "len": arrays.length,
    "shape": arrays.shape,
    "size": arrays.size,
    "array": arrays.array,
    "zeros": arrays.zeros,
    "ones": arrays.ones,
    "eye": arrays.eye,
    "arange": arrays.arange,
    "reshape": arrays.reshape,
    "concat": arrays.concat,
    "stack": arrays.stack,
    "diag": arrays.diag,
    "tril": arrays.tril,
    "triu": arrays.triu,
    "dot": arrays.dot,
    "outer": arrays.outer,
}
