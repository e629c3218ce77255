"""Opening a collection: made once, tuned for durability, every trouble a sentence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import exc

from quizapp.model.errors import Damaged, InputError
from quizapp.storage.database import open_database
from quizapp.storage.migrate import configuration
from quizapp.storage.schema import REVISION


def test_the_first_opening_makes_the_tables_and_the_second_finds_them(tmp_path: Path) -> None:
    first, made = open_database(str(tmp_path / "folder" / "c.db"))
    first.close()
    second, made_again = open_database(str(tmp_path / "folder" / "c.db"))
    second.close()

    assert (made, made_again) == (True, False)


def test_a_commit_is_on_disk_before_it_returns_on_every_connection(tmp_path: Path) -> None:
    """In WAL mode ``synchronous = FULL`` (2) syncs the log at each commit."""
    database, _ = open_database(str(tmp_path / "c.db"))
    found = []
    with ExitStack() as stack:
        for opened in (database.reading, database.writing, database.reading):
            connection = stack.enter_context(opened())
            found.append(
                [
                    connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("synchronous", "journal_mode", "busy_timeout", "foreign_keys")
                ]
            )
    database.close()

    assert found == [[2, "wal", 5000, 1]] * 3


def test_a_password_in_a_url_is_never_shown(tmp_path: Path) -> None:
    """The driver is unknown, and then the whole URL is unreadable."""
    for url in ("nosuch+driver://anna:geheim@host/db", "://anna:geheim@host"):
        with pytest.raises(InputError) as refusal:
            open_database(url)
        assert "geheim" not in str(refusal.value)
        assert "host" in str(refusal.value)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_nothing_is_written_into_a_database_that_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE places (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    with pytest.raises(InputError, match="tables that are not quizapp's"):
        open_database(str(path))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


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


def test_a_damaged_collection_says_so(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    database, _ = open_database(str(path))
    database.close()
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(data)

    with pytest.raises(Damaged, match="damaged: restore a backup"):
        open_database(str(path))

    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


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


def test_several_programs_may_make_the_same_collection(tmp_path: Path) -> None:
    """They begin at the same moment; all of them find one collection in the end."""
    program = (
        "import sys; from quizapp.storage.database import open_database\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "for place in sys.argv[1:]:\n"
        "    database, made = open_database(place); database.close(); print(made)\n"
    )
    places = [str(tmp_path / f"{number}.db") for number in range(8)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", program, *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for waiting in programs:
        assert waiting.stdout is not None and waiting.stdout.readline() == "ready\n"
    for waiting in programs:
        assert waiting.stdin is not None
        waiting.stdin.write("go\n")
        waiting.stdin.flush()
    made = [waiting.communicate()[0].split() for waiting in programs]

    assert [sorted(said) for said in zip(*made, strict=True)] == [["False", "False", "True"]] * 8
