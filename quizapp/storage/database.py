"""Open a collection: engine, transactions, and a sentence for everything that can be wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, exc, inspect, make_url, select

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.time import Clock, system_clock
from quizapp.storage import sqlite
from quizapp.storage.explained import explained
from quizapp.storage.guards import set_guards
from quizapp.storage.safety.collection_file import other_tables, refuse_other_file
from quizapp.storage.schema import REVISION, alembic_version, metadata


class Database:
    """An open collection. Reads and writes happen inside :meth:`reading` and :meth:`writing`.

    ``path`` is its file, None for engines that keep theirs elsewhere. ``learner`` is whose turn
    a writer takes on a server; a file has one turn for all.
    """

    def __init__(
        self, engine: Engine, name: str, path: Path | None = None, learner: str = ""
    ) -> None:
        self.engine = engine
        self.name = name
        self.path = path
        self.learner = learner
        self._on_server = engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the collection."""
        with explained(self.name), self.engine.connect() as connection:
            if self._on_server:
                from quizapp.storage.postgres import READS

                connection.execution_options(**READS)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable once the block ends, and undone if the block raises.

        Nobody else writes for this learner meanwhile.
        """
        with self._changing() as connection:
            if self._on_server:
                from quizapp.storage.postgres import take_turn

                take_turn(connection, self.learner)
            yield connection

    @contextmanager
    def remaking(self) -> Iterator[Connection]:
        """As :meth:`writing`, for who makes or changes the tables: nobody else does meanwhile."""
        with self._changing() as connection:
            if self._on_server:
                from quizapp.storage.postgres import take_schema

                take_schema(connection)
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with explained(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(quizapp_writes=True)
            if self._on_server:
                from quizapp.storage.postgres import WRITES

                connection.execution_options(**WRITES)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()


def open_database(
    place: str, clock: Clock = system_clock, learner: str = ""
) -> tuple[Database, bool]:
    """Open the collection at a path or SQLAlchemy URL; the flag says whether it was just made.

    Nothing is written before it is known to be ours and of this program's schema, or an older one.

    Raises:
        InputError: the place is not ours, damaged, newer than this program, or not writable.
    """
    url = _url(place)
    path = sqlite.file_of(url)
    if path is not None:
        refuse_other_file(path)
    engine, name = _engine(url)
    database = Database(engine, name, path, learner)
    try:
        with explained(name):
            return database, _prepare(database, clock)
    except BaseException:
        database.close()
        raise


def holds_a_collection(place: str) -> bool:
    """Whether there is a collection at a path or URL already; nothing is made or changed.

    Raises:
        InputError: the place cannot be reached.
    """
    engine, name = _engine(_url(place))
    try:
        with explained(name), engine.connect() as connection:
            return inspect(connection).has_table(alembic_version.name)
    finally:
        engine.dispose()


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


def _engine(url: URL) -> tuple[Engine, str]:
    """The engine, and what to call its collection."""
    engine = url.get_backend_name()
    if engine == "sqlite":
        return sqlite.connect(url), str(sqlite.file_of(url) or url)
    from quizapp.storage import postgres

    if engine not in {"postgres", "postgresql"}:
        message = _("Cannot open “{url}”: only SQLite files and PostgreSQL hold collections.")
        raise InputError(message.format(url=postgres.shown(url)))
    return postgres.connect(url), postgres.shown(url)


def _prepare(database: Database, clock: Clock) -> bool:
    stored = _stored_revision(database)
    if database.path is not None:
        sqlite.log_ahead(database.engine)
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


def bring_up_to_date(path: Path, name: str, now: datetime) -> None:
    """Upgrade a copy of a collection, which needs no backup.

    Raises:
        InputError: about ``name``, if it is no collection or newer than this program.
    """
    database = Database(sqlite.connect(URL.create("sqlite", database=str(path))), name)
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
    with database.remaking() as connection:
        if inspect(connection).has_table("alembic_version"):
            return False
        metadata.create_all(connection)
        set_guards(connection)
        connection.execute(alembic_version.insert().values(version_num=REVISION))
    return True
