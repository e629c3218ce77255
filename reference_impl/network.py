"""A sigmoid network of any depth that learns by gradient descent."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl.activations import sigmoid, sigmoid_gradient
from reference_impl.dense import dense, dense_backward
from reference_impl.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)

__all__ = [
    "Layer",
    "Network",
    "Trained",
    "backward",
    "forward",
    "gradient_step",
    "initial_network",
    "train",
]


class Layer(NamedTuple):
    """The weights of one layer, or their gradients: W (in, out) and b (out)."""

    W: Array
    b: Array


Network = tuple[Layer, ...]
"""Layers from input to output; every layer ends in a sigmoid."""


class Trained(NamedTuple):
    """The network after training and the mean loss over all examples after each epoch."""

    network: Network
    losses: Array


def initial_network(sizes: Sequence[int], rng: np.random.Generator) -> Network:
    """Draw the weights of a network with layers of these sizes; biases are 0.

    W ~ U(−√(6/(in + out)), +√(6/(in + out)))

    sizes: input, hidden …, output; two or more. Raises ValueError on fewer or on a size < 1.
    Source: Glorot & Bengio 2010, *Understanding the difficulty of training*, eq. 16.

    >>> [layer.W.shape for layer in initial_network([2, 3, 1], np.random.default_rng(0))]
    [(2, 3), (3, 1)]
    """
    _check.count("initial_network", "len(sizes)", len(sizes), least=2)
    for size in sizes:
        _check.count("initial_network", "sizes", size)
    limits = [(n, m, np.sqrt(6 / (n + m))) for n, m in itertools.pairwise(sizes)]
    return tuple(Layer(rng.uniform(-a, a, (n, m)), np.zeros(m)) for n, m, a in limits)


def forward(network: Network, x: ArrayLike) -> list[Array]:
    """Return the sums z of every layer; the last are the logits, σ of them the answer.

    zₖ = hₖ₋₁ Wₖ + bₖ,   hₖ = σ(zₖ),   h₀ = x

    x: (…, in) → arrays (…, size of the layer). Raises ValueError on shapes that do not fit.
    Source: Bishop 2006, eqs 5.48–5.49.

    >>> forward((Layer(np.eye(2), np.zeros(2)), Layer(np.ones((2, 1)), np.zeros(1))), [1, -1])
    [[1 -1], [1]]
    """
    h, sums = as_floats(x), []
    for W, b in network:
        z = dense(h, W, b)
        sums.append(z)
        h = sigmoid(z)
    return sums


def backward(network: Network, x: ArrayLike, y: ArrayLike) -> tuple[Array, Network]:
    """Return the mean binary cross-entropy and its gradient by every weight.

    δ_last = (p − y)/N,   δₖ = δₖ₊₁ Wₖ₊₁ᵀ ⊙ σ′(zₖ),   dWₖ = hₖ₋₁ᵀ δₖ

    x: (…, in), y: (…, out) → loss, gradients shaped as the network; N = entries of y.
    Raises ValueError on shapes that do not fit.
    Source: Bishop 2006, eqs 5.53–5.56.

    >>> backward((Layer(np.ones((2, 1)), np.zeros(1)),), [1, -1], [1])[0]
    0.6931
    """
    sums = forward(network, x)
    inputs = [as_floats(x), *(sigmoid(z) for z in sums[:-1])]
    loss = binary_cross_entropy_with_logits(sums[-1], y)
    delta = binary_cross_entropy_with_logits_gradient(sums[-1], y)
    gradients = []
    for k in reversed(range(len(network))):
        of_layer = dense_backward(inputs[k], network[k].W, delta)
        gradients.append(Layer(of_layer.W, of_layer.b))
        if k > 0:
            delta = of_layer.x * sigmoid_gradient(sums[k - 1])
    return loss, tuple(reversed(gradients))


def gradient_step(network: Network, gradients: Network, rate: float) -> Network:
    """Return the network one step down the gradient.

    W ← W − rate · dW,   b ← b − rate · db

    Shapes stay. Raises ValueError if the number of layers differs.
    Source: Bishop 2006, eq. 5.41.

    >>> one = Layer(np.ones((1, 1)), np.ones(1))
    >>> gradient_step((one,), (one,), rate=0.25)[0]
    W = [[0.75]]
    b = [0.75]
    """
    pairs = zip(network, gradients, strict=True)
    return tuple(Layer(layer.W - rate * g.W, layer.b - rate * g.b) for layer, g in pairs)


def train(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    rng: np.random.Generator,
    epochs: int = 1000,
    rate: float = 1.0,
    batch_size: int | None = None,
) -> Trained:
    """Train by gradient descent on shuffled mini-batches, or on all examples at once.

    W ← W − rate · dL/dW   for each mini-batch of each epoch

    x: (N, in), y: (N, out). batch_size=None takes all N; rng shuffles where it is smaller.
    Raises ValueError on shapes that do not fit, epochs < 1, batch_size < 1.
    Source: Bishop 2006, eqs 5.41 and 5.43.

    >>> xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    >>> rng = np.random.default_rng(1)
    >>> trained = train(initial_network([2, 4, 1], rng), *xor, rng, epochs=3000, rate=2.0)
    >>> sigmoid(forward(trained.network, xor[0])[-1])[:, 0] > 0.5
    [False  True  True False]
    """
    x, y = as_floats(x), as_floats(y)
    _check.same_length("train", ("x", x, 0), ("y", y, 0), "N")
    _check.count("train", "epochs", epochs)
    size = len(x) if batch_size is None else batch_size
    _check.count("train", "batch_size", size)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(x)) if size < len(x) else np.arange(len(x))
        for start in range(0, len(x), size):
            batch = order[start : start + size]
            _, gradients = backward(network, x[batch], y[batch])
            network = gradient_step(network, gradients, rate)
        losses.append(binary_cross_entropy_with_logits(forward(network, x)[-1], y))
    return Trained(network, np.array(losses))
