"""The recurrent network: one state, rewritten word by word, and the gradient through time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats, as_floats_like, summed_to

__all__ = ["RNNGradients", "gradient_norms", "rnn", "rnn_backward", "rnn_step"]


class RNNGradients(NamedTuple):
    """The gradient of the loss by each input of ``rnn``, in the shape of that input."""

    x: Array
    h0: Array
    W_xh: Array
    W_hh: Array
    b: Array


def rnn_step(
    x: ArrayLike, h: ArrayLike, W_xh: ArrayLike, W_hh: ArrayLike, b: ArrayLike = 0.0
) -> Array:
    """Rewrite the state after one word.

    h′ = tanh(x W_xh + h W_hh + b)

    x: (…, in), h: (…, hidden), W_xh: (in, hidden), W_hh: (hidden, hidden), b: (hidden) →
    (…, hidden). One bias (torch has two, their sum). Raises ValueError on shapes that do not fit.
    Source: Goodfellow, Bengio & Courville 2016, *Deep Learning*, eqs 10.8–10.9.

    >>> rnn_step([1], [0.5], [[0.8]], [[-0.4]], [0.1])
    [0.6044]
    """
    x, h = as_floats(x), as_floats(h)
    W_xh, W_hh, b = _checked_weights("rnn_step", x, h, W_xh, W_hh, b)
    state: Array = np.tanh(x @ W_xh + h @ W_hh + b)
    return state


def rnn(x: ArrayLike, h0: ArrayLike, W_xh: ArrayLike, W_hh: ArrayLike, b: ArrayLike = 0.0) -> Array:
    """Read a whole sequence and return the state after every word.

    hₜ = tanh(xₜ W_xh + hₜ₋₁ W_hh + b),   t = 1 … T

    x: (…, T, in), h0: (…, hidden) → (…, T, hidden). The only loop is over time: each state
    needs the one before. Raises ValueError on shapes that do not fit.
    Source: Goodfellow, Bengio & Courville 2016, eqs 10.8–10.9.

    >>> rnn([[1], [0], [0]], [0], [[0.8]], [[0.5]])
    [[0.664]
     [0.3203]
     [0.1588]]
    """
    x, h = as_floats(x), as_floats(h0)
    W_xh, W_hh, b = _checked_sequence("rnn", x, h, W_xh, W_hh, b)
    sums = x @ W_xh + b  # (…, T, in) → (…, T, hidden), all words at once
    states = []
    for t in range(x.shape[-2]):
        h = np.tanh(sums[..., t, :] + h @ W_hh)
        states.append(h)
    return np.stack(states, axis=-2)  # T × (…, hidden) → (…, T, hidden)


def rnn_backward(
    x: ArrayLike,
    h0: ArrayLike,
    W_xh: ArrayLike,
    W_hh: ArrayLike,
    b: ArrayLike,
    upstream: ArrayLike,
) -> RNNGradients:
    """Backpropagate through time: from the last word to the first.

    dhₜ = gₜ + δₜ₊₁ W_hhᵀ,   δₜ = dhₜ ⊙ (1 − hₜ²),
    dW_xh = Σ xₜᵀ δₜ,   dW_hh = Σ hₜ₋₁ᵀ δₜ,   db = Σ δₜ,   dxₜ = δₜ W_xhᵀ,   dh₀ = δ₁ W_hhᵀ

    Shapes as in ``rnn``; upstream g: (…, T, hidden), zero where the loss does not see the
    state. The weights serve every word, so their gradients are sums over time.
    Raises ValueError on shapes that do not fit.
    Source: Goodfellow, Bengio & Courville 2016, §10.2.2.

    >>> rnn_backward([[1], [0]], [0], [[0.8]], [[0.5]], [0], [[0], [1]])
    x = [[0.2007]
         [0.7179]]
    h0 = [0.1254]
    W_xh = [[0.2508]]
    W_hh = [[0.5959]]
    b = [1.148]
    """
    x, h0, g = as_floats(x), as_floats(h0), as_floats(upstream)
    W_xh, W_hh, b = _checked_sequence("rnn_backward", x, h0, W_xh, W_hh, b)
    states = rnn(x, h0, W_xh, W_hh, b)
    _check.shape_is("rnn_backward", "upstream", g, states.shape)
    deltas, h0_gradient = _deltas(states, W_hh, g)
    before = np.concatenate([h0[..., None, :], states[..., :-1, :]], axis=-2)
    rows = deltas.reshape(-1, deltas.shape[-1])  # (…, T, hidden) → (words, hidden)
    return RNNGradients(
        deltas @ W_xh.T,
        h0_gradient,
        x.reshape(-1, x.shape[-1]).T @ rows,
        before.reshape(-1, before.shape[-1]).T @ rows,
        summed_to(rows, b.shape),
    )


def gradient_norms(
    x: ArrayLike, h0: ArrayLike, W_xh: ArrayLike, W_hh: ArrayLike, b: ArrayLike, upstream: ArrayLike
) -> Array:
    """Return how long the last word's gradient still is k words back: vanishing or exploding.

    ‖dL/dh_{T−k}‖ for k = 0 … T,   dL/dhₜ₋₁ = (dL/dhₜ ⊙ (1 − hₜ²)) W_hhᵀ

    Shapes as in ``rnn``; upstream dL/dh_T: (…, hidden) → (…, T + 1), falls like the largest
    singular value of W_hh · (1 − h²). Raises ValueError on shapes that do not fit.
    Source: Pascanu, Mikolov & Bengio 2013, *On the difficulty of training RNNs*, eqs 3–5.

    >>> gradient_norms([[1], [0], [0]], [0], [[0.8]], [[0.5]], [0], [1])
    [1 0.4874 0.2187 0.06113]
    """
    x, h0, g = as_floats(x), as_floats(h0), as_floats(upstream)
    W_xh, W_hh, b = _checked_sequence("gradient_norms", x, h0, W_xh, W_hh, b)
    _check.shape_is("gradient_norms", "upstream", g, h0.shape)
    states = rnn(x, h0, W_xh, W_hh, b)
    norms = [np.linalg.norm(g, axis=-1)]
    for t in reversed(range(x.shape[-2])):
        h = states[..., t, :]
        g = (g * (1 - h * h)) @ W_hh.T
        norms.append(np.linalg.norm(g, axis=-1))
    return np.stack(norms, axis=-1)  # (T + 1) × (…) → (…, T + 1)


def _deltas(states: Array, W_hh: Array, g: Array) -> tuple[Array, Array]:
    """Return δ for every word, (…, T, hidden), and dh₀."""
    deltas = np.empty_like(states)
    carried: Array = np.zeros_like(states[..., 0, :])
    for t in reversed(range(states.shape[-2])):
        h = states[..., t, :]
        deltas[..., t, :] = (g[..., t, :] + carried) * (1 - h * h)
        carried = deltas[..., t, :] @ W_hh.T
    return deltas, carried


def _checked_sequence(
    function: str, x: Array, h: Array, W_xh: ArrayLike, W_hh: ArrayLike, b: ArrayLike
) -> tuple[Array, Array, Array]:
    _check.at_least(function, "x", x, 2)
    _check.not_empty(function, "x", x, -2)
    _check.at_least(function, "h0", h, 1)
    _check.shape_is(function, "h0", h, (*x.shape[:-2], h.shape[-1]))
    return _checked_weights(function, x, h, W_xh, W_hh, b)


def _checked_weights(
    function: str, x: Array, h: Array, W_xh: ArrayLike, W_hh: ArrayLike, b: ArrayLike
) -> tuple[Array, Array, Array]:
    W_xh, W_hh = as_floats(W_xh), as_floats(W_hh)
    b = as_floats_like(b, W_xh)
    _check.at_least(function, "x", x, 1)
    _check.at_least(function, "h", h, 1)
    _check.shape_is(function, "W_xh", W_xh, (x.shape[-1], h.shape[-1]))
    _check.shape_is(function, "W_hh", W_hh, (h.shape[-1], h.shape[-1]))
    _check.broadcasts(function, "b", b, h.shape[-1:])
    return W_xh, W_hh, b
