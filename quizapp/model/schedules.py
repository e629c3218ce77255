"""The schedule of a card: a cache of what the log says about it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Phase(StrEnum):
    """Where a card stands in its schedule."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class MemoryState:
    """FSRS: stability in days (retrievability is 0.9 after so many), difficulty from 1 to 10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the log says about one card.

    Exactly one of ``due_day`` (study day, a date's ordinal: reviews) and ``due_at`` (UTC
    milliseconds: steps within a day) is set once the card has been reviewed. ``step`` counts the
    learning or relearning steps already taken, ``interval`` is in days.
    """

    phase: Phase = Phase.NEW
    memory: MemoryState | None = None
    due_day: int | None = None
    due_at: int | None = None
    interval: int = 0
    step: int = 0
    reps: int = 0
    lapses: int = 0
    last_at: int | None = None
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """How the decks that use it are scheduled; defaults are those of Anki."""

    name: str = "default"
    new_per_day: int = 20
    reviews_per_day: int = 200
    retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    parameters: tuple[float, ...] = ()
    maximum_interval: int = 36500
    leech_lapses: int = 8
    fuzz: bool = True
