"""A card at the moment of its answer: what all four ratings have in common."""

from typing import NamedTuple

from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.balance import Workload
from quizapp.scheduling.memory import Model, after, interval_of, model
from quizapp.scheduling.steps import Delays, delays


class Moment(NamedTuple):
    """What is known before the rating.

    ``elapsed`` study days lie between the last review and this one. ``stretch`` is the interval,
    in days, that the preset's retention gives for each day of stability. ``memories`` fills as
    ratings are worked out.
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
    memories: dict[Rating, MemoryState]


def moment_of(
    schedule: Schedule,
    at: int,
    day: int,
    uid: str,
    preset: Preset,
    workload: Workload | None = None,
) -> Moment:
    """All that the four ratings of a card ``at`` a moment of study day ``day`` need."""
    elapsed = 0 if schedule.last_day is None else max(0, day - schedule.last_day)
    in_review = schedule.phase in (Phase.REVIEW, Phase.RELEARNING)
    steps = preset.relearning_steps if in_review else preset.learning_steps
    taken = 0 if schedule.phase is Phase.REVIEW else schedule.step
    waits = delays(steps, taken, preset.maximum_interval)
    memory_model = model(preset.parameters)
    stretch = interval_of(memory_model, 1.0, preset.retention)
    return Moment(
        schedule, at, day, uid, preset, memory_model, elapsed, stretch, waits, workload, {}
    )


def memory_after(moment: Moment, rating: Rating) -> MemoryState:
    """What a rating makes of the memory, worked out once for all who ask."""
    if rating not in moment.memories:
        found = after(moment.model, moment.schedule.memory, rating, moment.elapsed)
        moment.memories[rating] = found
    return moment.memories[rating]
