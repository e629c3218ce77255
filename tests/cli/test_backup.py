"""Backup, restore, and what the check says can be mended by which."""

import re
import sqlite3
from contextlib import closing
from inspect import getsource
from pathlib import Path

import pytest

from quizapp.actions.safety import integrity


@pytest.fixture
def collection(run, notes: Path, home: Path) -> Path:
    """The file of a collection with cards and one review."""
    run("review", "sum-of-two", "good")
    return home / "collection.db"


def change(collection: Path, *statements: str) -> None:
    with closing(sqlite3.connect(collection)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def kept(collection: Path) -> list[Path]:
    return sorted(collection.parent.glob("collection.db.replaced-*"))


def problems(run) -> list[tuple[str, str]]:
    return [(found["rule"], found["severity"]) for found in run("check", "--json").json["problems"]]


def test_a_backup_goes_into_the_home_folder(run, collection: Path, home: Path) -> None:
    done = run("backup", "--json")

    assert (done.status, list(done.json), done.json["ok"]) == (0, ["ok", "file"], True)
    assert Path(done.json["file"]).parent == home / "backups"


@pytest.mark.parametrize("name", ["copy.db", "copy.db.zst"])
def test_a_restored_collection_is_the_one_backed_up(
    run, collection: Path, tmp_path: Path, name: str
) -> None:
    cards = run("cards", "--json").json
    assert run("backup", tmp_path / name, "--json").json["file"] == str(tmp_path / name)
    run("review", "sum-of-two", "again")
    assert run("cards", "--json").json != cards

    done = run("restore", tmp_path / name, "--json")

    assert (done.status, done.json) == (0, {"ok": True, "file": str(tmp_path / name)})
    assert run("cards", "--json").json == cards
    assert run("check", "--json").json == {"ok": True, "problems": []}


def test_the_replaced_collection_is_kept_and_can_be_restored(run, collection: Path) -> None:
    backup = run("backup", "--json").json["file"]
    run("review", "sum-of-two", "again")
    cards = run("cards", "--json").json

    said = run("restore", backup).out
    (replaced,) = kept(collection)
    back = run("restore", replaced)

    assert said.splitlines()[1] == f"What was there before is kept: {replaced}"
    assert back.status == 0
    assert run("cards", "--json").json == cards
    assert len(kept(collection)) == 2


def test_a_collection_is_restored_where_there_was_none(
    run, bare, collection: Path, tmp_path: Path
) -> None:
    backup = run("backup", "--json").json["file"]
    new = tmp_path / "new" / "home"

    done = bare("--home", new, "restore", backup)

    assert done.out == f"Restored from {backup}.\n"
    assert bare("--home", new, "cards", "--json").json == run("cards", "--json").json


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 and so on", "This is neither a backup nor a collection."),
        (b"", "This is neither a backup nor a collection."),
        (b"\x28\xb5\x2f\xfd and noise", "This backup is damaged: choose another one."),
        (b"SQLite format 3\0" + bytes(4096), "This file is damaged: choose another backup."),
    ],
)
def test_what_is_no_backup_is_refused(
    run, collection: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    before = collection.read_bytes()
    file = tmp_path / "file.zst"
    file.write_bytes(content)

    done = run("restore", file)

    assert (done.status, done.err) == (2, f"quizapp: {file}: {sentence}\n")
    assert collection.read_bytes() == before
    assert kept(collection) == []


def test_a_missing_backup_is_refused(run, collection: Path, tmp_path: Path) -> None:
    done = run("restore", tmp_path / "no.zst")

    assert done.err == f"quizapp: {tmp_path}/no.zst: There is no such backup file.\n"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE alembic_version SET version_num = '9999'",
            "This collection was written by a newer quizapp: upgrade the program to open it.",
        ),
        (
            "DROP TABLE alembic_version",
            "This database holds tables that are not quizapp's; name another one with --db.",
        ),
    ],
)
def test_a_newer_or_foreign_database_is_not_restored(
    run, collection: Path, tmp_path: Path, statement: str, sentence: str
) -> None:
    run("backup", tmp_path / "copy.db")
    change(tmp_path / "copy.db", statement)
    before = collection.read_bytes()

    done = run("restore", tmp_path / "copy.db")

    assert (done.status, done.err) == (2, f"quizapp: {tmp_path}/copy.db: {sentence}\n")
    assert collection.read_bytes() == before


def test_a_collection_in_use_is_not_replaced(run, collection: Path) -> None:
    backup = run("backup", "--json").json["file"]
    with closing(sqlite3.connect(collection)) as other:
        other.execute("SELECT count(*) FROM cards").fetchone()
        done = run("restore", backup)

    assert done.status == 2
    assert done.err.endswith("Another program holds the collection; close it or try again.\n")
    assert kept(collection) == []


def test_another_program_s_database_is_not_replaced(run, bare, collection: Path, tmp_path) -> None:
    backup = run("backup", "--json").json["file"]
    other = tmp_path / "places.sqlite"
    change(other, "CREATE TABLE places (id)")
    before = other.read_bytes()

    done = bare("--db", other, "restore", backup)

    assert done.status == 2
    assert other.read_bytes() == before
    assert not kept(other)


def test_only_a_compressed_backup_is_ever_overwritten(
    run, collection: Path, notes: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    run("backup", other)
    files = (notes, collection, other)
    before = [file.read_bytes() for file in files]

    for file in (*files, notes.parent):
        assert run("backup", file).status == 2
    assert [file.read_bytes() for file in files] == before


def test_a_backup_replaces_an_older_one(run, collection: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db.zst"
    run("backup", target)
    run("review", "sum-of-two", "again")
    run("backup", target)
    run("restore", target)

    assert run("stats", "--json").json["reviews"] == 2


def test_the_last_commits_of_a_killed_program_are_restored_and_kept(
    run, collection: Path, tmp_path: Path
) -> None:
    """They lie in the log beside the file still, and go where the file goes."""
    backup = run("backup", "--json").json["file"]
    with closing(sqlite3.connect(collection)) as open_one:
        open_one.execute("PRAGMA wal_autocheckpoint = 0")
        open_one.execute("INSERT INTO settings VALUES ('me', 'last', '1')")
        open_one.commit()
        files = {file.name: file.read_bytes() for file in collection.parent.glob("collection.db*")}
    for name, data in files.items():
        (collection.parent / name).write_bytes(data)
    assert len(files["collection.db-wal"]) > 0

    assert run("restore", backup).status == 0

    (replaced,) = kept(collection)
    with closing(sqlite3.connect(replaced)) as connection:
        query = "SELECT count(*) FROM settings WHERE name = 'last'"
        assert connection.execute(query).fetchone() == (1,)
    assert not collection.with_name("collection.db-wal").exists()


def test_what_nobody_else_may_read_stays_so(run, collection: Path) -> None:
    collection.chmod(0o600)
    backup = run("backup", "--json").json["file"]
    run("restore", backup)

    for file in (Path(backup), collection, *kept(collection)):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_log_left_by_a_collection_that_is_gone_does_not_meet_the_new_one(
    run, collection: Path
) -> None:
    backup = run("backup", "--json").json["file"]
    with closing(sqlite3.connect(collection)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO settings VALUES ('me', 'last', '1')")
        connection.commit()
        log = collection.with_name("collection.db-wal").read_bytes()
    collection.unlink()
    collection.with_name("collection.db-wal").write_bytes(log)

    assert run("restore", backup).status == 0

    with closing(sqlite3.connect(collection)) as connection:
        query = "SELECT count(*) FROM settings WHERE name = 'last'"
        assert connection.execute(query).fetchone() == (0,)
    (moved,) = kept(collection)
    assert moved.read_bytes() == log


def test_on_a_disk_without_links_the_replaced_collection_is_copied(
    run, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    backup = run("backup", "--json").json["file"]
    run("review", "sum-of-two", "again")
    before = collection.read_bytes()

    assert run("restore", backup).status == 0
    assert len(kept(collection)[0].read_bytes()) == len(before)
    assert run("restore", kept(collection)[0]).status == 0
    assert run("stats", "--json").json["reviews"] == 2


# The check


def test_a_damaged_file_is_mended_by_the_backup_that_the_check_names(
    run, collection: Path, home: Path
) -> None:
    good = run("backup", "--json").json["file"]
    cards = run("cards", "--json").json
    bad = home / "backups" / "collection-29990101T000000Z.db.zst"
    bad.write_bytes(Path(good).read_bytes()[:-9])
    data = collection.read_bytes()
    collection.write_bytes(data[:100] + bytes(len(data) - 100))

    failed = run("check", "--json")

    assert failed.status == 1
    (problem,) = failed.json["problems"]
    assert (problem["rule"], problem["severity"]) == ("integrity", "error")
    assert f"`quizapp restore {good}`" in problem["message"]
    assert run("restore", good).status == 0
    assert run("cards", "--json").json == cards
    assert kept(collection)[0].read_bytes() == data[:100] + bytes(len(data) - 100)


def test_damage_without_a_backup_is_said_so(run, collection: Path) -> None:
    collection.write_bytes(collection.read_bytes()[:5000])

    (problem,) = run("check", "--json").json["problems"]

    assert problem["message"].endswith("and there is no whole backup of it.")


def test_lost_guards_are_found_and_set_again(run, collection: Path) -> None:
    change(collection, "DROP TRIGGER reviews_are_never_deleted", "DROP INDEX reviews_by_day")
    failed = run("check", "--json")
    mended = run("check", "--rebuild", "--json")

    (problem,) = failed.json["problems"]
    assert (failed.status, problem["rule"]) == (1, "guards")
    assert "reviews_by_day" in problem["message"]
    assert "reviews_are_never_deleted" in problem["message"]
    assert (mended.status, mended.json["problems"]) == (0, [])
    with pytest.raises(sqlite3.IntegrityError):
        change(collection, "DELETE FROM reviews")


def test_a_damaged_index_is_mended_by_a_rebuild(run, collection: Path) -> None:
    """The index is told to be of another column for one write, so that it lacks the new row."""
    index = "UPDATE sqlite_master SET sql = replace(sql, '{}', '{}') WHERE name = 'reviews_by_day'"
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(index.format("learner, day", "learner, duration_ms"))
    run("review", "sum-of-two", "again")
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(index.format("learner, duration_ms", "learner, day"))

    failed = run("check", "--json")
    mended = run("check", "--rebuild", "--json")

    (problem,) = failed.json["problems"]
    assert problem["rule"] == "integrity"
    assert problem["message"].endswith("`quizapp check --rebuild` mends them.")
    assert mended.json == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("statement", "rule", "severity"),
    [
        ("UPDATE schedules SET reps = reps + 1", "cache", "error"),
        ("DELETE FROM schedules", "cache", "error"),
        (
            "INSERT INTO schedules SELECT learner, 'ghost', phase, stability, difficulty, due_day,"
            " due_at, interval, step, reps, lapses, last_at, last_day FROM schedules",
            "cache",
            "error",
        ),
        ("DELETE FROM cards WHERE kind = 'live'", "review-without-card", "warning"),
        (
            "INSERT INTO reviews (learner, uid, device, card, kind, at, day, duration_ms, hints,"
            " scheduler, undoes) SELECT learner, 'u', device, card, 'undo', at, day, 0, 0, '', 'x'"
            " FROM reviews",
            "undo-of-nothing",
            "warning",
        ),
        ("DELETE FROM question_versions", "question-without-text", "warning"),
        ("UPDATE cards SET source = 'elsewhere'", "card-without-source", "warning"),
        ("UPDATE sources SET root = '/nowhere/at/all'", "source-gone", "warning"),
    ],
)
def test_whatever_does_not_fit_together_is_found(
    run, collection: Path, statement: str, rule: str, severity: str
) -> None:
    assert problems(run) == []
    change(collection, statement)

    assert problems(run) == [(rule, severity)]
    assert run("check").status == int(severity == "error")
    if rule == "cache":
        assert run("check", "--rebuild", "--json").json == {"ok": True, "problems": []}


def test_a_picture_that_is_gone_is_named_once(run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "img").mkdir(parents=True)
    for name in ("here.png", "img/деревья 1.png", "img/gone.png"):
        (folder / name).write_bytes(b"png")
    (folder / "trees.md").write_text(
        "Q: What is this?\nA: ![](here.png) ![tree](<img/деревья 1.png>)\n\n"
        "Q: And ![this](img/gone.png)?\nA: A ![](img/gone.png) ![](https://example.org/a.png)\n"
    )
    assert run("import", folder).status == 0
    assert problems(run) == []
    (folder / "img" / "gone.png").unlink()

    done = run("check", "--json")

    (problem,) = done.json["problems"]
    assert (done.status, problem["rule"], problem["severity"]) == (0, "picture-gone", "warning")
    assert "(img/gone.png)" in problem["message"]


def test_the_page_about_safety_explains_every_rule_of_the_check() -> None:
    page = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    explained = {rule for row in rows for rule in re.findall("`(.+?)`", row)}

    assert explained == set(re.findall(r'Problem\(\s*"([a-z-]+)"', getsource(integrity)))
