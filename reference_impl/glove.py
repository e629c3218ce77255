"""GloVe: word vectors whose products are the logarithms of how often words meet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats

__all__ = ["GloVe", "GloVeVectors", "cooccurrence", "glove", "glove_weight", "train_glove"]


class GloVe(NamedTuple):
    """The steps of the loss per pair of words, the loss, and its four gradients."""

    prediction: Array
    weight: Array
    loss: Array
    W: Array
    W_context: Array
    b: Array
    b_context: Array


class GloVeVectors(NamedTuple):
    """Two vectors and two biases a word, and the loss before each epoch."""

    W: Array
    W_context: Array
    b: Array
    b_context: Array
    losses: Array


def cooccurrence(tokens: ArrayLike, vocabulary_size: int, window: int) -> Array:
    """Count how often words meet, near ones more: a neighbour k places away counts 1/k.

    Xᵢⱼ = Σ_{t: wₜ = i} Σ_{k=1…c} 1/k ([wₜ₋ₖ = j] + [wₜ₊ₖ = j])

    tokens: (T) → (vocabulary, vocabulary), symmetric.
    Raises ValueError on tokens out of range, window < 1 and more than 2²² entries.
    Source: Pennington, Socher & Manning 2014, *GloVe*, §3 and §4.2.

    >>> cooccurrence([0, 1, 2, 0], vocabulary_size=3, window=2)
    [[0 1.5 1.5]
     [1.5 0 1]
     [1.5 1 0]]
    """
    vocabulary_size = _check.count("cooccurrence", "vocabulary_size", vocabulary_size)
    _check.entries("cooccurrence", vocabulary_size, vocabulary_size)
    tokens = _check.indices("cooccurrence", "tokens", tokens, vocabulary_size)
    _check.exactly("cooccurrence", "tokens", tokens, 1)
    window = _check.count("cooccurrence", "window", window)
    X = np.zeros((vocabulary_size, vocabulary_size))
    for k in range(1, min(window, len(tokens) - 1) + 1):
        np.add.at(X, (tokens[:-k], tokens[k:]), 1 / k)
    return X + X.T


def glove_weight(X: ArrayLike, x_max: float = 100.0, alpha: float = 0.75) -> Array:
    """Return how much a pair counts: rare pairs little, frequent ones at most 1.

    f(x) = (x / x_max)^α if x < x_max else 1

    X: (…) ≥ 0 → (…), f(0) = 0. Raises ValueError on negative counts, x_max <= 0, alpha < 0.
    Source: Pennington et al. 2014, eq. 9.

    >>> glove_weight([1, 50, 200])
    [0.03162 0.5946 1]
    """
    X = as_floats(X)
    _check.between("glove_weight", "X", X, 0, np.inf)
    _check.number("glove_weight", "x_max", x_max, 1e-300, np.inf)
    _check.number("glove_weight", "alpha", alpha, 0, np.inf)
    weight: Array = np.minimum(X / x_max, 1) ** alpha
    return np.where(X == 0, X, weight)[()]


def glove(
    W: ArrayLike,
    W_context: ArrayLike,
    b: ArrayLike,
    b_context: ArrayLike,
    X: ArrayLike,
    x_max: float = 100.0,
    alpha: float = 0.75,
) -> GloVe:
    """Compare the vectors' products with the logarithms of the counts, and give the gradients.

    J = Σ_{Xᵢⱼ > 0} f(Xᵢⱼ) (wᵢ·w̃ⱼ + bᵢ + b̃ⱼ − ln Xᵢⱼ)²,   dwᵢ = Σⱼ 2 f (…) w̃ⱼ,   dbᵢ = Σⱼ 2 f (…)

    W, W_context: (vocabulary, d), b, b_context: (vocabulary), X: (vocabulary, vocabulary) →
    prediction, weight: as X; loss: a number; gradients as their inputs. No ½ (the authors'
    program has one); pairs that never meet are left out.
    Raises ValueError on shapes that do not fit and negative counts.
    Source: Pennington et al. 2014, eq. 8.

    >>> glove([[1, 0]], [[0.5, 1]], [0.1], [0.2], [[10]])
    prediction = [[0.8]]
    weight = [[0.1778]]
    loss = 0.4015
    W = [[-0.2672 -0.5344]]
    W_context = [[-0.5344 0]]
    b = [-0.5344]
    b_context = [-0.5344]
    """
    W, W_context, b, b_context = (as_floats(a) for a in (W, W_context, b, b_context))
    X = as_floats(X)
    _check.exactly("glove", "W", W, 2)
    _check.same_shape("glove", ("W", W), ("W_context", W_context))
    _check.shape_is("glove", "b", b, W.shape[:1])
    _check.shape_is("glove", "b_context", b_context, W.shape[:1])
    _check.shape_is("glove", "X", X, (len(W), len(W)))
    prediction = W @ W_context.T + b[:, None] + b_context  # (vocabulary, vocabulary)
    weight = glove_weight(X, x_max, alpha)
    miss = np.where(X > 0, prediction - np.log(np.where(X > 0, X, 1)), 0)
    slope = 2 * weight * miss
    return GloVe(
        prediction,
        weight,
        (weight * miss * miss).sum(),
        slope @ W_context,
        slope.T @ W,
        slope.sum(1),
        slope.sum(0),
    )


def train_glove(
    X: ArrayLike,
    rng: np.random.Generator,
    dimensions: int = 16,
    epochs: int = 200,
    rate: float = 0.05,
    x_max: float = 100.0,
    alpha: float = 0.75,
) -> GloVeVectors:
    """Train vectors on a table of counts by AdaGrad over all pairs at once.

    θ ← θ − rate · g / √(Σ g² so far)

    X: (vocabulary, vocabulary) → vectors (vocabulary, dimensions). Everything starts in
    U(−½, ½)/d and the sums of g² at 1, as in the authors' program, which goes pair by pair.
    Raises ValueError on negative counts and sizes < 1. The paper uses W + W_context as result.
    Source: Pennington et al. 2014, §4.2; Duchi et al. 2011 (AdaGrad).

    >>> train_glove([[0, 9], [9, 0]], np.random.default_rng(0), dimensions=2, epochs=2).W.shape
    (2, 2)
    """
    _check.count("train_glove", "dimensions", dimensions)
    _check.count("train_glove", "epochs", epochs)
    X = as_floats(X)
    _check.exactly("train_glove", "X", X, 2)
    shapes = [(len(X), dimensions)] * 2 + [(len(X),)] * 2
    parameters = [rng.uniform(-0.5, 0.5, shape) / dimensions for shape in shapes]
    squares = [np.ones(shape) for shape in shapes]
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        W, W_context, b, b_context = parameters
        result = glove(W, W_context, b, b_context, X, x_max, alpha)
        losses[epoch] = result.loss
        gradients = (result.W, result.W_context, result.b, result.b_context)
        squares = [s + g * g for s, g in zip(squares, gradients, strict=True)]
        steps = [rate * g / np.sqrt(s) for s, g in zip(squares, gradients, strict=True)]
        parameters = [p - step for p, step in zip(parameters, steps, strict=True)]
    W, W_context, b, b_context = parameters
    return GloVeVectors(W, W_context, b, b_context, losses)
