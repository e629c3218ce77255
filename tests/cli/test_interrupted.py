"""Ctrl+c in the middle of long work: everything before it or everything after it, never a part."""

import re
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType

import pytest

from quizapp.cli.main import main

FRACTIONS = (0.3, 0.55, 0.8, 0.95)
"""How far the work is when ctrl+c comes, in calls of functions of ours."""
SECOND_NAME = "collection.db.replaced-"
"""Restoring gives the old collection a second name before the new one comes."""
WORK = {
    "import": ("import", "more.md"),
    "export": ("export", "deck.apkg"),
    "export as text": ("export", "deck.csv"),
    "backup": ("backup", "copy.db.zst"),
    "restore": ("restore", "earlier.db"),
    "check": ("check", "--rebuild"),
}
OLD = b"what was there before"


def calls_of(work: Callable[[], int], stop_at: int = sys.maxsize) -> tuple[int, int]:
    """How many functions of ours the work called, and its status; ctrl+c comes at one of them."""
    count = 0

    def counted(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if event == "call" and frame.f_globals.get("__name__", "").startswith("quizapp."):
            count += 1
            if count == stop_at:
                raise KeyboardInterrupt

    sys.setprofile(counted)
    try:
        return work(), count
    finally:
        sys.setprofile(None)


def rows(collection: Path) -> dict[str, int]:
    """How many rows each table of a whole collection has."""
    with closing(sqlite3.connect(collection)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = [name for (name,) in found.fetchall()]
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names
        }


def files(folder: Path) -> set[str]:
    """What lies there, moments in names left out, and what SQLite keeps beside a collection."""
    every = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    ours = (name for name in every if not name.endswith(("-wal", "-shm")))
    return {re.sub(r"\d+", "0", name) for name in ours if SECOND_NAME not in name}


@pytest.fixture
def begun(run: Callable[..., object], notes: Path, home: Path, tmp_path: Path) -> Path:
    """A collection, an earlier state of it, notes to take in, and files to replace."""
    folder = tmp_path / "begun"
    run("backup", tmp_path / "earlier.db")
    run("review", "sum-of-two", "good")
    shutil.copytree(home, folder / "home")
    shutil.copy(tmp_path / "earlier.db", folder)
    shutil.copy(notes, folder)
    told = "".join(f"Q: What is number {n}?\nA: The answer {n}.\n\n" for n in range(30))
    (folder / "more.md").write_text(told, encoding="utf-8")
    for name in ("deck.apkg", "deck.csv"):
        (folder / name).write_bytes(OLD)
    return folder


@pytest.mark.parametrize("name", WORK)
def test_ctrl_c_leaves_nothing_half_done(
    name: str,
    begun: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def work(place: str) -> Callable[[], int]:
        folder = tmp_path / place
        shutil.copytree(begun, folder)
        monkeypatch.chdir(folder)
        return lambda: main(["--home", str(folder / "home"), "--empty", *WORK[name]])

    work("warm")()
    status, calls = calls_of(work("done"))
    assert status == 0
    states = [(rows(begun / "home/collection.db"), files(begun))]
    states.append((rows(tmp_path / "done/home/collection.db"), files(tmp_path / "done")))
    for fraction in FRACTIONS:
        place = f"at {fraction}"
        capsysbinary.readouterr()
        assert calls_of(work(place), int(fraction * calls))[0] == 130
        assert capsysbinary.readouterr().err.endswith(b"Stopped: nothing is left half done.\n")
        folder = tmp_path / place
        assert rows(folder / "home/collection.db") in [counts for counts, _names in states]
        assert files(folder) in [names for _counts, names in states]
        assert whole(folder / "deck.apkg") and whole(folder / "deck.csv")


def whole(file: Path) -> bool:
    """Whether a file is the one that was there, or a new one to its end."""
    data = file.read_bytes()
    if data == OLD:
        return True
    return (
        zipfile.ZipFile(file).testzip() is None if file.suffix == ".apkg" else data.endswith(b"\n")
    )
