"""What a rating makes of a schedule: the one place where labels and answers come from.

The rules are Anki's with FSRS on, without its load balancer: learning steps, relearning steps,
intervals that grow from Hard to Good to Easy and do not shrink where the memory model says they
grow. Two departures: learning delays are not fuzzed, so that the delay on a button is the delay
given; and no rating waits less than a lower one, even where steps of days are longer than the
first interval.
"""

from datetime import timedelta
from typing import NamedTuple

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.fuzz import fuzz_bounds, fuzz_factor, fuzzed, round_days
from quizapp.scheduling.memory import Model, after, interval_of, model
from quizapp.scheduling.steps import DAY_MS, Delays, delays

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


def next_schedules(
    schedule: Schedule, *, at: int, day: int, uid: str, preset: Preset
) -> dict[Rating, Schedule]:
    """The schedules that the four ratings lead to, for a review ``at`` on study day ``day``.

    Again ≤ Hard ≤ Good ≤ Easy ≤ the longest interval of the preset.
    """
    asked = _ask(schedule, at, day, uid, preset)
    return {rating: _rated(asked, rating) for rating in Rating}


def apply(schedule: Schedule, review: Review, preset: Preset) -> Schedule:
    """The schedule after one row of the log.

    Only reviews move it. Exams and cramming leave it alone; manual rows have no effect yet. An
    undo cannot be applied to a schedule, it needs the whole log of the card: see ``replay``.
    """
    if review.kind == ReviewKind.REVIEW and review.rating is not None:
        asked = _ask(schedule, review.at, review.day, review.card, preset)
        return _rated(asked, review.rating)
    if review.kind == ReviewKind.UNDO:
        raise ValueError(f"The undo {review.uid} must be replayed with the log of its card.")
    return schedule


def wait(schedule: Schedule, *, at: int, day: int) -> timedelta:
    """How long after ``at`` on study day ``day`` a schedule is due: whole days, or the delay.

    Never negative; zero for a card that was never reviewed.
    """
    if schedule.due_day is not None:
        return timedelta(days=max(0, schedule.due_day - day))
    return timedelta(milliseconds=max(0, (schedule.due_at or at) - at))


def _ask(schedule: Schedule, at: int, day: int, uid: str, preset: Preset) -> _Asked:
    elapsed = 0 if schedule.last_day is None else max(0, day - schedule.last_day)
    in_review = schedule.phase in (REVIEW, RELEARNING)
    steps = preset.relearning_steps if in_review else preset.learning_steps
    taken = 0 if schedule.phase is REVIEW else schedule.step
    waits = delays(steps, taken, preset.maximum_interval)
    memory_model = model(preset.parameters)
    stretch = interval_of(memory_model, 1.0, preset.retention)
    return _Asked(schedule, at, day, uid, preset, memory_model, elapsed, stretch, waits)


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
    taken = 0 if rating == AGAIN or before.phase is REVIEW else before.step
    if rating == GOOD and asked.delays is not None:
        taken += 1
    whole_days, rest = divmod(delay, DAY_MS)
    return _moved(
        asked,
        rating,
        memory,
        RELEARNING if lapsed else LEARNING,
        due_day=asked.day + whole_days if rest == 0 else None,
        due_at=asked.at + delay if rest else None,
        interval=interval,
        step=taken,
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
        days = fuzzed(exact, shortest, preset.maximum_interval, factor)
        shortest = days + (passing >= growing_from)
        if passing == rating:
            break
    return days


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
