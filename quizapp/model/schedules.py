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


class ReviewOrder(StrEnum):
    """In which order the reviews of a day are asked."""

    DUE = "due"
    RETRIEVABILITY = "retrievability"
    OVERDUE = "overdue"
    RANDOM = "random"


class NewOrder(StrEnum):
    """In which order new cards are taken: as the notes have them, or at random."""

    NOTES = "notes"
    RANDOM = "random"


class NewMix(StrEnum):
    """Where new cards stand among the reviews of a day."""

    BEFORE = "before"
    MIXED = "mixed"
    AFTER = "after"


class Interleave(StrEnum):
    """What takes turns in a day's queue: nothing, decks, or the files and headings of the notes."""

    NOTHING = "nothing"
    DECKS = "decks"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class Preset:
    """How the cards of a deck are scheduled; defaults are those of Anki.

    ``parameters`` are the 21 of FSRS-6, () for the library's own: they are fitted, not chosen.
    ``easy_days`` is the share of the usual work on each weekday, Monday first; ``bury_siblings``
    says which siblings (``new``, ``review``) of an answered card wait until tomorrow.
    ``deadline`` is the study day (a date's ordinal) of an exam; ``minutes_per_day`` the time for
    it, None without a bound.
    """

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
    leech_suspend: bool = False
    load_balance: bool = True
    easy_days: tuple[float, ...] = (1.0,) * 7
    bury_siblings: tuple[str, ...] = ()
    order: ReviewOrder = ReviewOrder.DUE
    new_order: NewOrder = NewOrder.NOTES
    new_mix: NewMix = NewMix.MIXED
    interleave: Interleave = Interleave.NOTHING
    deadline: int | None = None
    minutes_per_day: int | None = None
