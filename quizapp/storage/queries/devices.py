"""Who has a collection here: learners, and the machines on which one was used."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select, update

from quizapp.storage.merging.cards import devices_of, together
from quizapp.storage.queries.presets import set_setting
from quizapp.storage.schema import cards, settings

_NAMED = "device:"
_BEFORE = "device:before "


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


def setting_of(host: str) -> str:
    """The setting that holds the name of a machine in the log."""
    return f"{_NAMED}{host}"[:64]


def join(connection: Connection, learner: str, host: str, device: str) -> None:
    """Let a machine use a collection for the first time: it has seen what was seen here."""
    here = devices_of(devices_here(connection, learner))
    set_setting(connection, learner, setting_of(host), device)
    if not here:
        return
    seen = select(cards.c.uid, cards.c.seen_by).where(
        cards.c.learner == learner, cards.c.seen_by.is_not(None)
    )
    for row in connection.execute(seen).all():
        if here & devices_of(row.seen_by):
            same = (cards.c.learner == learner) & (cards.c.uid == row.uid)
            both = together(row.seen_by, device)
            connection.execute(update(cards).where(same).values(seen_by=both))


def alone(connection: Connection, learner: str, device: str) -> str | None:
    """Who saw a card that ``device`` makes now: None for all that ever had this collection."""
    return device if devices_here(connection, learner) != device else None


def begin_anew(file: Path) -> None:
    """Let the machines of a copied collection be others from now on.

    A machine that takes an older state up again may make cards that it has made before, from then
    on: what it saw in its first life does not tell them apart.
    """
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE settings SET name = ? || trim(value, '\"')"
            " WHERE name LIKE 'device:%' AND name NOT LIKE ?",
            (_BEFORE, f"{_BEFORE}%"),
        )
