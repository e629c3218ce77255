"""Batch normalisation: every feature gets mean 0 and variance 1 over the batch."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats, as_floats_like, summed_to
from reference_impl._normalising import centred, over_deviation

__all__ = [
    "Affine",
    "BatchNorm",
    "NormGradients",
    "Running",
    "batch_norm",
    "batch_norm_backward",
    "batch_norm_eval",
    "batch_norm_train",
    "moving_average",
    "undoing_parameters",
]


class BatchNorm(NamedTuple):
    """The steps of a batch normalisation in their order."""

    mean: Array
    variance: Array
    normalised: Array
    output: Array


class Running(NamedTuple):
    """The statistics kept for eval mode."""

    mean: Array
    variance: Array


class Affine(NamedTuple):
    """A scale and a shift."""

    gamma: Array
    beta: Array


class NormGradients(NamedTuple):
    """The gradient of the loss by each input of a normalisation, in the shape of that input."""

    x: Array
    gamma: Array
    beta: Array


def batch_norm(
    x: ArrayLike, gamma: ArrayLike = 1.0, beta: ArrayLike = 0.0, eps: float = 1e-5
) -> BatchNorm:
    """Normalise each feature over the batch, then scale and shift it (train mode).

    μ = 1/N Σ x,   σ² = 1/N Σ (x − μ)²,   x̂ = (x − μ) / √(σ² + ε),   y = γ x̂ + β

    x: (N, features) or (N) for one feature; gamma, beta: (features); mean, variance:
    (features); normalised, output: as x. The variance is biased (÷ N), ε stands inside the
    root. Images: reshape to (N·height·width, channels) first.
    Raises ValueError on an empty batch, γ or β that do not fit, eps < 0.
    Source: Ioffe & Szegedy 2015, *Batch normalization*, algorithm 1.

    >>> batch_norm([1, 2, 3], gamma=2, beta=1)
    mean = 2
    variance = 0.6667
    normalised = [-1.225 0 1.225]
    output = [-1.449 1 3.449]
    """
    x, gamma, beta = _checked("batch_norm", x, gamma, beta, eps)
    mean, difference = centred(x, _batch_mean)
    variance = _batch_mean(difference * difference)
    normalised = over_deviation(difference, variance, eps)
    return BatchNorm(mean, variance, normalised, gamma * normalised + beta)


def batch_norm_backward(
    x: ArrayLike,
    gamma: ArrayLike,
    upstream: ArrayLike,
    eps: float = 1e-5,
) -> NormGradients:
    """Carry a gradient back through :func:`batch_norm`: mean and variance depend on x too.

    dβ = Σ g,   dγ = Σ g x̂,   dx = γ/√(σ² + ε) · (g − mean(g) − x̂ mean(g x̂))

    x, upstream g: (N, …), gamma: (features) → gradients shaped as x, γ and β (β as γ). The
    entries of dx sum to 0 over the batch. Raises ValueError on shapes that do not fit.
    Source: Ioffe & Szegedy 2015, §3 (chain rule below algorithm 1), simplified.

    >>> batch_norm_backward([1, 2, 4], 2, [1, 0, 0])
    x = [0.4582 -0.6872 0.2291]
    gamma = -1.069
    beta = 1
    """
    x, gamma, _ = _checked("batch_norm_backward", x, gamma, 0.0, eps)
    g = as_floats(upstream)
    _check.same_shape("batch_norm_backward", ("x", x), ("upstream", g))
    _, variance, normalised, _ = batch_norm(x, eps=eps)
    through_mean, through_variance = _batch_mean(g), normalised * _batch_mean(g * normalised)
    x_gradient = gamma * over_deviation(g - through_mean - through_variance, variance, eps)
    gamma_gradient = summed_to(g * normalised, gamma.shape)
    return NormGradients(x_gradient, gamma_gradient, summed_to(g, gamma.shape))


def batch_norm_train(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    running: Running,
    momentum: float = 0.1,
    eps: float = 1e-5,
    unbiased: bool = True,
) -> tuple[Array, Running]:
    """Normalise by the batch and return the output with the updated running statistics.

    running ← (1 − momentum) · running + momentum · batch

    x: (N, features) → output as x, Running of (features). The running variance is that of the
    population, ÷ (N − 1), as in the paper and torch; unbiased=False keeps ÷ N (ONNX, Keras,
    whose momentum is also 1 − ours). Raises ValueError on shapes that do not fit, momentum
    outside [0, 1], and N = 1 with unbiased=True (0/0).
    Source: Ioffe & Szegedy 2015, algorithm 2, with a moving average (§3.1).

    >>> batch_norm_train([1, 2, 3], 2, 1, Running(np.zeros(()), np.ones(())))[1]
    mean = 0.2
    variance = 1
    """
    mean, variance, _, output = batch_norm(x, gamma, beta, eps)
    n = len(as_floats(x))
    if unbiased:
        _check.count("batch_norm_train (unbiased=True)", "N", n, least=2)
        variance = variance * (n / (n - 1))
    return output, Running(
        moving_average(running.mean, mean, momentum),
        moving_average(running.variance, variance, momentum),
    )


def moving_average(old: ArrayLike, batch: ArrayLike, momentum: float = 0.1) -> Array:
    """Mix a batch's statistic into the one kept so far.

    new = (1 − momentum) · old + momentum · batch

    old, batch: one shape → the same shape. momentum is the share of the *new* value (torch);
    ONNX and Keras give the share of the old one. Raises ValueError outside [0, 1].
    Source: Ioffe & Szegedy 2015, §3.1.

    >>> moving_average(1.0, 3.0, momentum=0.1)
    1.2
    """
    old, batch = as_floats(old), as_floats(batch)
    _check.number("moving_average", "momentum", momentum, 0, 1)
    _check.same_shape("moving_average", ("old", old), ("batch", batch))
    return (1 - momentum) * old + momentum * batch


def batch_norm_eval(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    running_mean: ArrayLike,
    running_variance: ArrayLike,
    eps: float = 1e-5,
) -> Array:
    """Normalise by the running statistics: an example's output no longer depends on its batch.

    y = γ (x − μ_running) / √(σ²_running + ε) + β

    x: (N, features) or (N) for one feature, the others (features) → as x. Raises ValueError on
    shapes that do not fit, eps < 0.
    Source: Ioffe & Szegedy 2015, algorithm 2, line 11.

    >>> batch_norm_eval([3, 5], 2, 1, running_mean=3, running_variance=4)
    [1 3]
    """
    x, gamma, beta = _checked("batch_norm_eval", x, gamma, beta, eps)
    mean, variance = as_floats(running_mean), as_floats(running_variance)
    _check.broadcasts("batch_norm_eval", "running_mean", mean, x.shape[1:])
    _check.broadcasts("batch_norm_eval", "running_variance", variance, x.shape[1:])
    return gamma * over_deviation(x - mean, variance, eps) + beta


def undoing_parameters(x: ArrayLike, eps: float = 1e-5) -> Affine:
    """Return the γ and β with which batch normalisation gives its input back.

    γ = √(σ² + ε),   β = μ   ⇒   y = x

    x: (N, features) → gamma, beta: (features). Raises ValueError on an empty batch, eps < 0.
    Source: Ioffe & Szegedy 2015, §3 (γ and β can restore the identity).

    >>> undoing_parameters([1, 2, 3])
    gamma = 0.8165
    beta = 2
    """
    mean, variance, *_ = batch_norm(x, eps=eps)
    return Affine(np.sqrt(variance + eps), mean)


def _batch_mean(x: Array) -> Array:
    """Return the mean over axis 0, as 1ᵀx / N: the product adds more exactly than ``sum(0)``."""
    ones = np.ones(len(x), x.dtype)
    features = math.prod(x.shape[1:])
    total: Array = (ones @ x.reshape(len(x), features)).reshape(x.shape[1:])
    return total / len(x)


def _checked(
    function: str, x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: float
) -> tuple[Array, Array, Array]:
    x = as_floats(x)
    gamma, beta = as_floats_like(gamma, x), as_floats_like(beta, x)
    _check.at_least(function, "x", x, 1)
    _check.not_empty(function, "x", x, 0)
    _check.broadcasts(function, "gamma", gamma, x.shape[1:])
    _check.broadcasts(function, "beta", beta, x.shape[1:])
    _check.eps_allowed(function, eps)
    return x, gamma, beta
