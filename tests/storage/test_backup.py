"""Backups: whole, complete, named only when finished, and rotated by age alone."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.errors import InputError
from quizapp.storage.database import Database, open_database
from quizapp.storage.safety.backup import (
    Backup,
    backups_of,
    copy_collection,
    make_backup,
    unpack,
    workplace,
)
from quizapp.storage.safety.rotation import outlived

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed collection with some rows."""
    database, _ = open_database(str(tmp_path / "collection.db"))
    fill(database, "a", 500)
    database.close()
    return tmp_path / "collection.db"


def fill(database: Database, learner: str, rows: int) -> None:
    with database.writing() as connection:
        for number in range(rows):
            connection.exec_driver_sql(
                "INSERT INTO settings VALUES (?, ?, '1')", (learner, str(number))
            )


def dump(path: Path) -> list[str]:
    """Everything a database holds, as statements."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_backup_holds_exactly_what_the_collection_holds(path: Path, tmp_path: Path) -> None:
    backup = make_backup(path, NOW)
    unpack(backup.file, tmp_path / "unpacked.db")

    assert dump(tmp_path / "unpacked.db") == dump(path)
    assert backup.file.stat().st_size < path.stat().st_size / 4


def test_a_backup_of_an_open_collection_has_what_was_committed(path: Path, tmp_path: Path) -> None:
    """The last commits are still in the log beside the file, and one more is under way."""
    database, _ = open_database(str(path))
    fill(database, "b", 10)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('c', 'c', '1')")
        copy_collection(path, tmp_path / "copy.db")
    database.close()

    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        learners = copy.execute("SELECT learner, count(*) FROM settings GROUP BY 1").fetchall()
    assert learners == [("a", 500), ("b", 10)]


def test_a_plain_copy_is_one_file(path: Path, tmp_path: Path) -> None:
    copy_collection(path, tmp_path / "out" / "copy.db")

    assert [file.name for file in (tmp_path / "out").iterdir()] == ["copy.db"]
    assert dump(tmp_path / "out" / "copy.db") == dump(path)


def test_backups_are_found_again_newest_first_and_only_this_collection_s(path: Path) -> None:
    first = make_backup(path, NOW)
    second = make_backup(path, NOW + timedelta(hours=1), "before-merge")
    other = path.with_name("collection-2.db")
    path.rename(other)
    make_backup(other, NOW + timedelta(hours=2))

    assert backups_of(path) == [second, first]
    assert second.file.name == "collection-20260312T103000Z-before-merge.db.zst"


def test_backups_of_one_second_do_not_replace_each_other(path: Path) -> None:
    made = [make_backup(path, NOW, "merge") for _ in range(3)]

    assert backups_of(path) == made[::-1]


def test_a_damaged_collection_makes_no_backup(path: Path) -> None:
    data = bytearray(path.read_bytes())
    page = 4096 * (len(data) // 4096 - 2)
    data[page : page + 4096] = os.urandom(4096)
    path.write_bytes(data)

    with pytest.raises(InputError, match="is damaged"):
        make_backup(path, NOW)

    assert list(path.parent.glob("backups/*")) == []


def test_a_bit_turned_in_a_backup_never_gives_other_bytes(path: Path, tmp_path: Path) -> None:
    packed = make_backup(path, NOW).file
    sound, out = packed.read_bytes(), tmp_path / "out.db"
    unpack(packed, out)
    whole = out.read_bytes()
    refused = 0
    places = [*range(16), *range(16, len(sound), max(1, len(sound) // 40))]
    for place in places:
        broken = bytearray(sound)
        broken[place] ^= 0x10
        (tmp_path / "broken.zst").write_bytes(broken)
        try:
            unpack(tmp_path / "broken.zst", out)
        except InputError as error:
            assert "damaged" in str(error)
            refused += 1
        else:
            assert out.read_bytes() == whole  # zstd leaves some bits unused
    assert refused > len(places) // 2


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_cut_off_backup_is_damaged(path: Path, tmp_path: Path, share: float) -> None:
    sound = make_backup(path, NOW).file.read_bytes()
    (tmp_path / "cut.zst").write_bytes(sound[: int(len(sound) * share)])

    with pytest.raises(InputError, match="damaged"):
        unpack(tmp_path / "cut.zst", tmp_path / "out.db")


def test_what_a_killed_backup_left_is_swept_later(tmp_path: Path) -> None:
    left = tmp_path / ".making-left"
    recent = tmp_path / ".making-recent"
    left.mkdir()
    recent.mkdir()
    os.utime(left, (0, 0))

    with workplace(tmp_path) as folder:
        assert {*tmp_path.iterdir()} == {recent, folder}
    assert {*tmp_path.iterdir()} == {recent}


moments = st.integers(0, 400 * 24 * 4).map(lambda quarters: NOW - quarters * timedelta(minutes=15))
reasons = st.sampled_from([None, None, None, "merge"])
collections = st.lists(
    st.builds(lambda at, why: Backup(Path(f"{at:%s}"), at, why), moments, reasons),
    unique_by=lambda backup: backup.at,
    max_size=60,
)


@settings(max_examples=150)
@given(collections)
def test_the_newest_is_never_removed_and_every_recent_period_keeps_one(
    backups: list[Backup],
) -> None:
    gone = outlived(backups, NOW)
    kept = [backup for backup in backups if backup not in gone]

    assert max(backups, key=lambda b: b.at, default=None) == max(
        kept, key=lambda b: b.at, default=None
    )
    for days, period in ((1, "%F %H"), (30, "%F"), (365, "%G %V")):
        recent = [b for b in backups if NOW - b.at <= timedelta(days=days)]
        assert {format(b.at, period) for b in recent} == {
            format(b.at, period) for b in kept if NOW - b.at <= timedelta(days=days)
        }


@settings(max_examples=100)
@given(collections)
def test_a_second_rotation_removes_nothing(backups: list[Backup]) -> None:
    kept = [backup for backup in backups if backup not in outlived(backups, NOW)]

    assert outlived(kept, NOW) == []


def test_two_years_of_hourly_backups_come_down_to_a_bounded_number() -> None:
    backups: list[Backup] = []
    for hour in range(2 * 365 * 24):
        at = NOW + timedelta(hours=hour)
        backups.append(Backup(Path(str(hour)), at, "merge" if hour % 100 == 0 else None))
        gone = outlived(backups, at)
        backups = [backup for backup in backups if backup not in gone]

    hours, days, weeks = 25, 31, 53
    assert hours <= len(backups) <= hours + days + weeks + 5
    ages = sorted((at - backup.at).days for backup in backups)
    assert set(range(30)) <= set(ages)
    assert max(ages) >= 355


def test_frequent_reasons_do_not_push_rare_ones_out() -> None:
    at = [NOW - timedelta(days=500 + number) for number in range(30)]
    syncs = [Backup(Path(str(moment)), moment, "before-sync") for moment in at]
    merge = Backup(Path("merge"), NOW - timedelta(days=900), "before-merge")

    gone = outlived([merge, *syncs], NOW)

    assert [backup for backup in [merge, *syncs] if backup not in gone] == [merge, *syncs[:5]]
