"""Every collection that a test opens by a path is a database of a PostgreSQL server instead.

Tests with the mark ``engines`` run so in every run of the suite, besides on a file; with
``QUIZAPP_TEST_DB=postgresql pytest tests/actions`` all do that were written for files. Tests of
the file itself (its bytes, copies and damage) have the mark ``file`` and stay out of it.
"""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, make_url, select

from quizapp.actions import collection
from quizapp.storage.database import Database, open_database
from quizapp.storage.schema import alembic_version, metadata

from .server import Server


class Places:
    """The database that stands for each path."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.urls: dict[str, str] = {}
        self.opened: list[Database] = []
        self.prepared = server.database()
        open_database(self.prepared)[0].close()

    def open(self, place: str, *others: Any) -> tuple[Database, bool]:
        """Open the database of a path, made anew for a new one."""
        if "://" not in place and place not in self.urls:
            self.urls[place] = self._made(Path(place))
        database, made = open_database(self.urls.get(place, place), *others)
        self.opened.append(database)
        return database, made

    def _made(self, path: Path) -> str:
        like = make_url(self.prepared).database
        assert like is not None
        url = self.server.database(like)
        if path.exists():
            _carry(path, url)
        return url

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Open databases wherever a test opens a path."""
        patch.setattr(collection, "open_database", self.open)

    def clear(self) -> None:
        """Remove all databases but the one that others are made like."""
        for database in self.opened:
            database.close()
        for url in self.urls.values():
            self.server.drop(url)
        self.opened.clear()
        self.urls.clear()


def _carry(file: Path, url: str) -> None:
    """Copy every row of a collection file into an empty database."""
    source, target = open_database(str(file))[0], open_database(url)[0]
    with source.reading() as there, target.writing() as here:
        for table in metadata.sorted_tables:
            rows = [dict(row._mapping) for row in there.execute(select(table))]
            if rows and table is not alembic_version:
                here.execute(insert(table), rows)
    source.close()
    target.close()
