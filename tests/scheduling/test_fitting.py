"""Fitting: synthetic learners whose memory is known, and the losses worked out independently."""

import math
import re
import sys
from collections import defaultdict

import fsrs_rs_python
import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.model.errors import InputError
from quizapp.scheduling.fitting import FEWEST, STEPS, examples, fit, parting, quality
from quizapp.scheduling.memory import model, next_memory, retrievability

FORGETFUL = (
    *(0.12, 0.5, 1.3, 4.0, 6.4133, 0.8334, 3.0194, 0.001, 1.35, 0.1666, 0.6),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.22),
)
RETENTIVE = (
    *(0.9, 3.0, 7.0, 20.0, 6.4133, 0.8334, 3.0194, 0.001, 2.2, 0.1666, 1.0),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.12),
)


def learner(parameters, seed, cards=500, reviews=9):
    """The log of a learner with these parameters: py-fsrs is the memory, and decides by chance."""
    chance = np.random.default_rng(seed)
    log = []
    for number in range(cards):
        day, gap, state = int(chance.integers(0, 60)), 0, None
        for _review in range(reviews):
            recall = 0.7 if state is None else retrievability(state, gap, parameters)
            rating = int(chance.choice([2, 3, 4], p=[0.2, 0.65, 0.15]))
            rating = rating if chance.random() < recall else 1
            state = next_memory(state, rating, gap, parameters)
            log.append((day, len(log), f"card{number}", rating))
            if rating == 1:
                state = next_memory(state, Rating.Good, 0, parameters)
                log.append((day, len(log), f"card{number}", 3))
            gap = max(1, round(state.stability * chance.uniform(0.5, 1.7)))
            day += gap
    log.sort()
    return [(card, day, rating) for day, _number, card, rating in log]


@pytest.mark.parametrize("true", [FORGETFUL, RETENTIVE], ids=["forgetful", "retentive"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_fit_foretells_later_reviews_better_and_nearly_as_well_as_the_truth(true, seed):
    known = examples(learner(true, seed))

    found = fit(known, ())

    best = quality(true, known.items[parting(known) :])
    assert found.after.log_loss < found.before.log_loss
    assert found.after.rmse < found.before.rmse
    assert found.after.log_loss == pytest.approx(best.log_loss, abs=0.01)
    assert found.tested == len(known) - parting(known)


def test_a_fit_comes_near_the_true_forgetting_curves():
    known = examples(learner(FORGETFUL, 3, cards=2000))

    fitted = fit(known, ()).parameters

    def curve(parameters):
        states = [next_memory(None, rating, 0, parameters) for rating in (1, 2, 3)]
        states += [next_memory(state, 3, 3, parameters) for state in states]
        return np.array(
            [retrievability(state, day, parameters) for state in states for day in (1, 3, 8, 20)]
        )

    truth = curve(FORGETFUL)
    assert np.abs(curve(fitted) - truth).mean() < 0.5 * np.abs(curve(()) - truth).mean()
    assert np.abs(curve(fitted) - truth).mean() < 0.04


def by_hand(log, parameters, tested):
    """Log loss and RMSE(bins) of the last examples, with py-fsrs's memory and the published bins.

    Newer examples weigh more, as in Anki: 0.25 + 0.75·(place / last place)³.
    """
    states, seen = {}, []
    for card, day, rating in log:
        state, last, lapses, reviews = states.get(card, (None, day, 0, 0))
        gap = day - last
        if gap:
            decay = -parameters[20]
            factor = 0.9 ** (1 / decay) - 1
            recall = (1 + factor * gap / state.stability) ** decay
            bins = (
                round(2.48 * 3.62 ** math.floor(math.log(gap, 3.62)), 2),
                round(1.99 * 1.89 ** math.floor(math.log(reviews + 2, 1.89)), 0),
                round(1.65 * 1.73 ** math.floor(math.log(lapses, 1.73)), 0) if lapses else 0,
            )
            seen.append((recall, rating > 1, bins))
        state = next_memory(state, Rating(rating), gap, tuple(parameters))
        states[card] = (state, day, lapses + (rating == 1 and gap > 0), reviews + (gap > 0))
    rows = seen[-tested:]
    place = np.arange(len(rows)) / (len(rows) - 1)
    weights = 0.25 + 0.75 * place**3
    losses = [-math.log(recall if passed else 1 - recall) for recall, passed, _ in rows]
    sums = defaultdict(lambda: np.zeros(4))
    for (recall, passed, bins), weight in zip(rows, weights, strict=True):
        sums[bins] += recall, passed, 1, weight
    squares = sum(w * (foretold / n - true / n) ** 2 for foretold, true, n, w in sums.values())
    return np.average(losses, weights=weights), math.sqrt(squares / weights.sum())


def test_log_loss_and_rmse_are_those_worked_out_by_hand_on_the_same_split():
    log = learner(FORGETFUL, 4)
    known = examples(log)

    found = fit(known, ())

    tested = len(known) - parting(known)
    earlier = known.items[: parting(known)]
    trained = fsrs_rs_python.FSRS([]).compute_parameters(
        earlier, card_ids=known.cards[: parting(known)], num_relearning_steps=1
    )
    for got, parameters in ((found.before, DEFAULT_PARAMETERS), (found.after, trained)):
        loss, rmse = by_hand(log, parameters, tested)
        assert got.log_loss == pytest.approx(loss, rel=1e-5)
        assert got.rmse == pytest.approx(rmse, rel=1e-4)


def test_later_reviews_do_not_reach_the_parameters_that_are_tested_on_them():
    log = learner(FORGETFUL, 5)
    known = examples(log)
    cut = known.days[parting(known)]
    turned = [(card, day, 1 if day >= cut else rating) for card, day, rating in log]

    honest, spoiled = fit(known, ()), fit(examples(turned), ())

    assert parting(examples(turned)) == parting(known)
    assert spoiled.after.log_loss > 2 * honest.after.log_loss
    assert spoiled.parameters != honest.parameters


def test_the_later_reviews_begin_with_a_study_day():
    known = examples(learner(FORGETFUL, 6, cards=60))

    cut = parting(known)

    assert known.days[cut - 1] < known.days[cut]
    assert 0.7 < cut / len(known) <= 0.8


def test_reviews_of_one_day_cannot_be_parted():
    log = [(f"card{n}", day, 3) for day in (0, 1) for n in range(FEWEST)]

    with pytest.raises(ValueError, match="one study day"):
        parting(examples(log))


def test_an_example_is_a_later_day_with_the_whole_history_before_it():
    log = [("a", 10, 1), ("a", 10, 3), ("b", 10, 4), ("a", 12, 3), ("a", 12, 2), ("b", 20, 1)]

    known = examples(log)

    told = [re.findall(r"rating: (\d), delta_t: (\d+)", repr(item)) for item in known.items]
    assert told == [[("1", "0"), ("3", "0"), ("3", "2")], [("4", "0"), ("1", "10")]]
    assert (known.cards, known.days) == ([0, 1], [12, 20])


def test_a_day_before_the_last_counts_as_the_same_day():
    assert len(examples([("a", 10, 3), ("a", 8, 3)])) == 0


def test_fitted_parameters_are_ones_that_py_fsrs_takes():
    known = examples(learner(RETENTIVE, 7, cards=80))

    assert len(model(fit(known, ()).parameters).weights) == 21


def test_a_fit_tells_how_far_it_is():
    told = []

    fit(examples(learner(FORGETFUL, 8, cards=60)), (), tell=lambda *far: told.append(far))

    assert told == [(step, STEPS) for step in range(STEPS + 1)]


def test_a_fit_that_is_interrupted_leaves_nothing_behind():
    known = examples(learner(FORGETFUL, 8, cards=60))

    def interrupt(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(known, (), tell=interrupt)
    assert fit(known, ()).parameters == fit(known, ()).parameters


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)

    with pytest.raises(InputError, match=r"pip install 'quizapp\[fit\]'"):
        examples([])


def test_the_synthetic_learner_is_the_one_of_py_fsrs():
    scheduler = Scheduler(parameters=FORGETFUL, learning_steps=(), relearning_steps=())
    card, _log = scheduler.review_card(Card(card_id=1), Rating.Good)

    assert card.stability == next_memory(None, 3, 0, FORGETFUL).stability
