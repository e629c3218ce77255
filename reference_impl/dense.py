"""The dense (fully connected) layer, forward and backward."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats, as_floats_like

__all__ = ["DenseGradients", "dense", "dense_backward"]


class DenseGradients(NamedTuple):
    """The gradient of the loss by each input of ``dense``, in the shape of that input."""

    x: Array
    W: Array
    b: Array


def dense(x: ArrayLike, W: ArrayLike, b: ArrayLike = 0.0) -> Array:
    """Mix all inputs into every output.

    y = x W + b

    x: (…, in), rows are examples; W: (in, out), torch stores its transpose; b: (out) →
    (…, out). Raises ValueError if ``in`` or ``out`` do not agree.
    Source: Bishop 2006, eq. 5.2 (there with column vectors).

    >>> dense([1, 2], [[1, 0, 2], [0, 1, 3]], [0.5, 0, -1])
    [1.5 2 7]
    """
    x, W = as_floats(x), as_floats(W)
    b = as_floats_like(b, W)
    _check_dense("dense", x, W)
    _check.broadcasts("dense", "b", b, W.shape[1:])
    y: Array = x @ W + b  # (…, in) @ (in, out) → (…, out)
    return y


def dense_backward(x: ArrayLike, W: ArrayLike, upstream: ArrayLike) -> DenseGradients:
    """Carry a gradient back through the dense layer.

    dx = g Wᵀ,   dW = Σ xᵀ g,   db = Σ g,   g = dL/dy

    x: (…, in), W: (in, out), upstream g: (…, out) → gradients shaped as x, W, b. W and b are
    used by every row, so their gradients are sums over the rows.
    Raises ValueError on shapes that do not fit.
    Source: Bishop 2006, eqs 5.53 and 5.56.

    >>> dense_backward([1, 2], [[1, 0, 2], [0, 1, 3]], [1, 0, -1])
    x = [-1 -3]
    W = [[1 0 -1]
         [2 0 -2]]
    b = [1 0 -1]
    """
    x, W, g = as_floats(x), as_floats(W), as_floats(upstream)
    _check_dense("dense_backward", x, W)
    _check.shape_is("dense_backward", "upstream", g, (*x.shape[:-1], W.shape[1]))
    x_rows, g_rows = x.reshape(-1, W.shape[0]), g.reshape(-1, W.shape[1])  # (…, n) → (rows, n)
    return DenseGradients(g @ W.T, x_rows.T @ g_rows, np.add.reduce(g_rows, 0))


def _check_dense(function: str, x: Array, W: Array) -> None:
    _check.at_least(function, "x", x, 1)
    _check.exactly(function, "W", W, 2)
    _check.same_length(function, ("x", x, -1), ("W", W, 0), "in")
