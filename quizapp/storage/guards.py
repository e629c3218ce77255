"""What a collection needs besides its tables: triggers that guard the log, indexes, statistics."""

from sqlalchemy import Connection, inspect

from quizapp.storage.schema import APPEND_ONLY, STATISTICS, metadata


def set_guards(connection: Connection) -> None:
    """Give the collection what it lacks; what is there stays, however often this is done."""
    lost = set(missing(connection))
    for table in metadata.sorted_tables:
        for index in table.indexes:
            if index.name in lost:
                index.create(connection)
    if connection.dialect.name == "postgresql":
        from quizapp.storage.postgres import set_triggers

        set_triggers(connection, lost)
        return
    for name, statement in APPEND_ONLY.items():
        if name in lost:
            connection.exec_driver_sql(statement)
    for statement in STATISTICS:
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """The names of the indexes and triggers that should be there and are not."""
    inspector = inspect(connection)
    found = {index["name"] for table in metadata.tables for index in inspector.get_indexes(table)}
    indexes = [str(index.name) for table in metadata.sorted_tables for index in table.indexes]
    wanted, there = _triggers(connection)
    return [name for name in (*indexes, *wanted) if name not in found | there]


def _triggers(connection: Connection) -> tuple[list[str], set[str]]:
    """The triggers that should be there, and those that are."""
    if connection.dialect.name == "postgresql":
        from quizapp.storage import postgres

        return list(postgres.APPEND_ONLY), postgres.triggers(connection)
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return list(APPEND_ONLY), set(connection.exec_driver_sql(query).scalars())
