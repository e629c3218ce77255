"""Activations of one number at a time, each with its derivative: sigmoid, softplus, relu, tanh."""

import numpy as np
from numpy.typing import ArrayLike

from reference_impl._arrays import Array, as_floats

__all__ = ["relu", "relu_gradient", "sigmoid", "sigmoid_gradient", "softplus", "tanh_gradient"]


def sigmoid(x: ArrayLike) -> Array:
    """Squash any number into (0, 1).

    σ(x) = 1 / (1 + e⁻ˣ)

    x: (…) → (…), no unit. ±inf give 1 and 0, NaN gives NaN; never raises on numbers.
    Source: Bishop 2006, *Pattern Recognition and Machine Learning*, eq. 4.59.

    >>> sigmoid([-2, 0, 2])
    [0.1192 0.5 0.8808]
    """
    x = as_floats(x)
    # 1/(1+e⁻ˣ) overflows below −709; with e = e^−|x| ≤ 1 both halves are exact quotients.
    e = np.exp(-np.abs(x))
    s: Array = np.where(x >= 0, 1, e) / (1 + e)
    return s


def sigmoid_gradient(x: ArrayLike) -> Array:
    """Return the slope of the sigmoid at x (x is the input z, not σ(z)).

    σ′(x) = σ(x) (1 − σ(x)) = e / (1 + e)²,   e = e^−|x|

    x: (…) → (…), even in x, at most ¼. NaN gives NaN; never raises on numbers.
    Source: Bishop 2006, eq. 4.88.

    >>> sigmoid_gradient([-2, 0, 2])
    [0.105 0.25 0.105]
    """
    e = np.exp(-np.abs(as_floats(x)))
    # 1 − σ is 0 from x = 37 on; this form has positive terms only.
    slope: Array = e / (1 + e * (2 + e))
    return slope


def softplus(x: ArrayLike) -> Array:
    """Return the smooth ramp whose slope is the sigmoid.

    softplus(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)

    x: (…) → (…). −inf gives 0, inf gives inf, NaN gives NaN; never raises on numbers.
    Source: Dugas et al. 2001, *Incorporating second-order functional knowledge*.

    >>> softplus([-2, 0, 2])
    [0.1269 0.6931 2.127]
    """
    x = as_floats(x)
    ramp: Array = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return ramp


def relu(x: ArrayLike) -> Array:
    """Keep what is positive.

    relu(x) = max(x, 0)

    x: (…) → (…). NaN gives NaN; never raises on numbers.
    Source: Glorot, Bordes & Bengio 2011, *Deep sparse rectifier neural networks*, §3.

    >>> relu([-2, 0, 2])
    [0 0 2]
    """
    positive: Array = np.maximum(as_floats(x), 0)
    return positive


def relu_gradient(x: ArrayLike) -> Array:
    """Return the slope of relu, taken as 0 at x = 0 where it has none.

    relu′(x) = 1 if x > 0 else 0

    x: (…) → (…). NaN gives NaN; never raises on numbers.
    Source: Glorot, Bordes & Bengio 2011, §3; the value at 0 is the one of torch.

    >>> relu_gradient([-2, 0, 2])
    [0 0 1]
    """
    slope: Array = np.heaviside(as_floats(x), 0)
    return slope


def tanh_gradient(x: ArrayLike) -> Array:
    """Return the slope of tanh at x (x is the input, not tanh x).

    tanh′(x) = 1 − tanh²(x) = 4 σ′(2x)

    x: (…) → (…), even in x, at most 1. NaN gives NaN; never raises on numbers.
    Source: Bishop 2006, eq. 5.60.

    >>> tanh_gradient([-1, 0, 1])
    [0.42 1 0.42]
    """
    x = as_floats(x)
    with np.errstate(over="ignore"):
        slope: Array = 4 * sigmoid_gradient(2 * x)
    return slope
