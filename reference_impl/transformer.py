"""The transformer: blocks of self-attention and feed-forward, each with norm and shortcut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl.activations import relu
from reference_impl.attention import causal_mask
from reference_impl.dense import dense
from reference_impl.gelu import gelu
from reference_impl.layer_norm import layer_norm
from reference_impl.multi_head import multi_head_attention
from reference_impl.positional_encoding import positional_encoding
from reference_impl.residual import residual
from reference_impl.softmax import softmax

__all__ = [
    "BlockWeights",
    "NextToken",
    "encoder",
    "encoder_block",
    "feed_forward",
    "initial_block",
    "language_model_step",
]

Activation = Literal["relu", "gelu"]
Norm = Literal["pre", "post"]


class BlockWeights(NamedTuple):
    """What one encoder block learns; shapes for model width d and feed-forward width f."""

    W_Q: Array
    W_K: Array
    W_V: Array
    W_O: Array
    gamma1: Array
    beta1: Array
    W1: Array
    b1: Array
    W2: Array
    b2: Array
    gamma2: Array
    beta2: Array


class NextToken(NamedTuple):
    """The steps at the end of a language model: states, logits and probabilities."""

    states: Array
    logits: Array
    probabilities: Array


def feed_forward(
    x: ArrayLike,
    W1: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    activation: Activation = "relu",
) -> Array:
    """Apply the same two-layer network to every position.

    FFN(x) = max(0, x W₁ + b₁) W₂ + b₂

    x: (…, n, d), W1: (d, f), b1: (f), W2: (f, d), b2: (d) → (…, n, d).
    Raises ValueError on shapes that do not fit and on an unknown activation.
    Source: Vaswani et al. 2017, eq. 2.

    >>> feed_forward([[1, -1]], [[1, 2], [3, 4]], [0, 0], [[1, 0], [0, 1]], [0.5, 0.5])
    [[0.5 0.5]]
    """
    _check.one_of("feed_forward", "activation", activation, ("relu", "gelu"))
    hidden = dense(x, W1, b1)
    return dense(relu(hidden) if activation == "relu" else gelu(hidden), W2, b2)


def initial_block(d_model: int, d_ff: int, rng: np.random.Generator) -> BlockWeights:
    """Draw the weights of one block; gains are 1, shifts and biases 0.

    W ~ U(−√(6/(in + out)), +√(6/(in + out)))

    d_model, d_ff: widths. Raises ValueError if one is < 1.
    Source: Glorot & Bengio 2010, eq. 16.

    >>> initial_block(4, 8, np.random.default_rng(0)).W1.shape
    (4, 8)
    """
    _check.count("initial_block", "d_model", d_model)
    _check.count("initial_block", "d_ff", d_ff)
    shapes = [(d_model, d_model)] * 4 + [(d_model, d_ff), (d_ff, d_model)]
    limits = [np.sqrt(6 / sum(shape)) for shape in shapes]
    drawn = [rng.uniform(-a, a, shape) for a, shape in zip(limits, shapes, strict=True)]
    W_Q, W_K, W_V, W_O, W1, W2 = drawn
    one, zero, b1 = np.ones(d_model), np.zeros(d_model), np.zeros(d_ff)
    return BlockWeights(W_Q, W_K, W_V, W_O, one, zero, W1, b1, W2, zero, one, zero)


def encoder_block(
    x: ArrayLike,
    weights: BlockWeights,
    heads: int,
    mask: ArrayLike | None = None,
    norm: Norm = "post",
    activation: Activation = "relu",
    eps: float = 1e-5,
) -> Array:
    """Let the words exchange information, then think about each one alone.

    post: x ← LN(x + MHA(x)),   x ← LN(x + FFN(x))      (the paper)
    pre:  x ← x + MHA(LN(x)),   x ← x + FFN(LN(x))      (GPT-2 and later)

    x: (…, n, d) → (…, n, d). mask as in ``attention``. The default is that of the paper.
    Raises ValueError on shapes that do not fit, an unknown norm or activation.
    Source: Vaswani et al. 2017, §3.1 (post); Xiong et al. 2020, *On layer normalization in the
    transformer architecture*, table 1 (both).

    >>> encoder_block(np.eye(2), initial_block(2, 4, np.random.default_rng(0)), heads=1).shape
    (2, 2)
    """
    _check.one_of("encoder_block", "norm", norm, ("pre", "post"))
    w = weights

    def attend(y: Array) -> Array:
        return multi_head_attention(y, y, w.W_Q, w.W_K, w.W_V, w.W_O, heads, mask).output

    def think(y: Array) -> Array:
        return feed_forward(y, w.W1, w.b1, w.W2, w.b2, activation)

    def first(y: Array) -> Array:
        return layer_norm(y, w.gamma1, w.beta1, eps).output

    def second(y: Array) -> Array:
        return layer_norm(y, w.gamma2, w.beta2, eps).output

    if norm == "post":
        return second(residual(first(residual(x, attend)), think))
    return residual(residual(x, lambda y: attend(first(y))), lambda y: think(second(y)))


def encoder(
    x: ArrayLike,
    blocks: Sequence[BlockWeights],
    heads: int,
    mask: ArrayLike | None = None,
    norm: Norm = "post",
    activation: Activation = "relu",
    eps: float = 1e-5,
) -> Array:
    """Run a stack of blocks one after another.

    x ← blockₗ(x),   l = 1 … L

    x: (…, n, d) → (…, n, d). Models with pre-norm put one more layer norm behind the last block;
    it is not part of the stack here. Raises ValueError as ``encoder_block`` does.
    Source: Vaswani et al. 2017, §3.1.

    >>> encoder(np.eye(2), [initial_block(2, 4, np.random.default_rng(0))] * 3, heads=1).shape
    (2, 2)
    """
    x = as_floats(x)
    block = partial(encoder_block, heads=heads, mask=mask, norm=norm, activation=activation)
    for weights in blocks:
        x = block(x, weights, eps=eps)
    return x


def language_model_step(
    tokens: ArrayLike,
    embedding: ArrayLike,
    blocks: Sequence[BlockWeights],
    heads: int,
    norm: Norm = "post",
) -> NextToken:
    """Predict, at every position at once, the token that comes next.

    x₀ = √d E[tokens] + PE,   states = causal blocks(x₀),   logits = states Eᵀ,   p = softmax

    tokens: (…, n) numbers, embedding E: (vocabulary, d), shared by input and output → states:
    (…, n, d), logits, probabilities: (…, n, vocabulary). Position i sees positions ≤ i only,
    so row i is the same whatever follows. Raises ValueError on a token out of range, odd d.
    Source: Vaswani et al. 2017, §3.2.3 and §3.4.

    >>> block = initial_block(2, 4, np.random.default_rng(0))
    >>> language_model_step([0, 2], [[1, 0], [0, 1], [-1, 0]], [block], heads=1).probabilities
    [[0.787 0.1065 0.1065]
     [0.06338 0.4683 0.4683]]
    """
    E = as_floats(embedding)
    _check.exactly("language_model_step", "embedding", E, 2)
    _check.not_empty("language_model_step", "embedding", E, -1)
    _check.even("language_model_step", "d", E.shape[-1], E.shape)
    tokens = _check.indices("language_model_step", "tokens", tokens, len(E))
    _check.at_least("language_model_step", "tokens", tokens, 1)
    _check.not_empty("language_model_step", "tokens", tokens, -1)
    n, d = tokens.shape[-1], E.shape[-1]
    x = E.dtype.type(np.sqrt(d)) * E[tokens] + positional_encoding(n, d).astype(E.dtype)
    states = encoder(x, blocks, heads, causal_mask(n), norm)
    logits = states @ E.T  # (…, n, d) @ (d, vocabulary)
    return NextToken(states, logits, softmax(logits))
