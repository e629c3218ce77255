"""Is the file whole? What SQLite itself can say, and rows that point nowhere."""

from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.cards import Standing
from quizapp.model.reviews import ReviewKind
from quizapp.storage.queries.erased import erased
from quizapp.storage.schema import aliases, cards, question_versions, reviews, sources

_MOST = 10
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


def damage(connection: Connection) -> list[str]:
    """What SQLite finds damaged; empty for a whole file and for other engines."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    return [] if rows == ["ok"] else [str(row) for row in rows]


def only_indexes(damage: list[str]) -> bool:
    """Whether all that is damaged can be worked out again from the tables."""
    return all(any(sign in text for sign in _OF_INDEXES) for text in damage)


def reindex(connection: Connection) -> None:
    """Make every index anew from its table."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("REINDEX")


def reviews_without_card(connection: Connection, learner: str) -> int:
    """How many rows of the log belong to no card of this collection, nor to an erased one."""
    known = select(cards.c.uid).where(cards.c.learner == learner)
    other = select(aliases.c.uid).where(aliases.c.learner == learner)
    query = (
        select(reviews.c.card, func.count())
        .where(reviews.c.learner == learner, reviews.c.card.not_in(known.union_all(other)))
        .group_by(reviews.c.card)
    )
    gone = erased(connection, learner)
    return sum(count for card, count in connection.execute(query) if card not in gone)


def undos_of_nothing(connection: Connection, learner: str) -> int:
    """How many rows take back a review that is not in the log."""
    there = select(reviews.c.uid).where(reviews.c.learner == learner)
    return _count(
        connection,
        reviews.c.learner == learner,
        reviews.c.kind == ReviewKind.UNDO.value,
        reviews.c.undoes.not_in(there),
    )


def questions_without_text(connection: Connection, learner: str) -> int:
    """How many cards and reviews name a version of a question that the collection has not kept."""
    kept = select(question_versions.c.version).where(question_versions.c.learner == learner)
    return sum(
        _count(
            connection,
            table.c.learner == learner,
            table.c.question_version.is_not(None),
            table.c.question_version.not_in(kept),
        )
        for table in (cards, reviews)
    )


def cards_without_source(connection: Connection, learner: str) -> int:
    """How many cards come from a source that the collection does not know.

    A retired one has no text that an import could find.
    """
    known = select(sources.c.uid).where(sources.c.learner == learner)
    lost = cards.c.source.not_in(known) & (cards.c.standing != Standing.RETIRED.value)
    return _count(connection, cards.c.learner == learner, lost)


class Illustrated(NamedTuple):
    """The texts of a card that shows pictures, and the file of notes it comes from."""

    source: str
    path: str
    text: str


def illustrated(connection: Connection, learner: str) -> list[Illustrated]:
    """The active cards that show pictures."""
    texts = (cards.c.front, cards.c.back, cards.c.extra)
    query = select(cards.c.source, cards.c.path, *texts).where(
        cards.c.learner == learner,
        cards.c.standing == Standing.ACTIVE.value,
        or_(*(text.contains("![") for text in texts)),
    )
    return [
        Illustrated(source, path, "\n\n".join(texts))
        for source, path, *texts in connection.execute(query)
    ]


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).where(*conditions)) or 0
