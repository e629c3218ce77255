import numpy as np
import pytest

from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState
from quizapp.scheduling.memories import (
    first,
    recalls,
    reviewed,
    reviewed_within_the_day,
    stretch,
)
from quizapp.scheduling.memory import interval, model, next_memory, retrievability

FITTED = (
    *(0.4, 1.1, 3.2, 15.7, 7.1, 0.53, 1.5, 0.02, 1.6, 0.12, 1.05),
    *(1.9, 0.11, 0.3, 2.2, 0.25, 2.9, 0.7, 0.4, 0.12, 0.2),
)
SEED, CARDS = 20_260_312, 400


@pytest.fixture(params=[(), FITTED], ids=["default", "fitted"])
def parameters(request):
    return request.param


@pytest.fixture
def states():
    chance = np.random.default_rng(SEED)
    return (
        10 ** chance.uniform(-2.5, 4.3, CARDS),
        chance.uniform(1, 10, CARDS),
        chance.integers(1, 900, CARDS).astype(float),
        chance.integers(1, 5, CARDS),
    )


def one_by_one(states, parameters, *, same_day=False):
    stability, difficulty, days, ratings = states
    found = [
        next_memory(MemoryState(s, d), Rating(int(r)), 0 if same_day else int(t), parameters)
        for s, d, t, r in zip(stability, difficulty, days, ratings, strict=True)
    ]
    return [state.stability for state in found], [state.difficulty for state in found]


def test_reviews_of_many_cards_equal_those_of_py_fsrs_one_by_one(states, parameters):
    known = model(parameters)
    stability, difficulty, days, ratings = states

    after = reviewed(known, stability, difficulty, recalls(known, stability, days), ratings)

    for ours, theirs in zip(after, one_by_one(states, parameters), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_reviews_within_the_day_equal_those_of_py_fsrs_one_by_one(states, parameters):
    stability, difficulty, _days, ratings = states

    after = reviewed_within_the_day(model(parameters), stability, difficulty, ratings)

    for ours, theirs in zip(after, one_by_one(states, parameters, same_day=True), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_first_reviews_equal_those_of_py_fsrs(parameters):
    stability, difficulty = first(model(parameters), np.array([1, 2, 3, 4]))

    expected = [next_memory(None, rating, 0, parameters) for rating in Rating]
    np.testing.assert_allclose(stability, [state.stability for state in expected], rtol=1e-12)
    np.testing.assert_allclose(difficulty, [state.difficulty for state in expected], rtol=1e-12)


def test_recall_and_interval_are_those_of_one_card(states, parameters):
    known = model(parameters)
    stability, difficulty, days, _ratings = states

    recall = recalls(known, stability, days)

    expected = [
        retrievability(MemoryState(*state), t, parameters)
        for *state, t in zip(stability, difficulty, days, strict=True)
    ]
    np.testing.assert_allclose(recall, expected, rtol=1e-12)
    assert stretch(known, 0.85) == pytest.approx(interval(1.0, 0.85, parameters), rel=1e-12)
