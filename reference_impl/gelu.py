"""GELU, the activation of transformers: x times the chance that a normal number is below x."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats

__all__ = ["gelu", "gelu_gradient", "normal_cdf"]

Approximation = Literal["none", "tanh"]

SERIES_TERMS, FRACTION_LEVELS, TAIL = 60, 70, 2.5


def normal_cdf(x: ArrayLike) -> Array:
    """Return the chance that a standard normal number is below x.

    Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)                 for |x| < 2.5
    Φ(−x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …))))            for x ≥ 2.5

    x: (…) → (…), a probability. NaN gives NaN; never raises on numbers.
    Source: Marsaglia 2004, *Evaluating the normal distribution*; the fraction is Laplace's
    (Abramowitz & Stegun 26.2.14).

    >>> normal_cdf([-1, 0, 1])
    [0.1587 0.5 0.8413]
    """
    x = as_floats(x)
    distance = np.abs(x)
    near = np.minimum(distance, TAIL)
    series = np.zeros_like(near)
    for n in range(SERIES_TERMS, 0, -1):  # Horner: 1 + x²/3 (1 + x²/5 (1 + …))
        series = near * near / (2 * n + 1) * (1 + series)
    middle = 0.5 - _density(near) * near * (1 + series)
    far = np.maximum(distance, TAIL)
    fraction = far
    for n in range(FRACTION_LEVELS, 0, -1):
        fraction = far + n / fraction
    below: Array = np.where(distance < TAIL, middle, _density(far) / fraction)
    return np.where(x > 0, 1 - below, below)


def gelu(x: ArrayLike, approximate: Approximation = "none") -> Array:
    """Gate a number by how large it is among normal numbers.

    GELU(x) = x Φ(x)  ≈  ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))

    x: (…) → (…). approximate="tanh" is the second form (GPT-2). −inf gives 0, NaN gives NaN.
    Raises ValueError on another word.
    Source: Hendrycks & Gimpel 2016, *Gaussian error linear units*, §2.

    >>> gelu([-1, 0, 1])
    [-0.1587 0 0.8413]
    """
    _check.one_of("gelu", "approximate", approximate, ("none", "tanh"))
    x = as_floats(x)
    finite = np.maximum(x, -1e4)  # −inf · 0 is NaN, the limit is 0
    if approximate == "none":
        return finite * normal_cdf(finite)
    gate: Array = 0.5 * finite * (1 + np.tanh(_tanh_argument(finite)))
    return gate


def gelu_gradient(x: ArrayLike, approximate: Approximation = "none") -> Array:
    """Return the slope of GELU.

    GELU′(x) = Φ(x) + x φ(x);  tanh form, t = tanh(u):  ½ (1 + t) + ½ x (1 − t²) u′

    x: (…) → (…). Raises ValueError on another word for ``approximate``.
    Source: derivative of Hendrycks & Gimpel 2016, §2.

    >>> gelu_gradient([-1, 0, 1])
    [-0.08332 0.5 1.083]
    """
    _check.one_of("gelu_gradient", "approximate", approximate, ("none", "tanh"))
    x = np.clip(as_floats(x), -1e4, 1e4)  # ±inf · 0 is NaN, the limits are 0 and 1
    if approximate == "none":
        return normal_cdf(x) + x * _density(x)
    t = np.tanh(_tanh_argument(x))
    inner = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x * x)
    slope: Array = 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner
    return slope.astype(x.dtype)


def _density(x: Array) -> Array:
    """Return φ(x) = e^(−x²/2) / √(2π)."""
    with np.errstate(over="ignore"):
        density: Array = np.exp(-x * x / 2) / x.dtype.type(np.sqrt(2 * np.pi))
    return density


def _tanh_argument(x: Array) -> Array:
    with np.errstate(over="ignore"):
        argument: Array = x.dtype.type(np.sqrt(2 / np.pi)) * (x + 0.044715 * x * x * x)
    return argument
