"""Exact centring, which norms and statistics share, and division by the deviation."""

from collections.abc import Callable

import numpy as np

from reference_impl._arrays import Array


def centred(x: Array, mean_of: Callable[[Array], Array]) -> tuple[Array, Array]:
    """Return the mean and x − mean, centred twice.

    The rounded mean is wrong by up to half a unit of the offset (1e-8 at 1e8); the mean of what
    is left is that error, and gives it back.
    """
    mean = mean_of(x)
    difference = x - mean
    error = mean_of(difference)
    return mean + error, difference - error


def deviations(x: Array) -> Array:
    """Return x − mean over the rows: exactly 0 where all rows are equal.

    The mean of equal numbers can be rounded, so the rows are first taken from the first one.
    """
    from_first = x - x[0]
    deviation: Array = from_first - from_first.mean(0)
    return deviation


def over_deviation(difference: Array, variance: Array, eps: float) -> Array:
    """Return (x − μ) / √(σ² + ε): NaN where all are equal and ε = 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        normalised: Array = difference / np.sqrt(variance + eps)
    return normalised
