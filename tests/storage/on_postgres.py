"""Every collection that a test opens by a path is a database of a PostgreSQL server instead.

``QUIZAPP_TEST_DB=postgresql pytest tests/actions`` runs what was written for files on a server.
Tests of the file itself (its bytes, copies and damage) say so with the mark ``file``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import make_url

from quizapp.actions import collection
from quizapp.storage.database import open_database

from .server import Server, running


class Places:
    """The database that stands for each path."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.urls: dict[str, str] = {}
        self.prepared = server.database()
        open_database(self.prepared)[0].close()

    def open(self, place: str, *others: Any) -> Any:
        """Open the database of a path, made anew for a new one."""
        if "://" not in place and place not in self.urls:
            like = make_url(self.prepared).database
            assert like is not None
            self.urls[place] = self.server.database(like)
        return open_database(self.urls.get(place, place), *others)

    def clear(self) -> None:
        """Remove all databases but the one that others are made like."""
        for url in self.urls.values():
            self.server.drop(url)
        self.urls.clear()


@contextmanager
def in_place_of_files(patch: Callable[[Any, str, Any], None]) -> Iterator[Places]:
    """Open databases wherever a test opens a path."""
    with running() as server:
        places = Places(server)
        patch(collection, "open_database", places.open)
        yield places
