"""What goes in and what comes out: array-likes in, floating arrays out."""

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
"""An array of float64, or of float32 where every input was float32."""

Mask: TypeAlias = NDArray[np.bool_]
"""Booleans: True = may attend."""

Indices: TypeAlias = NDArray[np.intp]
"""Whole numbers that pick rows."""

Reduction: TypeAlias = Literal["mean", "sum", "none"]
"""What becomes of the losses of single entries; mean = over all of them."""


def as_floats(x: ArrayLike) -> Array:
    """Return ``x`` as an array; float32 stays float32, everything else becomes float64."""
    array = np.asarray(x)
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def as_floats_like(parameter: ArrayLike, x: Array) -> Array:
    """Return a parameter as floats: an array keeps its type, numbers and lists take that of x."""
    given = parameter if isinstance(parameter, np.ndarray) else np.asarray(parameter, x.dtype)
    return as_floats(given)


def reduced(losses: Array, reduction: Reduction) -> Array:
    """Return the mean or the sum of the losses, or the losses themselves."""
    if reduction == "none":
        return losses
    total: Array = losses.sum()
    return total / losses.size if reduction == "mean" else total


def share(reduction: Reduction, size: int) -> float:
    """Return d(reduced loss) / d(loss of one entry): 1/N for the mean, else 1."""
    return 1 / size if reduction == "mean" else 1.0


def summed_to(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Undo a broadcast: a value used many times gets the sum (the += ) of its gradients."""
    extra = tuple(range(gradient.ndim - len(shape)))
    gradient = gradient.sum(axis=extra)
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return np.asarray(gradient.sum(axis=stretched, keepdims=True)).reshape(shape)
