"""Softmax and its logarithm, exact to a few units in the last place."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats

__all__ = ["log_softmax", "log_softmax_backward", "logsumexp", "softmax", "softmax_backward"]


def softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Turn scores into weights that are positive and sum to 1.

    softmax(x)ᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m),   m = max x

    x: (…, n) → (…, n) along ``axis``. −inf gives exactly 0; a row of −inf alone, a row
    with +inf and a row with NaN give NaN. Raises ValueError on an empty axis.
    Source: Bishop 2006, eq. 4.62; the shift by m changes nothing but the overflow.

    >>> softmax([1, 2, 3])
    [0.09003 0.2447 0.6652]
    """
    x = as_floats(x)
    _check.not_empty("softmax", "x", x, axis)
    with np.errstate(invalid="ignore", over="ignore"):
        e = _exp_of_difference(x, _largest(x, axis))
        e /= np.add.reduce(e, axis, keepdims=True)
    return e


def softmax_backward(weights: ArrayLike, upstream: ArrayLike, axis: int = -1) -> Array:
    """Carry a gradient back through softmax.

    dL/dxᵢ = wᵢ (gᵢ − Σⱼ gⱼ wⱼ),   w = softmax(x), g = dL/dw

    weights, upstream: (…, n) → (…, n); the entries sum to 0 along ``axis``.
    Raises ValueError if the two shapes differ or the axis is empty.
    Source: Bishop 2006, eq. 4.106 (the Jacobian wᵢ (δᵢⱼ − wⱼ)).

    >>> softmax_backward([0.2, 0.3, 0.5], [1, 0, 0])
    [0.16 -0.06 -0.1]
    """
    w, g = as_floats(weights), as_floats(upstream)
    _check.same_shape("softmax_backward", ("weights", w), ("upstream", g))
    _check.not_empty("softmax_backward", "weights", w, axis)
    gradient: Array = w * (g - (g * w).sum(axis, keepdims=True))
    return gradient


def log_softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Return the logarithm of softmax without taking the logarithm of a rounded weight.

    ln softmax(x)ᵢ = (xᵢ − m) − ln(1 + Σ_{j ≠ argmax} e^(xⱼ − m)),   m = max x

    x: (…, n) → (…, n), ≤ 0, natural logarithm. −inf stays −inf; a row of −inf alone, with
    +inf or with NaN gives NaN. Raises ValueError on an empty axis.
    Source: logarithm of Bishop 2006, eq. 4.62.

    >>> log_softmax([1, 2, 3])
    [-2.408 -1.408 -0.4076]
    """
    x = as_floats(x)
    _check.not_empty("log_softmax", "x", x, axis)
    with np.errstate(invalid="ignore", over="ignore"):
        m = _largest(x, axis)
        logarithm: Array = x - m - _log_of_sum(x, m, axis)
    return logarithm


def log_softmax_backward(log_weights: ArrayLike, upstream: ArrayLike, axis: int = -1) -> Array:
    """Carry a gradient back through log-softmax.

    dL/dxᵢ = gᵢ − wᵢ Σⱼ gⱼ,   w = e^(log_softmax x), g = dL/d log w

    log_weights, upstream: (…, n) → (…, n); the entries sum to 0 along ``axis``.
    Raises ValueError if the two shapes differ or the axis is empty.
    Source: Bishop 2006, eq. 4.109, for g = −one-hot target.

    >>> log_softmax_backward([-1.609438, -1.203973, -0.693147], [1, 0, 0])
    [0.8 -0.3 -0.5]
    """
    log_w, g = as_floats(log_weights), as_floats(upstream)
    _check.same_shape("log_softmax_backward", ("log_weights", log_w), ("upstream", g))
    _check.not_empty("log_softmax_backward", "log_weights", log_w, axis)
    gradient: Array = g - np.exp(log_w) * g.sum(axis, keepdims=True)
    return gradient


def logsumexp(x: ArrayLike, axis: int = -1) -> Array:
    """Return the logarithm of a sum of exponentials: a smooth maximum.

    logsumexp(x) = m + ln(1 + Σ_{j ≠ argmax} e^(xⱼ − m)),   m = max x

    x: (…, n) → (…), natural logarithm, ≥ max x. A row of −inf gives −inf, a row with NaN NaN.
    Raises ValueError on an empty axis.
    Source: logarithm of the denominator of Bishop 2006, eq. 4.62.

    >>> logsumexp([1, 2, 3])
    3.408
    """
    x = as_floats(x)
    _check.not_empty("logsumexp", "x", x, axis)
    m = np.maximum.reduce(x, axis)
    with np.errstate(invalid="ignore", over="ignore"):
        rest = _log_of_sum(x, _largest(x, axis), axis)
        total: Array = m + rest.reshape(m.shape)
    return np.where(np.isinf(m), m, total)[()]


def _largest(x: Array, axis: int) -> Array:
    """Return m = max x with the axis kept, 0 in its place where it is not finite."""
    m = np.maximum.reduce(x, axis, keepdims=True)
    return np.where(np.isfinite(m), m, 0).astype(x.dtype, copy=False)


def _exp_of_difference(x: Array, m: Array) -> Array:
    """Return e^(x − m), with the rounding error of x − m put back: e^d (1 + error).

    Left alone, that error, up to 1e-13, would be the relative error of the result. The work goes
    block by block (``nditer``), so that the steps in between stay in the processor's cache.
    """
    operands: Any = [x, m, None]
    blocks = np.nditer(
        operands,
        flags=["external_loop", "buffered", "zerosize_ok"],
        op_flags=[["readonly"], ["readonly"], ["writeonly", "allocate"]],
        op_dtypes=[x.dtype] * 3,
    )
    with blocks:
        for x_block, m_block, e_block in blocks:
            difference, error = _difference(x_block, m_block)
            e = np.exp(difference, out=difference)
            error *= e
            np.add(e, error, out=e_block)
        whole: Array = blocks.operands[2]
    return whole


def _log_of_sum(x: Array, m: Array, axis: int) -> Array:
    """Return ln Σe^(x − m): the largest is e⁰ = 1, and log1p keeps every digit of the others."""
    others = _exp_of_difference(x, m)
    np.put_along_axis(others, np.expand_dims(x.argmax(axis), axis), 0, axis)
    logarithm = np.log1p(np.add.reduce(others, axis, keepdims=True))
    finite = np.isfinite(np.maximum.reduce(x, axis, keepdims=True))
    return np.where(finite, logarithm, np.nan).astype(x.dtype, copy=False)


def _difference(a: Array, b: Array) -> tuple[Array, Array]:
    """Return d = fl(a − b) and its error a − b − d, exact (Knuth, TAOCP 2, 4.2.2, theorem B)."""
    d = np.subtract(a, b)
    b_seen = a - d
    error = d + b_seen  # a as d and b_seen see it; then in place, memory is what costs
    np.subtract(a, error, out=error)
    np.subtract(b, b_seen, out=b_seen)
    error -= b_seen
    np.copyto(error, 0, where=d == -np.inf)  # inf − inf is NaN, but −inf is exact
    return d, error
