"""The next interval of each rating, as a button shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset, Schedule
from quizapp.scheduling.answer import next_schedules, wait
from quizapp.scheduling.balance import Workload


@dataclass(frozen=True, slots=True)
class Wait:
    """An interval: whole days, or minutes for a step within the day. Exactly one is set."""

    days: int | None = None
    minutes: int | None = None


def waits(
    schedule: Schedule,
    at: int,
    day: int,
    uid: str,
    preset: Preset,
    workload: Workload | None = None,
) -> Mapping[Rating, Wait]:
    """What each rating of a card would give now."""
    following = next_schedules(schedule, at=at, day=day, uid=uid, preset=preset, workload=workload)
    return MappingProxyType(
        {rating: wait_of(state, at, day) for rating, state in following.items()}
    )


def unmoved(schedule: Schedule, at: int, day: int) -> Mapping[Rating, Wait]:
    """The same outside the schedule: the card comes when it would have come anyway."""
    return MappingProxyType(dict.fromkeys(Rating, wait_of(schedule, at, day)))


def wait_of(schedule: Schedule, at: int, day: int) -> Wait:
    """How long after ``at`` on study day ``day`` a schedule is due."""
    delay = wait(schedule, at=at, day=day)
    if schedule.due_day is not None:
        return Wait(days=delay.days)
    return Wait(minutes=round(delay.total_seconds() / 60))
