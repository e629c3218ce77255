"""Learning and relearning steps: the short delays before a card is trusted to days.

A step counts by its position. Again goes back to the first, Hard repeats the present one, Good
goes on to the next and after the last to review, Easy goes to review at once.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from quizapp.model.reviews import Rating

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Delays:
    """Milliseconds until the card is shown again, for each rating that keeps it in its steps.

    ``good`` is None at the last step: the card goes to review.
    """

    again: int
    hard: int
    good: int | None


@lru_cache(maxsize=256)
def delays(steps: tuple[timedelta, ...], taken: int, maximum: int) -> Delays | None:
    """The delays at the step that follows ``taken`` ones; None when there are no steps.

    Hard at the first step lies between Again and Good: half way to the second step, or half as
    long again (but at most a day more) when there is none. No delay exceeds ``maximum`` days and
    none is shorter than that of a lower rating, whatever steps were set. Steps that were removed
    from the preset leave the card at the last one.
    """
    if not steps:
        return None
    lengths = [min(step // timedelta(milliseconds=1), maximum * DAY_MS) for step in steps]
    at = min(taken, len(lengths) - 1)
    again = lengths[0]
    hard = max(again, lengths[at] if at else _hard_at_first(lengths))
    good = max(hard, lengths[at + 1]) if at + 1 < len(lengths) else None
    return Delays(again, min(hard, maximum * DAY_MS), good)


def step_after(step: int, rating: int) -> int:
    """How many steps are taken after a rating that keeps a card in them."""
    if rating == Rating.AGAIN:
        return 0
    return step + (rating == Rating.GOOD)


def _hard_at_first(lengths: list[int]) -> int:
    first = lengths[0]
    if len(lengths) > 1:
        return _whole_days((first + lengths[1]) // 2)
    return _whole_days(min(first * 3 // 2, first + DAY_MS))


def _whole_days(delay: int) -> int:
    """More than a day becomes whole days: the hour of an answer must not decide the day."""
    return delay if delay <= DAY_MS else (delay + DAY_MS // 2) // DAY_MS * DAY_MS
