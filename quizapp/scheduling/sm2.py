"""A memory for cards that were scheduled by SM-2: from their interval and their ease.

The same guess Anki makes where the log of a card is missing: the card was due when it was
recalled with a probability of 0.9, and its ease is how the stability would grow by a Good then.
"""

from math import exp

from quizapp.model.schedules import MemoryState
from quizapp.scheduling.memory import STABILITY_MAX, model

_RECALL = 0.9
_SHORTEST = 0.1
_LEAST_EASE = 1.3


def memory_from_sm2(interval: int, ease: float, parameters: tuple[float, ...] = ()) -> MemoryState:
    """The memory state behind an ``interval`` in days and an ``ease`` (2.5 is usual).

    Solves FSRS's growth of stability after Good, ``1 + e^w8 (11 - D) S^-w9 (e^(w10 (1-R)) - 1)``,
    for the difficulty D that makes it equal to the ease.
    """
    weights = model(parameters).weights
    stability = min(max(float(interval), _SHORTEST), STABILITY_MAX)
    grows = exp(weights[8]) * stability ** -weights[9] * (exp(weights[10] * (1 - _RECALL)) - 1)
    difficulty = 11 - (max(ease, _LEAST_EASE) - 1) / grows
    return MemoryState(stability, min(max(difficulty, 1.0), 10.0))
