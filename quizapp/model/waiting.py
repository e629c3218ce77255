"""A card that could be studied today, as the queue of the day sees it."""

from typing import NamedTuple

from quizapp.model.schedules import Phase


class Waiting(NamedTuple):
    """The times of a card's schedule, and where the card stands.

    ``position`` orders new cards. Cards with one ``passage`` are siblings. ``interval`` is in days.
    """

    uid: str
    phase: Phase
    due_day: int | None = None
    due_at: int | None = None
    last_day: int | None = None
    position: int = 0
    passage: str = ""
    deck: str = ""
    stability: float | None = None
    interval: int = 0
    difficulty: float | None = None
