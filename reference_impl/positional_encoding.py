"""Sinusoidal positional encoding: attention sees no order, so the order is added as a wave."""

import numpy as np

from reference_impl import _check
from reference_impl._arrays import Array

__all__ = ["positional_encoding"]


def positional_encoding(n: int, d_model: int) -> Array:
    """Give every position its own pattern of sines and cosines.

    PE(pos, 2i) = sin(pos / 10000^(2i/d)),   PE(pos, 2i+1) = cos(pos / 10000^(2i/d))

    n: positions from 0, d_model: even → (n, d_model), added to the embeddings.
    Raises ValueError if n < 1, d_model is odd or < 2, or n · d_model > 2²².
    Source: Vaswani et al. 2017, §3.5.

    >>> positional_encoding(3, 4)
    [[0 1 0 1]
     [0.8415 0.5403 0.01 1]
     [0.9093 -0.4161 0.02 0.9998]]
    """
    n = _check.count("positional_encoding", "n", n)
    d_model = _check.count("positional_encoding", "d_model", d_model, least=2)
    _check.even("positional_encoding", "d_model", d_model)
    _check.entries("positional_encoding", n, d_model)
    frequency = 10000.0 ** (-np.arange(0, d_model, 2) / d_model)  # (d/2)
    angle = np.arange(n)[:, None] * frequency  # (n, 1) · (d/2) → (n, d/2)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, d_model)  # pairs → d
