import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Preset
from quizapp.scheduling.memory import interval, model, next_memory, retrievability

FITTED = (
    *(0.4, 1.1, 3.2, 15.7, 7.1, 0.53, 1.5, 0.02, 1.6, 0.12, 1.05),
    *(1.9, 0.11, 0.3, 2.2, 0.25, 2.9, 0.7, 0.4, 0.12, 0.2),
)
PARAMETERS = st.sampled_from([(), FITTED])
RATINGS = st.sampled_from(list(Rating))
HISTORIES = st.lists(
    st.tuples(st.one_of(st.just(0), st.integers(0, 200)), RATINGS), min_size=1, max_size=12
)


def remembered(history, parameters=()):
    """The memory state after ``(days since the last review, rating)`` pairs."""
    state = None
    for days, rating in history:
        state = next_memory(state, Rating(rating), days, parameters)
    return state


# Measured with py-fsrs 6.3.2, fsrs-rs 0.9.3 and Anki 26.9.3, which agree to these digits or to
# the last but one: (days since the last review, rating) pairs, stability, difficulty.
GOLDEN = {
    "growing gaps": ("0:3 2:3 10:3 40:3 120:3", 413.635343, 2.090586),
    "two lapses": ("0:3 2:3 8:1 1:3 4:3 12:1 2:2 5:3", 5.271506, 9.386925),
    "same-day answers": ("0:1 0:3 0:3 1:3 0:2 5:3 0:1 0:3 3:4", 7.021114, 8.881104),
    "a late lapse": ("0:4 9:2 7:4 60:2 50:4 300:1 1:3", 7.630066, 7.630950),
    "long overdue": ("0:2 1:3 400:3 900:4 2000:2", 1983.440259, 5.628904),
}


@pytest.mark.parametrize(("history", "stability", "difficulty"), GOLDEN.values(), ids=GOLDEN)
def test_memory_states_are_those_measured_with_three_programs(history, stability, difficulty):
    pairs = [tuple(map(int, pair.split(":"))) for pair in history.split()]

    state = remembered(pairs)

    assert state.stability == pytest.approx(stability, rel=1e-6)
    assert state.difficulty == pytest.approx(difficulty, rel=1e-6)


@given(HISTORIES, PARAMETERS)
def test_memory_equals_py_fsrs_where_gaps_are_whole_days(history, parameters):
    scheduler = Scheduler(**({"parameters": parameters} if parameters else {}))
    card, moment = Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC)
    state = None
    for days, rating in history:
        moment += timedelta(days=days)
        card, _ = scheduler.review_card(card, FsrsRating(rating), moment)
        state = next_memory(state, rating, days, parameters)

        assert state.stability == pytest.approx(min(card.stability, 36500), rel=1e-12)
        assert state.difficulty == pytest.approx(card.difficulty, rel=1e-12)
        if card.stability > 36500:
            return


# From second 1 on: Anki counts the very second of the rollover to the day before.
@given(HISTORIES, PARAMETERS, st.lists(st.integers(1, 80_000), min_size=12, max_size=12))
@settings(max_examples=300, derandomize=True)
def test_memory_equals_anki_at_any_hour_of_the_day(anki, history, parameters, seconds):
    gaps = [0, *(days for days, _ in history[1:])]
    days_ago, second, reviews = sum(gaps), seconds[0], []
    for gap, (_, rating), drawn in zip(gaps, history, seconds, strict=False):
        days_ago -= gap
        second = drawn if gap else second + 1
        reviews.append([days_ago, second, rating])

    stability, difficulty = anki("memory", Preset(parameters=parameters), reviews=reviews)

    state = remembered(history, parameters)
    assert state.stability == pytest.approx(stability, rel=1e-5)
    assert state.difficulty == pytest.approx(difficulty, rel=1e-5)


EVENING, MORNING = 18 * 3600, 4 * 3600  # 22:00 and 08:00, counted from 4:00


def test_an_evening_and_the_next_morning_are_a_day_apart_as_in_anki(anki):
    in_anki = anki("memory", reviews=[[1, EVENING, 3], [0, MORNING, 3]])

    state = remembered([(0, 3), (1, 3)])

    assert (state.stability, state.difficulty) == pytest.approx(tuple(in_anki), rel=1e-5)
    assert state.stability == pytest.approx(7.3, abs=0.05)


def test_py_fsrs_alone_would_call_the_next_morning_the_same_day():
    scheduler, evening = Scheduler(), datetime(2026, 3, 1, 22, tzinfo=UTC)
    card, _ = scheduler.review_card(Card(card_id=1), FsrsRating.Good, evening)
    card, _ = scheduler.review_card(card, FsrsRating.Good, evening + timedelta(hours=10))

    assert card.stability == pytest.approx(2.3, abs=0.05)
    assert card.stability == pytest.approx(remembered([(0, 3), (0, 3)]).stability)


@given(HISTORIES, PARAMETERS, st.floats(0.7, 0.99))
def test_when_a_card_is_due_its_retrievability_is_the_wanted_retention(
    history, parameters, retention
):
    state = remembered(history, parameters)

    due = interval(state.stability, retention, parameters)

    assert retrievability(state, due, parameters) == pytest.approx(retention, rel=1e-9)


def test_stability_is_the_interval_of_nine_tenths():
    assert interval(12.5, 0.9) == pytest.approx(12.5)
    assert retrievability(MemoryState(12.5, 5.0), 12.5) == pytest.approx(0.9)


@given(st.floats(0.001, 36500), st.floats(1, 10), st.integers(0, 5000))
def test_retrievability_equals_py_fsrs(stability, difficulty, days):
    last = datetime(2020, 1, 1, tzinfo=UTC)
    card = Card(
        card_id=1, state=State.Review, stability=stability, difficulty=difficulty, last_review=last
    )

    expected = Scheduler().get_card_retrievability(card, last + timedelta(days=days))

    state = MemoryState(stability, difficulty)
    assert retrievability(state, days) == pytest.approx(expected, rel=1e-12)


@given(HISTORIES, PARAMETERS, st.integers(0, 400))
def test_a_better_rating_never_leaves_a_weaker_memory(history, parameters, days):
    state = remembered(history, parameters)

    results = [next_memory(state, rating, days, parameters) for rating in Rating]

    stabilities = [result.stability for result in results]
    difficulties = [result.difficulty for result in results]
    assert stabilities == sorted(stabilities)
    assert difficulties == sorted(difficulties, reverse=True)


@given(HISTORIES, PARAMETERS)
def test_memory_states_stay_within_their_bounds(history, parameters):
    state = remembered(history, parameters)

    assert 0.001 <= state.stability <= 36500
    assert 1 <= state.difficulty <= 10


@pytest.mark.parametrize("parameters", [(1.0,), (0.4,) * 20, (200.0, *FITTED[1:])])
def test_parameters_that_are_not_fsrs_6_are_refused_in_one_sentence(parameters):
    with pytest.raises(InputError, match=r"not FSRS-6 parameters: .*\d") as refusal:
        model(parameters)

    assert "\n" not in refusal.value.message


HEAVY = {"fsrs", "numpy", "sqlalchemy", "sympy", "textual", "genanki"}


def test_importing_the_room_imports_nothing_heavy():
    rooms = ("answer", "fuzz", "memory", "order", "queue", "replay", "steps")
    imports = "; ".join(f"import quizapp.scheduling.{room}" for room in rooms)
    program = f"import sys; {imports}; print(*{HEAVY} & sys.modules.keys())"

    output = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert output.stdout.strip() == b""
