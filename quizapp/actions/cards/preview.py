"""What a list shows of one card beside it: its text, its memory, its past as a curve."""

from dataclasses import dataclass, replace

from quizapp.actions.cards.history import PastAnswer, past_answers, past_reviews
from quizapp.actions.cards.listing import state_of
from quizapp.actions.cards.outside import Outside, outside
from quizapp.actions.cards.recall_curve import RecallCurve, recall_curve
from quizapp.actions.collection import Collection
from quizapp.actions.studying.asking import drawn
from quizapp.model.cards import Card, CardKind, CardState
from quizapp.model.schedules import Schedule
from quizapp.storage.queries import cards, schedules


@dataclass(frozen=True, slots=True)
class CardPreview:
    """One card with its schedule, its latest answers and its curve, None before a first review.

    The front of a live question has fresh numbers in it; ``file`` is the place in the notes,
    ``outside`` what other programs can show of it.
    """

    card: Card
    state: CardState
    schedule: Schedule
    curve: RecallCurve | None
    past: tuple[PastAnswer, ...]
    file: str
    outside: Outside | None = None


def card_preview(collection: Collection, uid: str) -> CardPreview | None:
    """All about one card; None where it is gone. No code of a card runs for it."""
    with collection.database.reading() as connection:
        card = cards.card(connection, collection.learner, uid)
        schedule = schedules.schedule(connection, collection.learner, uid)
    if card is None:
        return None
    past = past_reviews(collection, card)
    return CardPreview(
        card=_with_numbers(collection, card, schedule),
        state=state_of(card, schedule, collection.day_of(collection.now())),
        schedule=schedule,
        curve=recall_curve(collection, card),
        past=past_answers(collection, card, past),
        file=f"{card.passage.path}:{card.passage.first_line}",
        outside=outside(collection, card),
    )


def _with_numbers(collection: Collection, card: Card, schedule: Schedule) -> Card:
    if card.kind is not CardKind.LIVE:
        return card
    variant, _refusal, _shown = drawn(collection, card, schedule.memory)
    return card if variant is None else replace(card, front=variant.prompt)
