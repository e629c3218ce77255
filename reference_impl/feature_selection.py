"""Which features to keep: variance, correlation and mutual information as scores."""

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats
from reference_impl._normalising import deviations

__all__ = [
    "correlation",
    "feature_variance",
    "joint_counts",
    "mutual_information",
    "select_features",
]


def feature_variance(x: ArrayLike) -> Array:
    """Return how much each feature varies: one that never changes tells nothing.

    σ² = 1/N Σ (x − μ)²

    x: (N, features) → (features), in squared units of the feature, biased (÷ N).
    Raises ValueError on an empty batch.
    Source: Guyon & Elisseeff 2003, *Variable and feature selection*, §2.

    >>> feature_variance([[1, 5], [3, 5]])
    [1 0]
    """
    x = as_floats(x)
    _check.at_least("feature_variance", "x", x, 1)
    _check.not_empty("feature_variance", "x", x, 0)
    variance: Array = np.square(deviations(x)).mean(0)
    return variance


def correlation(x: ArrayLike, y: ArrayLike) -> Array:
    """Return how well a straight line through each feature predicts the target.

    r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²)

    x: (N, features) or (N), y: (N) → (features), in [−1, 1]; NaN for a constant. Blind to
    relations that are not monotone. Raises ValueError on different N or an empty batch.
    Source: Guyon & Elisseeff 2003, eqs 1–2.

    >>> correlation([[1, 1], [2, 0], [3, 1]], [2, 4, 6])
    [1 0]
    """
    x, y = as_floats(x), as_floats(y)
    _check.at_least("correlation", "x", x, 1)
    _check.exactly("correlation", "y", y, 1)
    _check.same_length("correlation", ("x", x, 0), ("y", y, 0), "N")
    _check.not_empty("correlation", "x", x, 0)
    dx, dy = deviations(x), deviations(y)
    with np.errstate(invalid="ignore"):
        r: Array = np.tensordot(dy, dx, 1) / np.sqrt(np.square(dx).sum(0) * np.square(dy).sum(0))
    return np.clip(r, -1, 1)


def joint_counts(a: ArrayLike, b: ArrayLike) -> Array:
    """Count how often each pair of categories occurs together.

    Cᵢⱼ = |{t : aₜ = i, bₜ = j}|

    a, b: (N) category numbers from 0 → (max a + 1, max b + 1).
    Raises ValueError on different lengths, no rows, or more than 2²² pairs.
    Source: the contingency table of any statistics text.

    >>> joint_counts([0, 0, 1, 1], [0, 0, 1, 0])
    [[2 0]
     [1 1]]
    """
    a, b = (_check.indices("joint_counts", n, c, 2**22) for n, c in (("a", a), ("b", b)))
    _check.exactly("joint_counts", "a", a, 1)
    _check.same_shape("joint_counts", ("a", a), ("b", b))
    _check.not_empty("joint_counts", "a", a, 0)
    shape = int(a.max()) + 1, int(b.max()) + 1
    _check.entries("joint_counts", *shape)
    counts = np.zeros(shape)
    np.add.at(counts, (a, b), 1)
    return counts


def mutual_information(counts: ArrayLike) -> Array:
    """Return how many nats one category tells about the other: 0 means independent.

    I = Σᵢⱼ pᵢⱼ ln(pᵢⱼ / (pᵢ pⱼ)),   p = C / Σ C,   0 ln 0 = 0

    counts C: (…, n, m), see ``joint_counts``; or probabilities → (…) nats, at most the smaller
    entropy. Sees every kind of relation. Raises ValueError on negative counts or none at all.
    Source: Cover & Thomas 2006, *Elements of Information Theory*, eq. 2.28.

    >>> mutual_information([[2, 0], [0, 2]])
    0.6931
    """
    C = as_floats(counts)
    _check.at_least("mutual_information", "counts", C, 2)
    _check.between("mutual_information", "counts", C, 0, np.inf)
    total = C.sum((-2, -1), keepdims=True)
    _check.between("mutual_information", "the sum of counts", total, 1e-300, np.inf)
    p = C / total
    independent = p.sum(-1, keepdims=True) * p.sum(-2, keepdims=True)
    ratio = np.where(p > 0, p, 1) / np.where(p > 0, independent, 1)
    information: Array = (p * np.log(ratio)).sum((-2, -1))
    return np.maximum(information, 0)


def select_features(scores: ArrayLike, k: int) -> Indices:
    """Return the numbers of the k features with the highest scores, in rising order.

    sort(argsort(−score)₁…ₖ)

    scores: (features) → (k); ties go to the earlier feature, NaN is never chosen before a number.
    Raises ValueError if k is not in 1 … features.
    Source: Guyon & Elisseeff 2003, §2 (variable ranking).

    >>> select_features([0.1, 0.9, 0.5], k=2)
    [1 2]
    """
    scores = as_floats(scores)
    _check.exactly("select_features", "scores", scores, 1)
    k = _check.count("select_features", "k", k)
    _check.number("select_features", "k", k, 1, len(scores))
    order = np.argsort(-np.where(np.isnan(scores), -np.inf, scores), kind="stable")
    return np.sort(order[:k])
