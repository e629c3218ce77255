"""Named queries on sources, the files read from them, and the log of imports."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, cast, delete, select

from quizapp.model.passages import Source
from quizapp.storage.schema import files, sources


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was when it was last read, with the gaps and findings it had.

    ``deck`` is the one asked for with the import, None where the notes decide.
    """

    source: str
    path: str
    mtime_ns: int
    size: int
    hash: str
    deck: str | None = None
    gaps: tuple[tuple[str, str, int], ...] = ()
    findings: tuple[tuple[str, str, str, str, int], ...] = ()


def all_sources(connection: Connection, learner: str) -> list[Source]:
    """The sources of the collection, oldest first."""
    query = select(sources).where(sources.c.learner == learner).order_by(sources.c.added_at)
    return [
        Source(row.uid, row.root, row.label, row.shipped, row.whole)
        for row in connection.execute(query)
    ]


def remember(connection: Connection, learner: str, source: Source, at: int) -> None:
    """Remember a source, or its new root."""
    same = (sources.c.learner == learner) & (sources.c.uid == source.uid)
    values = {
        "root": source.root,
        "label": source.label,
        "shipped": source.shipped,
        "whole": source.whole,
    }
    if connection.execute(select(sources.c.uid).where(same)).first():
        connection.execute(sources.update().where(same).values(**values))
    else:
        connection.execute(
            sources.insert().values(learner=learner, uid=source.uid, added_at=at, **values)
        )


def files_read(connection: Connection, learner: str, source: str) -> dict[str, FileRead]:
    """The files of a source by their relative path."""
    query = _FILES.where(files.c.learner == learner, files.c.source == source)
    return {row.path: _file_read(row) for row in connection.execute(query)}


def file_read(connection: Connection, learner: str, source: str, path: str) -> FileRead | None:
    """One file as it was when it was last read."""
    query = _FILES.where(files.c.learner == learner, files.c.source == source, files.c.path == path)
    row = connection.execute(query).one_or_none()
    return _file_read(row) if row is not None else None


def _file_read(row: Row[Any]) -> FileRead:
    return FileRead(
        row.source,
        row.path,
        row.mtime_ns,
        row.size,
        row.hash,
        row.deck,
        _listed(row.gaps),
        _listed(row.findings),
    )


def _listed(text: str) -> tuple[Any, ...]:
    """A JSON list of lists; most are empty, and an import that finds nothing new reads them all."""
    return () if text == "[]" else tuple(tuple(item) for item in json.loads(text))


_FILES = select(
    files.c.source,
    files.c.path,
    files.c.mtime_ns,
    files.c.size,
    files.c.hash,
    files.c.deck,
    cast(files.c.gaps, Text).label("gaps"),
    cast(files.c.findings, Text).label("findings"),
)


Stamp = tuple[int, int]
"""When a file was changed last (ns), and its size."""


def stamps(connection: Connection, learner: str) -> dict[str, dict[str, Stamp]]:
    """How all files were when they were read, by source and relative path."""
    query = select(files.c.source, files.c.path, files.c.mtime_ns, files.c.size)
    found: dict[str, dict[str, Stamp]] = {}
    for source, path, mtime_ns, size in connection.execute(query.where(files.c.learner == learner)):
        found.setdefault(source, {})[path] = (mtime_ns, size)
    return found


def paths_read(connection: Connection, learner: str, source: str) -> list[str]:
    """The relative paths of the files of a source."""
    query = select(files.c.path).where(files.c.learner == learner, files.c.source == source)
    return list(connection.scalars(query))


def remember_files(connection: Connection, learner: str, read: Iterable[FileRead]) -> None:
    """Remember how files were when they were read."""
    rows = [{**asdict(file), "learner": learner} for file in read]
    if rows:
        same = [{"of": row["source"], "at": row["path"]} for row in rows]
        named = (files.c.source == bindparam("of")) & (files.c.path == bindparam("at"))
        connection.execute(delete(files).where(files.c.learner == learner, named), same)
        connection.execute(files.insert(), rows)


def forget_file(connection: Connection, learner: str, source: str, path: str) -> None:
    """Forget a file that is gone."""
    connection.execute(
        delete(files).where(
            files.c.learner == learner, files.c.source == source, files.c.path == path
        )
    )


def gap_count(connection: Connection, learner: str) -> int:
    """How many gaps the notes have."""
    query = select(files.c.gaps).where(files.c.learner == learner)
    return sum(len(gaps) for gaps in connection.scalars(query))


def forget_source(connection: Connection, learner: str, uid: str) -> None:
    """Forget a source; its cards stay."""
    connection.execute(delete(sources).where(sources.c.learner == learner, sources.c.uid == uid))
