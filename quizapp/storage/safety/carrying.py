"""Carry what a learner has on a server into a collection file: the backup that any engine reads."""

from pathlib import Path

from sqlalchemy import Connection, Table, select

from quizapp.storage.database import Database, open_database
from quizapp.storage.explained import written
from quizapp.storage.safety.backup import copy_collection, workplace
from quizapp.storage.schema import alembic_version, metadata

_AT_ONCE = 2000


def carry(database: Database, learner: str, target: Path) -> None:
    """Write everything of one learner, as one state, into a collection file.

    It is compressed where the name ends in ``.zst``, and read back before it replaces what was
    there. ``quizapp merge`` takes it in anywhere.

    Raises:
        InputError: ``target`` cannot be written, or the server does not answer.
    """
    with written(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        with workplace(target.parent) as folder:
            made, _new = open_database(str(folder / "carried.db"))
            try:
                with database.reading() as source, made.writing() as connection:
                    for table in metadata.sorted_tables:
                        if table is not alembic_version:
                            _carry_table(source, connection, table, learner)
            finally:
                made.close()
            copy_collection(folder / "carried.db", target)


def _carry_table(source: Connection, target: Connection, table: Table, learner: str) -> None:
    query = select(table).where(table.c.learner == learner)
    with source.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for some in rows.partitions():
            target.execute(table.insert(), [dict(row._mapping) for row in some])
