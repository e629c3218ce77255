"""What SQLite needs said: durable commits, readers that never wait, writers that take turns."""

import math
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from quizapp.storage.folding import add_folding


def file_of(url: URL) -> Path | None:
    """The file of a collection, None for one in memory or on a server."""
    if not url.drivername.startswith("sqlite"):
        return None
    return Path(url.database) if url.database not in {None, "", ":memory:"} else None


def connect(url: URL) -> Engine:
    """An engine for a file; nothing is opened yet."""
    engine = create_engine(url)
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


def log_ahead(engine: Engine) -> None:
    """Let SQLite write ahead, so that readers never wait; the file remembers it."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL").close()
    finally:
        connection.close()


def _tune(connection: Any, _record: object) -> None:
    """Durable before the next card is shown: a full sync at every commit."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 5000")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
    _add_power(connection)
    add_folding(connection)


def _add_power(connection: Any) -> None:
    """The forgetting curve needs a power; not every SQLite was built with one."""
    try:
        connection.execute("SELECT power(2, 2)").close()
    except sqlite3.OperationalError:
        connection.create_function("power", 2, math.pow, deterministic=True)


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turns writer could only fail."""
    writes = connection.get_execution_options().get("quizapp_writes")
    plain: Any = connection.connection.dbapi_connection  # every answer begins twice
    plain.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
