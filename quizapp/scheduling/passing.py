"""Whole days to the next review for a rating that leads to review, as Anki's rules have them."""

from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase
from quizapp.scheduling.balance import balanced, balances
from quizapp.scheduling.fuzz import fuzz_bounds, fuzz_factor, fuzzed, round_days
from quizapp.scheduling.memory import Model
from quizapp.scheduling.moment import Moment, memory_after
from quizapp.scheduling.steps import DAY_MS

AGAIN, HARD, GOOD, EASY = Rating


def days_of(moment: Moment, rating: Rating, memory: MemoryState) -> int:
    """The interval of a rating that leads to review, in whole days.

    Each rating's interval starts from that of the rating below it, so they are worked out in
    order up to the one asked for. Before a deadline a better rating can be wanted sooner than a
    lower one, since its memory lasts longer: it waits as long as the lower one then.
    """
    preset, before = moment.preset, moment.schedule
    factor = fuzz_factor(moment.uid, before.reps) if preset.fuzz else None
    in_review = before.phase is Phase.REVIEW
    growing_from = HARD if in_review else GOOD
    given, shortest = 0, _shortest(moment)
    for passing in _ladder(moment):
        reached = memory if passing == rating else memory_after(moment, passing)
        exact = reached.stability * moment.stretch
        if in_review and passing != AGAIN:
            shortest = max(shortest, _shortest_grown(moment, exact))
        days = _spread(moment, exact, shortest, factor)
        shortest = days + (passing >= growing_from)
        days = in_time(days, reached, moment.model, moment.day, preset.deadline)
        given = max(given, days)
        if passing == rating:
            break
    return given


def in_time(days: int, memory: MemoryState, model: Model, day: int, deadline: int | None) -> int:
    """The interval of a review on study day ``day``, shortened where a deadline asks for it."""
    if deadline is None or deadline <= day:
        return days
    import numpy as np

    from quizapp.scheduling.deadline import latest

    stability, difficulty = np.array([memory.stability]), np.array([memory.difficulty])
    last = latest(model, stability, difficulty, np.array([float(deadline - day)]))[0]
    return int(max(1, min(days, last)))


def _spread(moment: Moment, exact: float, shortest: int, factor: float | None) -> int:
    """Whole days within the fuzz of an interval; the workload chooses among them if it may."""
    preset, workload = moment.preset, moment.workload
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
        day=moment.day,
        workload=workload,
        easy_days=preset.easy_days,
        load_balance=preset.load_balance,
    )


def _ladder(moment: Moment) -> tuple[Rating, ...]:
    """The ratings whose intervals depend on one another, lowest first."""
    if moment.schedule.phase is Phase.REVIEW:
        passing = (HARD, GOOD, EASY)
        return passing if moment.delays is not None else (AGAIN, *passing)
    if moment.delays is not None:
        return (GOOD, EASY)
    return tuple(Rating)


def _shortest(moment: Moment) -> int:
    """The days of the step that the rating below gives, at least one."""
    if moment.delays is None:
        return 1
    in_review = moment.schedule.phase is Phase.REVIEW
    below = moment.delays.again if in_review else moment.delays.hard
    return max(1, -(-below // DAY_MS))


def _shortest_grown(moment: Moment, exact: float) -> int:
    """The fewest days for a card in review that fuzz may leave of its ``exact`` interval.

    An interval that grows grows by a day at least; one that stays within its fuzz does not
    shrink.
    """
    last = moment.schedule.interval
    if round_days(exact) > last:
        return last + 1
    _, longest = fuzz_bounds(exact, 1, moment.preset.maximum_interval)
    return last if last <= longest else 1
