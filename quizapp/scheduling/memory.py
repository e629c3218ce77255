"""FSRS-6 through py-fsrs, as the memory model alone: no steps, no fuzz, study days for gaps.

py-fsrs counts whole periods of 24 hours between reviews; Anki and we count study days. So it is
shown reviews on made-up midnights, as many apart as study days went by. What it rounds to whole
days, retrievability and interval, is the forgetting curve itself and stands here in two lines.

Source: "The Algorithm", FSRS-6, open-spaced-repetition wiki. Symbols as there: stability ``S``
(days), difficulty ``D`` (1 to 10), retrievability ``R`` (0 to 1), and the 21 parameters ``w0`` to
``w20``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState

if TYPE_CHECKING:
    from fsrs import Scheduler

STABILITY_MAX = 36500.0
"""Anki's bound, in days; py-fsrs has none."""

_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)


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
    from fsrs import Card, State
    from fsrs import Rating as FsrsRating

    card = Card(card_id=1, due=_MIDNIGHT)
    if state is not None:
        card.state, card.step, card.last_review = State.Review, None, _MIDNIGHT
        card.stability, card.difficulty = state.stability, state.difficulty
    moment = _MIDNIGHT + timedelta(days=max(0, days))
    reviewed, _log = model.scheduler.review_card(card, FsrsRating(rating.value), moment)
    assert reviewed.stability is not None and reviewed.difficulty is not None
    return MemoryState(min(reviewed.stability, STABILITY_MAX), reviewed.difficulty)


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
