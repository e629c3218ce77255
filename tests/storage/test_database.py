"""Opening a collection: made once, tuned for durability, every trouble a sentence."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, exc, inspect, text

from quizapp.model.errors import InputError
from quizapp.storage.database import open_database
from quizapp.storage.migrate import configuration
from quizapp.storage.schema import REVISION


def test_the_first_opening_makes_the_tables_and_the_second_finds_them(tmp_path: Path) -> None:
    first, made = open_database(str(tmp_path / "folder" / "c.db"))
    first.close()
    second, made_again = open_database(str(tmp_path / "folder" / "c.db"))
    second.close()

    assert (made, made_again) == (True, False)


def test_a_commit_is_on_disk_before_it_returns(tmp_path: Path) -> None:
    database, _ = open_database(str(tmp_path / "c.db"))
    with database.reading() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    database.close()

    assert (synchronous, journal) == (2, "wal")


def test_the_migrations_build_the_same_schema_as_a_fresh_collection(tmp_path: Path) -> None:
    fresh, _ = open_database(str(tmp_path / "fresh.db"))
    fresh.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()

    assert _schema(tmp_path / "migrated.db") == _schema(tmp_path / "fresh.db")


def _schema(path: Path) -> dict[str, object]:
    engine = create_engine(f"sqlite:///{path}")
    inspector = inspect(engine)
    found: dict[str, object] = {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            sorted(inspector.get_pk_constraint(table)["constrained_columns"]),
            sorted(
                (i["name"] or "", tuple(i["column_names"])) for i in inspector.get_indexes(table)
            ),
        )
        for table in inspector.get_table_names()
    }
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        found["triggers"] = sorted(rows.scalars())
        found["revision"] = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
    engine.dispose()
    return found


def test_the_fresh_schema_carries_the_newest_revision(tmp_path: Path) -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == REVISION


@pytest.mark.parametrize("statement", ["UPDATE reviews SET rating = 4", "DELETE FROM reviews"])
def test_the_log_refuses_to_be_changed(tmp_path: Path, statement: str) -> None:
    database, _ = open_database(str(tmp_path / "c.db"))
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO reviews (learner, uid, device, card, kind, at, day, rating, duration_ms,"
            " hints, scheduler) VALUES ('me', 'r', 'd', 'c', 'review', 1, 1, 3, 0, 0, '')"
        )

    with (
        pytest.raises(exc.IntegrityError, match="append-only"),
        database.writing() as connection,
    ):
        connection.exec_driver_sql(statement)
    database.close()


def test_a_block_that_raises_leaves_nothing_behind(tmp_path: Path) -> None:
    database, _ = open_database(str(tmp_path / "c.db"))
    with pytest.raises(RuntimeError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('me', 'a', '1')")
        raise RuntimeError

    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0
    database.close()


def test_a_text_file_is_not_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n" * 20)

    with pytest.raises(InputError) as refusal:
        open_database(str(path))

    assert str(refusal.value) == (
        f"{path}: This file is not a quizapp collection; name another one with --db."
    )
    assert path.read_text() == "# Notes\n" * 20


def test_a_folder_is_not_a_collection(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must be a file, but this is a folder"):
        open_database(str(tmp_path))


def test_the_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (id)")
    connection.commit()
    connection.close()

    with pytest.raises(InputError, match="tables that are not quizapp's"):
        open_database(str(path))

    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert names == [("places",)]


def test_a_damaged_collection_says_so(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    database, _ = open_database(str(path))
    database.close()
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(data)

    with pytest.raises(InputError, match="damaged: restore a backup"):
        open_database(str(path))


def test_a_collection_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    database, _ = open_database(str(path))
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    with pytest.raises(InputError, match="written by a newer quizapp"):
        open_database(str(path))


def test_an_unreadable_url_is_refused() -> None:
    with pytest.raises(InputError, match="neither a path nor a database URL"):
        open_database("://nowhere")


def test_two_processes_write_to_one_collection(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    program = (
        "import sys; from quizapp.storage.database import open_database\n"
        "database, _ = open_database(sys.argv[1])\n"
        "for i in range(50):\n"
        "    with database.writing() as c:\n"
        "        values = (sys.argv[2], str(i))\n"
        "        c.exec_driver_sql('INSERT INTO settings VALUES (?, ?, 1)', values)\n"
    )
    open_database(str(path))[0].close()
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("a", "b")
    ]

    assert [writer.wait() for writer in writers] == [0, 0]
    connection = sqlite3.connect(path)
    count = connection.execute("SELECT count(*) FROM settings").fetchone()
    connection.close()
    assert count == (100,)
