"""Scaled dot-product attention: every query takes a weighted mean of the values."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Mask, as_floats, summed_to
from reference_impl.softmax import softmax, softmax_backward

__all__ = [
    "Attention",
    "AttentionGradients",
    "attention",
    "attention_backward",
    "attention_weights",
    "causal_mask",
    "padding_mask",
]


class Attention(NamedTuple):
    """The steps of attention in their order; ``scores`` are scaled, before the mask."""

    scores: Array
    weights: Array
    output: Array


class AttentionGradients(NamedTuple):
    """The gradient of the loss by queries, keys and values, each in the shape of its input."""

    Q: Array
    K: Array
    V: Array


def attention(
    Q: ArrayLike,
    K: ArrayLike,
    V: ArrayLike,
    mask: ArrayLike | None = None,
    scale: float | None = None,
) -> Attention:
    """Let each query look at all keys and take their values in proportion.

    Attention(Q, K, V) = softmax(Q Kᵀ / √d_k) V

    Q: (…, n_q, d_k), K: (…, n_k, d_k), V: (…, n_k, d_v) → scores, weights: (…, n_q, n_k),
    output: (…, n_q, d_v). mask: boolean, True = may attend, broadcast to the scores; a query
    that may attend to nothing gets zero weights and zero output. scale replaces 1/√d_k.
    Raises ValueError on shapes that do not fit and on a mask that is not boolean.
    Source: Vaswani et al. 2017, *Attention is all you need*, eq. 1.

    >>> attention([[1, 0]], [[1, 0], [0, 1]], [[10, 0], [0, 10]])
    scores = [[0.7071 0]]
    weights = [[0.6698 0.3302]]
    output = [[6.698 3.302]]
    """
    Q, K, V = _checked("attention", Q, K, V)
    scores = Q @ np.swapaxes(K, -1, -2) * _scale(K, scale)  # (…, n_q, d_k) @ (…, d_k, n_k)
    weights = _softmax_where("attention", mask, scores)
    return Attention(scores, weights, weights @ V)  # (…, n_q, n_k) @ (…, n_k, d_v)


def attention_weights(
    Q: ArrayLike, K: ArrayLike, mask: ArrayLike | None = None, scale: float | None = None
) -> Array:
    """Return the weights of :func:`attention` alone, each row summing to 1.

    W = softmax(Q Kᵀ / √d_k), row by row

    Shapes, mask and scale as in ``attention``. Raises ValueError on shapes that do not fit.
    Source: Vaswani et al. 2017, eq. 1.

    >>> attention_weights([[1, 0]], [[1, 0], [0, 1]])
    [[0.6698 0.3302]]
    """
    Q, K, _ = _checked("attention_weights", Q, K, K)
    scores = Q @ np.swapaxes(K, -1, -2) * _scale(K, scale)  # (…, n_q, d_k) @ (…, d_k, n_k)
    return _softmax_where("attention_weights", mask, scores)


def attention_backward(
    Q: ArrayLike,
    K: ArrayLike,
    V: ArrayLike,
    upstream: ArrayLike,
    mask: ArrayLike | None = None,
    scale: float | None = None,
) -> AttentionGradients:
    """Carry a gradient back through attention.

    dV = Wᵀ g,   dW = g Vᵀ,   dS = softmax_backward(W, dW),   dQ = dS K s,   dK = dSᵀ Q s

    Shapes as in ``attention``; upstream g: (…, n_q, d_v); s is the scale. Masked weights are 0
    and pass nothing back. A key seen by many queries gets the sum of their gradients.
    Raises ValueError on shapes that do not fit.
    Source: derivative of Vaswani et al. 2017, eq. 1.

    >>> attention_backward([[1, 0]], [[1, 0], [0, 1]], [[10, 0], [0, 10]], [[1, 0]])
    Q = [[1.564 -1.564]]
    K = [[1.564 0]
         [-1.564 0]]
    V = [[0.6698 0]
         [0.3302 0]]
    """
    _, weights, output = attention(Q, K, V, mask, scale)
    Q, K, V, g = as_floats(Q), as_floats(K), as_floats(V), as_floats(upstream)
    _check.shape_is("attention_backward", "upstream", g, output.shape)
    V_gradient = np.swapaxes(weights, -1, -2) @ g  # (…, n_k, n_q) @ (…, n_q, d_v)
    weights_gradient = g @ np.swapaxes(V, -1, -2)  # (…, n_q, d_v) @ (…, d_v, n_k)
    weights = np.broadcast_to(weights, weights_gradient.shape)
    scores_gradient = softmax_backward(weights, weights_gradient) * _scale(K, scale)
    return AttentionGradients(
        summed_to(scores_gradient @ K, Q.shape),
        summed_to(np.swapaxes(scores_gradient, -1, -2) @ Q, K.shape),
        summed_to(V_gradient, V.shape),
    )


def causal_mask(n: int) -> Mask:
    """Return the mask that lets position i attend to the positions up to i only.

    maskᵢⱼ = (j ≤ i)

    n: positions → (n, n) boolean, True = may attend. Raises ValueError if n < 1 or n > 2048.
    Source: Vaswani et al. 2017, §3.2.3.

    >>> causal_mask(3)
    [[ True False False]
     [ True  True False]
     [ True  True  True]]
    """
    n = _check.count("causal_mask", "n", n)
    _check.entries("causal_mask", n, n)
    mask: Mask = np.tri(n, dtype=np.bool_)
    return mask


def padding_mask(lengths: ArrayLike, n: int) -> Mask:
    """Return the mask that hides the padding behind sequences of these lengths.

    mask₀ⱼ = (j < length)

    lengths: (…) whole numbers from 0 to n → (…, 1, n) boolean, True = may attend; combine
    with ``causal_mask(n)`` by ``&``. Raises ValueError on a length outside 0 … n.
    Source: Vaswani et al. 2017, §3.2.3 (masking with −∞ before the softmax).

    >>> padding_mask([2, 3], 3)
    [[[ True  True False]]
     [[ True  True  True]]]
    """
    n = _check.count("padding_mask", "n", n)
    lengths = _check.indices("padding_mask", "lengths", lengths, n + 1)
    _check.entries("padding_mask", lengths.size, n)
    mask: Mask = np.arange(n) < lengths[..., None, None]
    return mask


def _softmax_where(function: str, mask: ArrayLike | None, scores: Array) -> Array:
    """Return the softmax over the keys that may be attended to; zeros where there are none."""
    if mask is None:
        return softmax(scores)
    mask = np.asarray(mask)
    _check.is_mask(function, mask, scores.shape)
    minus_inf, zero = scores.dtype.type(-np.inf), scores.dtype.type(0)
    weights = softmax(np.where(mask, scores, minus_inf))
    return np.where(mask.any(axis=-1, keepdims=True), weights, zero)  # softmax of nothing is NaN


def _scale(K: Array, scale: float | None) -> float:
    return float(1 / np.sqrt(K.shape[-1])) if scale is None else float(scale)


def _checked(function: str, Q: ArrayLike, K: ArrayLike, V: ArrayLike) -> tuple[Array, Array, Array]:
    Q, K, V = as_floats(Q), as_floats(K), as_floats(V)
    for name, matrix in (("Q", Q), ("K", K), ("V", V)):
        _check.at_least(function, name, matrix, 2)
    _check.same_length(function, ("Q", Q, -1), ("K", K, -1), "d_k")
    _check.same_length(function, ("K", K, -2), ("V", V, -2), "n_k")
    _check.not_empty(function, "K", K, -1)
    _check.not_empty(function, "K", K, -2)
    _check.batches_fit(function, ("Q", Q), ("K", K), 2)
    _check.batches_fit(function, ("K", K), ("V", V), 2)
    return Q, K, V
