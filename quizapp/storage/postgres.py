"""What PostgreSQL needs said otherwise than SQLite: addresses, turns of writers, guards of the log.

Reading transactions are REPEATABLE READ: they see one state. Writers of one learner take turns, as
SQLite's writers do; those of other learners never wait for them.
"""

from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.schema import settings

_DRIVER = "postgresql+psycopg"
READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITES = {"isolation_level": "READ COMMITTED"}
"""Each statement of a writer sees the newest state: its turn is what keeps others from changing it.
"""

_SECRETS = ("password", "sslpassword")
_PATIENCE_S = 10
_TURN = "turn"
_SCHEMA_LOCK = 0x7175697A
_TUNE = """SELECT set_config('lock_timeout', '5s', false), set_config('synchronous_commit',
CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
ELSE current_setting('synchronous_commit') END, false)"""

APPEND_ONLY = {
    "reviews_are_never_changed": """CREATE TRIGGER reviews_are_never_changed
    BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION reviews_only_grow()""",
    "reviews_are_never_emptied": """CREATE TRIGGER reviews_are_never_emptied
    BEFORE TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION reviews_only_grow()""",
}
"""The triggers that hold invariant 1, by name."""

_REFUSE = """CREATE OR REPLACE FUNCTION reviews_only_grow() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the review log is append-only'; END $$"""
_TRIGGERS = """SELECT tgname FROM pg_trigger
WHERE tgrelid = to_regclass('reviews') AND NOT tgisinternal AND tgenabled <> 'D'"""


def shown(url: URL) -> str:
    """The URL without what nobody else may read."""
    return url.difference_update_query(_SECRETS).render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine for a server; nothing is asked of it yet.

    Raises:
        InputError: the driver is not installed.
    """
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": _PATIENCE_S}
    try:
        engine = create_engine(url.set(drivername=_DRIVER), pool_pre_ping=True, connect_args=waits)
    except ImportError:
        raise InputError(
            _("PostgreSQL needs one more package: `pip install 'quizapp[postgres]'` installs it."),
            file=shown(url),
        ) from None
    event.listen(engine, "connect", _tune)
    return engine


def _tune(connection: Any, _record: object) -> None:
    """Wait for others as long as SQLite does; a commit that returned is on the server's disk."""
    connection.execute(_TUNE).close()
    connection.commit()


def take_turn(connection: Connection, learner: str) -> None:
    """Wait until no other transaction writes for this learner, and keep them waiting.

    It is a row of the learner's own, so that on a distributed engine the turn is taken where the
    learner's other rows are.
    """
    turn = (settings.c.learner == learner) & (settings.c.name == _TURN)
    query = select(settings.c.name).where(turn).with_for_update()
    if connection.execute(query).first() is None:
        row = insert(settings).values(learner=learner, name=_TURN, value=None)
        connection.execute(row.on_conflict_do_nothing())
        connection.execute(query)


def take_schema(connection: Connection) -> None:
    """Wait until no other process makes or upgrades the tables."""
    connection.execute(select(func.pg_advisory_xact_lock(_SCHEMA_LOCK)))


def set_triggers(connection: Connection, lost: set[str]) -> None:
    """Make the triggers that are lost."""
    connection.exec_driver_sql(_REFUSE)
    for name, statement in APPEND_ONLY.items():
        if name in lost:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON reviews")
            connection.exec_driver_sql(statement)


def triggers(connection: Connection) -> set[str]:
    """The names of the triggers that watch the log."""
    return set(connection.exec_driver_sql(_TRIGGERS).scalars())
