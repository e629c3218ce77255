"""Word2Vec: two vectors a word, trained to tell the words around it from others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats
from reference_impl.activations import sigmoid, softplus
from reference_impl.losses import cross_entropy, cross_entropy_gradient

__all__ = [
    "FullSoftmax",
    "NegativeSampling",
    "cbow_center",
    "cosine_similarity",
    "full_softmax",
    "nearest",
    "negative_sampling",
    "noise_distribution",
]


class FullSoftmax(NamedTuple):
    """Loss of the full softmax and its gradients by the centre vector and all context vectors."""

    loss: Array
    center: Array
    contexts: Array


class NegativeSampling(NamedTuple):
    """Loss of negative sampling and its gradients by the three kinds of vectors."""

    loss: Array
    center: Array
    context: Array
    negatives: Array


def full_softmax(center: ArrayLike, contexts: ArrayLike, target: ArrayLike) -> FullSoftmax:
    """Predict the neighbour among all words of the vocabulary.

    L = −ln e^(u_o·v) / Σ_w e^(u_w·v);   dv = Σ_w (p_w − [w = o]) u_w,   du_w = (p_w − [w = o]) v

    center v: (…, d), contexts U: (vocabulary, d), target o: (…) → loss: (…), center: (…, d),
    contexts: (vocabulary, d), summed over the pairs. Losses are per pair, in nats.
    Raises ValueError on shapes that do not fit or a target out of range.
    Source: Mikolov et al. 2013b, *Distributed representations of words*, eq. 2.

    >>> full_softmax([1, 0], [[1, 0], [0, 1], [-1, 0]], 0)
    loss = 0.4076
    center = [-0.4248 0.2447]
    contexts = [[-0.3348 0]
                [0.2447 0]
                [0.09003 0]]
    """
    v, U = as_floats(center), as_floats(contexts)
    _check.at_least("full_softmax", "center", v, 1)
    _check.exactly("full_softmax", "contexts", U, 2)
    _check.same_length("full_softmax", ("center", v, -1), ("contexts", U, -1), "d")
    logits = v @ U.T  # (…, d) @ (d, vocabulary)
    error = cross_entropy_gradient(logits, target, "sum")
    rows, v_rows = error.reshape(-1, len(U)), v.reshape(-1, U.shape[-1])
    return FullSoftmax(cross_entropy(logits, target, "none"), error @ U, rows.T @ v_rows)


def negative_sampling(
    center: ArrayLike, context: ArrayLike, negatives: ArrayLike
) -> NegativeSampling:
    """Tell the true neighbour from K words drawn at random.

    L = −ln σ(u_o·v) − Σₖ ln σ(−u_k·v)
    dv = (σ(u_o·v) − 1) u_o + Σₖ σ(u_k·v) u_k,   du_o = (σ(u_o·v) − 1) v,   du_k = σ(u_k·v) v

    center v, context u_o: (…, d), negatives u_k: (…, K, d) → loss: (…) in nats, a sum over the
    K negatives (some codes take the mean); gradients as their inputs.
    Raises ValueError on shapes that do not fit.
    Source: Mikolov et al. 2013b, eq. 4.

    >>> negative_sampling([1, 0], [2, 1], [[-1, 0], [0.5, 1]])
    loss = 1.414
    center = [-0.1961 0.5033]
    context = [-0.1192 0]
    negatives = [[0.2689 0]
                 [0.6225 0]]
    """
    v, u, n = as_floats(center), as_floats(context), as_floats(negatives)
    _check.at_least("negative_sampling", "center", v, 1)
    _check.same_shape("negative_sampling", ("center", v), ("context", u))
    _check.at_least("negative_sampling", "negatives", n, 2)
    _check.shape_is("negative_sampling", "negatives", n, (*v.shape[:-1], n.shape[-2], v.shape[-1]))
    positive = (u * v).sum(-1)  # (…, d) → (…)
    negative = (n @ v[..., None])[..., 0]  # (…, K, d) @ (…, d, 1) → (…, K)
    loss = softplus(-positive) + softplus(negative).sum(-1)  # −ln σ(x) = softplus(−x)
    miss, alarm = -sigmoid(-positive)[..., None], sigmoid(negative)[..., None]
    center_gradient = miss * u + (alarm * n).sum(-2)
    return NegativeSampling(loss, center_gradient, miss * v, alarm * v[..., None, :])


def cbow_center(vectors: ArrayLike, present: ArrayLike | None = None) -> Array:
    """Return the mean of the vectors around a gap: CBOW's stand-in for the centre vector.

    v̄ = 1/|C| Σ_{w ∈ C} v_w

    vectors: (…, 2c, d), present: (…, 2c) boolean or None for all → (…, d). No word gives 0.
    Raises ValueError on shapes that do not fit.
    Source: Mikolov et al. 2013, *Efficient estimation of word representations*, §3.1.

    >>> cbow_center([[1, 2], [3, 4], [9, 9]], [True, True, False])
    [2 3]
    """
    vectors = as_floats(vectors)
    _check.at_least("cbow_center", "vectors", vectors, 2)
    there = np.ones(vectors.shape[:-1], bool) if present is None else np.asarray(present, bool)
    _check.shape_is("cbow_center", "present", there, vectors.shape[:-1])
    weight = there.astype(vectors.dtype)[..., None]
    mean: Array = (weight * vectors).sum(-2) / np.maximum(weight.sum(-2), 1)
    return mean


def noise_distribution(counts: ArrayLike, power: float = 0.75) -> Array:
    """Return the chance of each word to be drawn as a negative: rare words more than they occur.

    P(w) = count(w)^¾ / Σ count^¾

    counts: (…, vocabulary), ≥ 0 → (…, vocabulary), sum 1.
    Raises ValueError on negative counts, on none above 0 and on power outside [0, 1].
    Source: Mikolov et al. 2013b, §2.2.

    >>> noise_distribution([16, 1, 0])
    [0.8889 0.1111 0]
    """
    counts = as_floats(counts)
    _check.not_empty("noise_distribution", "counts", counts, -1)
    _check.between("noise_distribution", "counts", counts, 0, np.inf)
    _check.number("noise_distribution", "power", power, 0, 1)
    largest = counts.max(-1, keepdims=True)
    _check.between("noise_distribution", "the largest counts", largest, 1e-300, np.inf)
    raised: Array = np.where(counts == 0, counts, counts**power)  # 0⁰ is 1, but never drawn
    p: Array = raised / raised.sum(-1, keepdims=True)
    return p


def cosine_similarity(a: ArrayLike, b: ArrayLike) -> Array:
    """Return the cosine of the angle between vectors: 1 same direction, 0 unrelated.

    cos(a, b) = a·b / (‖a‖ ‖b‖)

    a, b: (…, d), leading axes broadcast → (…), in [−1, 1]. A zero vector gives NaN.
    Raises ValueError if d differs.
    Source: Mikolov et al. 2013, §4.

    >>> cosine_similarity([1, 0], [[1, 1], [0, 2]])
    [0.7071 0]
    """
    a, b = as_floats(a), as_floats(b)
    _check.at_least("cosine_similarity", "a", a, 1)
    _check.at_least("cosine_similarity", "b", b, 1)
    _check.same_length("cosine_similarity", ("a", a, -1), ("b", b, -1), "d")
    _check.batches_fit("cosine_similarity", ("a", a), ("b", b), 1)
    with np.errstate(invalid="ignore"):
        unit_a: Array = a / np.linalg.norm(a, axis=-1, keepdims=True)
        unit_b: Array = b / np.linalg.norm(b, axis=-1, keepdims=True)
    cosine: Array = np.clip((unit_a * unit_b).sum(-1), -1, 1)
    return cosine


def nearest(vectors: ArrayLike, word: int, n: int = 5) -> Indices:
    """Return the numbers of the n words most like a word, the most similar first.

    argsort_w cos(v_word, v_w), falling, without the word itself

    vectors: (vocabulary, d) → (n), fewer if the vocabulary is smaller; ties by number.
    Raises ValueError on a word out of range or n < 1.
    Source: Mikolov et al. 2013, §4.

    >>> nearest([[1, 0], [0, 1], [2, 0.5]], word=0, n=2)
    [2 1]
    """
    vectors = as_floats(vectors)
    _check.exactly("nearest", "vectors", vectors, 2)
    n = _check.count("nearest", "n", n)
    word = int(_check.indices("nearest", "word", word, len(vectors)))
    similarity = cosine_similarity(vectors[word], vectors)
    order = np.argsort(-np.nan_to_num(similarity, nan=-2.0), kind="stable")
    others: Indices = order[order != word][:n]
    return others
