"""Gradient accumulation: several small batches make the step of one large batch."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Reduction, as_floats
from reference_impl.batch_norm import batch_norm

__all__ = ["BatchNormGap", "accumulate", "batch_norm_gap", "micro_batches"]


class BatchNormGap(NamedTuple):
    """One batch normalised whole, in parts, and the largest difference between the two."""

    whole: Array
    in_parts: Array
    gap: float


def micro_batches(x: ArrayLike, size: int) -> list[Array]:
    """Cut a batch into pieces of ``size`` rows; the last may be shorter (ragged).

    N = (pieces − 1) · size + rest,   1 ≤ rest ≤ size

    x: (N, …) → a list of (size, …). Raises ValueError if size < 1 or x has no rows.
    Source: Goyal et al. 2017, *Accurate, large minibatch SGD*, §2 (the batch as a sum).

    >>> micro_batches([1, 2, 3, 4, 5], 2)
    [[1 2], [3 4], [5]]
    """
    x = as_floats(x)
    _check.not_empty("micro_batches", "x", x, 0)
    size = _check.count("micro_batches", "size", size)
    return [x[start : start + size] for start in range(0, len(x), size)]


def accumulate(gradients: ArrayLike, sizes: ArrayLike, reduction: Reduction = "mean") -> Array:
    """Join the gradients of micro-batches into the gradient of the whole batch.

    mean loss: G = Σ nᵢ gᵢ / Σ nᵢ;   sum loss: G = Σ gᵢ

    gradients: (pieces, …), each the mean (or the sum) over its micro-batch; sizes n: (pieces)
    → (…). The plain mean of the means is right only if all pieces are equally large.
    Raises ValueError if the number of sizes differs, a size is < 0 or all are 0.
    Source: Goyal et al. 2017, §2.1 (per-worker gradients of a mean loss).

    >>> accumulate([[1, 2], [4, 8]], sizes=[3, 1])
    [1.75 3.5]
    """
    g = as_floats(gradients)
    _check.not_empty("accumulate", "gradients", g, 0)
    n = np.asarray(sizes, dtype=g.dtype)
    _check.shape_is("accumulate", "sizes", n, g.shape[:1])
    _check.one_of("accumulate", "reduction", reduction, ("mean", "sum"))
    _check.number("accumulate", "the smallest size", float(n.min()), 0, np.inf)
    _check.number("accumulate", "the sum of sizes", float(n.sum()), 1, np.inf)
    total: Array = np.tensordot(n, g, 1) if reduction == "mean" else np.add.reduce(g, 0)
    return total / n.sum() if reduction == "mean" else total


def batch_norm_gap(x: ArrayLike, size: int, eps: float = 1e-5) -> BatchNormGap:
    """Show that batch norm breaks the equality: a micro-batch has its own mean and variance.

    BN(x)  ≠  [BN(piece₁), BN(piece₂), …]   unless all pieces agree in mean and variance

    x: (N, features) → both outputs (N, features) and max |difference|.
    Raises ValueError if size < 1, x has no rows or eps < 0.
    Source: Goyal et al. 2017, §2.3 (batch statistics stay per worker).

    >>> batch_norm_gap([1, 2, 3, 10], 2)
    whole = [-0.8485 -0.5657 -0.2828 1.697]
    in_parts = [-1 1 -1 1]
    gap = 1.566
    """
    whole = batch_norm(x, eps=eps).output
    parts = [batch_norm(piece, eps=eps).output for piece in micro_batches(x, size)]
    in_parts = np.concatenate(parts)
    return BatchNormGap(whole, in_parts, float(np.max(np.abs(whole - in_parts))))
