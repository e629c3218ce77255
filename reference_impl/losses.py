"""Cross-entropy losses, from probabilities and from logits, each with its gradient."""

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, Reduction, as_floats, reduced, share
from reference_impl.activations import sigmoid, softplus
from reference_impl.softmax import log_softmax, softmax

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_gradient",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_gradient",
    "cross_entropy",
    "cross_entropy_gradient",
]


def binary_cross_entropy(p: ArrayLike, y: ArrayLike, reduction: Reduction = "mean") -> Array:
    """Return how surprised the probability p is by the label y.

    L(y, p) = −y ln p − (1 − y) ln(1 − p)

    p, y: one shape, entries in [0, 1] → a number in nats, or one per entry with
    reduction="none". p = 0 with y = 1 gives inf (torch clamps the logarithm at −100).
    Raises ValueError on different shapes, entries outside [0, 1], an unknown reduction.
    Source: Bishop 2006, eq. 4.90.

    >>> binary_cross_entropy([0.9, 0.2], [1, 0])
    0.1643
    """
    p, y = _checked_probabilities("binary_cross_entropy", p, y, reduction)
    with np.errstate(divide="ignore"):
        losses = -(_times(y, np.log(p)) + _times(1 - y, np.log1p(-p)))
    return reduced(losses, reduction)


def binary_cross_entropy_gradient(
    p: ArrayLike, y: ArrayLike, reduction: Reduction = "mean"
) -> Array:
    """Return the gradient of :func:`binary_cross_entropy` by the probabilities.

    dL/dp = (p − y) / (p (1 − p)) = (1 − y)/(1 − p) − y/p,   ÷ N for the mean

    p, y: one shape → the same shape. Infinite where a probability of 0 or 1 is wrong.
    Raises ValueError as ``binary_cross_entropy`` does.
    Source: derivative of Bishop 2006, eq. 4.90.

    >>> binary_cross_entropy_gradient([0.9, 0.2], [1, 0])
    [-0.5556 0.625]
    """
    p, y = _checked_probabilities("binary_cross_entropy_gradient", p, y, reduction)
    with np.errstate(divide="ignore"):
        gradient = _times(1 - y, 1 / (1 - p)) - _times(y, 1 / p)
    return gradient * share(reduction, gradient.size)


def binary_cross_entropy_with_logits(
    z: ArrayLike, y: ArrayLike, reduction: Reduction = "mean"
) -> Array:
    """Return the binary cross-entropy of p = σ(z) without ever rounding p to 0 or 1.

    L(y, z) = y softplus(−z) + (1 − y) softplus(z)

    z: any numbers, y: in [0, 1], one shape → nats. Raises ValueError on different shapes,
    y outside [0, 1], an unknown reduction.
    Source: Bishop 2006, eq. 4.90 with eq. 4.59 put in.

    >>> binary_cross_entropy_with_logits([2, -40], [1, 1])
    20.06
    """
    z, y = _checked_logits("binary_cross_entropy_with_logits", z, y, reduction)
    losses = _times(y, softplus(-z)) + _times(1 - y, softplus(z))
    return reduced(losses, reduction)


def binary_cross_entropy_with_logits_gradient(
    z: ArrayLike, y: ArrayLike, reduction: Reduction = "mean"
) -> Array:
    """Return the gradient of the binary cross-entropy by the logits.

    dL/dz = σ(z) − y = (1 − y) σ(z) − y σ(−z),   ÷ N for the mean

    z, y: one shape → the same shape. Raises ValueError as the loss does.
    Source: Bishop 2006, eq. 4.91.

    >>> binary_cross_entropy_with_logits_gradient([2, -40], [1, 1])
    [-0.0596 -0.5]
    """
    z, y = _checked_logits("binary_cross_entropy_with_logits_gradient", z, y, reduction)
    # σ(z) − 1 is 0 from z = 37 on; −σ(−z) is not.
    gradient: Array = (1 - y) * sigmoid(z) - y * sigmoid(-z)
    return gradient * share(reduction, gradient.size)


def cross_entropy(logits: ArrayLike, target: ArrayLike, reduction: Reduction = "mean") -> Array:
    """Return minus the log-probability of the right class.

    L = −ln softmax(logits)[target]

    logits: (…, classes), target: (…) class numbers from 0 → nats, mean over all rows.
    Raises ValueError on shapes that do not fit, a class out of range, an unknown reduction.
    Source: Bishop 2006, eq. 4.108.

    >>> cross_entropy([1, 2, 3], 2)
    0.4076
    """
    logits, target = _checked_classes("cross_entropy", logits, target, reduction)
    chosen = np.take_along_axis(log_softmax(logits), target[..., None], -1)[..., 0]
    return reduced(-chosen, reduction)


def cross_entropy_gradient(
    logits: ArrayLike, target: ArrayLike, reduction: Reduction = "mean"
) -> Array:
    """Return the gradient of the cross-entropy by the logits.

    dL/dlogits = softmax(logits) − one_hot(target),   ÷ number of rows for the mean

    logits: (…, classes), target: (…) → (…, classes); every row sums to 0.
    Raises ValueError as ``cross_entropy`` does.
    Source: Bishop 2006, eq. 4.109.

    >>> cross_entropy_gradient([1, 2, 3], 2)
    [0.09003 0.2447 -0.3348]
    """
    logits, target = _checked_classes("cross_entropy_gradient", logits, target, reduction)
    gradient = softmax(logits)
    # w − 1 = −(sum of the other weights): no digits lost where w is nearly 1.
    np.put_along_axis(gradient, target[..., None], 0, -1)
    np.put_along_axis(gradient, target[..., None], -gradient.sum(-1, keepdims=True), -1)
    return gradient * share(reduction, target.size)


def _times(weight: Array, value: Array) -> Array:
    """Return weight · value with 0 · inf = 0, the limit meant by a label of exactly 0 or 1."""
    product: Array = weight * np.where(weight == 0, weight, value)
    return product


def _checked_probabilities(
    function: str, p: ArrayLike, y: ArrayLike, reduction: Reduction
) -> tuple[Array, Array]:
    p, y = _checked_logits(function, p, y, reduction, name="p")
    _check.between(function, "p", p, 0, 1)
    return p, y


def _checked_logits(
    function: str, z: ArrayLike, y: ArrayLike, reduction: Reduction, name: str = "z"
) -> tuple[Array, Array]:
    z = as_floats(z)
    y = np.asarray(y, dtype=z.dtype)  # labels follow the type of what they label
    _check.same_shape(function, (name, z), ("y", y))
    _check.between(function, "y", y, 0, 1)
    _check.reduction_known(function, reduction)
    return z, y


def _checked_classes(
    function: str, logits: ArrayLike, target: ArrayLike, reduction: Reduction
) -> tuple[Array, Indices]:
    logits = as_floats(logits)
    _check.not_empty(function, "logits", logits, -1)
    target = _check.indices(function, "target", target, logits.shape[-1])
    _check.shape_is(function, "target", target, logits.shape[:-1])
    _check.reduction_known(function, reduction)
    return logits, target
