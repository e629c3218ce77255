"""What a simulation starts from, by which rules it goes, and what it brings."""

from dataclasses import dataclass

from quizapp.scheduling.memories import Floats


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards to begin with: arrays over those studied, days counted from today.

    ``last`` is the day of the last review (0 or less), ``due`` that of the next, ``interval`` the
    days between; ``new`` how many cards were never studied.
    """

    stability: Floats
    difficulty: Floats
    last: Floats
    due: Floats
    interval: Floats
    new: int = 0

    def __len__(self) -> int:
        return len(self.stability) + self.new


@dataclass(frozen=True, slots=True)
class Rules:
    """How the deck is studied.

    ``seconds`` is the time for each day, None without a bound. ``deadline`` is the day (from
    today) that the policy of ``deadline`` works towards; None is plain FSRS.
    """

    retention: float = 0.9
    new_per_day: int = 20
    reviews_per_day: int = 200
    seconds: float | None = None
    maximum_interval: int = 36500
    learning_steps: int = 2
    relearning_steps: int = 1
    fuzz: bool = True
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """What each day brings: cards asked again, cards begun, seconds of work.

    ``known`` is the number of cards that would be recalled at its end, among the ``studied`` so
    far; ``after`` that on the morning after the last day; ``cards``
    are all, those never studied included.
    """

    reviews: Floats
    new: Floats
    seconds: Floats
    known: Floats
    studied: Floats
    after: float
    cards: int
