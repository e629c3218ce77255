"""Log one review of a card from outside a sitting."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.actions.cards.listing import due_time
from quizapp.actions.collection import Collection, preset_of
from quizapp.actions.studying.holding import workload_after
from quizapp.actions.studying.log import Answered, log_review
from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.time import from_ms, iso, to_ms
from quizapp.scheduling.memory import retrievability
from quizapp.storage.queries import cards, schedules

_YEARS = range(1971, 2201)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A card after a review; ``retrievability`` is that before it, None for a new card."""

    card: str
    due: str
    stability: float
    difficulty: float
    retrievability: float | None


def review(
    collection: Collection, name: str, rating: Rating, at: datetime | None = None
) -> Reviewed:
    """Log a review of the card with the id (or a unique beginning of it, or question) ``name``.

    Raises:
        InputError: there is no such card, or ``at`` lies before its last review.
    """
    card = card_named(collection, name)
    with collection.database.reading() as connection:
        before = schedules.schedule(connection, collection.learner, card.uid)
        # Another program may have reviewed it since our clock was read: then ours comes after.
        moment = to_ms(at) if at is not None else max(collection.now(), before.last_at or 0)
        preset = preset_of(collection, connection, card.deck)
        workload = workload_after(collection, connection, collection.day_of(moment))
    _refuse_time(moment, before.last_at)
    recall = None
    if before.memory is not None and before.last_day is not None:
        days = collection.day_of(moment) - before.last_day
        recall = retrievability(before.memory, days, preset.parameters)
    _review, after = log_review(collection, card.uid, rating, moment, preset, Answered(), workload)
    due = due_time(collection, after)
    assert after.memory is not None and due is not None
    return Reviewed(card.uid, due, after.memory.stability, after.memory.difficulty, recall)


def card_named(collection: Collection, name: str) -> Card:
    """The card with this id, a unique beginning of one, or this question.

    Raises:
        InputError: there is none, or several, or it was retired.
    """
    with collection.database.reading() as connection:
        found = cards.cards_named(connection, collection.learner, name) if name else []
    exact = [card for card in found if name in {card.uid, card.question}] or found
    if not exact:
        raise InputError(
            _("There is no card “{name}”: `quizapp cards` lists the ids.").format(name=name)
        )
    if len(exact) > 1:
        raise InputError(
            _("Several cards begin with “{name}”: write more of the id.").format(name=name)
        )
    if exact[0].standing is not Standing.ACTIVE:
        raise InputError(
            _("The card “{name}” is {state}: it cannot be reviewed.").format(
                name=name, state=exact[0].standing.value
            )
        )
    return exact[0]


def _refuse_time(moment: int, last: int | None) -> None:
    if from_ms(moment).year not in _YEARS:
        raise InputError(
            _("The time {at} is not in the years {first} to {last}.").format(
                at=iso(moment), first=_YEARS[0], last=_YEARS[-1]
            )
        )
    if last is not None and moment < last:
        raise InputError(
            _("The time {at} is before the card's last review at {last}.").format(
                at=iso(moment), last=iso(last)
            )
        )
