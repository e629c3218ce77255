"""Collections of older programs: the schema by the migrations of then, filled with rows."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.schema import MetaData

from quizapp.storage.migrate import configuration

if TYPE_CHECKING:
    from .server import Server

REVISIONS = [
    script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()
][::-1]
ROWS = 40


@pytest.fixture(params=REVISIONS[:-1])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A filled collection of an older program, of each there was."""
    build(tmp_path / "c.db", request.param)
    return tmp_path / "c.db"


def build(path: Path, revision: str) -> None:
    """Make a collection as the program of ``revision`` left it, with rows in every table."""
    engine = sa.create_engine(f"sqlite:///{path}")
    chance = Random(7)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                rows = [row(table, number, chance) for number in range(ROWS)]
                connection.execute(table.insert(), rows)
    engine.dispose()


def row(table: sa.Table, number: int, chance: Random) -> dict[str, object]:
    """A row with a value of its type in every column; two learners, some holes."""
    values = {column.name: value(column, number, chance) for column in table.columns}
    return {**values, "learner": "me" if number % 4 else "Ольга"}


def value(column: sa.Column[object], number: int, chance: Random) -> object:
    """A value that the column may hold."""
    if column.nullable and chance.random() < 0.3:
        return None
    if isinstance(column.type, sa.JSON):
        return [{"число": number}, chance.random()]
    if isinstance(column.type, sa.Boolean):
        return chance.random() < 0.5
    if isinstance(column.type, sa.Float):
        return chance.uniform(0.001, 36500)
    if isinstance(column.type, sa.Integer):
        return chance.randrange(2**40 if isinstance(column.type, sa.BigInteger) else 2**20)
    return f"{column.name} №{number} “quoted” 'text'"


@pytest.fixture
def url(server: "Server") -> Iterator[str]:
    """The URL of an empty database."""
    made = server.database()
    yield made
    server.drop(made)


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.file), "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a collection can be made, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "collection.db")
    return str(request.getfixturevalue("url"))
