"""Speculative decoding: a small model drafts, the large one checks all drafts in one pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats

__all__ = [
    "Speculation",
    "acceptance_probability",
    "expected_tokens",
    "residual_distribution",
    "speculative_speedup",
    "speculative_step",
]


class Speculation(NamedTuple):
    """The tokens kept (drafts accepted and one more) and how many drafts were accepted."""

    tokens: Indices
    accepted: int


def acceptance_probability(p: ArrayLike, q: ArrayLike) -> Array:
    """Return the chance that a token drafted from q is kept by the model p.

    β = Σ_w min(p(w), q(w)) = 1 − ½ Σ |p − q|

    p (large model), q (draft): (…, vocabulary), rows sum to 1 → (…).
    Raises ValueError on different shapes or rows that are not probabilities.
    Source: Leviathan, Kalman & Matias 2023, *Fast inference from transformers via speculative
    decoding*, theorem 3.5.

    >>> acceptance_probability([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    0.7
    """
    p, q = _check_distributions("acceptance_probability", p, q)
    probability: Array = np.minimum(p, q).sum(-1)
    return probability


def residual_distribution(p: ArrayLike, q: ArrayLike) -> Array:
    """Return the distribution to draw from after a rejection: what q gives too little.

    p′(w) = max(0, p(w) − q(w)) / Σ max(0, p − q);   p′ = p where p = q

    p, q: (…, vocabulary) → (…, vocabulary). Raises ValueError as ``acceptance_probability``.
    Source: Leviathan et al. 2023, §2.3 and algorithm 1.

    >>> residual_distribution([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    [1 0 0]
    """
    p, q = _check_distributions("residual_distribution", p, q)
    missing = np.maximum(p - q, 0)
    total = missing.sum(-1, keepdims=True)
    return np.where(total > 0, missing / np.where(total > 0, total, 1), p)


def expected_tokens(alpha: float, drafts: int) -> float:
    """Return how many tokens one pass of the large model gives on average.

    E = (1 − α^(γ+1)) / (1 − α) = 1 + α + … + α^γ      (the last is the bonus token)

    alpha α: chance that a draft is accepted, in [0, 1]; drafts γ ≥ 0 → in [1, γ + 1].
    Raises ValueError otherwise, and on γ above 10⁶.
    Source: Leviathan et al. 2023, eq. 1.

    >>> expected_tokens(0.8, 4)
    3.362
    """
    _check.number("expected_tokens", "alpha", alpha, 0, 1)
    drafts = _check.count("expected_tokens", "drafts", drafts, least=0)
    _check.number("expected_tokens", "drafts", drafts, 0, 1_000_000)
    return float(np.add.reduce(float(alpha) ** np.arange(drafts + 1)))


def speculative_speedup(alpha: float, drafts: int, cost: float) -> float:
    """Return how many times faster speculative decoding is.

    speedup = (1 − α^(γ+1)) / ((1 − α) (γ c + 1))

    cost c: time of a pass of the small model over one of the large → a factor; below 1 it does
    not pay. Raises ValueError as ``expected_tokens`` does and on cost < 0.
    Source: Leviathan et al. 2023, theorem 3.8.

    >>> speculative_speedup(0.8, 4, cost=0.05)
    2.801
    """
    _check.number("speculative_speedup", "cost", cost, 0, np.inf)
    return expected_tokens(alpha, drafts) / (drafts * cost + 1)


def speculative_step(
    drafts: ArrayLike, p: ArrayLike, q: ArrayLike, rng: np.random.Generator
) -> Speculation:
    """Keep drafted tokens as long as the large model agrees; the result is distributed as p.

    P(keep wᵢ) = min(1, pᵢ(wᵢ)/qᵢ(wᵢ));   first refusal: draw from p′;   none: one from p

    drafts: (γ) tokens drawn from q; p: (γ + 1, vocabulary), q: (γ, vocabulary) → 1 … γ + 1
    tokens. Raises ValueError on shapes that do not fit, tokens out of range or of chance 0.
    Source: Leviathan et al. 2023, algorithm 1.

    >>> rng = np.random.default_rng(0)
    >>> speculative_step([0, 1], [[1, 0], [0, 1], [0, 1]], [[1, 0], [0.5, 0.5]], rng)
    tokens = [0 1 1]
    accepted = 2
    """
    p, q = as_floats(p), as_floats(q)
    _check.exactly("speculative_step", "q", q, 2)
    _check.shape_is("speculative_step", "p", p, (len(q) + 1, q.shape[-1]))
    _check_distributions("speculative_step", p[:-1], q)
    row = _check.indices("speculative_step", "drafts", drafts, q.shape[-1])
    _check.shape_is("speculative_step", "drafts", row, q.shape[:1])
    drafted, wanted = (np.take_along_axis(d, row[:, None], -1)[:, 0] for d in (q, p[:-1]))
    _check.between("speculative_step", "q(draft)", drafted, 1e-300, 1)
    kept = rng.random(len(row)) < wanted / drafted
    accepted = len(row) if kept.all() else int(np.argmin(kept))
    after = p[-1] if accepted == len(row) else residual_distribution(p[accepted], q[accepted])
    last = rng.choice(q.shape[-1], p=after / after.sum())
    return Speculation(np.append(row[:accepted], last), accepted)


def _check_distributions(function: str, p: ArrayLike, q: ArrayLike) -> tuple[Array, Array]:
    p, q = as_floats(p), as_floats(q)
    _check.same_shape(function, ("p", p), ("q", q))
    for name, row in (("p", p), ("q", q)):
        _check.not_empty(function, name, row, -1)
        _check.between(function, name, row, 0, 1)
        _check.between(function, f"the sums of {name}", row.sum(-1), 1 - 1e-6, 1 + 1e-6)
    return p, q
