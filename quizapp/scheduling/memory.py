"""FSRS-6 through py-fsrs, as the memory model alone: no steps, no fuzz, study days for gaps.

py-fsrs counts whole periods of 24 hours between reviews; Anki and we count study days. So it is
shown reviews on made-up midnights, as many apart as study days went by. What it rounds to whole
days, retrievability and interval, is the forgetting curve itself and stands here in two lines.

Source: "The Algorithm", FSRS-6, open-spaced-repetition wiki. Symbols as there: stability ``S``
(days), difficulty ``D`` (1 to 10), retrievability ``R`` (0 to 1), and the 21 parameters ``w0`` to
``w20``.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState

if TYPE_CHECKING:
    from fsrs import Card, Scheduler
    from fsrs import Rating as FsrsRating

STABILITY_MAX = 36500.0
"""Anki's bound, in days; py-fsrs has none."""

_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
_DAY = _MIDNIGHT.toordinal()


@dataclass(frozen=True, slots=True)
class Model:
    """py-fsrs with the parameters of a preset.

    ``decay`` is negative; ``factor`` makes R equal 0.9 after S days.
    """

    scheduler: "Scheduler"
    weights: tuple[float, ...]
    decay: float
    factor: float


@lru_cache(maxsize=64)
def model(parameters: tuple[float, ...] = ()) -> Model:
    """The memory model of a preset's parameters, py-fsrs's own when there are none.

    Raises :class:`InputError` for a wrong number of parameters or one out of its bounds.
    """
    from fsrs.scheduler import DEFAULT_PARAMETERS, Scheduler

    try:
        scheduler = Scheduler(
            parameters=parameters or DEFAULT_PARAMETERS,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )
    except ValueError as error:
        sentence = _("These are not FSRS-6 parameters: {reason}")
        raise InputError(sentence.format(reason=" ".join(str(error).split()))) from error
    weights = tuple(scheduler.parameters)
    return Model(scheduler, weights, -weights[20], 0.9 ** (-1 / weights[20]) - 1)


def next_memory(
    state: MemoryState | None, rating: Rating, days: int, parameters: tuple[float, ...] = ()
) -> MemoryState:
    """The memory state after a review ``days`` study days after the last one.

    A first review has ``state`` None. Reviews on one study day (``days`` 0) follow the
    short-term formula.
    """
    return after(model(parameters), state, rating, days)


def after(model: Model, state: MemoryState | None, rating: Rating, days: int) -> MemoryState:
    """As :func:`next_memory`, for callers that hold the model."""
    course = Course(model, state, _DAY)
    course.review(rating, _DAY + max(0, days))
    memory = course.memory
    assert memory is not None, "a reviewed card has a memory state"
    return memory


class Course:
    """py-fsrs through the reviews of one card, oldest first; one call a review.

    Begins with a memory state and the study day it is of, or with a new card.
    """

    __slots__ = ("_card", "_review")

    def __init__(
        self, model: Model, state: MemoryState | None = None, last_day: int | None = None
    ) -> None:
        self._review = model.scheduler.review_card
        self._card = _card_of(state, _midnight(last_day) if last_day is not None else None)

    def review(self, rating: int, day: int) -> None:
        """Go on by a review on a study day."""
        card, _log = self._review(self._card, _fsrs_ratings()[rating], _midnight(day))
        assert card.stability is not None, "a reviewed card has a memory state"
        card.stability = min(card.stability, STABILITY_MAX)
        self._card = card

    @property
    def memory(self) -> MemoryState | None:
        """The memory state now."""
        stability, difficulty = self._card.stability, self._card.difficulty
        if stability is None or difficulty is None:
            return None
        return MemoryState(stability, difficulty)


def _card_of(state: MemoryState | None, last: datetime | None) -> "Card":
    from fsrs import State

    card = _own_card()(card_id=1, due=_MIDNIGHT)
    if state is not None:
        card.state, card.step, card.last_review = State.Review, None, last or _MIDNIGHT
        card.stability, card.difficulty = state.stability, state.difficulty
    return card


@lru_cache(maxsize=1)
def _own_card() -> "type[Card]":
    from fsrs import Card

    class OwnCard(Card):
        """A card that nobody else holds: py-fsrs, which copies what it gets, may change it.

        Copying was a third of the time of a review.
        """

        def __copy__(self) -> Self:
            return self

    return OwnCard


@lru_cache(maxsize=1)
def _fsrs_ratings() -> "dict[int, FsrsRating]":
    from fsrs import Rating as FsrsRating

    return {rating.value: rating for rating in FsrsRating}


@lru_cache(maxsize=20_000)
def _midnight(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(tzinfo=UTC))


def retrievability(state: MemoryState, days: float, parameters: tuple[float, ...] = ()) -> float:
    """R: the probability of recall ``days`` after the last review, ``(1 + factor·t/S)^decay``."""
    return retrievability_of(model(parameters), state.stability, days)


def retrievability_of(model: Model, stability: float, days: float) -> float:
    """As :func:`retrievability`, for callers that hold the model."""
    recall: float = (1 + model.factor * max(0.0, days) / stability) ** model.decay
    return recall


def interval(stability: float, retention: float, parameters: tuple[float, ...] = ()) -> float:
    """The days, not rounded, until retrievability falls to ``retention`` (0 to 1, both outside)."""
    return interval_of(model(parameters), stability, retention)


def interval_of(model: Model, stability: float, retention: float) -> float:
    """As :func:`interval`, for callers that hold the model."""
    days: float = stability / model.factor * (retention ** (1 / model.decay) - 1)
    return days
