"""Binary float formats: float16 and bfloat16, their range and step, and rounding to them."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats

__all__ = [
    "FloatFormat",
    "float_format",
    "float_spacing",
    "rounded_to",
    "to_bfloat16",
    "to_float16",
]

FloatName = Literal["float16", "bfloat16", "float32"]

BITS = {"float16": (5, 10), "bfloat16": (8, 7), "float32": (8, 23)}
"""Bits of exponent and mantissa; one more bit is the sign."""


class FloatFormat(NamedTuple):
    """A binary float format: its bits, largest and smallest numbers, and step just above 1."""

    exponent_bits: int
    mantissa_bits: int
    largest: float
    smallest_normal: float
    smallest: float
    epsilon: float


def float_format(name: FloatName) -> FloatFormat:
    """Return the range and the step of a float format.

    largest = (2 − 2⁻ᵐ) 2^bias,   smallest normal = 2^(1 − bias),   ε = 2⁻ᵐ,   bias = 2^(e−1) − 1

    name: float16 (e 5, m 10), bfloat16 (8, 7) or float32 (8, 23). Raises ValueError on others.
    Source: IEEE 754-2019, §3.4; Kalamkar et al. 2019, *A study of bfloat16*.

    >>> float_format("bfloat16")
    exponent_bits = 8
    mantissa_bits = 7
    largest = 3.39e+38
    smallest_normal = 1.175e-38
    smallest = 9.184e-41
    epsilon = 0.007812
    """
    _check.one_of("float_format", "name", name, tuple(BITS))
    exponent_bits, mantissa_bits = BITS[name]
    bias = 2 ** (exponent_bits - 1) - 1
    epsilon, normal = 2.0**-mantissa_bits, 2.0 ** (1 - bias)
    largest = (2 - epsilon) * 2.0**bias
    return FloatFormat(exponent_bits, mantissa_bits, largest, normal, normal * epsilon, epsilon)


def float_spacing(x: ArrayLike, name: FloatName = "float16") -> Array:
    """Return the distance between neighbours of the format where x lies.

    spacing = 2^(max(⌊log₂|x|⌋, 1 − bias) − m)

    x: (…) → (…), in the unit of x. NaN and ±inf give NaN. Raises ValueError on another format.
    Source: IEEE 754-2019, §3.3.

    >>> float_spacing([1, 1000, 0], "float16")
    [0.0009766 0.5 5.96e-08]
    """
    form = float_format(name)
    x = as_floats(x).astype(np.float64)
    _, exponent = np.frexp(np.where(x == 0, form.smallest, x))  # |x| = m · 2^e, ½ ≤ m < 1
    lowest = int(np.log2(form.smallest_normal))
    spacing = np.ldexp(1.0, np.maximum(exponent - 1, lowest) - form.mantissa_bits)
    return np.where(np.isfinite(x), spacing, np.nan)[()]


def rounded_to(x: ArrayLike, name: FloatName) -> Array:
    """Return the nearest number of the format, as float64; ties go to the even neighbour.

    x̂ = s · round(x / s),   s = spacing(x);   |x̂| > largest → ±inf

    x: (…) → (…). NaN stays NaN. Raises ValueError on another format.
    Source: IEEE 754-2019, §4.3.1.

    >>> rounded_to([0.1, 1e5, 2049], "float16")
    [0.09998 inf 2048]
    """
    form = float_format(name)
    x = as_floats(x).astype(np.float64)
    spacing = np.where(np.isfinite(x), float_spacing(x, name), 1)
    with np.errstate(over="ignore", invalid="ignore"):
        nearest = np.rint(x / spacing) * spacing
    return np.where(np.abs(nearest) > form.largest, np.copysign(np.inf, x), nearest)[()]


def to_float16(x: ArrayLike) -> Array:
    """Round to half precision: 11 significant bits, at most 65 504.

    x̂ = rounded_to(x, "float16")

    x: (…) → (…) float64 holding float16 numbers. Overflow gives ±inf; never raises on numbers.
    Source: IEEE 754-2019, binary16.

    >>> to_float16([0.1, 70000])
    [0.09998 inf]
    """
    return rounded_to(x, "float16")


def to_bfloat16(x: ArrayLike) -> Array:
    """Round to bfloat16: the range of float32 with 8 significant bits.

    x̂ = rounded_to(x, "bfloat16")

    x: (…) → (…) float64 holding bfloat16 numbers; never raises on numbers.
    Source: Kalamkar et al. 2019.

    >>> to_bfloat16([0.1, 70000])
    [0.1001 70144]
    """
    return rounded_to(x, "bfloat16")
