"""Layer normalisation: every example gets mean 0 and variance 1 over its own features."""

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats, as_floats_like, summed_to
from reference_impl._normalising import centred, over_deviation
from reference_impl.batch_norm import NormGradients, batch_norm

__all__ = ["LayerNorm", "NormComparison", "compare_norms", "layer_norm", "layer_norm_backward"]

Axis = int | Sequence[int]


class LayerNorm(NamedTuple):
    """The steps of a layer normalisation in their order."""

    mean: Array
    variance: Array
    normalised: Array
    output: Array


class NormComparison(NamedTuple):
    """The same rows normalised by layer and by batch, together and each one alone."""

    layer: Array
    layer_alone: Array
    batch: Array
    batch_alone: Array


def layer_norm(
    x: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
    axis: Axis = -1,
) -> LayerNorm:
    """Normalise each example over its features, then scale and shift them.

    μ = 1/d Σ x,   σ² = 1/d Σ (x − μ)²,   x̂ = (x − μ) / √(σ² + ε),   y = γ x̂ + β

    x: (…, d) along ``axis`` (one axis or several); gamma, beta: broadcast to x, usually (d);
    mean, variance: (…); normalised, output: as x. The variance is biased (÷ d), ε stands
    inside the root. No other example plays a part, in training or later.
    Raises ValueError on an empty or missing axis, γ or β that do not fit, eps < 0.
    Source: Ba, Kiros & Hinton 2016, *Layer normalization*, eq. 3.

    >>> layer_norm([[1, 2, 3], [10, 20, 60]], gamma=[1, 2, 1])
    mean = [2 30]
    variance = [0.6667 466.7]
    normalised = [[-1.225 0 1.225]
                  [-0.9258 -0.4629 1.389]]
    output = [[-1.225 0 1.225]
              [-0.9258 -0.9258 1.389]]
    """
    x, gamma, beta, axes = _checked("layer_norm", x, gamma, beta, eps, axis)
    mean_over = partial(_mean, axes=axes)
    mean, difference = centred(x, mean_over)
    variance = mean_over(difference * difference)
    normalised = over_deviation(difference, variance, eps)
    output = gamma * normalised + beta
    return LayerNorm(np.squeeze(mean, axes)[()], np.squeeze(variance, axes)[()], normalised, output)


def layer_norm_backward(
    x: ArrayLike, gamma: ArrayLike, upstream: ArrayLike, eps: float = 1e-5, axis: Axis = -1
) -> NormGradients:
    """Carry a gradient back through :func:`layer_norm`: mean and variance depend on x too.

    dβ = Σ g,   dγ = Σ g x̂,   dx = (u − mean(u) − x̂ mean(u x̂)) / √(σ² + ε),   u = γ g

    x, upstream g: (…, d), gamma: broadcast to x → gradients shaped as x, γ and β (β as γ);
    γ and β serve every example, so theirs are sums. The entries of dx sum to 0 along ``axis``.
    Raises ValueError on shapes that do not fit.
    Source: derivative of Ba, Kiros & Hinton 2016, eq. 3.

    >>> layer_norm_backward([1, 2, 4], [1, 1, 1], [1, 0, 0])
    x = [0.2291 -0.3436 0.1145]
    gamma = [-1.069 0 0]
    beta = [1 0 0]
    """
    x, gamma, _, axes = _checked("layer_norm_backward", x, gamma, 0.0, eps, axis)
    g = as_floats(upstream)
    _check.same_shape("layer_norm_backward", ("x", x), ("upstream", g))
    mean_over = partial(_mean, axes=axes)
    _, difference = centred(x, mean_over)
    variance = mean_over(difference * difference)
    normalised = over_deviation(difference, variance, eps)
    u = gamma * g
    through_mean, through_variance = mean_over(u), normalised * mean_over(u * normalised)
    return NormGradients(
        over_deviation(u - through_mean - through_variance, variance, eps),
        summed_to(g * normalised, gamma.shape),
        summed_to(g, gamma.shape),
    )


def compare_norms(x: ArrayLike, eps: float = 1e-5) -> NormComparison:
    """Normalise the same data by layer and by batch, and every row once more on its own.

    LN(x)ᵢ = LN(xᵢ),   but   BN(x)ᵢ ≠ BN(xᵢ) = 0

    x: (N, d) → four arrays (N, d). Raises ValueError on other shapes, no rows, eps < 0.
    Source: Ba, Kiros & Hinton 2016, §3 (no dependence between training cases).

    >>> compare_norms([[1, 2, 6], [2, 8, 5]])
    layer = [[-0.9258 -0.4629 1.389]
             [-1.225 1.225 0]]
    layer_alone = [[-0.9258 -0.4629 1.389]
                   [-1.225 1.225 0]]
    batch = [[-1 -1 1]
             [1 1 -1]]
    batch_alone = [[0 0 0]
                   [0 0 0]]
    """
    x = as_floats(x)
    _check.exactly("compare_norms", "x", x, 2)
    _check.not_empty("compare_norms", "x", x, 0)
    return NormComparison(
        layer_norm(x, eps=eps).output,
        layer_norm(x[:, None], eps=eps).output[:, 0],
        batch_norm(x, eps=eps).output,
        batch_norm(x[None], eps=eps).output[0],
    )


def _mean(x: Array, axes: tuple[int, ...]) -> Array:
    """Return the mean with the axes kept as 1.

    numpy adds in pairs, and so exactly, only along the last axis of a contiguous array.
    """
    kept = [i for i in range(x.ndim) if i not in axes]
    n = math.prod(x.shape[i] for i in axes)
    rows = np.ascontiguousarray(x.transpose(*kept, *axes)).reshape(*(x.shape[i] for i in kept), n)
    mean: Array = np.add.reduce(rows, -1) / n
    return np.asarray(mean).reshape([1 if i in axes else size for i, size in enumerate(x.shape)])


def _checked(
    function: str, x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: float, axis: Axis
) -> tuple[Array, Array, Array, tuple[int, ...]]:
    x = as_floats(x)
    gamma, beta = as_floats_like(gamma, x), as_floats_like(beta, x)
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    for one in axes:
        _check.not_empty(function, "x", x, one)
    _check.broadcasts(function, "gamma", gamma, x.shape)
    _check.broadcasts(function, "beta", beta, x.shape)
    _check.eps_allowed(function, eps)
    return x, gamma, beta, tuple(sorted({one % x.ndim for one in axes}))
