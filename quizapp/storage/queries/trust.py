"""Which code of which source may run: trust is bound to the source and the code's hash."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from quizapp.storage.schema import trusted


def is_trusted(connection: Connection, learner: str, source: str, code: str) -> bool:
    """Whether this code of this source may run."""
    query = select(trusted.c.code).where(
        trusted.c.learner == learner, trusted.c.source == source, trusted.c.code == code
    )
    return connection.execute(query).first() is not None


def trust(connection: Connection, learner: str, source: str, codes: Iterable[str]) -> None:
    """Let these pieces of code of a source run."""
    for code in codes:
        if not is_trusted(connection, learner, source, code):
            connection.execute(trusted.insert().values(learner=learner, source=source, code=code))
