"""Open a collection: engine, transactions, and a sentence for everything that can be wrong."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    exc,
    inspect,
    make_url,
    select,
)

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.time import Clock, system_clock
from quizapp.storage.collection_file import other_tables, refuse_other_file
from quizapp.storage.explained import explained
from quizapp.storage.guards import set_guards
from quizapp.storage.schema import REVISION, alembic_version, metadata


class Database:
    """An open collection. Reads and writes happen inside :meth:`reading` and :meth:`writing`.

    ``path`` is its file, None for engines that keep theirs elsewhere.
    """

    def __init__(self, engine: Engine, name: str, path: Path | None = None) -> None:
        self.engine = engine
        self.name = name
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the collection."""
        with explained(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable once the block ends, and undone if the block raises."""
        with explained(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(quizapp_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()


def open_database(place: str, clock: Clock = system_clock) -> tuple[Database, bool]:
    """Open the collection at a path or SQLAlchemy URL; the flag says whether it was just made.

    Nothing is written before it is known to be ours and of this program's schema, or an older one.

    Raises:
        InputError: the file is not ours, damaged, newer than this program, or not writable.
    """
    url = _url(place)
    path = _sqlite_path(url)
    if path is not None:
        refuse_other_file(path)
    name = str(path) if path else url.render_as_string(hide_password=True)
    database = Database(_engine(url, name), name, path)
    try:
        with explained(name):
            return database, _prepare(database, clock)
    except BaseException:
        database.close()
        raise


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        return make_url(place)
    except exc.ArgumentError:
        without_password = place.rpartition("@")[2]
        raise InputError(
            _("“{url}” is neither a path nor a database URL.").format(url=without_password)
        ) from None


def _sqlite_path(url: URL) -> Path | None:
    if not url.drivername.startswith("sqlite"):
        return None
    return Path(url.database) if url.database not in {None, "", ":memory:"} else None


def _engine(url: URL, name: str) -> Engine:
    try:
        engine = create_engine(url)
    except (exc.SQLAlchemyError, ImportError) as error:
        raise InputError(
            _("Cannot open “{url}”: {reason}").format(url=name, reason=error)
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: object) -> None:
    """Durable before the next card is shown: a full sync at every commit."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 5000")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -8000")
    cursor.close()
    _add_power(connection)


def _add_power(connection: Any) -> None:
    """The forgetting curve needs a power; not every SQLite was built with one."""
    try:
        connection.execute("SELECT power(2, 2)").close()
    except sqlite3.OperationalError:
        connection.create_function("power", 2, math.pow, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turns writer could only fail."""
    writes = connection.get_execution_options().get("quizapp_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(database: Database, clock: Clock) -> bool:
    stored = _stored_revision(database)
    _log_ahead(database)
    if stored is None:
        return _create(database)
    if stored != REVISION:
        from quizapp.storage.migrate import upgrade

        upgrade(database, clock())
    return False


def _stored_revision(database: Database) -> str | None:
    """The schema's revision, None for a new file.

    Raises:
        InputError: it is another program's database, or of a schema we do not know.
    """
    with database.reading() as connection:
        tables = inspect(connection).get_table_names()
        stored = (
            connection.scalar(select(alembic_version.c.version_num))
            if "alembic_version" in tables
            else None
        )
    if tables and stored is None:
        raise other_tables(database.name)
    if stored not in {None, REVISION}:
        from quizapp.storage.migrate import require_known

        require_known(database, stored)
    return stored


def _log_ahead(database: Database) -> None:
    """Let SQLite write ahead, so that readers never wait; the file remembers it."""
    if database.path is None:
        return
    connection = database.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL").close()
    finally:
        connection.close()


def bring_up_to_date(path: Path, name: str, now: datetime) -> None:
    """Upgrade a copy of a collection, which needs no backup.

    Raises:
        InputError: about ``name``, if it is no collection or newer than this program.
    """
    database = Database(_engine(URL.create("sqlite", database=str(path)), name), name)
    try:
        with explained(name):
            stored = _stored_revision(database)
            if stored is None:
                raise InputError(_("This is neither a backup nor a collection."), file=name)
            if stored != REVISION:
                from quizapp.storage.migrate import upgrade

                upgrade(database, now)
    finally:
        database.close()


def _create(database: Database) -> bool:
    """Make all tables; False if another process was faster."""
    with database.writing() as connection:
        if inspect(connection).has_table("alembic_version"):
            return False
        metadata.create_all(connection)
        set_guards(connection)
        connection.execute(alembic_version.insert().values(version_num=REVISION))
    return True
