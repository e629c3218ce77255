"""A card of Anki's as a schedule of ours: what :mod:`quizapp.anki.states` writes, read back."""

from collections.abc import Callable
from datetime import date
from math import isfinite

from quizapp.anki.collection import CardRead
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule

_PHASES = {1: Phase.LEARNING, 2: Phase.REVIEW, 3: Phase.RELEARNING}
_LAST_DAY = date.max.toordinal()
_SECONDS = 1_000_000_000
"""A ``due`` from here on is a time in UTC seconds, below it a day number."""

_LATEST = 253_370_764_800
_LONGEST = 36_500
_MOST = 1_000_000

SUSPENDED = -1
BURIED = frozenset({-2, -3})


def schedule_read(
    card: CardRead,
    last_at: int | None,
    day_zero: int,
    day_of: Callable[[int], int],
    preset: Preset,
) -> Schedule | None:
    """The schedule a card of Anki's stands for; None for one that was never asked.

    ``last_at`` is the time of its last review in the log, ``day_zero`` the date Anki counts from,
    ``day_of`` gives the study day of a moment. The memory is None where FSRS was not on.
    """
    phase = _PHASES.get(card.kind)
    if phase is None:
        return None
    by_time = card.due >= _SECONDS and phase is not Phase.REVIEW
    due_day = None if by_time else min(max(day_zero + card.due, 1), _LAST_DAY)
    due_at = 1000 * min(card.due, _LATEST) if by_time else None
    interval = min(max(card.interval, 0), _LONGEST)
    last_at = _last_at(card, last_at)
    last_day = day_of(last_at) if last_at is not None else None
    if last_day is None:
        last_day = max(1, (due_day or day_of(1000 * card.changed)) - interval)
    return Schedule(
        phase=phase,
        memory=memory_of(card),
        due_day=due_day,
        due_at=due_at,
        interval=interval,
        step=_steps_taken(card, phase, preset),
        reps=min(max(card.reps, 1), _MOST),
        lapses=min(max(card.lapses, 0), _MOST),
        last_at=last_at,
        last_day=last_day,
    )


def memory_of(card: CardRead) -> MemoryState | None:
    """What FSRS knows of a card; None where it says nothing, or what cannot be."""
    stability, difficulty = card.data.get("s"), card.data.get("d")
    if stability is None or difficulty is None:
        return None
    if not (isfinite(stability) and isfinite(difficulty) and stability > 0):
        return None
    return MemoryState(min(stability, float(_LONGEST)), min(max(difficulty, 1.0), 10.0))


def _last_at(card: CardRead, logged: int | None) -> int | None:
    """When a card was reviewed last: the log knows it to the millisecond, FSRS to the second."""
    told = card.data.get("lrt", 0.0)
    if not isfinite(told) or not 0 < told < _LATEST:
        return logged
    if logged is not None and abs(logged - 1000 * told) < 2000:
        return logged
    return int(1000 * told) if logged is None else max(logged, int(1000 * told))


def _steps_taken(card: CardRead, phase: Phase, preset: Preset) -> int:
    if phase is Phase.REVIEW:
        return 0
    learning = phase is Phase.LEARNING
    steps = preset.learning_steps if learning else preset.relearning_steps
    return max(0, len(steps) - max(card.left % 1000, 0))
