"""The mini network of the notes: one hidden layer, every step of both passes on view."""

from typing import NamedTuple

from numpy.typing import ArrayLike

from reference_impl._arrays import Array, Reduction, as_floats
from reference_impl.activations import sigmoid, sigmoid_gradient
from reference_impl.dense import dense, dense_backward
from reference_impl.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)

__all__ = ["MiniNetwork", "MiniNetworkGradients", "mini_network", "mini_network_backward"]


class MiniNetwork(NamedTuple):
    """The forward steps: hidden sums and activations, output sum, probability."""

    z1: Array
    h: Array
    z2: Array
    p: Array


class MiniNetworkGradients(NamedTuple):
    """The backward steps in their order, δ = dL/dz."""

    loss: Array
    delta2: Array
    W2: Array
    b2: Array
    delta1: Array
    W1: Array
    b1: Array


def mini_network(
    x: ArrayLike, W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike
) -> MiniNetwork:
    """Run the two-layer sigmoid network forward.

    z₁ = x W₁ + b₁,   h = σ(z₁),   z₂ = h W₂ + b₂,   p = σ(z₂)

    x: (…, in), W1: (in, hidden), b1: (hidden), W2: (hidden, out), b2: (out) → z1, h:
    (…, hidden), z2, p: (…, out). Raises ValueError on shapes that do not fit.
    Source: Rumelhart, Hinton & Williams 1986, *Learning representations*, eqs 1–2.

    >>> mini_network([1, 0], [[1, -1], [2, 1]], [0, 0.5], [[1], [-1]], [0.2])
    z1 = [1 -0.5]
    h = [0.7311 0.3775]
    z2 = [0.5535]
    p = [0.635]
    """
    z1 = dense(x, W1, b1)
    h = sigmoid(z1)
    z2 = dense(h, W2, b2)
    return MiniNetwork(z1, h, z2, sigmoid(z2))


def mini_network_backward(
    x: ArrayLike,
    y: ArrayLike,
    W1: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    reduction: Reduction = "mean",
) -> MiniNetworkGradients:
    """Carry the binary cross-entropy of the network back to all its weights.

    δ₂ = p − y,   dW₂ = hᵀ δ₂,   δ₁ = δ₂ W₂ᵀ ⊙ σ′(z₁),   dW₁ = xᵀ δ₁,   db = Σ δ

    Shapes as in ``mini_network``, y as p; the mean is over all entries of p. No σ′(z₂): it
    cancels against the derivative of the loss. Raises ValueError on shapes that do not fit.
    Source: Rumelhart, Hinton & Williams 1986, eqs 4–7; Bishop 2006, eqs 5.54 and 5.56.

    >>> mini_network_backward([1, 0], [1], [[1, -1], [2, 1]], [0, 0.5], [[1], [-1]], [0.2])
    loss = 0.4542
    delta2 = [-0.365]
    W2 = [[-0.2669]
          [-0.1378]]
    b2 = [-0.365]
    delta1 = [-0.07177 0.08579]
    W1 = [[-0.07177 0.08579]
          [0 0]]
    b1 = [-0.07177 0.08579]
    """
    z1, h, z2, _ = mini_network(x, W1, b1, W2, b2)
    loss = binary_cross_entropy_with_logits(z2, y, reduction)
    delta2 = binary_cross_entropy_with_logits_gradient(z2, y, reduction)
    second = dense_backward(h, W2, delta2)
    delta1 = second.x * sigmoid_gradient(z1)
    first = dense_backward(as_floats(x), W1, delta1)
    return MiniNetworkGradients(loss, delta2, second.W, second.b, delta1, first.W, first.b)
