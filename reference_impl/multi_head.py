"""Multi-head attention: several small attentions side by side, each with its own projections."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl.attention import attention

__all__ = [
    "MultiHead",
    "attention_parameters",
    "merge_heads",
    "multi_head_attention",
    "projection_shapes",
    "split_heads",
]


class MultiHead(NamedTuple):
    """The steps of multi-head attention: weights and outputs per head, and the joint output."""

    weights: Array
    heads: Array
    output: Array


def split_heads(x: ArrayLike, heads: int) -> Array:
    """Cut the features into contiguous blocks, one a head.

    (…, n, d) → (…, heads, n, d/heads); head i gets the columns i·d/heads … (i+1)·d/heads

    Raises ValueError if ``heads`` does not divide d.
    Source: Vaswani et al. 2017, §3.2.2.

    >>> split_heads([[1, 2, 3, 4], [5, 6, 7, 8]], 2)
    [[[1 2]
      [5 6]]
     [[3 4]
      [7 8]]]
    """
    x = as_floats(x)
    _check.at_least("split_heads", "x", x, 2)
    heads = _check.count("split_heads", "heads", heads)
    _check.divides("split_heads", ("heads", heads), ("d", x.shape[-1]), x.shape)
    blocks = x.reshape(*x.shape[:-1], heads, x.shape[-1] // heads)  # (…, n, d) → (…, n, h, d/h)
    return np.swapaxes(blocks, -2, -3)  # → (…, h, n, d/h)


def merge_heads(x: ArrayLike) -> Array:
    """Put the heads back side by side: the inverse of :func:`split_heads`.

    Concat(head₁, …, head_h):  (…, heads, n, d_head) → (…, n, heads·d_head)

    Raises ValueError on fewer than 3 axes.
    Source: Vaswani et al. 2017, §3.2.2.

    >>> merge_heads([[[1, 2], [5, 6]], [[3, 4], [7, 8]]])
    [[1 2 3 4]
     [5 6 7 8]]
    """
    x = as_floats(x)
    _check.at_least("merge_heads", "x", x, 3)
    rows = np.swapaxes(x, -2, -3)  # (…, h, n, d/h) → (…, n, h, d/h)
    return rows.reshape(*rows.shape[:-2], rows.shape[-2] * rows.shape[-1])


def multi_head_attention(
    x: ArrayLike,
    context: ArrayLike,
    W_Q: ArrayLike,
    W_K: ArrayLike,
    W_V: ArrayLike,
    W_O: ArrayLike,
    heads: int,
    mask: ArrayLike | None = None,
) -> MultiHead:
    """Attend with several heads, each in its own subspace, and mix their outputs.

    MultiHead = Concat(head₁, …, head_h) W_O,   headᵢ = Attention(x W_Qᵢ, c W_Kᵢ, c W_Vᵢ)

    x: (…, n_q, d), context c: (…, n_k, d), the same array for self-attention; W_Q, W_K:
    (d, h·d_k), W_V: (d, h·d_v), the heads' matrices side by side; W_O: (h·d_v, d) → weights:
    (…, h, n_q, n_k), heads: (…, h, n_q, d_v), output: (…, n_q, d). Scale 1/√d_k of one head.
    mask: broadcast to the weights, so a mask per example needs an axis for the heads.
    Raises ValueError on shapes that do not fit and if ``heads`` does not divide a width.
    Source: Vaswani et al. 2017, §3.2.2.

    >>> one = np.eye(2)
    >>> multi_head_attention([[1, 0], [0, 2]], [[1, 0], [0, 2]], one, one, one, one, heads=2)
    weights = [[[0.7311 0.2689]
                [0.5 0.5]]
               [[0.5 0.5]
                [0.01799 0.982]]]
    heads = [[[0.7311]
              [0.5]]
             [[1]
              [1.964]]]
    output = [[0.7311 1]
              [0.5 1.964]]
    """
    x, context = as_floats(x), as_floats(context)
    queries = _projected("x", x, "W_Q", W_Q, heads)
    keys = _projected("context", context, "W_K", W_K, heads)
    values = _projected("context", context, "W_V", W_V, heads)
    W_O = as_floats(W_O)
    _, weights, outputs = attention(queries, keys, values, mask)
    merged = merge_heads(outputs)
    _check.same_length("multi_head_attention", ("heads", merged, -1), ("W_O", W_O, 0), "h·d_v")
    return MultiHead(weights, outputs, merged @ W_O)


def projection_shapes(d_model: int, heads: int) -> dict[str, tuple[int, int]]:
    """Return the shapes of one head's projections and of W_O, for d_k = d_v = d_model/heads.

    W_Qᵢ, W_Kᵢ, W_Vᵢ ∈ ℝ^(d × d/h),   W_O ∈ ℝ^(d × d)

    d_model, heads: whole numbers. Raises ValueError if ``heads`` does not divide d_model.
    Source: Vaswani et al. 2017, §3.2.2.

    >>> projection_shapes(512, 8)
    W_Q = (512, 64)
    W_K = (512, 64)
    W_V = (512, 64)
    W_O = (512, 512)
    """
    _check_width("projection_shapes", d_model, heads)
    head = (d_model, d_model // heads)
    return {"W_Q": head, "W_K": head, "W_V": head, "W_O": (d_model, d_model)}


def attention_parameters(d_model: int, heads: int = 1, bias: bool = False) -> int:
    """Return how many numbers multi-head attention learns: the count does not depend on heads.

    h · 3 · d · d/h + d² = 4 d²   (+ 4 d with biases)

    d_model, heads: whole numbers → count. Raises ValueError if ``heads`` does not divide d_model.
    Source: Vaswani et al. 2017, §3.2.2 (the paper has no biases, torch has).

    >>> attention_parameters(512, 8)
    1048576
    """
    _check_width("attention_parameters", d_model, heads)
    return 4 * d_model * d_model + (4 * d_model if bias else 0)


def _projected(name: str, x: Array, W_name: str, W: ArrayLike, heads: int) -> Array:
    W = as_floats(W)
    _check.at_least("multi_head_attention", name, x, 2)
    _check.exactly("multi_head_attention", W_name, W, 2)
    _check.same_length("multi_head_attention", (name, x, -1), (W_name, W, 0), "d")
    return split_heads(x @ W, heads)


def _check_width(function: str, d_model: int, heads: int) -> None:
    _check.count(function, "d_model", d_model)
    _check.count(function, "heads", heads)
    _check.divides(function, ("heads", heads), ("d_model", d_model))
