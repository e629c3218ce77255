"""The log by the card that each row counts for, where a card has several ids."""

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, Select, select

from quizapp.model.reviews import Review
from quizapp.storage.aliases import counted, log
from quizapp.storage.reviews import review_of
from quizapp.storage.schema import aliases, reviews

_COLUMNS = [
    counted.label("card") if field.name == "card" else reviews.c[field.name]
    for field in fields(Review)
]


def of_cards(
    connection: Connection, learner: str, uids: Collection[str]
) -> dict[str, list[Review]]:
    """The whole log of some cards, oldest first, under whatever ids it was written."""
    ids = list(uids)
    other = select(aliases.c.uid).where(aliases.c.learner == learner, aliases.c.stands_for.in_(ids))
    found: dict[str, list[Review]] = {}
    names = [*ids, *connection.scalars(other)]
    for row in connection.execute(_rows(learner, reviews.c.card.in_(names))):
        found.setdefault(row.card, []).append(review_of(row))
    return found


def _rows(learner: str, condition: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return (
        select(*_COLUMNS)
        .select_from(log)
        .where(reviews.c.learner == learner, condition)
        .order_by(counted, reviews.c.at, reviews.c.uid)
    )
