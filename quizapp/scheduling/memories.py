"""FSRS-6 for many cards at once: the formulas of ``memory`` over numpy arrays.

For what asks millions of reviews that nobody gives: the simulation, and the order in which a deck
with a deadline is asked. What a learner answers goes through ``memory`` and py-fsrs; a test holds
both to the same numbers.

Arrays of one length: stability ``S`` (days), difficulty ``D`` (1 to 10), days since the last
review ``t``, ratings 1 to 4.

Source: "The Algorithm", FSRS-6, open-spaced-repetition wiki; parameters ``w0`` to ``w20`` as there.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizapp.scheduling.memory import STABILITY_MAX, Model

Floats: TypeAlias = NDArray[np.float64]
Ratings: TypeAlias = NDArray[np.int64]

_AGAIN, _HARD, _EASY = 1, 2, 4
_STABILITY_MIN = 0.001


def recalls(model: Model, stability: Floats, days: Floats | float) -> Floats:
    """Retrievability ``days`` after the last review: ``(1 + factor·t/S)^decay``."""
    result: Floats = (1 + model.factor * np.maximum(days, 0) / stability) ** model.decay
    return result


def stretch(model: Model, retention: float) -> float:
    """The days until retrievability falls to ``retention``, for each day of stability."""
    return float((retention ** (1 / model.decay) - 1) / model.factor)


def first(model: Model, ratings: Ratings) -> tuple[Floats, Floats]:
    """Stability and difficulty after the first review of new cards."""
    weights = np.asarray(model.weights)
    return _bounded(weights[ratings - 1]), np.clip(_first_difficulty(model, ratings), 1, 10)


def reviewed(
    model: Model, stability: Floats, difficulty: Floats, recall: Floats, ratings: Ratings
) -> tuple[Floats, Floats]:
    """Stability and difficulty after a review on a later study day, at this retrievability."""
    w = model.weights
    bonus = np.where(ratings == _HARD, w[15], np.where(ratings == _EASY, w[16], 1.0))
    growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * np.expm1((1 - recall) * w[10])
    kept = stability * (1 + growth * bonus)
    lost = np.minimum(
        w[11]
        * difficulty ** -w[12]
        * ((stability + 1) ** w[13] - 1)
        * np.exp((1 - recall) * w[14]),
        stability / np.exp(w[17] * w[18]),
    )
    after = _bounded(np.where(ratings == _AGAIN, lost, kept))
    return after, _next_difficulty(model, difficulty, ratings)


def reviewed_within_the_day(
    model: Model, stability: Floats, difficulty: Floats, ratings: Ratings
) -> tuple[Floats, Floats]:
    """Stability and difficulty after one more review on the same study day."""
    w = model.weights
    factor = np.exp(w[17] * (ratings - 3 + w[18])) * stability ** -w[19]
    factor = np.where(ratings == _AGAIN, factor, np.maximum(factor, 1.0))
    return _bounded(stability * factor), _next_difficulty(model, difficulty, ratings)


def _first_difficulty(model: Model, ratings: Ratings) -> Floats:
    result: Floats = model.weights[4] - np.exp(model.weights[5] * (ratings - 1)) + 1
    return result


def _next_difficulty(model: Model, difficulty: Floats, ratings: Ratings) -> Floats:
    w = model.weights
    damped = difficulty - (10 - difficulty) * w[6] * (ratings - 3) / 9
    easiest = _first_difficulty(model, np.asarray(_EASY))
    return np.clip(w[7] * easiest + (1 - w[7]) * damped, 1, 10)


def _bounded(stability: Floats) -> Floats:
    return np.clip(stability, _STABILITY_MIN, STABILITY_MAX)
