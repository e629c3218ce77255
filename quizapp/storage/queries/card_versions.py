"""What cards said before: nothing that was ever studied is lost, and two machines can compare."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from quizapp.storage.merging.cards import Row, version_of, version_rank
from quizapp.storage.schema import card_versions, cards, sources

_CHUNK = 500

Key = tuple[str, str]
"""A card and one of its versions."""


def keep(connection: Connection, learner: str, rows: Iterable[Row]) -> None:
    """Keep versions; of two states of one version the later one stays."""
    best: dict[Key, Row] = {}
    for row in rows:
        key = row["card"], row["version"]
        if key not in best or version_rank(row) > version_rank(best[key]):
            best[key] = row
    if not best:
        return
    known = versions_of(connection, learner, {card for card, _ in best})
    new = [{**row, "learner": learner} for key, row in best.items() if key not in known]
    if new:
        connection.execute(card_versions.insert(), new)
    later = [
        _change(row)
        for key, row in best.items()
        if key in known and version_rank(row) > version_rank(known[key])
    ]
    if later:
        connection.execute(_CHANGE.where(card_versions.c.learner == learner), later)


def keep_present(connection: Connection, learner: str, uids: Collection[str]) -> None:
    """Keep what some cards say now, before they say something else.

    Shipped decks have no need of it: their cards have ids of their own in every edition.
    """
    shipped = select(sources.c.uid).where(sources.c.learner == learner, sources.c.shipped)
    for some in _chunks(uids):
        query = select(cards).where(
            cards.c.learner == learner, cards.c.uid.in_(some), cards.c.source.not_in(shipped)
        )
        found = [version_of(dict(row._mapping)) for row in connection.execute(query)]
        keep(connection, learner, found)


def versions_of(
    connection: Connection, learner: str, uids: Collection[str]
) -> dict[Key, dict[str, Any]]:
    """The earlier versions of some cards."""
    found: dict[Key, dict[str, Any]] = {}
    for some in _chunks(uids):
        query = select(card_versions).where(
            card_versions.c.learner == learner, card_versions.c.card.in_(some)
        )
        for row in connection.execute(query):
            found[row.card, row.version] = dict(row._mapping)
    return found


def all_versions(connection: Connection, learner: str) -> Iterator[dict[str, Any]]:
    """The earlier versions of all cards."""
    query = select(card_versions).where(card_versions.c.learner == learner)
    for row in connection.execute(query):
        yield dict(row._mapping)


_CHANGE = (
    update(card_versions)
    .where(card_versions.c.card == bindparam("of"), card_versions.c.version == bindparam("as"))
    .values(changed_at=bindparam("at"), said=bindparam("words"))
)


def _change(row: Row) -> Row:
    return {
        "of": row["card"],
        "as": row["version"],
        "at": row["changed_at"],
        "words": row["said"],
    }


def _chunks(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
