"""The policy towards a deadline: its two rules one by one, and what they are worth."""

import numpy as np
import pytest

from quizapp.model.schedules import MemoryState
from quizapp.scheduling.days import Deck, Rules
from quizapp.scheduling.deadline import WANTED, gain_of_new, gains, latest
from quizapp.scheduling.memories import recalls
from quizapp.scheduling.memory import model, next_memory, retrievability
from quizapp.scheduling.simulation import simulate

MODEL = model()
NOBODY = np.zeros(0)


def last_review(stability, difficulty, left):
    return latest(MODEL, *(np.array([value], float) for value in (stability, difficulty, left)))[0]


@pytest.mark.parametrize("difficulty", [1.0, 5.0, 10.0])
@pytest.mark.parametrize("stability", [0.5, 2.0, 10.0, 40.0, 150.0])
@pytest.mark.parametrize("left", [2, 7, 30, 100])
def test_the_last_review_is_the_earliest_that_holds_until_the_deadline(stability, difficulty, left):
    found = last_review(stability, difficulty, left)

    now = MemoryState(stability, difficulty)
    holds = [
        day
        for day in range(1, left)
        if retrievability(next_memory(now, 3, day), left - day) >= WANTED
    ]
    if retrievability(now, left) >= WANTED:
        assert found == np.inf
    else:
        assert found == (holds[0] if holds else left - 1)


def test_weak_cards_get_their_last_review_in_the_last_days_and_strong_ones_before():
    days = [last_review(stability, 5.0, 60) for stability in (2, 8, 30, 90)]

    assert days[0] >= 55
    assert days == sorted(days, reverse=True)
    assert days[-1] < 40


@pytest.mark.parametrize("left", [-3, 0, 1])
def test_at_the_deadline_and_after_it_nothing_is_brought_forward(left):
    assert last_review(1.0, 5.0, left) == np.inf


def test_the_gain_of_a_review_is_the_recall_it_adds_a_second():
    stability, difficulty, days, left = 12.0, 6.0, 9.0, 20.0
    now = MemoryState(stability, difficulty)
    recall = retrievability(now, days)
    passed = retrievability(next_memory(now, 3, 9), left)
    failed = retrievability(next_memory(next_memory(now, 1, 9), 3, 0), left)
    added = recall * passed + (1 - recall) * failed - retrievability(now, days + left)
    passing = 0.224 * 17.59 + 0.631 * 12.38 + 0.145 * 8.94
    seconds = recall * passing + (1 - recall) * (19.38 + 12.32)

    found = gains(MODEL, *(np.array([value]) for value in (stability, difficulty, days)), left)

    assert found[0] == pytest.approx(added / seconds, rel=1e-12)


def test_what_would_be_forgotten_gains_most_on_the_last_day():
    stability = np.array([3.0, 10.0, 40.0, 200.0])
    same = np.full(4, 5.0)

    found = gains(MODEL, stability, same, np.full(4, 3.0), 1.0)

    assert list(found) == sorted(found, reverse=True)


def test_a_new_card_gains_what_is_left_of_its_first_reviews():
    soon, late = gain_of_new(MODEL, 1.0), gain_of_new(MODEL, 200.0)

    assert soon > late > 0
    assert 0.02 < soon < 0.06


def studied_deck(seed, cards=400, new=0):
    """A deck as months of study leave it."""
    chance = np.random.default_rng(seed)
    stability = np.exp(chance.normal(2.8, 1.0, cards))
    interval = np.maximum(1, np.round(stability))
    last = -np.floor(chance.random(cards) * interval)
    return Deck(stability, chance.uniform(2, 9, cards), last, last + interval, interval, new)


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize(
    ("days", "minutes", "new"),
    [(45, 12, 0), (14, 10, 0), (60, 15, 150), (30, 8, 150), (3, 10, 0)],
)
def test_more_is_known_on_the_deadline_than_with_plain_fsrs_in_the_same_time(
    seed, days, minutes, new
):
    deck = studied_deck(seed, new=new)
    plain, towards = (
        simulate(
            MODEL,
            deck,
            Rules(new_per_day=10, seconds=60.0 * minutes, deadline=deadline),
            days,
            seed=seed,
        )
        for deadline in (None, days)
    )

    assert towards.after >= plain.after
    assert np.all(towards.seconds <= 60 * minutes + 240)
    forgotten = deck.stability.size + new - plain.after
    if days >= 14:
        assert towards.after - plain.after > 0.1 * forgotten


def test_without_cards_that_need_it_a_deadline_changes_nothing():
    strong = Deck(
        np.full(50, 5000.0), np.full(50, 3.0), np.zeros(50), np.full(50, 300.0), np.full(50, 300.0)
    )

    found = simulate(MODEL, strong, Rules(deadline=20), 20)

    assert found.reviews.sum() == 0
    assert found.after == pytest.approx(50 * recalls(MODEL, strong.stability[:1], 20.0)[0])
