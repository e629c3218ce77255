"""A collection that cannot be used: refused in a sentence, and left as it was found."""

import io
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

VERBS = [
    (),
    ("cards",),
    ("question",),
    ("question", "sum-of-two", "--seed", "1"),
    ("grade", "sum-of-two", "--seed", "1", "2"),
    ("study", "--plain"),
    ("review", "sum-of-two", "good"),
    ("stats",),
    ("check",),
    ("check", "--rebuild"),
    ("backup",),
]
READING = [("cards",), ("question",), ("question", "sum-of-two", "--seed", "1"), ("stats",)]
OPENED = [verb for verb in VERBS if verb[:1] != ("check",)]
HELD = "Another program holds the collection; close it or try again."
DAMAGED = "The collection is damaged: restore a backup, or see `quizapp check`."


def refused(done, file: Path) -> str:
    """The one sentence about the file, without the program's name and the file's."""
    assert done.status == 2, done.err
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"quizapp: {file}: ")
    return done.err.removeprefix(f"quizapp: {file}: ").rstrip("\n")


@pytest.fixture
def collection(run, notes: Path, home: Path) -> Path:
    """The file of a collection with cards and one review."""
    run("review", "sum-of-two", "good")
    return home / "collection.db"


@pytest.fixture(autouse=True)
def nothing_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_file_of_something_else_is_not_touched(run, home: Path, verb: tuple[str, ...]) -> None:
    home.mkdir()
    file = home / "collection.db"
    file.write_bytes(b"%PDF-1.7 and so on, for more than sixteen bytes")

    assert refused(run(*verb), file) == (
        "This file is not a quizapp collection; name another one with --db."
    )
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert list(home.iterdir()) == [file]


def test_the_database_of_another_program_is_not_touched(run, home: Path) -> None:
    home.mkdir()
    file = home / "collection.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()

    assert refused(run("cards"), file) == (
        "This database holds tables that are not quizapp's; name another one with --db."
    )


def test_a_folder_is_no_collection(bare, tmp_path: Path) -> None:
    sentence = refused(bare("--db", tmp_path, "cards"), tmp_path)

    assert sentence == "The collection must be a file, but this is a folder."


def test_a_home_that_is_a_file_is_refused(bare, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    assert refused(bare("--home", file, "cards"), file / "config.toml").startswith(
        "Cannot read the settings: "
    )


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_newer_collection_asks_for_a_newer_program(
    run, collection: Path, verb: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = collection.read_bytes()

    assert refused(run(*verb), collection) == (
        "This collection was written by a newer quizapp: upgrade the program to open it."
    )
    assert collection.read_bytes() == before


@pytest.mark.parametrize("verb", OPENED, ids=" ".join)
def test_a_damaged_collection_says_so(run, collection: Path, verb: tuple[str, ...]) -> None:
    data = collection.read_bytes()
    damaged = data[:100] + bytes(len(data) - 100)
    collection.write_bytes(damaged)

    assert refused(run(*verb), collection) == DAMAGED
    assert collection.read_bytes() == damaged


@pytest.mark.parametrize("verb", [("check",), ("check", "--rebuild")], ids=" ".join)
def test_the_check_answers_no_for_a_damaged_collection(
    run, collection: Path, verb: tuple[str, ...]
) -> None:
    collection.write_bytes(collection.read_bytes()[:100] + bytes(5000))

    done = run(*verb)

    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("error: The file is damaged (it cannot be read)")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_it_ends_in_a_sentence(run, collection: Path, seed: int) -> None:
    """Bytes overwritten here and there, pages lost, the end missing: an answer or a sentence."""
    sound = collection.read_bytes()
    damaged = damage(sound, random.Random(seed))
    for verb in VERBS:
        shutil.rmtree(collection.parent)
        collection.parent.mkdir()
        collection.write_bytes(damaged)
        done = run(*verb)
        assert done.status in {0, 1, 2}, (verb, done.err)
        assert done.err.count("\n") <= 1
        assert not (collection.parent / "crash.log").exists()
        if verb in READING:
            assert collection.read_bytes() == damaged, verb


def damage(data: bytes, chance: random.Random) -> bytes:
    """A copy of a file after an accident."""
    broken = bytearray(data)
    accident = chance.choice(["bytes", "block", "end"])
    if accident == "end":
        return bytes(broken[: chance.randrange(100, len(broken))])
    if accident == "block":
        start = chance.randrange(len(broken) - 1024)
        broken[start : start + 1024] = chance.randbytes(1024)
    for _ in range(200 if accident == "bytes" else 0):
        broken[chance.randrange(100, len(broken))] = chance.randrange(256)
    return bytes(broken)


def test_a_damaged_page_makes_the_check_fail(run, collection: Path) -> None:
    """An index whose entries say something else than its table."""
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'learner, due_day', 'learner, reps')"
            " WHERE name = 'schedules_by_due_day'"
        )
    connection.close()

    done = run("check", "--json")

    assert (done.status, done.json["ok"]) == (1, False)
    (problem,) = done.json["problems"]
    assert list(problem) == ["rule", "severity", "message"]
    assert (problem["rule"], problem["severity"]) == ("integrity", "error")


def test_a_cache_that_disagrees_with_the_log_is_mended(run, collection: Path) -> None:
    before = run("cards", "--json").json
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("UPDATE schedules SET stability = 99")
    connection.close()

    failed = run("check", "--json")
    mended = run("check", "--rebuild", "--json")

    assert (failed.status, failed.json["problems"][0]["rule"]) == (1, "cache")
    assert (mended.status, mended.json) == (0, {"ok": True, "problems": []})
    assert run("cards", "--json").json == before


def test_a_full_disk_keeps_everything_answered_before(run, collection: Path) -> None:
    """SQLite itself reports the full disk: it may not grow the file by a page."""

    def no_further_page(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    before = run("cards", "--json").json
    event.listen(Engine, "connect", no_further_page)
    try:
        many = run("import", write_many(collection.parent / "many.md"))
    finally:
        event.remove(Engine, "connect", no_further_page)

    assert refused(many, collection) == (
        "Could not write: the disk is full. Everything answered before is safe."
    )
    assert run("cards", "--json").json == before
    assert run("check").status == 0


def write_many(path: Path) -> Path:
    """Notes that need many pages."""
    path.write_text("".join(f"Q: Number {i}?\nA: {'x' * 200}\n\n" for i in range(200)))
    return path


WITHOUT_PRIVILEGES = """
import ctypes
drop_bounding, dac_override, dac_read_search = 24, 1, 2
if os.geteuid() == 0:
    for capability in (dac_override, dac_read_search):
        ctypes.CDLL(None).prctl(drop_bounding, capability, 0, 0, 0)
"""
"""Root too must obey the modes of files: it gives up the right to overrule them."""

FILES_STAY_SMALL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
"""
"""No file may grow beyond 64 KiB, as on a disk that fails."""


def command(home: Path, *words: str | Path, first: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, which does ``first`` before."""
    launch = f"import os, sys\n{first}\nos.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    program = ["-m", "quizapp", "--home", home, "--lang", "en", *words]
    return subprocess.run(
        [sys.executable, "-c", launch, *program],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("verb", [("review", "sum-of-two", "good"), ("study", "--plain"), ()])
def test_a_read_only_collection_says_so(collection: Path, verb: tuple[str, ...]) -> None:
    before = collection.read_bytes()
    collection.chmod(0o444)
    collection.parent.chmod(0o555)
    try:
        done = command(collection.parent, *verb, first=WITHOUT_PRIVILEGES)
    finally:
        collection.parent.chmod(0o755)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"quizapp: {collection}: The collection cannot be written:"
        " the file or its folder is read-only.\n"
    )
    assert collection.read_bytes() == before


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        done = command(tmp_path / "home", "cards", first=WITHOUT_PRIVILEGES)
    finally:
        tmp_path.chmod(0o755)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"quizapp: {tmp_path}/home/collection.db: Cannot open the collection: Permission denied.\n"
    )


def test_notes_that_may_not_be_read_are_named(collection: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("Q: One?\nA: 1\n")
    secret.chmod(0)

    done = command(collection.parent, "import", secret, first=WITHOUT_PRIVILEGES)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"quizapp: {secret}: Cannot read the file: Permission denied.\n"


def test_a_disk_that_refuses_to_write_leaves_the_collection_whole(
    run, collection: Path, tmp_path: Path
) -> None:
    before = run("cards", "--json").json

    done = command(
        collection.parent, "import", write_many(tmp_path / "many.md"), first=FILES_STAY_SMALL
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "Everything answered before is safe." in done.stderr
    assert run("cards", "--json").json == before
    assert run("check").status == 0


def test_an_export_that_does_not_fit_leaves_no_half_file(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    words = ("export", folder / "out.apkg", "--variants", "2")
    done = command(shipped, *words, first=FILES_STAY_SMALL)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"quizapp: {folder}/out.apkg: Cannot write the package: ")
    assert done.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_a_backup_that_does_not_fit_leaves_no_half_file(shipped: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "backup.db.zst"

    for words in (["backup"], ["backup", target]):
        done = command(shipped, *words, first=FILES_STAY_SMALL)

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "Everything answered before is safe." in done.stderr
    assert list((shipped / "backups").iterdir()) == []
    assert list(target.parent.iterdir()) == []


def test_a_restore_that_does_not_fit_changes_nothing(run, shipped: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db.zst"
    run("backup", backup)
    before = (shipped / "collection.db").read_bytes()

    done = command(shipped, "restore", backup, first=FILES_STAY_SMALL)

    assert (done.returncode, done.stdout) == (2, "")
    assert "the disk is full" in done.stderr
    assert (shipped / "collection.db").read_bytes() == before
    assert [file.name for file in shipped.iterdir()] == ["collection.db"]


def test_an_upgrade_that_does_not_fit_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    """There is no room for the backup that must come first."""
    collection = shipped / "collection.db"
    with closing(sqlite3.connect(collection)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    before = collection.read_bytes()

    done = command(shipped, "stats", first=FILES_STAY_SMALL)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Everything answered before is safe." in done.stderr
    assert collection.read_bytes() == before


def test_a_backup_that_may_not_be_read_is_named(run, collection: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db.zst"
    run("backup", backup)
    backup.chmod(0)

    done = command(collection.parent, "restore", backup, first=WITHOUT_PRIVILEGES)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"quizapp: {backup}: Cannot read the file: Permission denied.\n"


def test_a_collection_where_nothing_may_be_written_is_not_replaced(
    run, collection: Path, tmp_path: Path
) -> None:
    run("backup", tmp_path / "backup.db")
    before = collection.read_bytes()
    collection.parent.chmod(0o555)
    try:
        done = command(
            collection.parent, "restore", tmp_path / "backup.db", first=WITHOUT_PRIVILEGES
        )
    finally:
        collection.parent.chmod(0o755)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Cannot write the file: Permission denied.\n")
    assert collection.read_bytes() == before


def test_a_collection_that_another_program_holds_says_so(run, collection: Path) -> None:
    holder = sqlite3.connect(collection, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    event.listen(Engine, "engine_connect", hurry)
    try:
        done = run("review", "sum-of-two", "good")
    finally:
        event.remove(Engine, "engine_connect", hurry)
        holder.execute("ROLLBACK")
        holder.close()

    assert refused(done, collection) == HELD
    assert run("stats", "--json").json["reviews"] == 1


def hurry(connection) -> None:
    """Do not wait for the other program."""
    connection.connection.dbapi_connection.execute("PRAGMA busy_timeout = 10")


def test_a_collection_can_be_copied_while_nobody_uses_it(
    run, bare, collection: Path, tmp_path: Path
) -> None:
    """All is in the one file once a command has ended: no side file is needed."""
    assert list(collection.parent.iterdir()) == [collection]
    shutil.copy(collection, tmp_path / "copy.db")

    assert bare("--db", tmp_path / "copy.db", "cards", "--json").json == run("cards", "--json").json
