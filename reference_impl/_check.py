"""The only place that raises: one sentence with the function, the argument and the shapes.

``count`` and ``indices`` also return what they checked, as whole numbers that can index.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_ENTRIES = 2**22
"""Arrays made from a bare number (``causal_mask(n)``) stop here, so no slip fills the memory."""

AnyArray = NDArray[Any]


def same_shape(function: str, first: tuple[str, AnyArray], second: tuple[str, AnyArray]) -> None:
    """Raise unless both arrays have one shape: silent broadcasting would change the sum."""
    (a, x), (b, y) = first, second
    if x.shape != y.shape:
        raise ValueError(f"{function}: {a} {x.shape} and {b} {y.shape} must have the same shape")


def same_length(
    function: str, first: tuple[str, AnyArray, int], second: tuple[str, AnyArray, int], letter: str
) -> None:
    """Raise unless ``first`` and ``second`` agree along the axis named for each."""
    (a, x, i), (b, y, j) = first, second
    if x.shape[i] != y.shape[j]:
        raise ValueError(
            f"{function}: {a} has {letter}={x.shape[i]} but {b} has {letter}={y.shape[j]} "
            f"({a} {x.shape}, {b} {y.shape})"
        )


def at_least(function: str, name: str, x: AnyArray, dimensions: int) -> None:
    """Raise if ``x`` has fewer axes than the equation needs."""
    if x.ndim < dimensions:
        raise ValueError(
            f"{function}: {name} needs at least {dimensions} axes, it has shape {x.shape}"
        )


def exactly(function: str, name: str, x: AnyArray, dimensions: int) -> None:
    """Raise unless ``x`` has as many axes as the equation names."""
    if x.ndim != dimensions:
        raise ValueError(f"{function}: {name} needs {dimensions} axes, it has shape {x.shape}")


def shape_is(function: str, name: str, x: AnyArray, shape: tuple[int, ...]) -> None:
    """Raise unless ``x`` has exactly this shape."""
    if x.shape != shape:
        raise ValueError(f"{function}: {name} has shape {x.shape}, it must be {shape}")


def broadcasts(function: str, name: str, x: AnyArray, shape: tuple[int, ...]) -> None:
    """Raise unless ``x`` can be broadcast to ``shape`` without growing it."""
    axes = zip(x.shape[::-1], shape[::-1], strict=False)
    if x.ndim > len(shape) or any(size not in (1, full) for size, full in axes):
        raise ValueError(f"{function}: {name} {x.shape} does not fit {shape}")


def batches_fit(
    function: str, first: tuple[str, AnyArray], second: tuple[str, AnyArray], own_axes: int
) -> None:
    """Raise unless the leading (batch) axes of both arrays broadcast."""
    (a, x), (b, y) = first, second
    pairs = zip(x.shape[:-own_axes][::-1], y.shape[:-own_axes][::-1], strict=False)
    if any(m != n and 1 not in (m, n) for m, n in pairs):
        raise ValueError(f"{function}: the batch axes of {a} {x.shape} and {b} {y.shape} differ")


def not_empty(function: str, name: str, x: AnyArray, axis: int) -> None:
    """Raise if the axis does not exist or holds nothing to reduce."""
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"{function}: {name} {x.shape} has no axis {axis}")
    if x.shape[axis] == 0:
        raise ValueError(f"{function}: axis {axis} of {name} {x.shape} is empty")


def is_mask(function: str, mask: AnyArray, scores: tuple[int, ...]) -> None:
    """Raise unless ``mask`` is boolean and fits the scores."""
    if mask.dtype != np.bool_:
        raise ValueError(
            f"{function}: mask must be boolean (True = may attend), it is {mask.dtype}"
        )
    broadcasts(function, "mask", mask, scores)


def eps_allowed(function: str, eps: float) -> None:
    """Raise unless ``eps`` is a number from 0 up."""
    if not 0 <= eps < np.inf:
        raise ValueError(f"{function}: eps must be a finite number >= 0, it is {eps}")


def reduction_known(function: str, reduction: str) -> None:
    """Raise unless ``reduction`` is one of the three words."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(
            f'{function}: reduction must be "mean", "sum" or "none", not {reduction!r}'
        )


def between(function: str, name: str, x: AnyArray, low: float, high: float) -> None:
    """Raise if an entry lies outside [low, high]; NaN passes and stays NaN."""
    if ((x < low) | (x > high)).any():
        raise ValueError(f"{function}: every entry of {name} must be in [{low}, {high}]")


def no_nan(function: str, name: str, x: AnyArray) -> None:
    """Raise if an entry is NaN, where the result has no NaN to pass it on."""
    if np.isnan(x).any():
        raise ValueError(f"{function}: {name} must not contain NaN")


def indices(function: str, name: str, x: Any, size: int) -> NDArray[np.intp]:
    """Return ``x`` as whole numbers; raise unless all are in 0 … size − 1."""
    given = np.asarray(x)
    if given.dtype == np.bool_ or not np.issubdtype(given.dtype, np.number):
        raise ValueError(f"{function}: {name} must be whole numbers, it is {given.dtype}")
    if not ((given >= 0) & (given < size) & (given == np.floor(given))).all():
        raise ValueError(f"{function}: {name} must be whole numbers from 0 to {size - 1}")
    return given.astype(np.intp)


def one_of(function: str, name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise unless ``value`` is one of the allowed words."""
    if value not in allowed:
        raise ValueError(f"{function}: {name} must be one of {allowed}, it is {value!r}")


def divides(
    function: str, part: tuple[str, int], whole: tuple[str, int], shape: tuple[int, ...] = ()
) -> None:
    """Raise unless the part cuts the whole, an axis of an array of this shape, evenly."""
    (name, parts), (axis, size) = part, whole
    if size % parts:
        inside = f" of {shape}" if shape else ""
        raise ValueError(f"{function}: {name}={parts} does not divide {axis}={size}{inside}")


def even(function: str, name: str, size: int, shape: tuple[int, ...] = ()) -> None:
    """Raise unless the size, an axis of an array of this shape, is even."""
    if size % 2:
        inside = f" of {shape}" if shape else ""
        raise ValueError(f"{function}: {name}={size}{inside} must be even")


def number(function: str, name: str, value: float, low: float, high: float) -> None:
    """Raise unless the number lies in [low, high] (NaN does not)."""
    if not low <= value <= high:
        raise ValueError(f"{function}: {name} must be in [{low}, {high}], it is {value}")


def count(function: str, name: str, value: int, least: int = 1) -> int:
    """Return ``value`` as an int; raise unless it is a whole number of at least ``least``."""
    if isinstance(value, bool | np.bool_) or not float(value).is_integer() or value < least:
        raise ValueError(f"{function}: {name} must be a whole number >= {least}, it is {value}")
    return int(value)


def entries(function: str, *sizes: int) -> None:
    """Raise if an array of these sizes would have more than ``MAX_ENTRIES`` entries."""
    total = int(np.prod([float(size) for size in sizes]))
    if total > MAX_ENTRIES:
        raise ValueError(f"{function}: {sizes} asks for {total} entries, at most {MAX_ENTRIES}")
