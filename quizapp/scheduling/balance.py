"""Load balancing and easy days: which day of its fuzz range a card falls on.

As in Anki a day with less to do is more likely, a day off less; the draw is seeded by card and
number of reviews, as that of fuzz is, so the interval on a button is the interval given. Intervals
beyond :data:`BALANCED_DAYS` are left to fuzz: nobody knows how busy that day will be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.scheduling.fuzz import fuzz_bounds

BALANCED_DAYS = 90
_EVERY_DAY = (1.0,) * 7


@dataclass(frozen=True, slots=True)
class Workload:
    """How many cards are due on each study day (a date's ordinal) from tomorrow on."""

    due: Mapping[int, int] = field(default_factory=dict)

    def moved(self, before: int | None, after: int | None) -> "Workload":
        """The workload once a card that was due on one day is due on another."""
        due = dict(self.due)
        if before is not None and due.get(before):
            due[before] -= 1
        if after is not None:
            due[after] = due.get(after, 0) + 1
        return Workload(due)


def balances(easy_days: tuple[float, ...], load_balance: bool, interval: float) -> bool:
    """Whether the day of an interval is chosen by workload, not by fuzz alone."""
    return interval <= BALANCED_DAYS and (load_balance or easy_days != _EVERY_DAY)


def balanced(
    interval: float,
    minimum: int,
    maximum: int,
    factor: float,
    *,
    day: int,
    workload: Workload,
    easy_days: tuple[float, ...] = _EVERY_DAY,
    load_balance: bool = True,
) -> int:
    """Whole days within the fuzz range of ``interval``, by the weight of the days they end on.

    A day weighs its share of usual work over its load squared, the load being one more than the
    cards due; without ``load_balance`` its share alone. Where all are days off none weighs more.
    ``factor`` from 0 to 1 is the draw.
    """
    lower, upper = fuzz_bounds(interval, minimum, maximum)
    days = range(lower, upper + 1)
    weights = []
    for each in days:
        share = easy_days[(day + each - 1) % 7]
        load = 1 + workload.due.get(day + each, 0) if load_balance else 1
        weights.append(share / load**2)
    total = sum(weights)
    if not total:
        return lower + int(factor * len(days))
    rest = factor * total
    for each, weight in zip(days, weights, strict=True):
        rest -= weight
        if rest < 0:
            return each
    return max(each for each, weight in zip(days, weights, strict=True) if weight)
