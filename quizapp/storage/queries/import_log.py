"""The log of imports: what each one found in the collection, so that it can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, delete, func, select

from quizapp.model.cards import Card
from quizapp.model.passages import Source
from quizapp.storage.queries.card_rows import card_of, row_of
from quizapp.storage.queries.left_out import LeftOut, left_out_of
from quizapp.storage.queries.sources import FileRead
from quizapp.storage.schema import imports

KEPT = 50
"""So many imports can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class Before:
    """How the collection was before an import.

    ``cards`` are the changed and erased ones as they were, ``added`` the ids of new ones;
    ``files`` as they were read before, ``unread`` those (source, path) that had not been;
    ``sources`` are the uids of new ones, ``forgotten`` those that are no longer known;
    ``left_out`` is what was left out, None where that stayed as it was.
    """

    added: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    files: tuple[FileRead, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    forgotten: tuple[Source, ...] = ()
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class LoggedImport:
    """An import that can be taken back; ``what`` names the notes it read."""

    uid: str
    at: int
    what: str
    before: Before


def log(connection: Connection, learner: str, uid: str, at: int, what: str, before: Before) -> None:
    """Log an import after all others, even at the same moment; the oldest ones are forgotten."""
    latest = connection.scalar(select(func.max(imports.c.at)).where(imports.c.learner == learner))
    at = at if latest is None else max(at, latest + 1)
    document = {
        "added": before.added,
        "cards": [row_of(card) for card in before.cards],
        "files": [asdict(file) for file in before.files],
        "unread": before.unread,
        "sources": before.sources,
        "forgotten": [asdict(source) for source in before.forgotten],
        "left_out": before.left_out.document() if before.left_out is not None else None,
    }
    row = {"learner": learner, "uid": uid, "at": at, "what": what, "before": document}
    connection.execute(imports.insert().values(row))
    newest = select(imports.c.uid).where(imports.c.learner == learner).order_by(*_NEWEST)
    forget(connection, learner, list(connection.scalars(newest.offset(KEPT))))


_NEWEST = (imports.c.at.desc(), imports.c.uid.desc())


def last(connection: Connection, learner: str) -> LoggedImport | None:
    """The latest import that was not taken back."""
    query = select(imports).where(imports.c.learner == learner).order_by(*_NEWEST).limit(1)
    row = connection.execute(query).one_or_none()
    return LoggedImport(row.uid, row.at, row.what, _before(row.before)) if row else None


def forget(connection: Connection, learner: str, uids: Iterable[str]) -> None:
    """Forget imports: they were taken back, or are too old for it."""
    for uid in uids:
        connection.execute(
            delete(imports).where(imports.c.learner == learner, imports.c.uid == uid)
        )


def _before(document: dict[str, Any]) -> Before:
    return Before(
        tuple(document["added"]),
        tuple(card_of(SimpleNamespace(**row)) for row in document["cards"]),
        tuple(_file(values) for values in document["files"]),
        tuple((source, path) for source, path in document["unread"]),
        tuple(document["sources"]),
        tuple(Source(**source) for source in document.get("forgotten", ())),
        left_out_of(without) if (without := document.get("left_out")) is not None else None,
    )


def _file(values: dict[str, Any]) -> FileRead:
    def tuples(rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
        return tuple(tuple(row) for row in rows)

    listed = {"gaps": tuples(values["gaps"]), "findings": tuples(values["findings"])}
    return FileRead(**{**values, **listed})
