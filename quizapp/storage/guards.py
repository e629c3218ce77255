"""What a collection needs besides its tables: triggers that guard the log, indexes, statistics."""

from sqlalchemy import Connection, inspect

from quizapp.storage.schema import APPEND_ONLY, STATISTICS, metadata


def set_guards(connection: Connection) -> None:
    """Give the collection what it lacks; what is there stays, however often this is done."""
    if connection.dialect.name != "sqlite":
        return
    lost = set(missing(connection))
    for table in metadata.sorted_tables:
        for index in table.indexes:
            if index.name in lost:
                index.create(connection)
    for name, statement in APPEND_ONLY.items():
        if name in lost:
            connection.exec_driver_sql(statement)
    for statement in STATISTICS:
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """The names of the indexes and triggers that should be there and are not."""
    if connection.dialect.name != "sqlite":
        return []
    inspector = inspect(connection)
    found = {index["name"] for table in metadata.tables for index in inspector.get_indexes(table)}
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    found |= set(connection.exec_driver_sql(query).scalars())
    indexes = (str(index.name) for table in metadata.sorted_tables for index in table.indexes)
    return [name for name in (*indexes, *APPEND_ONLY) if name not in found]
