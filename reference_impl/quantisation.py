"""Whole numbers for real ones: int8 with scale and zero point, beside the short floats."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats
from reference_impl.formats import FloatName, float_format, float_spacing, rounded_to

__all__ = [
    "FormatReport",
    "Scale",
    "asymmetric_scale",
    "compare_formats",
    "dequantise",
    "quantise",
    "symmetric_scale",
]

SMALLEST_SCALE = float(np.finfo(np.float64).tiny)
"""A denormal scale would have too few digits to divide by."""


class Scale(NamedTuple):
    """How whole numbers stand for real ones: x ≈ scale · (q − zero_point)."""

    scale: float
    zero_point: int


class FormatReport(NamedTuple):
    """What a format does to some numbers: its range, its step at the largest, the worst error."""

    largest: float
    step: float
    error: float


def symmetric_scale(x: ArrayLike) -> Scale:
    """Return the scale that maps the largest |x| to 127; zero stays zero.

    scale = max|x| / 127,   zero point = 0

    x: any shape, not empty → Scale; scale 1 if all are 0.
    Raises ValueError on no entries, NaN or inf.
    Source: Jacob et al. 2018, *Quantization and training*, §2.1, restricted to Z = 0.

    >>> symmetric_scale([-2.54, 1])
    scale = 0.02
    zero_point = 0
    """
    x = _checked_finite("symmetric_scale", x)
    largest = float(np.abs(x).max())
    return Scale(max(largest / 127, SMALLEST_SCALE) if largest > 0 else 1.0, 0)


def asymmetric_scale(x: ArrayLike) -> Scale:
    """Return the scale and zero point that spread all 256 whole numbers over the range of x.

    scale = (max − min) / 255,   zero point = round(−128 − min/scale);   the range includes 0

    x: any shape, not empty → Scale; scale 1 if all are 0.
    Raises ValueError on no entries, NaN or inf.
    Source: Jacob et al. 2018, eq. 1 and §2.1 (zero must be exact).

    >>> asymmetric_scale([-0.5, 2.05])
    scale = 0.01
    zero_point = -78
    """
    x = _checked_finite("asymmetric_scale", x)
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
    if low == high:
        return Scale(1.0, 0)
    scale = max(high / 255 - low / 255, SMALLEST_SCALE)  # high − low can overflow
    return Scale(scale, int(np.rint(-128 - low / scale)))


def quantise(
    x: ArrayLike, scale: float, zero_point: int = 0, low: int = -128, high: int = 127
) -> Indices:
    """Turn numbers into int8: divide, round half to even, shift, clip.

    q = clip(round(x / scale) + zero_point, −128, 127)

    x: (…) → (…) whole numbers; low, high: 0, 255 for uint8. ±inf clip.
    Raises ValueError if scale is not a positive number or x has a NaN.
    Source: Jacob et al. 2018, eq. 1 solved for q; rounding as in ONNX QuantizeLinear.

    >>> quantise([0.05, -0.26, 20], scale=0.1)
    [0 -3 127]
    """
    _check.number("quantise", "scale", scale, 5e-324, np.finfo(np.float64).max)
    x = as_floats(x)
    _check.no_nan("quantise", "x", x)
    with np.errstate(over="ignore"):
        whole = np.rint(x / scale) + zero_point
    q: Indices = np.clip(whole, low, high).astype(np.intp)
    return q


def dequantise(q: ArrayLike, scale: float, zero_point: int = 0) -> Array:
    """Turn int8 back into numbers: at most scale/2 off inside the range.

    x̂ = scale · (q − zero_point)

    q: (…) → (…), in the unit of scale. Never raises on numbers.
    Source: Jacob et al. 2018, eq. 1.

    >>> dequantise([0, -3, 127], scale=0.1)
    [0 -0.3 12.7]
    """
    return scale * (as_floats(q) - zero_point)


def compare_formats(x: ArrayLike) -> dict[str, FormatReport]:
    """Store the same numbers in int8, float16 and bfloat16 and report range, step and error.

    error = max |x̂ − x|;   int8: one step everywhere;   floats: a step that grows with |x|

    x: any shape, not empty, finite → one report a format, in the unit of x.
    Raises ValueError on no entries, NaN or inf.
    Source: Jacob et al. 2018, eq. 1; IEEE 754-2019, §3.3; Kalamkar et al. 2019.

    >>> compare_formats([0.01, 1, 300])
    int8:
        largest = 300
        step = 2.362
        error = 1
    float16:
        largest = 65504
        step = 0.25
        error = 2.136e-06
    bfloat16:
        largest = 3.39e+38
        step = 2
        error = 9.766e-06
    """
    x = _checked_finite("compare_formats", x)
    scale, zero_point = symmetric_scale(x)
    stored = dequantise(quantise(x, scale, zero_point), scale, zero_point)
    reports = {"int8": FormatReport(127 * scale, scale, float(np.abs(stored - x).max()))}
    names: tuple[FloatName, ...] = ("float16", "bfloat16")
    for name in names:
        step = float(float_spacing(np.abs(x).max(), name))
        error = float(np.abs(rounded_to(x, name) - x).max())
        reports[name] = FormatReport(float_format(name).largest, step, error)
    return reports


def _checked_finite(function: str, x: ArrayLike) -> Array:
    x = as_floats(x)
    _check.count(function, "the number of entries", x.size)
    _check.no_nan(function, "x", x)
    _check.between(function, "x", x, -np.finfo(np.float64).max, np.finfo(np.float64).max)
    return x
