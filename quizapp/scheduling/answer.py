"""What a rating makes of a schedule: the one place where labels and answers come from.

The rules are Anki's with FSRS on: learning steps, relearning steps,
intervals that grow from Hard to Good to Easy and do not shrink where the memory model says they
grow. Two departures: learning delays are not fuzzed, so that the delay on a button is the delay
given; and no rating waits less than a lower one, even where steps of days are longer than the
first interval.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from quizapp.model.reviews import Logged, Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.balance import Workload, balanced, balances
from quizapp.scheduling.fuzz import fuzz_bounds, fuzz_factor, fuzzed, round_days
from quizapp.scheduling.manual import moved_by_hand
from quizapp.scheduling.memory import Model, after, interval_of, model
from quizapp.scheduling.steps import DAY_MS, Delays, delays, step_after

AGAIN, HARD, GOOD, EASY = Rating
_NEW, LEARNING, REVIEW, RELEARNING = Phase

SAME_DAY_BELOW = 0.5
"""Without steps, a card with a shorter interval (in days) comes back within the day."""


class _Asked(NamedTuple):
    """A card at the moment of its answer: what all four ratings have in common.

    ``elapsed`` study days lie between the last review and this one. ``stretch`` is the interval,
    in days, that the preset's retention gives for each day of stability.
    """

    schedule: Schedule
    at: int
    day: int
    uid: str
    preset: Preset
    model: Model
    elapsed: int
    stretch: float
    delays: Delays | None
    workload: Workload | None


def next_schedules(
    schedule: Schedule,
    *,
    at: int,
    day: int,
    uid: str,
    preset: Preset,
    workload: Workload | None = None,
) -> dict[Rating, Schedule]:
    """The schedules that the four ratings lead to, for a review ``at`` on study day ``day``.

    With a ``workload`` the preset's load balancing and easy days choose within the fuzz.

    Again ≤ Hard ≤ Good ≤ Easy ≤ the longest interval of the preset.
    """
    asked = _ask(schedule, at, day, uid, preset, workload)
    return {rating: _rated(asked, rating) for rating in Rating}


def apply(schedule: Schedule, review: Review | Logged, preset: Preset) -> Schedule:
    """The schedule after one row of the log.

    Reviews and manual rows move it, exams and cramming leave it alone. What a row says that it
    gave is the truth; a row that does not say it is worked out with the preset. An undo cannot
    be applied to a schedule, it needs the whole log of the card: see ``replay``.
    """
    if review.kind == ReviewKind.REVIEW and review.rating is not None:
        asked = _ask(schedule, review.at, review.day, review.card, preset)
        rating = Rating(review.rating)
        if review.phase is not None:
            return _as_logged(asked, rating, review, Phase(review.phase))
        return _given(asked, rating, review)
    if review.kind == ReviewKind.MANUAL:
        return moved_by_hand(schedule, review)
    if review.kind == ReviewKind.UNDO:
        raise ValueError(f"The undo {review.uid} must be replayed with the log of its card.")
    return schedule


def _as_logged(asked: _Asked, rating: Rating, row: Review | Logged, phase: Phase) -> Schedule:
    """What a row says it gave; only the memory is worked out."""
    before = asked.schedule
    taken = 0 if before.phase is REVIEW else before.step
    return _moved(
        asked,
        rating,
        after(asked.model, before.memory, rating, asked.elapsed),
        phase,
        due_day=row.due_day,
        due_at=row.due_at,
        interval=row.interval or 0,
        step=0 if phase is REVIEW else step_after(taken, rating),
    )


def _given(asked: _Asked, rating: Rating, row: Review | Logged) -> Schedule:
    """What a row from elsewhere gave: its due date, if it has one, and the rest worked out."""
    schedule = _rated(asked, rating)
    if row.due_at is not None:
        lapsed = asked.schedule.phase in (REVIEW, RELEARNING)
        return replace(
            schedule,
            phase=RELEARNING if lapsed else LEARNING,
            due_day=None,
            due_at=row.due_at,
            step=step_after(0 if asked.schedule.phase is REVIEW else asked.schedule.step, rating),
        )
    if row.due_day is None:
        return schedule
    if schedule.phase is not REVIEW and schedule.due_day is not None:  # a step of whole days
        return replace(schedule, due_day=row.due_day)
    days = max(1, row.due_day - row.day)
    return replace(schedule, phase=REVIEW, due_day=row.due_day, due_at=None, interval=days, step=0)


def wait(schedule: Schedule, *, at: int, day: int) -> timedelta:
    """How long after ``at`` on study day ``day`` a schedule is due: whole days, or the delay.

    Never negative; zero for a card that was never reviewed.
    """
    if schedule.due_day is not None:
        return timedelta(days=max(0, schedule.due_day - day))
    return timedelta(milliseconds=max(0, (schedule.due_at or at) - at))


def _ask(
    schedule: Schedule,
    at: int,
    day: int,
    uid: str,
    preset: Preset,
    workload: Workload | None = None,
) -> _Asked:
    elapsed = 0 if schedule.last_day is None else max(0, day - schedule.last_day)
    in_review = schedule.phase in (REVIEW, RELEARNING)
    steps = preset.relearning_steps if in_review else preset.learning_steps
    taken = 0 if schedule.phase is REVIEW else schedule.step
    waits = delays(steps, taken, preset.maximum_interval)
    memory_model = model(preset.parameters)
    stretch = interval_of(memory_model, 1.0, preset.retention)
    return _Asked(schedule, at, day, uid, preset, memory_model, elapsed, stretch, waits, workload)


def _rated(asked: _Asked, rating: Rating) -> Schedule:
    memory = after(asked.model, asked.schedule.memory, rating, asked.elapsed)
    delay = _delay(asked, rating, memory)
    if delay is not None:
        return _in_steps(asked, rating, memory, delay)
    days = _days(asked, rating, memory)
    return _moved(asked, rating, memory, REVIEW, due_day=asked.day + days, interval=days)


def _delay(asked: _Asked, rating: Rating, memory: MemoryState) -> int | None:
    """Milliseconds to the next step, None when the rating leads to review."""
    if rating == EASY or (asked.schedule.phase is REVIEW and rating != AGAIN):
        return None
    if asked.delays is not None:
        waits = asked.delays
        return (waits.again, waits.hard, waits.good)[rating - 1]
    return _short_delay(asked, memory)


def _short_delay(asked: _Asked, memory: MemoryState) -> int | None:
    """Without steps, a memory too weak for half a day brings the card back within the day."""
    days = memory.stability * asked.stretch
    short_term = asked.model.weights[17] > 0 and asked.model.weights[18] > 0
    return int(days * DAY_MS) if short_term and days < SAME_DAY_BELOW else None


def _in_steps(asked: _Asked, rating: Rating, memory: MemoryState, delay: int) -> Schedule:
    before = asked.schedule
    lapsed = before.phase in (REVIEW, RELEARNING)
    interval = before.interval
    if lapsed and (rating == AGAIN or asked.delays is None):
        interval = fuzzed(memory.stability * asked.stretch, 1, asked.preset.maximum_interval, None)
    taken = 0 if before.phase is REVIEW else before.step
    whole_days, rest = divmod(delay, DAY_MS)
    return _moved(
        asked,
        rating,
        memory,
        RELEARNING if lapsed else LEARNING,
        due_day=asked.day + whole_days if rest == 0 else None,
        due_at=asked.at + delay if rest else None,
        interval=interval,
        step=step_after(taken, rating),
    )


def _days(asked: _Asked, rating: Rating, memory: MemoryState) -> int:
    """The interval of a rating that leads to review, in whole days.

    Each rating's interval starts from that of the rating below it, so they are worked out in
    order up to the one asked for.
    """
    preset, before = asked.preset, asked.schedule
    factor = fuzz_factor(asked.uid, before.reps) if preset.fuzz else None
    in_review = before.phase is REVIEW
    growing_from = HARD if in_review else GOOD
    days, shortest = 0, _shortest(asked)
    for passing in _ladder(asked):
        stability = (
            memory.stability
            if passing == rating
            else after(asked.model, before.memory, passing, asked.elapsed).stability
        )
        exact = stability * asked.stretch
        if in_review and passing != AGAIN:
            shortest = max(shortest, _shortest_grown(asked, exact))
        days = _spread(asked, exact, shortest, factor)
        shortest = days + (passing >= growing_from)
        if passing == rating:
            break
    return days


def _spread(asked: _Asked, exact: float, shortest: int, factor: float | None) -> int:
    """Whole days within the fuzz of an interval; the workload chooses among them if it may."""
    preset, workload = asked.preset, asked.workload
    longest = preset.maximum_interval
    if (
        workload is None
        or factor is None
        or not balances(preset.easy_days, preset.load_balance, exact)
    ):
        return fuzzed(exact, shortest, longest, factor)
    return balanced(
        exact,
        shortest,
        longest,
        factor,
        day=asked.day,
        workload=workload,
        easy_days=preset.easy_days,
        load_balance=preset.load_balance,
    )


def _ladder(asked: _Asked) -> tuple[Rating, ...]:
    """The ratings whose intervals depend on one another, lowest first."""
    if asked.schedule.phase is REVIEW:
        passing = (HARD, GOOD, EASY)
        return passing if asked.delays is not None else (AGAIN, *passing)
    if asked.delays is not None:
        return (GOOD, EASY)
    return tuple(Rating)


def _shortest(asked: _Asked) -> int:
    """The days of the step that the rating below gives, at least one."""
    if asked.delays is None:
        return 1
    in_review = asked.schedule.phase is REVIEW
    below = asked.delays.again if in_review else asked.delays.hard
    return max(1, -(-below // DAY_MS))


def _shortest_grown(asked: _Asked, exact: float) -> int:
    """The fewest days for a card in review that fuzz may leave of its ``exact`` interval.

    An interval that grows grows by a day at least; one that stays within its fuzz does not
    shrink.
    """
    last = asked.schedule.interval
    if round_days(exact) > last:
        return last + 1
    _, longest = fuzz_bounds(exact, 1, asked.preset.maximum_interval)
    return last if last <= longest else 1


def _moved(
    asked: _Asked,
    rating: Rating,
    memory: MemoryState,
    phase: Phase,
    *,
    interval: int,
    due_day: int | None = None,
    due_at: int | None = None,
    step: int = 0,
) -> Schedule:
    before = asked.schedule
    lapse = before.phase is REVIEW and rating == AGAIN
    return Schedule(
        phase=phase,
        memory=memory,
        due_day=due_day,
        due_at=due_at,
        interval=interval,
        step=step,
        reps=before.reps + 1,
        lapses=before.lapses + lapse,
        last_at=asked.at,
        last_day=asked.day,
    )
