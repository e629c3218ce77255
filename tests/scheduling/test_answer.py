from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.answer import apply, next_schedules, wait
from quizapp.scheduling.memory import retrievability

DAY_MS = 86_400_000
TODAY, NOW = 739_000, 1_790_000_000_000
AGAIN, HARD, GOOD, EASY = Rating
PLAIN = Preset(fuzz=False)

FITTED = (
    *(0.4, 1.1, 3.2, 15.7, 7.1, 0.53, 1.5, 0.02, 1.6, 0.12, 1.05),
    *(1.9, 0.11, 0.3, 2.2, 0.25, 2.9, 0.7, 0.4, 0.12, 0.2),
)
WITHOUT_SHORT_TERM = (*FITTED[:17], 0.0, 0.0, *FITTED[19:])
MINUTES = st.integers(1, 16 * 60).map(lambda minutes: timedelta(minutes=minutes))
STEPS = st.one_of(
    st.sampled_from([PLAIN.learning_steps, PLAIN.relearning_steps, ()]),
    st.lists(MINUTES, max_size=4).map(lambda steps: tuple(sorted(steps))),
)
PRESETS = st.builds(
    Preset,
    retention=st.sampled_from([0.7, 0.8, 0.9, 0.95, 0.99]),
    learning_steps=STEPS,
    relearning_steps=STEPS,
    parameters=st.sampled_from([(), FITTED, WITHOUT_SHORT_TERM]),
    maximum_interval=st.sampled_from([1, 30, 365, 36500]),
    fuzz=st.booleans(),
)
SCHEDULES = st.one_of(
    st.just(Schedule()),
    st.builds(
        Schedule,
        phase=st.sampled_from([Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING]),
        memory=st.builds(
            MemoryState,
            st.floats(0.1, 300).map(lambda stability: round(stability, 4)),
            st.floats(1, 10).map(lambda difficulty: round(difficulty, 3)),
        ),
        due_day=st.just(TODAY),
        interval=st.integers(1, 400),
        step=st.integers(0, 4),
        reps=st.integers(1, 50),
        lapses=st.integers(0, 9),
        last_at=st.just(NOW),
        last_day=st.integers(TODAY - 500, TODAY),
    ),
)


def next_of(schedule, preset=PLAIN, *, day=TODAY, at=NOW):
    return next_schedules(schedule, at=at, day=day, uid="card", preset=preset)


def reviewed(interval, ago, stability=None, lapses=0):
    """A card in review: its last interval, and how many days ago it was reviewed."""
    return Schedule(
        phase=Phase.REVIEW,
        memory=MemoryState(stability or interval, 5.0),
        due_day=TODAY - ago + interval,
        interval=interval,
        reps=4,
        lapses=lapses,
        last_at=NOW - ago * DAY_MS,
        last_day=TODAY - ago,
    )


def told_briefly(schedule):
    waits = wait(schedule, at=NOW, day=TODAY)
    length = f"{waits.days}d" if waits.days else f"{waits.total_seconds() / 60:g}m"
    return f"{schedule.phase} {length}"


LEARNING_1 = Schedule(Phase.LEARNING, MemoryState(2.3065, 2.118104), due_at=NOW, step=1, reps=1,
                      last_at=NOW, last_day=TODAY)  # fmt: skip
RELEARNING = Schedule(Phase.RELEARNING, MemoryState(2.0, 7.0), due_at=NOW, interval=2, reps=5,
                      lapses=1, last_at=NOW, last_day=TODAY)  # fmt: skip

# What the four buttons say with Anki's default preset and no fuzz.
BUTTONS = {
    "new": (Schedule(), "learning 1m", "learning 5.5m", "learning 10m", "review 8d"),
    "last step": (LEARNING_1, "learning 1m", "learning 10m", "review 2d", "review 4d"),
    "review": (reviewed(10, 10), "relearning 10m", "review 23d", "review 32d", "review 51d"),
    "relearning": (RELEARNING, "relearning 10m", "relearning 15m", "review 2d", "review 3d"),
}


@pytest.mark.parametrize(("schedule", "again", "hard", "good", "easy"), BUTTONS.values(),
                         ids=BUTTONS)  # fmt: skip
def test_the_four_buttons_in_each_phase(schedule, again, hard, good, easy):
    found = [told_briefly(result) for result in next_of(schedule).values()]

    assert found == [again, hard, good, easy]


@given(SCHEDULES, PRESETS)
@settings(max_examples=500, derandomize=True)  # Anki's 32-bit floats may round another way
def test_all_four_next_schedules_are_those_of_anki(anki, schedule, preset):
    preset = replace(preset, fuzz=False, maximum_interval=36500)

    expected = anki("states", preset, card=as_anki(schedule, preset))

    for ours, theirs in zip(next_of(schedule, preset).values(), expected, strict=True):
        assert ours.phase == theirs["phase"]
        assert ours.memory.stability == pytest.approx(theirs["stability"], rel=1e-5)
        assert ours.memory.difficulty == pytest.approx(theirs["difficulty"], rel=1e-5)
        if ours.phase is Phase.REVIEW:
            assert ours.due_day - TODAY == ours.interval == pytest.approx(theirs["days"], rel=1e-4)
        else:
            seconds = wait(ours, at=NOW, day=TODAY).total_seconds()
            assert seconds == pytest.approx(theirs["seconds"], abs=2, rel=1e-5)
            steps = steps_of(ours.phase, preset)
            assert min(ours.step, max(0, len(steps) - 1)) == clamped_step(theirs["left"], steps)
        if ours.phase is Phase.RELEARNING:
            assert (ours.interval, ours.lapses) == (theirs["days"], theirs["lapses"])


def as_anki(schedule, preset):
    steps = steps_of(schedule.phase, preset)
    return {
        "phase": schedule.phase,
        "interval": schedule.interval,
        "left": max(0, len(steps) - schedule.step),
        "reps": schedule.reps,
        "lapses": schedule.lapses,
        "stability": schedule.memory.stability if schedule.memory else None,
        "difficulty": schedule.memory.difficulty if schedule.memory else None,
        "elapsed": TODAY - (schedule.last_day or TODAY),
    }


def steps_of(phase, preset):
    in_review = phase in (Phase.REVIEW, Phase.RELEARNING)
    return preset.relearning_steps if in_review else preset.learning_steps


def clamped_step(left, steps):
    return min(len(steps) - left, max(0, len(steps) - 1))


@given(SCHEDULES, PRESETS)
@settings(max_examples=300)
def test_a_better_rating_never_comes_back_sooner(schedule, preset):
    results = next_of(schedule, preset)

    waits = [wait(results[rating], at=NOW, day=TODAY) for rating in Rating]
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(days=preset.maximum_interval)


@given(st.integers(1, 3000), st.integers(0, 4000), st.floats(0.1, 3000), st.booleans())
def test_intervals_of_passing_ratings_differ_by_a_day_at_least(interval, ago, stability, fuzz):
    results = next_of(reviewed(interval, ago, stability), replace(PLAIN, fuzz=fuzz))

    hard, good, easy = (results[rating].interval for rating in (HARD, GOOD, EASY))
    assert hard < good < easy


@given(SCHEDULES, PRESETS, st.sampled_from(Rating))
def test_the_answer_given_is_the_one_on_the_button(schedule, preset, rating):
    review = Review("row", "laptop", "card", ReviewKind.REVIEW, NOW, TODAY, rating)

    assert apply(schedule, review, preset) == next_of(schedule, preset)[rating]


@given(SCHEDULES, PRESETS)
def test_exactly_one_due_time_is_set_and_the_counters_advance(schedule, preset):
    for rating, result in next_of(schedule, preset).items():
        lapsed = schedule.phase is Phase.REVIEW and rating == AGAIN
        assert (result.due_day is None) != (result.due_at is None)
        assert result.reps == schedule.reps + 1
        assert result.lapses == schedule.lapses + lapsed
        assert (result.last_at, result.last_day) == (NOW, TODAY)


@given(st.integers(10, 300), st.floats(0.7, 0.93))
def test_a_card_due_today_is_recalled_with_the_wanted_retention(ago, retention):
    result = next_of(reviewed(ago, ago), replace(PLAIN, retention=retention))[GOOD]

    recall = retrievability(result.memory, result.interval)
    one_day_later = retrievability(result.memory, result.interval + 1)
    one_day_sooner = retrievability(result.memory, result.interval - 1)
    assert one_day_later < retention < one_day_sooner
    assert recall == pytest.approx(retention, abs=0.02)


def test_fuzz_spreads_cards_that_were_answered_together():
    fuzzy = Preset()
    intervals = {
        next_schedules(reviewed(30, 30), at=NOW, day=TODAY, uid=f"card{n}", preset=fuzzy)[
            GOOD
        ].interval
        for n in range(100)
    }

    assert len(intervals) > 5


def test_a_step_of_whole_days_is_due_on_a_day():
    preset = replace(PLAIN, learning_steps=(timedelta(minutes=10), timedelta(days=2)))

    result = next_of(Schedule(), preset)[GOOD]

    assert (result.phase, result.due_day, result.due_at) == (Phase.LEARNING, TODAY + 2, None)


def test_good_waits_as_long_as_a_hard_step_though_anki_lets_it_wait_less(anki):
    preset = replace(PLAIN, learning_steps=(timedelta(days=3),))

    hard, good = (next_of(Schedule(), preset)[rating].due_day - TODAY for rating in (HARD, GOOD))
    in_anki = anki("states", preset, card=as_anki(Schedule(), preset))

    assert (hard, good) == (4, 4)
    assert (in_anki[1]["seconds"], in_anki[2]["days"]) == (4 * 86_400, 2)


def test_without_steps_a_weak_memory_comes_back_within_the_day():
    results = next_of(Schedule(), replace(PLAIN, learning_steps=()))

    assert told_briefly(results[AGAIN]).startswith("learning ")
    assert wait(results[AGAIN], at=NOW, day=TODAY) < timedelta(hours=12)
    assert results[HARD].phase is Phase.REVIEW


def test_a_lapse_without_relearning_steps_stays_in_review():
    result = next_of(reviewed(100, 100), replace(PLAIN, relearning_steps=()))[AGAIN]

    assert (result.phase, result.lapses) == (Phase.REVIEW, 1)
    assert 1 <= result.interval < 100


def test_an_interval_that_fuzz_may_move_does_not_shrink_without_a_reason():
    early = reviewed(interval=30, ago=1, stability=30)

    results = [
        next_schedules(early, at=NOW, day=TODAY, uid=f"card{n}", preset=Preset())[GOOD]
        for n in range(50)
    ]

    assert min(result.interval for result in results) >= 30


def test_a_clock_set_back_counts_as_the_same_day():
    schedule = reviewed(10, 0)

    assert next_of(schedule, day=TODAY - 3)[GOOD].memory == next_of(schedule)[GOOD].memory


@pytest.mark.parametrize("kind", [ReviewKind.EXAM, ReviewKind.CRAM])
def test_rows_that_are_no_reviews_leave_the_schedule_alone(kind):
    row = Review("row", "laptop", "card", kind, NOW, TODAY, GOOD)

    assert apply(reviewed(10, 10), row, PLAIN) == reviewed(10, 10)


def test_an_undo_cannot_be_applied_without_the_log():
    row = Review("row", "laptop", "card", ReviewKind.UNDO, NOW, TODAY, undoes="other")

    with pytest.raises(ValueError, match="replayed"):
        apply(Schedule(), row, PLAIN)


def test_an_overdue_card_waits_for_nothing():
    assert wait(reviewed(3, 10), at=NOW, day=TODAY) == timedelta(0)
    assert wait(Schedule(), at=NOW, day=TODAY) == timedelta(0)
