"""The numerical gradient: slow, and right whatever the formula under test says."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats

__all__ = ["gradient_error", "numerical_gradient"]


def numerical_gradient(
    function: Callable[[Array], ArrayLike], x: ArrayLike, h: float = 1e-5
) -> Array:
    """Return the gradient of a scalar function by central differences, entry by entry.

    ∂f/∂xᵢ ≈ (f(x + hᵢ eᵢ) − f(x − hᵢ eᵢ)) / 2hᵢ,   hᵢ = h · max(1, |xᵢ|)

    x: (…) → (…), float64 always. The error is O(h²) from the formula plus O(eps/h) from
    rounding: smallest, about 1e-10, near h = 1e-5. Raises ValueError if h <= 0.
    Source: Bishop 2006, eq. 5.69.

    >>> numerical_gradient(lambda x: (x**3).sum(), [1, 2])
    [3 12]
    """
    _check.number("numerical_gradient", "h", h, 1e-300, 1)
    x = as_floats(x).astype(np.float64)
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        step = h * max(1.0, abs(float(x[i])))
        above, below = x.copy(), x.copy()
        above[i] += step
        below[i] -= step
        gradient[i] = (float(function(above)) - float(function(below))) / (above[i] - below[i])  # type: ignore[arg-type]
    return gradient


def gradient_error(analytic: ArrayLike, numeric: ArrayLike) -> float:
    """Return the largest disagreement of two gradients, relative where they are above 1.

    error = max |a − n| / max(1, |a|, |n|)

    analytic, numeric: one shape → a number; up to 1e-8 is agreement, 1e-2 a bug.
    Raises ValueError on different shapes.
    Source: the relative error of Stanford's CS231n notes, with a floor of 1.

    >>> gradient_error([3, 12], [3.000001, 12])
    3.333e-07
    """
    a, n = as_floats(analytic), as_floats(numeric)
    _check.same_shape("gradient_error", ("analytic", a), ("numeric", n))
    scale = np.maximum(1, np.maximum(np.abs(a), np.abs(n)))
    return float(np.max(np.abs(a - n) / scale, initial=0.0))
