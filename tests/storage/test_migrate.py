"""Upgrades: from every older schema, on a filled collection, all or nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.model.errors import InputError
from quizapp.storage import migrate
from quizapp.storage.database import open_database
from quizapp.storage.safety.backup import backups_of, unpack
from quizapp.storage.schema import REVISION

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def read(path: Path, query: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def names(path: Path, kind: str) -> set[object]:
    query = f"SELECT name FROM sqlite_master WHERE type = '{kind}'"
    return {row["name"] for row in read(path, query)}


def columns(path: Path) -> dict[object, list[dict[str, object]]]:
    """Each table's columns: name, type, may it be null, place in the key."""
    shown = "name, type, `notnull`, pk"
    return {
        table: read(path, f"SELECT {shown} FROM pragma_table_info('{table}') ORDER BY name")
        for table in names(path, "table")
    }


def upgraded(path: Path) -> Path:
    database, made = open_database(str(path), lambda: NOW)
    database.close()
    assert not made
    return path


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    open_database(str(tmp_path / "fresh.db"))[0].close()
    return tmp_path / "fresh.db"


def test_an_upgraded_collection_has_the_schema_of_a_fresh_one(old: Path, fresh: Path) -> None:
    upgraded(old)

    assert columns(old) == columns(fresh)
    for kind in ("table", "index", "trigger"):
        assert names(old, kind) == names(fresh, kind)
    statistics = "SELECT * FROM sqlite_stat1 ORDER BY tbl, idx"
    assert read(old, statistics) == read(fresh, statistics)
    assert len(read(old, statistics)) > 10
    assert read(old, "SELECT * FROM alembic_version") == [{"version_num": REVISION}]


@pytest.mark.parametrize("table", ["reviews", "cards", "schedules", "sources", "files", "imports"])
def test_an_upgrade_keeps_every_row_and_every_value(old: Path, table: str) -> None:
    query = f"SELECT * FROM {table} ORDER BY learner, rowid"
    query = query.replace("rowid", "card") if table == "schedules" else query
    before = read(old, query)
    after = read(upgraded(old), query)

    assert len(before) == 40
    kept = [{name: row[name] for name in before[0]} for row in after]
    assert kept == before


def test_the_log_stays_guarded_after_an_upgrade(old: Path) -> None:
    upgraded(old)

    with closing(sqlite3.connect(old)) as connection:
        for statement in ("UPDATE reviews SET rating = 1", "DELETE FROM reviews"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_a_backup_of_the_old_state_is_made_first(old: Path, tmp_path: Path) -> None:
    before = dump(old)
    upgraded(old)
    (backup,) = backups_of(old)
    unpack(backup.file, tmp_path / "back.db")

    assert dump(tmp_path / "back.db") == before
    assert (backup.reason, backup.at) == ("before-migration", NOW)


def test_an_upgrade_happens_once(old: Path) -> None:
    upgraded(old)
    first = dump(old)
    upgraded(old)

    assert dump(old) == first
    assert len(backups_of(old)) == 1


def test_an_interrupted_upgrade_leaves_the_old_state(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last thing an upgrade does fails: everything before it is undone too."""

    def power_cut(_connection: object) -> None:
        raise RuntimeError("the lights went out")

    before = dump(old)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "set_guards", power_cut)
        with pytest.raises(RuntimeError):
            open_database(str(old))

    assert dump(old) == before
    upgraded(old)
    assert names(old, "trigger") == {"reviews_are_never_changed", "reviews_are_never_deleted"}


def test_no_backup_no_upgrade(old: Path) -> None:
    """Where the backups folder should be, there is a file."""
    before = dump(old)
    (old.parent / "backups").write_text("mine")

    with pytest.raises(InputError, match="Cannot write the file"):
        open_database(str(old))

    assert dump(old) == before


def test_a_newer_schema_is_refused_untouched(fresh: Path) -> None:
    with closing(sqlite3.connect(fresh)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = fresh.read_bytes()

    with pytest.raises(InputError, match="written by a newer quizapp: upgrade the program"):
        open_database(str(fresh))

    assert fresh.read_bytes() == before
    assert not (fresh.parent / "backups").exists()
