"""Categories as numbers: one-hot, ordinal, hashing, embedding — and what each loses."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats

__all__ = [
    "EncodingReport",
    "compare_encodings",
    "embedding_lookup",
    "encoding_report",
    "hash_bucket",
    "one_hot",
    "ordinal",
]


class EncodingReport(NamedTuple):
    """What is left of n ordered categories after an encoding.

    identity: share of categories with a row of their own (1 = can be undone);
    order: correlation of the rows' distances with the categories' distances (NaN = all equal);
    unbiased: whether all pairs are equally far, so that no order is invented.
    """

    dimensions: int
    identity: float
    order: float
    unbiased: bool


def one_hot(index: ArrayLike, n: int) -> Array:
    """Give every category an axis of its own.

    one_hot(i)ⱼ = 1 if j = i else 0

    index: (…) whole numbers in 0 … n − 1 → (…, n). Keeps identity, loses order.
    Raises ValueError on an index out of range and on more than 2²² entries.
    Source: Bishop 2006, §4.2 (1-of-K coding).

    >>> one_hot([2, 0], 3)
    [[0 0 1]
     [1 0 0]]
    """
    n = _check.count("one_hot", "n", n)
    index = _check.indices("one_hot", "index", index, n)
    _check.entries("one_hot", index.size, n)
    rows: Array = (index[..., None] == np.arange(n)).astype(np.float64)  # (…, 1) = (n) → (…, n)
    return rows


def ordinal(index: ArrayLike, n: int) -> Array:
    """Put the categories on a line: right for sizes, wrong for colours.

    ordinal(i) = i / (n − 1)

    index: (…) whole numbers in 0 … n − 1, n ≥ 2 → (…, 1), in [0, 1]. Keeps identity; invents an
    order where there is none. Raises ValueError on an index out of range.
    Source: Potdar, Pardawala & Pai 2017, *Categorical variable encoding techniques*.

    >>> ordinal([0, 1, 4], 5)
    [[0]
     [0.25]
     [1]]
    """
    n = _check.count("ordinal", "n", n, least=2)
    index = _check.indices("ordinal", "index", index, n)
    return (index / (n - 1))[..., None]


def hash_bucket(index: ArrayLike, buckets: int) -> Indices:
    """Throw numbers into a fixed number of buckets: no table to keep, but collisions.

    bucket(i) = ⌊B · (2654435761 i mod 2³²) / 2³²⌋

    index: (…) whole numbers from 0 to 2³¹ − 1 → (…) in 0 … B − 1. Raises ValueError otherwise.
    Source: Knuth, TAOCP 3, §6.4 (multiplicative hashing); Weinberger et al. 2009, *Feature
    hashing for large scale multitask learning*, §2.

    >>> hash_bucket([0, 1, 2, 3], 4)
    [0 2 0 3]
    """
    buckets = _check.count("hash_bucket", "buckets", buckets)
    _check.number("hash_bucket", "buckets", buckets, 1, 2**31)
    index = _check.indices("hash_bucket", "index", index, 2**31)
    mixed = (np.uint64(2654435761) * index.astype(np.uint64)) % np.uint64(2**32)
    return (mixed * np.uint64(buckets) // np.uint64(2**32)).astype(np.intp)


def embedding_lookup(index: ArrayLike, embedding: ArrayLike) -> Array:
    """Return the rows of a table: a product with one-hot vectors that skips the zeros.

    x = one_hot(i) E = Eᵢ

    index: (…) in 0 … n − 1, embedding E: (n, d) → (…, d). Keeps what training put in.
    Raises ValueError on an index out of range.
    Source: Bengio et al. 2003, *A neural probabilistic language model*, §2.

    >>> embedding_lookup([1, 0], [[0.1, 0.2], [0.3, 0.4]])
    [[0.3 0.4]
     [0.1 0.2]]
    """
    E = as_floats(embedding)
    _check.exactly("embedding_lookup", "embedding", E, 2)
    return E[_check.indices("embedding_lookup", "index", index, len(E))]


def encoding_report(rows: ArrayLike) -> EncodingReport:
    """Measure what an encoding keeps of the categories 0 … n − 1, which lie on a line.

    identity = |distinct rows| / n,   order = corr(‖rᵢ − rⱼ‖, |i − j|) over pairs i < j

    rows: (n, d), row i encodes category i; n ≥ 2. Raises ValueError otherwise.
    Source: this package; the correlation is Pearson's, as in ``correlation``.

    >>> encoding_report([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    dimensions = 3
    identity = 1
    order = nan
    unbiased = True
    """
    rows = as_floats(rows)
    _check.exactly("encoding_report", "rows", rows, 2)
    _check.count("encoding_report", "n", len(rows), least=2)
    i, j = np.triu_indices(len(rows), 1)
    far = np.linalg.norm(rows[i] - rows[j], axis=-1)
    unbiased = bool(np.ptp(far) <= 1e-12 * far.max())
    order = np.nan if unbiased or len(far) < 2 else float(np.corrcoef(far, j - i)[0, 1])
    identity = len(np.unique(rows, axis=0)) / len(rows)
    return EncodingReport(rows.shape[1], identity, order, unbiased)


def compare_encodings(embedding: ArrayLike, buckets: int) -> dict[str, EncodingReport]:
    """Encode the same n categories in four ways and report what each keeps.

    one-hot, ordinal, hashing into ``buckets``, the rows of ``embedding``

    embedding: (n, d), n ≥ 2. Raises ValueError as the encodings do.
    Source: this package, see the four functions.

    >>> compare_encodings([[0, 0], [1, 0.1], [2, 0.1], [3, 0]], buckets=2)
    one-hot:
        dimensions = 4
        identity = 1
        order = nan
        unbiased = True
    ordinal:
        dimensions = 1
        identity = 1
        order = 1
        unbiased = False
    hashing:
        dimensions = 2
        identity = 0.5
        order = -0.3162
        unbiased = False
    embedding:
        dimensions = 2
        identity = 1
        order = 1
        unbiased = False
    """
    E = as_floats(embedding)
    _check.exactly("compare_encodings", "embedding", E, 2)
    index = np.arange(len(E))
    return {
        "one-hot": encoding_report(one_hot(index, len(E))),
        "ordinal": encoding_report(ordinal(index, len(E))),
        "hashing": encoding_report(one_hot(hash_bucket(index, buckets), buckets)),
        "embedding": encoding_report(embedding_lookup(index, E)),
    }
