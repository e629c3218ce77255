"""Named queries of the export: cards with all that leaves with them."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from quizapp.model.cards import Card, Standing
from quizapp.storage.queries.card_rows import card_of
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.schema import aliases, cards, reviews


class Leaving(NamedTuple):
    """A card, when its text changed last (UTC milliseconds), and its place among new cards."""

    card: Card
    changed_at: int
    position: int


def leaving_cards(
    connection: Connection, learner: str, deck: str | None, *, retired: bool
) -> list[Leaving]:
    """The active cards of a deck with those below it, in the order they were added.

    ``retired`` adds the retired ones; drafts never leave.
    """
    standings = [Standing.ACTIVE.value, *([Standing.RETIRED.value] if retired else [])]
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.standing.in_(standings))
        .where(in_deck(deck))
        .order_by(cards.c.position, cards.c.uid)
    )
    return [
        Leaving(card_of(row), row.changed_at, row.position) for row in connection.execute(query)
    ]


def log_ids(connection: Connection, learner: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The ids of all rows of the log, and of cards that go by another id.

    Rows are only ever added, so their ids tell the whole log.
    """
    rows = select(reviews.c.uid).where(reviews.c.learner == learner).order_by(reviews.c.uid)
    others = select(aliases.c.uid, aliases.c.stands_for).where(aliases.c.learner == learner)
    named = [(row.uid, row.stands_for) for row in connection.execute(others)]
    return list(connection.scalars(rows)), sorted(named)
