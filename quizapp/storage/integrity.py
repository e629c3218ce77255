"""Is the file whole? What SQLite itself can say, and rows that point nowhere."""

from sqlalchemy import Connection, func, select

from quizapp.storage.schema import cards, reviews

_MOST = 10


def damage(connection: Connection) -> list[str]:
    """What SQLite finds damaged; empty for a whole file and for other engines."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    return [] if rows == ["ok"] else [str(row) for row in rows]


def reviews_without_card(connection: Connection, learner: str) -> int:
    """How many rows of the log belong to no card of this collection."""
    known = select(cards.c.uid).where(cards.c.learner == learner)
    query = select(func.count()).where(reviews.c.learner == learner, reviews.c.card.not_in(known))
    return connection.scalar(query) or 0
