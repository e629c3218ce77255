import json
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.answer import apply, next_schedules
from quizapp.scheduling.memory import next_memory
from quizapp.scheduling.replay import replay, undone

START, FIRST_DAY, DAY_MS = 1_790_000_000_000, 739_000, 86_400_000
PRESET = Preset()


def given_by(schedule):
    return {
        "due_day": schedule.due_day,
        "due_at": schedule.due_at,
        "phase": schedule.phase.value,
        "interval": schedule.interval,
    }


def row(uid, kind=ReviewKind.REVIEW, at=START, day=FIRST_DAY, rating=None, **more):
    return Review(uid, "laptop", "card", kind, at, day, rating, **more)


def answer(uid, rating, days=0, minutes=0):
    at = START + days * DAY_MS + minutes * 60_000
    return row(uid, at=at, day=FIRST_DAY + days, rating=rating)


def undo(uid, target, at=START + 90 * DAY_MS):
    return row(uid, ReviewKind.UNDO, at=at, day=FIRST_DAY + 90, undoes=target)


class Session:
    """A learner's live session: applies answers, keeps the schedules before them, undoes."""

    def __init__(self):
        self.log = []
        self.done = []
        self.taken_back = []
        self.schedule = Schedule()
        self.at, self.day = START, FIRST_DAY
        self.preset = PRESET

    def later(self, days):
        self.day += days
        self.at += days * DAY_MS + 60_000

    def write(self, **fields):
        fields = {"at": self.at, "day": self.day, **fields}
        self.log.append(row(f"row{len(self.log):04}", **fields))
        return self.log[-1]

    def answer(self, rating):
        before = self.schedule
        self.schedule = next_schedules(
            before, at=self.at, day=self.day, uid="card", preset=self.preset
        )[rating]
        review = self.write(rating=rating, **given_by(self.schedule))
        self.done.append((review, before))
        self.taken_back.clear()

    def choose(self, preset):
        self.preset = preset

    def set_due(self, days):
        self.by_hand(due_day=self.day + days)

    def forget(self):
        self.by_hand()

    def by_hand(self, **due):
        row = self.write(kind=ReviewKind.MANUAL, **due)
        self.done.append((row, self.schedule))
        self.taken_back.clear()
        self.schedule = apply(self.schedule, row, self.preset)

    def sit_exam(self, rating):
        self.schedule = apply(
            self.schedule, self.write(kind=ReviewKind.EXAM, rating=rating), PRESET
        )

    def undo(self):
        if self.done:
            review, before = self.done.pop()
            written = self.write(kind=ReviewKind.UNDO, undoes=review.uid)
            self.taken_back.append((written, review, self.schedule, before))
            self.schedule = before

    def redo(self):
        if self.taken_back:
            written, review, after, before = self.taken_back.pop()
            self.write(kind=ReviewKind.UNDO, undoes=written.uid)
            self.done.append((review, before))
            self.schedule = after


PRESETS = (
    PRESET,
    Preset(retention=0.8, fuzz=False),
    Preset(learning_steps=(), relearning_steps=()),
    Preset(learning_steps=(timedelta(minutes=5), timedelta(days=1), timedelta(days=3))),
    Preset(relearning_steps=(timedelta(days=1),), retention=0.97, maximum_interval=20),
)
ACTS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(Rating)),
    st.tuples(st.just("answer"), st.sampled_from(Rating)),
    st.tuples(st.just("choose"), st.sampled_from(PRESETS)),
    st.tuples(st.just("set_due"), st.integers(0, 30)),
    st.tuples(st.just("forget")),
    st.tuples(st.just("sit_exam"), st.sampled_from(Rating)),
    st.tuples(st.just("later"), st.integers(0, 60)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.lists(ACTS, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_a_replay_of_the_log_ends_in_the_live_schedule_bit_for_bit(acts, rng):
    session = Session()
    for act, *arguments in acts:
        getattr(session, act)(*arguments)
    rng.shuffle(session.log)

    assert replay(session.log, "card", PRESET) == session.schedule


@pytest.mark.slow
def test_ten_thousand_random_histories_replay_to_their_live_schedules_whatever_was_set():
    chance = random.Random(20)
    acts = (
        *(("answer", list(Rating)),) * 9,
        *(("later", [0, 0, 1, 3, 10, 40, 200]),) * 6,
        *(("choose", PRESETS), ("undo", []), ("redo", []), ("sit_exam", list(Rating))),
        *(("set_due", [0, 1, 30]), ("forget", [])),
    )
    wrong = []
    for number in range(10_000):
        session = Session()
        for _act in range(chance.randrange(1, 24)):
            act, arguments = chance.choice(acts)
            getattr(session, act)(*([chance.choice(arguments)] if arguments else []))
        if replay(session.log, "card", PRESETS[number % 5]) != session.schedule:
            wrong.append(session.log)

    assert wrong == []


def test_an_empty_log_is_a_new_card():
    assert replay([], "card", PRESET) == Schedule()


def test_learning_review_lapse_and_relearning_in_one_log():
    log = [
        answer("a", Rating.GOOD),
        answer("b", Rating.GOOD, minutes=10),
        answer("c", Rating.GOOD, days=2),
        answer("d", Rating.AGAIN, days=12),
        answer("e", Rating.GOOD, days=12, minutes=10),
    ]

    phases = [replay(log[: n + 1], "card", PRESET).phase for n in range(len(log))]
    final = replay(log, "card", PRESET)

    assert phases == [
        Phase.LEARNING, Phase.REVIEW, Phase.REVIEW, Phase.RELEARNING, Phase.REVIEW,
    ]  # fmt: skip
    assert (final.reps, final.lapses, final.last_day) == (5, 1, FIRST_DAY + 12)


def test_memory_depends_on_study_days_not_on_hours():
    evening = row("a", at=START, day=FIRST_DAY, rating=Rating.GOOD)
    morning = row("b", at=START + 10 * 3_600_000, day=FIRST_DAY + 1, rating=Rating.GOOD)

    memory = replay([evening, morning], "card", PRESET).memory

    assert memory == next_memory(next_memory(None, Rating.GOOD, 0), Rating.GOOD, 1)
    assert memory.stability == pytest.approx(7.3, abs=0.05)


def test_rows_with_equal_times_count_in_the_order_of_their_uids():
    log = [answer("b", Rating.AGAIN), answer("a", Rating.EASY)]

    assert replay(log, "card", PRESET).lapses == 1


def test_a_row_of_another_card_is_refused():
    with pytest.raises(ValueError, match="card"):
        replay([answer("a", Rating.GOOD)], "another", PRESET)


# undo rows as "uid of the undo > what it takes back" | rows taken back
UNDOS = """
u1>a             | a
u1>a u2>u1       | u1
u1>a u2>u1 u3>u2 | a u2
u1>a u2>a        | a
u1>a u2>a u3>u2  | a u2
u1>a u2>b        | a b
u1>nothing       | nothing
u1>u2 u2>u1      |
"""


@pytest.mark.parametrize("case", UNDOS.strip().splitlines())
def test_an_undo_of_an_undo_is_a_redo(case):
    undos, expected = case.split("|")
    log = [answer("a", Rating.GOOD), answer("b", Rating.GOOD, days=3)]
    log += [undo(*pair.split(">")) for pair in undos.split()]

    assert undone(log) == set(expected.split())


def test_an_undo_of_the_same_millisecond_still_counts():
    log = [answer("b", Rating.GOOD), undo("a", "b", at=START)]

    assert replay(log, "card", PRESET) == Schedule()


def test_a_long_chain_of_undo_and_redo_is_followed_to_its_end():
    log = [answer("row0", Rating.GOOD)]
    log += [undo(f"row{n + 1}", f"row{n}") for n in range(5001)]

    assert replay(log, "card", PRESET) == Schedule()


def test_undoing_an_exam_changes_nothing():
    log = [answer("a", Rating.GOOD), row("b", ReviewKind.EXAM, rating=Rating.AGAIN), undo("c", "b")]

    assert replay(log, "card", PRESET) == replay(log[:1], "card", PRESET)


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(Rating)), min_size=1, max_size=25))
def test_fuzz_does_not_touch_the_memory_state(history):
    days, log = 0, []
    for number, (gap, rating) in enumerate(history):
        days += gap
        log.append(answer(f"row{number:03}", rating, days=days, minutes=number))

    fuzzy, plain = replay(log, "card", PRESET), replay(log, "card", Preset(fuzz=False))

    assert fuzzy.memory == plain.memory
    assert (fuzzy.phase, fuzzy.reps, fuzzy.lapses) == (plain.phase, plain.reps, plain.lapses)


def test_two_cards_with_one_history_get_different_days():
    rng = random.Random(5)
    history = [answer(f"row{n}", Rating.GOOD, days=n * 20) for n in range(4)]
    cards = [f"card{rng.random()}" for _ in range(40)]

    due = {replay([on(each, card) for each in history], card, PRESET).due_day for card in cards}

    assert len(due) > 5


def on(review, card):
    return Review(
        review.uid, review.device, card, review.kind, review.at, review.day, review.rating
    )


def test_what_a_row_says_it_gave_is_the_truth():
    log = [
        row("a", rating=Rating.EASY, due_day=FIRST_DAY + 77, phase="review", interval=77),
        row(
            "b",
            at=START + DAY_MS,
            day=FIRST_DAY + 1,
            rating=Rating.AGAIN,
            due_day=FIRST_DAY + 2,
            phase="relearning",
            interval=3,
        ),
    ]

    one, two = replay(log[:1], "card", PRESET), replay(log, "card", PRESET)

    assert (one.phase, one.due_day, one.interval) == (Phase.REVIEW, FIRST_DAY + 77, 77)
    assert one.memory == next_memory(None, Rating.EASY, 0)
    assert (two.phase, two.due_day, two.interval, two.lapses) == (
        Phase.RELEARNING, FIRST_DAY + 2, 3, 1,
    )  # fmt: skip
    assert two.memory == next_memory(one.memory, Rating.AGAIN, 1)


def test_a_due_date_from_elsewhere_holds_though_the_row_names_no_phase():
    log = [
        row("a", rating=Rating.GOOD, due_at=START + 300_000),
        row("b", at=START + 400_000, rating=Rating.GOOD, due_day=FIRST_DAY + 9),
    ]

    one, two = replay(log[:1], "card", PRESET), replay(log, "card", PRESET)

    assert (one.phase, one.due_at, one.step) == (Phase.LEARNING, START + 300_000, 1)
    assert (two.phase, two.due_day, two.interval) == (Phase.REVIEW, FIRST_DAY + 9, 9)


def test_a_due_date_set_by_hand_keeps_the_memory():
    log = [answer("a", Rating.EASY), row("b", ReviewKind.MANUAL, due_day=FIRST_DAY + 3)]

    before, after = replay(log[:1], "card", PRESET), replay(log, "card", PRESET)

    assert (after.phase, after.due_day, after.interval) == (Phase.REVIEW, FIRST_DAY + 3, 3)
    assert (after.memory, after.reps, after.last_day) == (before.memory, 1, FIRST_DAY)


def test_a_new_card_with_a_due_date_learns_from_its_first_review_on():
    log = [row("a", ReviewKind.MANUAL, due_day=FIRST_DAY + 3), answer("b", Rating.GOOD, days=3)]

    assert replay(log[:1], "card", PRESET).phase is Phase.REVIEW
    assert replay(log, "card", PRESET).memory == next_memory(None, Rating.GOOD, 0)


def test_a_forgotten_card_is_new_again_but_its_past_is_known():
    log = [answer("a", Rating.EASY), row("b", ReviewKind.MANUAL)]

    assert replay(log, "card", PRESET) == Schedule(reps=1)


def test_a_schedule_that_came_along_is_taken_over_with_the_due_date_of_its_row():
    state = json.dumps({
        "phase": "review", "stability": 12.5, "difficulty": 4.5, "interval": 11, "reps": 7,
        "lapses": 2, "last_day": FIRST_DAY - 5,
    })  # fmt: skip
    log = [
        row("a", ReviewKind.MANUAL, due_day=FIRST_DAY + 6, state=state),
        answer("b", Rating.GOOD, days=6, minutes=1),
    ]

    one, two = replay(log[:1], "card", PRESET), replay(log, "card", PRESET)

    assert (one.phase, one.due_day, one.interval, one.lapses) == (
        Phase.REVIEW, FIRST_DAY + 6, 11, 2,
    )  # fmt: skip
    assert two.memory == next_memory(MemoryState(12.5, 4.5), Rating.GOOD, 11)
    assert two.reps == 8


def test_longer_steps_of_the_preset_show_in_the_replay():
    preset = Preset(learning_steps=(timedelta(minutes=25), timedelta(days=1)))

    schedule = replay([answer("a", Rating.AGAIN)], "card", preset)

    assert schedule.due_at == START + 25 * 60_000
