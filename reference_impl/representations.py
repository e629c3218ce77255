"""What a representation knows: its Gram matrix, CKA with another, a linear probe."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl._normalising import deviations
from reference_impl.encodings import one_hot

__all__ = ["Probe", "gram_matrix", "linear_cka", "linear_probe", "probe_accuracy"]


class Probe(NamedTuple):
    """A linear reading of a representation: class scores x W + b."""

    W: Array
    b: Array


def gram_matrix(x: ArrayLike) -> Array:
    """Return all products of rows: the geometry of a representation without its axes.

    G = X Xᵀ;   (X R)(X R)ᵀ = X Xᵀ for every rotation R

    x: (…, n, d) → (…, n, n). Raises ValueError on fewer than 2 axes.
    Source: Kornblith et al. 2019, *Similarity of neural network representations*, eq. 1.

    >>> gram_matrix([[1, 0], [1, 2]])
    [[1 1]
     [1 5]]
    """
    x = as_floats(x)
    _check.at_least("gram_matrix", "x", x, 2)
    gram: Array = x @ np.swapaxes(x, -1, -2)
    return gram


def linear_cka(x: ArrayLike, y: ArrayLike) -> Array:
    """Return how alike two representations of the same rows are, from 0 to 1.

    CKA = ‖YᵀX‖² / (‖XᵀX‖ ‖YᵀY‖),   columns centred, Frobenius norms

    x: (n, d₁), y: (n, d₂), same rows → a number; unchanged by rotation and by one scale for all
    features, not by a scale for each. NaN for constant data. Raises ValueError on different n.
    Source: Kornblith et al. 2019, eq. 4 with a linear kernel.

    >>> linear_cka([[1, 0], [0, 1], [1, 1]], [[0, 2], [-2, 0], [-2, 2]])
    1
    """
    x, y = as_floats(x), as_floats(y)
    for name, rows in (("x", x), ("y", y)):
        _check.exactly("linear_cka", name, rows, 2)
        _check.not_empty("linear_cka", name, rows, 0)
    _check.same_length("linear_cka", ("x", x, 0), ("y", y, 0), "n")
    dx, dy = deviations(x), deviations(y)
    norms = np.linalg.norm(dx.T @ dx) * np.linalg.norm(dy.T @ dy)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.linalg.norm(dy.T @ dx) ** 2 / norms)[()]


def linear_probe(x: ArrayLike, labels: ArrayLike, classes: int, ridge: float = 1e-3) -> Probe:
    """Fit a linear classifier: what it can read is linearly present in the representation.

    W, b = argmin ‖x W + b − one_hot(labels)‖² + ridge · n · ‖W‖²

    x: (n, d), labels: (n) in 0 … classes − 1 → W: (d, classes), b: (classes).
    Raises ValueError on shapes that do not fit, a label out of range, ridge <= 0.
    Source: Alain & Bengio 2016, *Understanding intermediate layers*, §3; Bishop 2006, eq. 3.28.

    >>> linear_probe([[1, 0], [-1, 0]], [0, 1], classes=2, ridge=1.0)
    W = [[0.25 -0.25]
         [0 0]]
    b = [0.5 0.5]
    """
    x, target = as_floats(x), one_hot(labels, classes)
    _check.exactly("linear_probe", "x", x, 2)
    _check.same_length("linear_probe", ("x", x, 0), ("labels", target, 0), "n")
    _check.number("linear_probe", "ridge", ridge, 1e-300, np.inf)
    mean, mean_target = x.mean(0), target.mean(0)
    centred = x - mean
    curvature = centred.T @ centred + ridge * len(x) * np.eye(x.shape[1])
    W: Array = np.linalg.solve(curvature, centred.T @ (target - mean_target))
    return Probe(W, mean_target - mean @ W)


def probe_accuracy(probe: Probe, x: ArrayLike, labels: ArrayLike) -> float:
    """Return the share of rows whose largest score is that of their label.

    accuracy = 1/n Σ [argmax(x W + b) = label]

    x: (n, d), labels: (n) → a share. Raises ValueError on shapes that do not fit.
    Source: Alain & Bengio 2016, §3.

    >>> probe_accuracy(Probe(np.array([[1.0, -1.0]]), np.zeros(2)), [[2], [-1], [1]], [0, 1, 1])
    0.6667
    """
    x = as_floats(x)
    _check.exactly("probe_accuracy", "x", x, 2)
    truth = _check.indices("probe_accuracy", "labels", labels, probe.W.shape[1])
    _check.shape_is("probe_accuracy", "labels", truth, x.shape[:1])
    return float(np.mean(np.argmax(x @ probe.W + probe.b, axis=-1) == truth))
