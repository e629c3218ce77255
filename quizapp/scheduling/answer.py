"""What a rating makes of a schedule: the one place where labels and answers come from.

The rules are Anki's with FSRS on: learning steps, relearning steps,
intervals that grow from Hard to Good to Easy and do not shrink where the memory model says they
grow. Two departures: learning delays are not fuzzed, so that the delay on a button is the delay
given; and no rating waits less than a lower one, even where steps of days are longer than the
first interval.
"""

from dataclasses import replace
from datetime import timedelta

from quizapp.model.reviews import Logged, Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.balance import Workload
from quizapp.scheduling.fuzz import fuzzed
from quizapp.scheduling.manual import moved_by_hand
from quizapp.scheduling.moment import Moment, memory_after, moment_of
from quizapp.scheduling.passing import days_of
from quizapp.scheduling.steps import DAY_MS, step_after

AGAIN, HARD, GOOD, EASY = Rating
_NEW, LEARNING, REVIEW, RELEARNING = Phase

SAME_DAY_BELOW = 0.5
"""Without steps, a card with a shorter interval (in days) comes back within the day."""


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
    moment = moment_of(schedule, at, day, uid, preset, workload)
    return {rating: _rated(moment, rating) for rating in Rating}


def next_schedule(
    schedule: Schedule,
    rating: Rating,
    *,
    at: int,
    day: int,
    uid: str,
    preset: Preset,
    workload: Workload | None = None,
) -> Schedule:
    """The one that a rating leads to: that of :func:`next_schedules`."""
    return _rated(moment_of(schedule, at, day, uid, preset, workload), rating)


def apply(schedule: Schedule, review: Review | Logged, preset: Preset) -> Schedule:
    """The schedule after one row of the log.

    Reviews and manual rows move it, exams and cramming leave it alone. What a row says that it
    gave is the truth; a row that does not say it is worked out with the preset. An undo cannot
    be applied to a schedule, it needs the whole log of the card: see ``replay``.
    """
    if review.kind == ReviewKind.REVIEW and review.rating is not None:
        moment = moment_of(schedule, review.at, review.day, review.card, preset)
        rating = Rating(review.rating)
        if review.phase is not None:
            return _as_logged(moment, rating, review, Phase(review.phase))
        return _given(moment, rating, review)
    if review.kind == ReviewKind.MANUAL:
        return moved_by_hand(schedule, review)
    if review.kind == ReviewKind.UNDO:
        raise ValueError(f"The undo {review.uid} must be replayed with the log of its card.")
    return schedule


def _as_logged(moment: Moment, rating: Rating, row: Review | Logged, phase: Phase) -> Schedule:
    """What a row says it gave; only the memory is worked out."""
    before = moment.schedule
    taken = 0 if before.phase is REVIEW else before.step
    return _moved(
        moment,
        rating,
        memory_after(moment, rating),
        phase,
        due_day=row.due_day,
        due_at=row.due_at,
        interval=row.interval or 0,
        step=0 if phase is REVIEW else step_after(taken, rating),
    )


def _given(moment: Moment, rating: Rating, row: Review | Logged) -> Schedule:
    """What a row from elsewhere gave: its due date, if it has one, and the rest worked out."""
    schedule = _rated(moment, rating)
    if row.due_at is not None:
        lapsed = moment.schedule.phase in (REVIEW, RELEARNING)
        return replace(
            schedule,
            phase=RELEARNING if lapsed else LEARNING,
            due_day=None,
            due_at=row.due_at,
            step=step_after(0 if moment.schedule.phase is REVIEW else moment.schedule.step, rating),
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


def _rated(moment: Moment, rating: Rating) -> Schedule:
    memory = memory_after(moment, rating)
    delay = _delay(moment, rating, memory)
    if delay is not None:
        return _in_steps(moment, rating, memory, delay)
    days = days_of(moment, rating, memory)
    return _moved(moment, rating, memory, REVIEW, due_day=moment.day + days, interval=days)


def _delay(moment: Moment, rating: Rating, memory: MemoryState) -> int | None:
    """Milliseconds to the next step, None when the rating leads to review."""
    if rating == EASY or (moment.schedule.phase is REVIEW and rating != AGAIN):
        return None
    if moment.delays is not None:
        waits = moment.delays
        return (waits.again, waits.hard, waits.good)[rating - 1]
    return _short_delay(moment, memory)


def _short_delay(moment: Moment, memory: MemoryState) -> int | None:
    """Without steps, a memory too weak for half a day brings the card back within the day."""
    days = memory.stability * moment.stretch
    short_term = moment.model.weights[17] > 0 and moment.model.weights[18] > 0
    return int(days * DAY_MS) if short_term and days < SAME_DAY_BELOW else None


def _in_steps(moment: Moment, rating: Rating, memory: MemoryState, delay: int) -> Schedule:
    before = moment.schedule
    lapsed = before.phase in (REVIEW, RELEARNING)
    interval = before.interval
    if lapsed and (rating == AGAIN or moment.delays is None):
        interval = fuzzed(
            memory.stability * moment.stretch, 1, moment.preset.maximum_interval, None
        )
    taken = 0 if before.phase is REVIEW else before.step
    whole_days, rest = divmod(delay, DAY_MS)
    return _moved(
        moment,
        rating,
        memory,
        RELEARNING if lapsed else LEARNING,
        due_day=moment.day + whole_days if rest == 0 else None,
        due_at=moment.at + delay if rest else None,
        interval=interval,
        step=step_after(taken, rating),
    )


def _moved(
    moment: Moment,
    rating: Rating,
    memory: MemoryState,
    phase: Phase,
    *,
    interval: int,
    due_day: int | None = None,
    due_at: int | None = None,
    step: int = 0,
) -> Schedule:
    before = moment.schedule
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
        last_at=moment.at,
        last_day=moment.day,
    )
