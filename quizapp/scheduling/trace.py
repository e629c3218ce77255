"""What each review of a card found and left: for logs of other programs, which keep both.

A whole log must cost little here. Difficulty depends on the ratings alone, so equal beginnings of
logs are worked out once; the phase stands in the rows, but for those from elsewhere.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.answer import apply
from quizapp.scheduling.memory import next_memory


class Trace(NamedTuple):
    """A review, the phase it found the card in, and the difficulty it left (1 to 10).

    A card that was moved by hand has no rating; its difficulty is None where it became new.
    """

    review: Review
    phase: Phase
    difficulty: float | None


def traced(reviews: Sequence[Review], preset: Preset) -> list[Trace]:
    """The rows of one card that move its schedule, oldest first, with what each found and left.

    ``reviews`` are the rows of one card that no undo took back, in the order they count.
    """
    rows = [row for row in reviews if row.kind in (ReviewKind.REVIEW, ReviewKind.MANUAL)]
    told = all(row.kind is ReviewKind.REVIEW and row.phase is not None for row in rows)
    return list(_told(rows, preset) if told else _worked_out(rows, preset))


def _told(reviews: Sequence[Review], preset: Preset) -> Iterator[Trace]:
    """As the rows themselves tell: each says which phase it led to."""
    phase, difficulty = Phase.NEW, None
    for row in reviews:
        if row.rating is not None and row.phase is not None:
            difficulty = _difficulty(preset.parameters, difficulty, row.rating)
            yield Trace(row, phase, difficulty)
            phase = Phase(row.phase)


def _worked_out(reviews: Sequence[Review], preset: Preset) -> Iterator[Trace]:
    """As a replay goes, review by review."""
    schedule = Schedule()
    for row in reviews:
        phase = schedule.phase
        schedule = apply(schedule, row, preset)
        yield Trace(row, phase, schedule.memory.difficulty if schedule.memory else None)


@lru_cache(maxsize=1 << 16)
def _difficulty(parameters: tuple[float, ...], before: float | None, rating: Rating) -> float:
    """The difficulty after a rating, which does not depend on stability or time."""
    state = None if before is None else MemoryState(1.0, before)
    return next_memory(state, rating, 1, parameters).difficulty
