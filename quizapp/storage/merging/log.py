"""The log by the card that each row counts for, where a card has several ids."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, select

from quizapp.model.reviews import Logged
from quizapp.storage.merging.aliases import counted, ids_of, log
from quizapp.storage.schema import reviews

_COLUMNS = [counted.label(name) if name == "card" else reviews.c[name] for name in Logged._fields]


def of_cards(
    connection: Connection, learner: str, uids: Sequence[str]
) -> Iterator[tuple[str, list[Logged]]]:
    """What a replay wants of the log of some cards, under whatever ids it was written.

    Oldest first; cards that were never studied are left out.
    """
    names = ids_of(connection, learner, uids)
    query = (
        select(*_COLUMNS)
        .select_from(log)
        .where(reviews.c.learner == learner, reviews.c.card.in_(list(names)))
        .order_by(counted, reviews.c.at, reviews.c.uid)
    )
    rows = map(Logged._make, connection.execute(query))
    for card, found in groupby(rows, key=itemgetter(0)):
        yield card, list(found)
