"""Who has a collection here: learners, and the machines on which one was used."""

from sqlalchemy import Connection, select

from quizapp.storage.schema import settings

_NAMED = "device:"


def learners(connection: Connection) -> list[str]:
    """The learners of a collection."""
    query = select(settings.c.learner).distinct().order_by(settings.c.learner)
    return list(connection.scalars(query))


def devices_here(connection: Connection, learner: str) -> str:
    """The names in the log of all machines that opened this collection, as ``seen_by`` has them."""
    query = select(settings.c.value).where(
        settings.c.learner == learner, settings.c.name.startswith(_NAMED)
    )
    return " ".join(sorted(map(str, connection.scalars(query))))
