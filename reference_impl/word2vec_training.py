"""Training of Word2Vec by stochastic gradient descent with negative sampling."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, Mask
from reference_impl.text import cbow_examples, skipgram_pairs
from reference_impl.word2vec import cbow_center, negative_sampling, noise_distribution

__all__ = ["WordVectors", "train_word2vec"]

Model = Literal["skip-gram", "cbow"]


class WordVectors(NamedTuple):
    """Two vectors a word (vocabulary, d), and the mean loss of each epoch."""

    center: Array
    context: Array
    losses: Array


class Examples(NamedTuple):
    """The words read (N, width), which of them exist, and the word to predict (N)."""

    inputs: Indices
    present: Mask
    targets: Indices


def train_word2vec(
    tokens: ArrayLike,
    counts: ArrayLike,
    rng: np.random.Generator,
    *,
    dimensions: int = 16,
    window: int = 2,
    negatives: int = 5,
    epochs: int = 20,
    rate: float = 0.05,
    model: Model = "skip-gram",
    batch_size: int = 32,
) -> WordVectors:
    """Train a centre and a context vector for every word of a text.

    v ← v − rate · dL/dv,   u ← u − rate · dL/du,   negatives ~ count^¾

    tokens: (T) word numbers, counts: (vocabulary) → vectors (vocabulary, dimensions). Centre
    vectors start in U(−½, ½)/d, context vectors at 0, as in the authors' program. The rate
    falls linearly to 1/10 000 of itself. skip-gram: a word predicts each neighbour; cbow: the
    mean of the neighbours predicts the word (so the *context* table is the one averaged).
    Raises ValueError on tokens out of range, sizes < 1, an unknown model.
    Source: Mikolov et al. 2013b, eqs 1 and 4; 2013, §3.1 (CBOW), §4.2 (rate).

    >>> rng = np.random.default_rng(0)
    >>> train_word2vec([0, 1, 0, 1, 2, 3, 2, 3], [2, 2, 2, 2], rng, epochs=3).center.shape
    (4, 16)
    """
    _check.one_of("train_word2vec", "model", model, ("skip-gram", "cbow"))
    for name, size in (("dimensions", dimensions), ("negatives", negatives), ("epochs", epochs)):
        _check.count("train_word2vec", name, size)
    noise = noise_distribution(counts)
    tokens = _check.indices("train_word2vec", "tokens", tokens, len(noise))
    examples = _examples(tokens, window, model)
    _check.not_empty("train_word2vec", "pairs", examples.targets, 0)
    read = rng.uniform(-0.5, 0.5, (len(noise), dimensions)) / dimensions
    predict = np.zeros((len(noise), dimensions))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(len(examples.targets))
        step = rate * max(1 - epoch / epochs, 1e-4)
        for start in range(0, len(order), batch_size):
            batch = _rows(examples, order[start : start + batch_size])
            drawn = rng.choice(len(noise), size=(len(batch.targets), negatives), p=noise)
            losses[epoch] += _descend(read, predict, batch, drawn, step)
    center, context = (read, predict) if model == "skip-gram" else (predict, read)
    return WordVectors(center, context, losses / len(examples.targets))


def _examples(tokens: Indices, window: int, model: Model) -> Examples:
    if model == "cbow":
        return Examples(*cbow_examples(tokens, window))
    centers, contexts = skipgram_pairs(tokens, window)
    return Examples(centers[:, None], np.ones((len(centers), 1), bool), contexts)


def _rows(examples: Examples, rows: Indices) -> Examples:
    return Examples(examples.inputs[rows], examples.present[rows], examples.targets[rows])


def _descend(read: Array, predict: Array, batch: Examples, drawn: Indices, step: float) -> float:
    """Take one step on a batch, in place; a word that occurs twice gets both gradients (+=)."""
    v = cbow_center(read[batch.inputs], batch.present)  # (N, width, d) → (N, d)
    result = negative_sampling(v, predict[batch.targets], predict[drawn])
    words = np.maximum(batch.present.sum(-1, keepdims=True), 1)
    share = batch.present / words  # dv̄/dv_w = 1/|C|
    np.add.at(read, batch.inputs, -step * share[..., None] * result.center[:, None, :])
    np.add.at(predict, batch.targets, -step * result.context)
    np.add.at(predict, drawn, -step * result.negatives)
    return float(result.loss.sum())
