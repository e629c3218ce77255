"""A schedule of ours as the columns of a card of Anki's.

Days are counted from :data:`FIRST_DAY`, the day a package's collection claims to begin on: no
clock is asked, so the same schedules give the same bytes. Anki moves the days to its own count
when it imports. Intraday steps are due at a second, steps that reach another day on a day.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from quizapp.model.schedules import Phase, Preset, Schedule

FIRST_DAY = date(2006, 1, 1).toordinal()
_EASE = 2500
_TYPES = {Phase.NEW: 0, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
_NEW, _IN_DAY, _REVIEW, _BY_DAY = 0, 1, 2, 3
_SUSPENDED, _BURIED = -1, -2


class CardState(NamedTuple):
    """The columns ``type`` to ``data`` of a card; ``due`` is a place, a second or a day."""

    type: int
    queue: int
    due: int
    interval: int
    ease: int
    reps: int
    lapses: int
    left: int
    flags: int
    data: str


@dataclass(frozen=True, slots=True)
class Held:
    """What keeps a card from being asked, and its flag (0 to 7)."""

    suspended: bool = False
    buried: bool = False
    flag: int = 0


def new_card(position: int, held: Held = Held()) -> CardState:
    """A card that was never asked, at its place among the new ones."""
    return CardState(0, _queue(_NEW, held), position, 0, 0, 0, 0, 0, held.flag, "")


def card_state(
    schedule: Schedule,
    held: Held,
    position: int,
    preset: Preset,
    decay: float,
    day_of: Callable[[int], int],
    first_day: int = FIRST_DAY,
) -> CardState:
    """The columns of a card; ``day_of`` gives the study day of a moment, ``decay`` is FSRS's w20.

    Days are counted from ``first_day``.
    """
    if schedule.phase is Phase.NEW:
        return new_card(position, held)
    queue, due = _due(schedule, day_of, first_day)
    return CardState(
        type=_TYPES[schedule.phase],
        queue=_queue(queue, held),
        due=due,
        interval=0 if schedule.phase is Phase.LEARNING else schedule.interval,
        ease=0 if schedule.phase is Phase.LEARNING else _EASE,
        reps=schedule.reps,
        lapses=schedule.lapses,
        left=_steps_left(schedule, preset),
        flags=held.flag,
        data=_memory(schedule, position, preset.retention, decay),
    )


def _due(schedule: Schedule, day_of: Callable[[int], int], first_day: int) -> tuple[int, int]:
    """Queue and due: a step that leaves its study day is due on the whole of the day it reaches."""
    if schedule.due_at is not None:
        day = day_of(schedule.due_at)
        if schedule.last_day is None or day <= schedule.last_day:
            return _IN_DAY, schedule.due_at // 1000
        return _BY_DAY, day - first_day
    day = schedule.due_day if schedule.due_day is not None else first_day
    return (_REVIEW if schedule.phase is Phase.REVIEW else _BY_DAY), day - first_day


def _queue(queue: int, held: Held) -> int:
    if held.suspended:
        return _SUSPENDED
    return _BURIED if held.buried else queue


def _steps_left(schedule: Schedule, preset: Preset) -> int:
    if schedule.phase is Phase.REVIEW:
        return 0
    learning = schedule.phase is Phase.LEARNING
    steps = preset.learning_steps if learning else preset.relearning_steps
    return max(1, len(steps) - schedule.step)


def _memory(schedule: Schedule, position: int, retention: float, decay: float) -> str:
    """The column ``data``, rounded as Anki rounds it."""
    data: dict[str, float | int] = {"pos": position}
    if schedule.memory is not None:
        data |= {
            "s": round(schedule.memory.stability, 4),
            "d": round(schedule.memory.difficulty, 3),
            "dr": round(retention, 2),
            "decay": round(decay, 3),
        }
    if schedule.last_at is not None:
        data["lrt"] = schedule.last_at // 1000
    return json.dumps(data, separators=(",", ":"))
