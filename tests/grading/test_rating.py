import pytest

from quizapp.grading.rating import propose
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict


@pytest.mark.parametrize(
    ("outcome", "hints", "took", "median", "rating"),
    [
        ("right", 0, 10_000, 10_000, Rating.GOOD),
        ("right", 0, 5_999, 10_000, Rating.EASY),
        ("right", 0, 6_000, 10_000, Rating.GOOD),
        ("right", 0, 1, None, Rating.GOOD),
        ("right", 1, 1, 10_000, Rating.HARD),
        ("close", 0, 1, 10_000, Rating.HARD),
        ("mistake", 0, 1, 10_000, Rating.AGAIN),
        ("wrong", 0, 1, 10_000, Rating.AGAIN),
        ("unreadable", 0, 1, 10_000, None),
    ],
)
def test_a_verdict_proposes_a_rating(outcome, hints, took, median, rating):
    verdict = Verdict(Outcome(outcome), "", "", ())

    assert propose(verdict, hints, took, median) is rating
