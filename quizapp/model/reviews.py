"""The log: one row per review, append-only."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Rating(IntEnum):
    """How well a card was known."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class ReviewKind(StrEnum):
    """What a row of the log records; only reviews and manual rows move the schedule."""

    REVIEW = "review"
    EXAM = "exam"
    CRAM = "cram"
    MANUAL = "manual"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the log.

    ``at`` is milliseconds of UTC, ``day`` the learner's study day it fell on (a date's ordinal),
    so that a replay needs no time zone. ``drawn`` is the JSON of the drawn values. ``undoes`` is
    the uid of the row an undo takes back. ``due_day`` or ``due_at`` is what the rating gave, with
    the ``phase`` and the ``interval`` in days: the truth of due dates, whatever the settings
    become. Rows from elsewhere can lack them. ``state`` is the JSON of the schedule that a manual
    row brings along.
    """

    uid: str
    device: str
    card: str
    kind: ReviewKind
    at: int
    day: int
    rating: Rating | None = None
    duration_ms: int = 0
    seed: int | None = None
    level: int | None = None
    question_version: str | None = None
    drawn: str | None = None
    printed_answer: str | None = None
    answer: str | None = None
    verdict: str | None = None
    mistake: str | None = None
    hints: int = 0
    undoes: str | None = None
    scheduler: str = ""
    due_day: int | None = None
    due_at: int | None = None
    state: str | None = None
    phase: str | None = None
    interval: int | None = None


class Logged(NamedTuple):
    """What a replay wants of a row of the log; the names are those of :class:`Review`."""

    card: str
    uid: str
    kind: str
    at: int
    day: int
    rating: int | None
    undoes: str | None
    due_day: int | None
    due_at: int | None
    state: str | None
    phase: str | None
    interval: int | None
