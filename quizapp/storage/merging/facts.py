"""What a collection knows, as pieces that another one can take in.

A piece is the name of a table and some of its rows, without the learner. Pieces come in an order
in which they can be taken in: versions before cards, cards before their reviews.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select, true

from quizapp.storage.merging.aliases import all_aliases, members
from quizapp.storage.merging.cards import AT_HOME, Row
from quizapp.storage.schema import (
    aliases,
    card_versions,
    cards,
    exams,
    question_versions,
    reviews,
    sources,
)

Piece = tuple[str, list[Row]]
Parts = Mapping[str, Collection[str]]
"""For each table the beginnings of the keys whose rows are wanted."""

KEYS: dict[str, Any] = {
    "question_versions": question_versions.c.version,
    "exams": exams.c.uid,
    "card_versions": card_versions.c.card,
    "cards": cards.c.uid,
    "reviews": reviews.c.uid,
}
"""The tables whose rows travel, each with the column that tells its parts apart."""

TABLES: dict[str, Table] = {name: key.table for name, key in KEYS.items()}

PART = {"question_versions": 2, "exams": 7, "card_versions": 3, "cards": 3, "reviews": 7}
"""So many characters of the key name a part of a table: 17 minutes of the log, a card in 4096."""

_AT_ONCE = 2000
_CHUNK = 500


def pieces(
    connection: Connection, learner: str, here: str, parts: Parts | None = None
) -> Iterator[Piece]:
    """Everything a learner has here, or the parts named; ``here`` are the devices that had it."""
    for name in KEYS:
        for condition in _conditions(name, parts):
            if name == "cards":
                yield from _cards(connection, learner, here, condition)
            else:
                query = select(TABLES[name]).where(TABLES[name].c.learner == learner, condition)
                yield from ((name, rows) for rows in _rows(connection, query))
    if (alone := _members(connection, learner, here, parts)) is not None:
        yield "cards", alone


def part_of(name: str, key: str) -> str:
    """The part of a table that a row with this key is in."""
    return key[: PART[name]]


def _conditions(name: str, parts: Parts | None) -> Iterator[ColumnElement[bool]]:
    if parts is None:
        yield true()
        return
    wanted = sorted(parts.get(name, ()))
    for start in range(0, len(wanted), _CHUNK):
        yield func.substr(KEYS[name], 1, PART[name]).in_(wanted[start : start + _CHUNK])


def _cards(
    connection: Connection, learner: str, here: str, condition: ColumnElement[bool]
) -> Iterator[Piece]:
    """The cards that go by one id only, each with a name for its source that is good elsewhere."""
    grouped = select(aliases.c.uid).where(aliases.c.learner == learner)
    query = (
        select(cards)
        .where(cards.c.learner == learner, condition, cards.c.uid.not_in(grouped))
        .order_by(cards.c.position)
    )
    origins = _origins(connection, learner)
    for rows in _rows(connection, query):
        yield "cards", [_travelling(row, here, origins) for row in rows]


def _members(
    connection: Connection, learner: str, here: str, parts: Parts | None
) -> list[Row] | None:
    """The members of groups by themselves, those in the parts named."""
    if not all_aliases(connection, learner):
        return None
    wanted = None if parts is None else set(parts.get("cards", ()))
    origins = _origins(connection, learner)
    return [
        _travelling(row, here, origins)
        for row in members(connection, learner)
        if wanted is None or part_of("cards", row["uid"]) in wanted
    ]


def _travelling(row: Row, here: str, origins: Mapping[str, Row]) -> Row:
    row["seen_by"] = row["seen_by"] or here
    row["origin"] = origins.get(row["source"])
    return row


def _origins(connection: Connection, learner: str) -> dict[str, Row]:
    query = select(sources.c.uid, sources.c.label, sources.c.shipped)
    return {
        row.uid: {"label": row.label, "shipped": row.shipped}
        for row in connection.execute(query.where(sources.c.learner == learner))
    }


def _rows(connection: Connection, query: Any) -> Iterable[list[Row]]:
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as result:
        for some in result.partitions():
            yield [
                {name: value for name, value in row._mapping.items() if name not in AT_HOME}
                for row in some
            ]
