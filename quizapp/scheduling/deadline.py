"""A deck with a deadline: what to review, and when, so that most is recalled on that day.

Two rules on top of FSRS, each of which can be said in a sentence:

1. *The last review comes as soon as it suffices.* From some day on one more review keeps a card
   above :data:`WANTED` until the deadline; by that day it comes, whatever FSRS says. For weak cards
   these are the last days, for strong ones weeks before, so that the work spreads by itself and
   what is forgotten can be learned again. A card that stays above :data:`WANTED` anyway is left
   to FSRS.
2. *When time is short, what gains most goes first.* A day's cards are asked in the order of the
   recall that a review now adds on the day of the deadline, for each second it takes.

Symbols as in ``memories``. Days count from today; ``left`` are those until the deadline.
"""

import numpy as np

from quizapp.scheduling.habits import AVERAGE, REVIEW, Habits
from quizapp.scheduling.memories import (
    Floats,
    Ratings,
    first,
    recalls,
    reviewed,
    reviewed_within_the_day,
    stretch,
)
from quizapp.scheduling.memory import Model

WANTED = 0.98
"""The recall that the last review before a deadline is to leave until then."""

_AGAIN, _GOOD = 1, 3


def latest(model: Model, stability: Floats, difficulty: Floats, left: Floats) -> Floats:
    """After how many days a card just reviewed must come once more; infinity where it need not.

    ``left`` days lie between that review and the deadline. The later the one more review comes, the
    longer it lasts, so the first day that suffices is found by bisection. It is the day before the
    deadline at the latest, tomorrow at the earliest.
    """
    never = (left < 2) | (recalls(model, stability, np.maximum(left, 0)) >= WANTED)
    held = stretch(model, WANTED)
    soonest = np.ones_like(stability)
    last = np.maximum(left - 1, 1)
    while np.any(soonest < last):
        middle = np.floor((soonest + last) / 2)
        lasts = middle + held * _after_pass(model, stability, difficulty, middle) >= left
        last = np.where(lasts, middle, last)
        soonest = np.where(lasts, soonest, np.minimum(middle + 1, last))
    return np.where(never, np.inf, last)


def gains(
    model: Model,
    stability: Floats,
    difficulty: Floats,
    days: Floats,
    left: float,
    habits: Habits = AVERAGE,
) -> Floats:
    """How much recall on the deadline a review now adds, for each second it takes.

    ``days`` have passed since each card's last review. Both outcomes count: remembered (as Good),
    and forgotten and learned again within the day.
    """
    now = recalls(model, stability, days)
    without = recalls(model, stability, days + left)
    ratings = np.full(stability.shape, _AGAIN)
    kept = _after_pass(model, stability, difficulty, days)
    again = reviewed(model, stability, difficulty, now, ratings)
    lost, _difficulty = reviewed_within_the_day(model, *again, np.full(stability.shape, _GOOD))
    after: Floats = now * recalls(model, kept, left) + (1 - now) * recalls(model, lost, left)
    return (after - without) / _seconds(now, habits)


def gain_of_new(model: Model, left: float, habits: Habits = AVERAGE) -> float:
    """What a new card adds on the deadline for each second it takes to learn."""
    ratings: Ratings = np.arange(1, 5)
    stability, difficulty = first(model, ratings)
    learned, _d = reviewed_within_the_day(model, stability, difficulty, np.full(4, _GOOD))
    recall = recalls(model, np.where(ratings == 4, stability, learned), left)
    shares, seconds = np.asarray(habits.first), np.asarray(habits.seconds[0])
    return float(shares @ recall / (shares @ seconds + seconds[_GOOD - 1]))


def _after_pass(model: Model, stability: Floats, difficulty: Floats, days: Floats) -> Floats:
    ratings = np.full(stability.shape, _GOOD)
    after, _d = reviewed(model, stability, difficulty, recalls(model, stability, days), ratings)
    return after


def _seconds(recall: Floats, habits: Habits) -> Floats:
    passed = float(np.dot(habits.passing, habits.seconds[REVIEW][1:]))
    failed = habits.seconds[REVIEW][0] + habits.seconds[REVIEW + 1][_GOOD - 1]
    return recall * passed + (1 - recall) * failed
