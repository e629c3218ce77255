"""The simulation against exact expectation, an event-by-event py-fsrs learner, and fsrs-rs."""

from collections import defaultdict
from dataclasses import replace

import fsrs_rs_python
import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.scheduling.days import Deck, Rules
from quizapp.scheduling.fuzz import fuzz_bounds
from quizapp.scheduling.habits import AVERAGE, PRIOR_ANSWERS, Habits, habits_of
from quizapp.scheduling.intervals import intervals
from quizapp.scheduling.memory import model, next_memory, retrievability
from quizapp.scheduling.simulation import simulate

MODEL = model()
NOBODY = np.zeros(0)
FREE = Rules(reviews_per_day=10**9, fuzz=False)
NEGLIGIBLE = 2e-7
"""Chains of events less likely than this are not followed."""

ALWAYS_GOOD = Habits(
    first=(0.0, 0.0, 1.0, 0.0),
    passing=(0.0, 1.0, 0.0),
    learning=((0.0, 0.0, 1.0, 0.0),) * 3,
    relearning=((0.0, 0.0, 1.0, 0.0),) * 3,
    seconds=((10.0, 9.0, 8.0, 7.0), (6.0, 5.0, 4.0, 3.0), (2.0, 1.5, 1.0, 0.5)),
)


def new_cards(count):
    return Deck(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, new=count)


def alike(count, stability=8.0, difficulty=5.0, last=-5, interval=8):
    return Deck(
        np.full(count, stability),
        np.full(count, difficulty),
        np.full(count, float(last)),
        np.full(count, float(last + interval)),
        np.full(count, float(interval)),
    )


def expected_reviews(days, stability=8.0, difficulty=5.0, last=-5, interval=8):
    """The expected reviews of one card on each day, every outcome followed exactly.

    Passed is Good; forgotten is Again, then Good within the day. Without fuzz.
    """
    open_ = {(stability, difficulty, last, last + interval, interval): 1.0}
    reviews = np.zeros(days)
    for day in range(days):
        later = defaultdict(float)
        for (s, d, before, due, ivl), chance in open_.items():
            if due > day:
                later[s, d, before, due, ivl] += chance
                continue
            reviews[day] += chance
            state = next_memory(None, 3, 0)
            state = replace(state, stability=s, difficulty=d)
            recall = retrievability(state, day - before)
            passed = next_memory(state, 3, day - before)
            failed = next_memory(next_memory(state, 1, day - before), 3, 0)
            for after, share in ((passed, recall), (failed, 1 - recall)):
                if chance * share < NEGLIGIBLE:
                    continue
                days_on = max(1, int(after.stability + 0.5))
                if after is passed and days_on > ivl:
                    days_on = max(days_on, ivl + 1)
                key = (after.stability, after.difficulty, day, day + days_on, days_on)
                later[key] += chance * share
        open_ = later
    return reviews


def test_without_new_cards_reviews_come_as_exact_expectation_says():
    days, cards = 45, 40_000

    found = simulate(MODEL, alike(cards), FREE, days, ALWAYS_GOOD)

    expected = expected_reviews(days)
    error = 4 * np.sqrt(cards * np.maximum(expected * (1 - expected), 0)) + 1
    assert expected.sum() > 2
    assert np.all(np.abs(found.reviews - cards * expected) <= error)
    assert found.new.sum() == 0


def test_on_a_day_the_due_cards_pass_with_their_retrievability_and_cost_their_seconds():
    cards = 20_000

    found = simulate(MODEL, alike(cards), FREE, 4, ALWAYS_GOOD)

    recall = retrievability(replace(next_memory(None, 3, 0), stability=8.0, difficulty=5.0), 8)
    seconds = recall * 4 + (1 - recall) * (6 + 1)
    assert found.reviews.tolist() == [0, 0, 0, cards]
    assert found.seconds[3] == pytest.approx(cards * seconds, rel=0.01)
    assert found.known[2] == pytest.approx(cards * 0.9 ** (7 / 8), rel=0.01)


def event_by_event(cards, days, new_per_day, seed):
    """Reviews a day and cards known at the end: py-fsrs with its own steps, one card at a time."""
    from datetime import UTC, datetime, timedelta

    chance = np.random.default_rng(seed)
    scheduler = Scheduler(enable_fuzzing=False)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    reviews, known = np.zeros(days), 0.0

    def answered(card, rating, moment):
        return scheduler.review_card(card, Rating(int(rating)), moment)[0]

    for number in range(cards):
        day = number // new_per_day
        card = Card(card_id=number)
        rating = 1 + chance.choice(4, p=_shares(AVERAGE.first))
        table = AVERAGE.learning
        while day < days:
            # Minutes apart, so that py-fsrs counts one day: it knows no study days.
            moment = start + timedelta(days=day)
            card = answered(card, rating, moment)
            while card.state.name != "Review":
                rating = 1 + chance.choice(4, p=_shares(table[rating - 1]))
                card = answered(card, rating, moment)
            day += max(1, (card.due - moment).days)
            if day >= days:
                break
            reviews[day] += 1
            recall = scheduler.get_card_retrievability(card, start + timedelta(days=day))
            passing = 2 + chance.choice(3, p=_shares(AVERAGE.passing))
            rating = passing if chance.random() < recall else 1
            table = AVERAGE.relearning
        if number // new_per_day < days:
            known += scheduler.get_card_retrievability(card, start + timedelta(days=days))
    return reviews, known


def _shares(row):
    return np.asarray(row) / sum(row)


def test_agreement_with_an_event_by_event_learner_within_monte_carlo_error():
    cards, days, new_per_day = 600, 60, 20
    runs = [event_by_event(cards, days, new_per_day, seed) for seed in range(3)]
    many = replace(FREE, new_per_day=new_per_day)

    found = simulate(MODEL, new_cards(cards), many, days)

    totals = [reviews.sum() for reviews, _known in runs]
    # Reviews of a card spread by about 2.5; ours is the mean of two copies, theirs of three.
    spread = 2.5 * np.sqrt(cards) * np.sqrt(1 / 2 + 1 / 3)
    assert found.reviews.sum() == pytest.approx(np.mean(totals), abs=4 * spread)
    assert found.after == pytest.approx(np.mean([known for _, known in runs]), rel=0.01)
    for half in (slice(0, 30), slice(30, 60)):
        theirs = np.mean([reviews[half].sum() for reviews, _ in runs])
        assert found.reviews[half].sum() == pytest.approx(theirs, abs=4 * spread)


@pytest.mark.parametrize("retention", [0.8, 0.9, 0.95])
def test_agreement_with_the_simulator_of_anki_within_five_per_cent(retention):
    cards, days, new_per_day = 4000, 365, 20
    config = fsrs_rs_python.default_simulator_config()
    config.deck_size, config.learn_span, config.learn_limit = cards, days, new_per_day
    config.review_limit, config.max_cost_perday = 10**9, 1e12
    theirs = fsrs_rs_python.simulate(list(DEFAULT_PARAMETERS), retention, config, 1)

    rules = replace(FREE, retention=retention, new_per_day=new_per_day)
    ours = simulate(MODEL, new_cards(cards), rules, days)

    assert ours.known[-1] == pytest.approx(theirs.memorized_cnt_per_day[-1], rel=0.01)
    assert ours.seconds.sum() == pytest.approx(sum(theirs.cost_per_day), rel=0.05)
    assert ours.reviews.sum() == pytest.approx(sum(theirs.review_cnt_per_day), rel=0.05)


def test_the_same_seed_gives_the_same_days():
    one, two, other = (simulate(MODEL, new_cards(200), Rules(), 40, seed=n) for n in (5, 5, 6))

    assert np.array_equal(one.reviews, two.reviews)
    assert np.array_equal(one.seconds, two.seconds)
    assert not np.array_equal(one.seconds, other.seconds)


def test_limits_of_cards_hold_on_every_day_and_put_reviews_first():
    rules = Rules(new_per_day=15, reviews_per_day=40)
    deck = replace(alike(1000, last=-20), new=500)

    found = simulate(MODEL, deck, rules, 30)

    assert np.all(found.reviews + found.new <= 40)
    assert np.all(found.new <= 15)
    assert found.reviews[0] == 40
    assert found.new[0] == 0


def test_a_bound_of_time_is_passed_by_less_than_one_card():
    found = simulate(MODEL, alike(2000, last=-9), replace(FREE, seconds=600.0), 5)

    longest = 12 * 20
    assert np.all(found.seconds <= 600 + longest)
    assert np.all(found.seconds >= 600)


def test_more_new_cards_a_day_are_more_work_and_more_is_known():
    few, many = (
        simulate(MODEL, new_cards(3000), replace(FREE, new_per_day=n), 100) for n in (5, 25)
    )

    assert (few.new.sum(), many.new.sum()) == (500, 2500)
    assert many.seconds.sum() > 3 * few.seconds.sum()
    assert many.after > 4 * few.after


def test_a_small_deck_is_the_mean_of_its_copies():
    found = simulate(MODEL, alike(10), FREE, 30)

    assert found.cards == 10
    assert found.reviews[3] == 10
    assert found.known[0] == pytest.approx(10 * 0.93, abs=0.2)


def test_nothing_to_study_is_nothing_to_do():
    found = simulate(MODEL, new_cards(0), Rules(), 10)

    assert found.reviews.tolist() == [0.0] * 10
    assert (found.after, found.cards) == (0.0, 0)


def test_intervals_of_many_cards_lie_within_the_fuzz_of_one():
    chance = np.random.default_rng(1)
    exact, nothing = 10 ** chance.uniform(-1, 4.5, 5000), np.zeros(5000)

    days = intervals(exact, nothing, np.zeros(5000, bool), 3650, chance)

    bounds = [fuzz_bounds(value, 1, 3650) for value in exact]
    assert all(low <= day <= high for day, (low, high) in zip(days, bounds, strict=True))
    shares = [(d - lo) / (hi - lo) for d, (lo, hi) in zip(days, bounds, strict=True) if hi > lo]
    assert np.mean(shares) == pytest.approx(0.5, abs=0.02)


def test_habits_are_counted_by_state_and_start_from_the_average():
    log = [
        ("a", 1, 3, 5000),
        ("a", 1, 3, 4000),
        ("a", 4, 1, 90_000),
        ("a", 4, 3, 2000),
        ("a", 9, 2, 0),
        ("b", 9, 1, 7000),
    ]

    found = habits_of(log)

    prior = PRIOR_ANSWERS
    assert found.first[2] == pytest.approx((1 + prior * 0.495) / (2 + prior))
    assert found.passing[0] == pytest.approx((1 + prior * 0.224) / (1 + prior))
    assert found.learning[2][2] == pytest.approx((1 + prior * 0.8461) / (1 + prior), rel=1e-3)
    assert found.relearning[0][2] == pytest.approx((1 + prior * 0.6596) / (1 + prior), rel=1e-3)
    assert found.seconds[1][0] == pytest.approx((60 + prior * 19.38) / (1 + prior))
    assert found.seconds[1][1] == AVERAGE.seconds[1][1]
    assert all(sum(row) == pytest.approx(1) for row in (found.first, found.passing))


def test_a_long_log_gives_the_habits_of_its_learner():
    log = [(f"c{n}", 1, 4, 3000) for n in range(5000)]

    found = habits_of(log)

    assert found.first[3] > 0.99
    assert found.seconds[0][3] == pytest.approx(3.0, abs=0.05)
