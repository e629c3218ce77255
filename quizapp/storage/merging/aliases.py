"""Several ids of one card: two machines met the same fact in other words before its first import.

``aliases`` has a row for every member of such a group, also for the one whose id stays, with the
card as it is by itself; ``cards`` has the union of the group under the id that stays. The log is
left as it was written: :data:`counted` says for which card a row counts.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select

from quizapp.storage.merging.cards import (
    AT_HOME,
    HELD,
    SAID,
    Row,
    devices_of,
    held_rank,
    joined,
    said_rank,
    together,
)
from quizapp.storage.schema import aliases, cards, reviews, schedules

_CHUNK = 500

counted = func.coalesce(aliases.c.stands_for, reviews.c.card)
"""The card for which a row of the log counts, in a query on :data:`log`."""

log = reviews.outerjoin(
    aliases, and_(aliases.c.learner == reviews.c.learner, aliases.c.uid == reviews.c.card)
)

with_cards = log.join(cards, and_(cards.c.learner == reviews.c.learner, cards.c.uid == counted))
"""Every row of the log beside the card for which it counts."""


def names_of(connection: Connection, learner: str, card: str) -> list[str]:
    """All ids of a card, the one it goes by first."""
    query = select(aliases.c.uid).where(
        aliases.c.learner == learner, aliases.c.stands_for == card, aliases.c.uid != card
    )
    return [card, *connection.scalars(query.order_by(aliases.c.uid))]


def ids_of(connection: Connection, learner: str, cards: Sequence[str]) -> dict[str, str]:
    """All ids of some cards, each with the one that its card goes by."""
    query = select(aliases.c.uid, aliases.c.stands_for).where(
        aliases.c.learner == learner, aliases.c.stands_for.in_(cards)
    )
    found = {row.uid: row.stands_for for row in connection.execute(query)}
    return {**{card: card for card in cards}, **found}


def known(connection: Connection, learner: str, uids: Sequence[str]) -> set[str]:
    """Which of these are ids of cards that have several."""
    query = select(aliases.c.uid).where(aliases.c.learner == learner, aliases.c.uid.in_(uids))
    return set(connection.scalars(query))


def is_of_card(learner: Any, column: Any, card: Any) -> ColumnElement[bool]:
    """Whether an id in a query is one of a card's, both as columns of the query."""
    other = select(aliases.c.uid).where(aliases.c.learner == learner, aliases.c.stands_for == card)
    return or_(column == card, column.in_(other.correlate(column.table, card.table)))


def by_card(connection: Connection, learner: str, names: Sequence[str]) -> Iterator[Select[Any]]:
    """Queries that together give the columns ``names`` of the whole log, card by card.

    Each card's rows stand together, oldest first. Where no card has several ids, that is one query
    in the order of an index.
    """
    columns = [reviews.c[name] for name in names]
    plain = select(*columns).where(reviews.c.learner == learner)
    ordered = plain.order_by(reviews.c.card, reviews.c.at, reviews.c.uid)
    if not all_aliases(connection, learner):
        yield ordered
        return
    grouped = select(aliases.c.uid).where(aliases.c.learner == learner)
    yield ordered.where(reviews.c.card.not_in(grouped))
    own = [counted.label("card") if name == "card" else reviews.c[name] for name in names]
    yield (
        select(*own)
        .select_from(log)
        .where(reviews.c.learner == learner, reviews.c.card.in_(grouped))
        .order_by(counted, reviews.c.at, reviews.c.uid)
    )


def all_aliases(connection: Connection, learner: str) -> dict[str, str]:
    """The id that each member of a group goes by, also that of the one whose id stays."""
    query = select(aliases.c.uid, aliases.c.stands_for).where(aliases.c.learner == learner)
    return {row.uid: row.stands_for for row in connection.execute(query)}


def members(connection: Connection, learner: str) -> list[Row]:
    """Every member of every group as it is by itself.

    What was said or done to the group since is of the one whose id stayed.
    """
    query = select(aliases).where(aliases.c.learner == learner).order_by(aliases.c.uid)
    groups: dict[str, list[Row]] = {}
    for row in connection.execute(query):
        groups.setdefault(row.stands_for, []).append(dict(row.card))
    present = {}
    for some in _chunks(groups):
        found = connection.execute(
            select(cards).where(cards.c.learner == learner, cards.c.uid.in_(some))
        )
        present.update({row.uid: dict(row._mapping) for row in found})
    return [
        row
        for uid, group in groups.items()
        if uid in present
        for row in _apart(uid, group, present[uid])
    ]


def dissolve(connection: Connection, learner: str) -> None:
    """Make every member of every group a card of its own again."""
    rows = members(connection, learner)
    _forget(connection, learner, [row["uid"] for row in rows])
    connection.execute(delete(aliases).where(aliases.c.learner == learner))
    if rows:
        connection.execute(cards.insert(), [{**row, "learner": learner} for row in rows])


def unite(
    connection: Connection, learner: str, groups: Iterable[Collection[str]], here: str
) -> None:
    """Make one card of each group of ids, under the smallest of them.

    ``here`` are the devices that had this collection.
    """
    for group in groups:
        stays = min(group)
        query = select(cards).where(cards.c.learner == learner, cards.c.uid.in_(list(group)))
        rows = [dict(row._mapping) for row in connection.execute(query.order_by(cards.c.uid))]
        for row in rows:
            for name in AT_HOME:
                del row[name]
            row["seen_by"] = row["seen_by"] or here
        connection.execute(
            aliases.insert(),
            [
                {"learner": learner, "uid": row["uid"], "stands_for": stays, "card": row}
                for row in rows
            ],
        )
        _forget(connection, learner, list(group))
        connection.execute(cards.insert(), [{**_union(rows), "learner": learner}])


def _union(rows: list[Row]) -> Row:
    """The group as one card; ``rows`` begin with the one whose id stays."""
    return reduce(joined, rows)


def _apart(uid: str, group: list[Row], now: Row) -> list[Row]:
    """The members by themselves; changes of the group since are of the one whose id is ``uid``."""
    del now["learner"]
    then = _union(group)
    own = next(row for row in group if row["uid"] == uid)
    if said_rank(now) != said_rank(then):
        own |= {name: now[name] for name in (*SAID, "changed_at")}
    if held_rank(now) != held_rank(then):
        own |= {name: now[name] for name in (*HELD, "holds")}
    new = devices_of(now["seen_by"]) - devices_of(then["seen_by"])
    own["seen_by"] = together(own["seen_by"], " ".join(new))
    own |= {name: now[name] for name in ("source", "position", "first_line", "last_line")}
    return group


def _forget(connection: Connection, learner: str, uids: Collection[str]) -> None:
    for some in _chunks(uids):
        for table, column in ((cards, cards.c.uid), (schedules, schedules.c.card)):
            connection.execute(delete(table).where(table.c.learner == learner, column.in_(some)))


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
