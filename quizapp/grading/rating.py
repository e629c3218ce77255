"""The rating a verdict proposes; the learner may choose another without a question."""

from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict

_QUICK = 0.6
"""Quick is under this share of one's own median."""


def propose(
    verdict: Verdict, hints_used: int, duration_ms: int, median_ms: int | None
) -> Rating | None:
    """The proposed rating; None for an unreadable answer, which is no review.

    ``median_ms`` is the learner's own median for such cards, None while there are too few reviews
    to speak of one.
    """
    match verdict.outcome:
        case Outcome.UNREADABLE:
            return None
        case Outcome.MISTAKE | Outcome.WRONG:
            return Rating.AGAIN
        case Outcome.CLOSE:
            return Rating.HARD
    if hints_used:
        return Rating.HARD
    quick = median_ms is not None and duration_ms < _QUICK * median_ms
    return Rating.EASY if quick else Rating.GOOD
