"""Exact values of the functions that must be exact: two references and the samples for them.

The 60-digit reference is mpmath's. The fast one computes in 80-bit long double from terms that are
all positive, good to about 0.001 ulp of float64; only where the machine has such a type.
"""

from collections.abc import Callable

import mpmath
import numpy as np

LONG = np.longdouble
REFERENCE_ERROR = 0 if np.finfo(LONG).nmant >= 63 else 12
"""Where long double is no wider than float64 the search is coarse, and mpmath decides alone."""

SCALAR_COUNT, ROW_ENTRIES = 1_000_000, 1_000_000
OFFSETS = (0.0, 1e4, 1e8)
EDGES = [0.0, -0.0, 5e-324, 1e-300, 1e-17, 1.0, 36.7, 37.0, 709.7, 709.8, 710.0, 744.4, 745.2, 1e3]


def scalars(seed: int, count: int) -> np.ndarray:
    """Numbers over ±1000 with weight on the centre, on the denormal results and on the edges."""
    rng = np.random.default_rng(seed)
    part = count // 5
    tiny = 10.0 ** rng.uniform(-320, 2, part) * rng.choice([-1, 1], part)
    denormal = rng.uniform(700, 750, part) * rng.choice([-1, 1], part)
    drawn = [rng.uniform(-1000, 1000, part), rng.normal(0, 1, part), rng.normal(0, 10, part)]
    return np.concatenate([*drawn, tiny, denormal, EDGES, np.negative(EDGES)])


def soft_labels(seed: int, like: np.ndarray) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 1, like.shape)


def hard_labels(seed: int, like: np.ndarray) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2, like.shape).astype(float)


def rows(seed: int, length: int, count: int) -> np.ndarray:
    """Rows of scores: small, wide, dominated by one entry, and spread over ±350."""
    rng = np.random.default_rng(seed)
    shape = (count // 4, length)
    wide = rng.uniform(-350, 350, shape)
    return np.concatenate([rng.normal(0, s, shape) for s in (1, 3, 10)] + [wide])


def ulps(got: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """Error in units of float64's last place at the exact value (5e-324 where it is denormal)."""
    unit = np.spacing(np.abs(exact.astype(np.float64))).astype(LONG)
    return (np.abs(got.astype(LONG) - exact) / unit).astype(np.float64)


def offset_data(seed: int, offset: float) -> np.ndarray:
    """A batch of 1024 rows of 64 features around an offset."""
    return offset + np.random.default_rng(seed).normal(0, 1, (1024, 64))


def normalised(x: np.ndarray, axis: int, eps: float = 1e-5) -> np.ndarray:
    """(x − mean) / √(variance + ε), in long double, centred twice."""
    d = LONG(x)
    for _ in range(2):
        d = d - d.mean(axis, keepdims=True)
    return d / np.sqrt((d * d).mean(axis, keepdims=True) + LONG(eps))


def norm_error(got: np.ndarray, x: np.ndarray, axis: int) -> float:
    """Largest error in eps of the largest entry of its row (axis 1) or column (axis 0)."""
    true = normalised(x, axis)
    unit = np.abs(true).max(axis, keepdims=True) * np.finfo(np.float64).eps
    return float((np.abs(LONG(got) - true) / unit).max())


def sigmoid(x):
    return 1 / (1 + np.exp(-LONG(x)))


def sigmoid_gradient(x):
    return sigmoid(x) * sigmoid(-LONG(x))


def softplus(x):
    x = LONG(x)
    return np.where(x > 0, x, 0) + np.log1p(np.exp(-np.abs(x)))


def bce_with_logits(z, y):
    y = LONG(y)
    return y * softplus(-LONG(z)) + (1 - y) * softplus(z)


def bce_with_logits_gradient(z, y):
    """For hard labels only: soft ones cancel near σ(z) = y."""
    return np.where(y == 0, sigmoid(z), -sigmoid(-LONG(z)))


def _shifted(x):
    """x − max and its rounding error, in long double."""
    x = LONG(x)
    top = x.max(-1, keepdims=True)
    d = x - top
    seen = x - d
    return d, (x - (d + seen)) - (top - seen)


def softmax(x):
    d, error = _shifted(x)
    e = np.exp(d) * (1 + error)
    return e / e.sum(-1, keepdims=True)


def log_softmax(x):
    d, error = _shifted(x)
    e = np.exp(d) * (1 + error)
    np.put_along_axis(e, x.argmax(-1)[..., None], 0, -1)
    return d - np.log1p(e.sum(-1, keepdims=True)) + error


def mp_sigmoid(x):
    return 1 / (1 + mpmath.exp(-mpmath.mpf(x)))


def mp_softplus(x):
    return mpmath.log1p(mpmath.exp(mpmath.mpf(x)))


def mp_bce(z, y):
    return mpmath.mpf(y) * mp_softplus(-z) + (1 - mpmath.mpf(y)) * mp_softplus(z)


def mp_softmax(row):
    e = [mpmath.exp(mpmath.mpf(x)) for x in row]
    return [value / mpmath.fsum(e) for value in e]


def mp_log_softmax(row):
    """From positive terms: ln(1 + Σ others/this)."""
    terms = [mpmath.mpf(x) for x in row]
    return [
        -mpmath.log1p(mpmath.fsum(mpmath.exp(t - x) for j, t in enumerate(terms) if j != i))
        for i, x in enumerate(terms)
    ]


def mp_ulps(got: np.ndarray, exact: list) -> float:
    """Largest error of ``got`` against mpmath numbers, in ulp."""
    worst = mpmath.mpf(0)
    for value, true in zip(np.ravel(got), exact, strict=True):
        unit = mpmath.mpf(float(np.spacing(abs(float(true)))))
        worst = max(worst, abs(mpmath.mpf(float(value)) - true) / unit)
    return float(worst)


SCALARS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": sigmoid,
    "sigmoid_gradient": sigmoid_gradient,
    "softplus": softplus,
}
LABELLED: dict[str, tuple[Callable, Callable]] = {
    "bce_with_logits, hard labels": (bce_with_logits, hard_labels),
    "bce_with_logits, soft labels": (bce_with_logits, soft_labels),
    "bce_with_logits_gradient, hard labels": (bce_with_logits_gradient, hard_labels),
}
ROW_LENGTHS = {3: 6.0, 5: 6.0, 10: 6.0, 30: 12.0, 100: 12.0, 1000: 12.0}
"""Row length → bound of the error in ulp."""
