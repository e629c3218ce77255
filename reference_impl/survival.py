"""What of a representation survives a change of format, on data this module makes itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from reference_impl import _check
from reference_impl._arrays import Array, Indices
from reference_impl.formats import to_bfloat16, to_float16
from reference_impl.quantisation import dequantise, quantise, symmetric_scale
from reference_impl.representations import gram_matrix, linear_cka, linear_probe, probe_accuracy

__all__ = ["LabelledData", "Survival", "made_clusters", "what_survives"]


class LabelledData(NamedTuple):
    """Rows and the class of each."""

    x: Array
    labels: Indices


class Survival(NamedTuple):
    """What is left after a change of format; 1 is all, except for ``error``, where 0 is all.

    error: RMS change relative to the data; cka: similarity of the Gram matrices;
    neighbours: share of rows that keep their nearest row; probe: accuracy on new rows of a
    probe trained before the change, ``retrained``: of one trained after it.
    """

    error: float
    cka: float
    neighbours: float
    probe: float
    retrained: float


def made_clusters(
    rng: np.random.Generator, rows: int = 300, features: int = 8, classes: int = 3
) -> LabelledData:
    """Draw clouds around random centres, with one feature far larger than the others.

    x = centre[label] + N(0, ½²),   last feature × 100

    Returns x: (rows, features), labels: (rows). Raises ValueError on a size < 1.
    Source: this package; the large feature is what makes one int8 scale for all a bad idea.

    >>> made_clusters(np.random.default_rng(0), rows=4, features=2).x.shape
    (4, 2)
    """
    for name, size in (("rows", rows), ("features", features), ("classes", classes)):
        _check.count("made_clusters", name, size)
    centres = rng.normal(size=(classes, features))
    labels = np.arange(rows) % classes
    x = centres[labels] + 0.5 * rng.normal(size=(rows, features))
    x[:, -1] *= 100
    return LabelledData(x, labels.astype(np.intp))


def what_survives(data: LabelledData) -> dict[str, Survival]:
    """Change the format of a representation in several ways and measure what is left.

    error = ‖X̂ − X‖/‖X‖,   CKA(X, X̂),   nearest rows kept,   probe before and after

    data: rows and labels, odd rows train the probes, even rows test them → one report a format.
    A rotation moves every number and loses nothing but the old probe; a single int8 scale keeps
    the Gram matrix and loses the small features. Raises ValueError on fewer than 4 rows.
    Source: Kornblith et al. 2019, §2 (invariances); Alain & Bengio 2016, §3 (probes).

    >>> report = what_survives(made_clusters(np.random.default_rng(0)))
    >>> report["float16"]
    error = 0.0002203
    cka = 1
    neighbours = 0.9767
    probe = 1
    retrained = 1
    >>> report["int8, one scale"]
    error = 0.01787
    cka = 1
    neighbours = 0.4367
    probe = 0.9733
    retrained = 0.9667
    >>> report["rotation"]
    error = 0.7272
    cka = 1
    neighbours = 1
    probe = 0.1
    retrained = 1
    """
    _check.count("what_survives", "rows", len(data.x), least=4)
    return {name: _survival(data, change(data.x)) for name, change in CHANGES.items()}


def _survival(data: LabelledData, changed: Array) -> Survival:
    x, labels = data
    classes = int(labels.max()) + 1
    before = linear_probe(x[1::2], labels[1::2], classes)
    after = linear_probe(changed[1::2], labels[1::2], classes)
    return Survival(
        float(np.linalg.norm(changed - x) / np.linalg.norm(x)),
        float(linear_cka(x, changed)),
        float(np.mean(_nearest_rows(x) == _nearest_rows(changed))),
        probe_accuracy(before, changed[::2], labels[::2]),
        probe_accuracy(after, changed[::2], labels[::2]),
    )


def _nearest_rows(x: Array) -> Indices:
    square = np.square(x).sum(-1)
    distance = square[:, None] + square - 2 * gram_matrix(x)
    np.fill_diagonal(distance, np.inf)
    nearest: Indices = np.argmin(distance, axis=-1)
    return nearest


def _int8(x: Array) -> Array:
    scale, zero_point = symmetric_scale(x)
    return dequantise(quantise(x, scale, zero_point), scale, zero_point)


def _int8_by_feature(x: Array) -> Array:
    return np.stack([_int8(column) for column in x.T], axis=-1)


def _rotation(x: Array) -> Array:
    """Reflect in the hyperplane across (1, …, 1): orthogonal, and mixes all features."""
    reflected: Array = x - 2 * x.mean(-1, keepdims=True)
    return reflected


def _one_feature_less(x: Array) -> Array:
    return np.where(np.arange(x.shape[-1]) == x.shape[-1] - 1, 0, x)


CHANGES: dict[str, Callable[[Array], Array]] = {
    "float16": to_float16,
    "bfloat16": to_bfloat16,
    "int8, one scale": _int8,
    "int8, a scale for each feature": _int8_by_feature,
    "rotation": _rotation,
    "without the large feature": _one_feature_less,
}
"""The changes of format that ``what_survives`` compares."""
