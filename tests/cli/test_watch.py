"""``watch`` as a process of its own: a file is saved, the collection knows, ctrl+c ends it."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import open_collection

PATIENCE = 90


class Watcher:
    """A running ``quizapp watch`` whose lines are read as they come."""

    def __init__(self, home: Path, *paths: Path) -> None:
        command = [sys.executable, "-m", "quizapp", "--home", str(home), "--empty", "--lang", "en"]
        self.process = subprocess.Popen(
            [*command, "watch", *map(str, paths)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self.lines.get(timeout=PATIENCE)

    def end(self) -> tuple[int, str]:
        """Press ctrl+c; the exit status and what it complained of."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status, self.process.stderr.read()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


def save(path: Path, text: str) -> None:
    """Write a file at once, so that nobody sees it while it is still empty."""
    draft = path.with_name("draft~")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


@pytest.fixture
def notes_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("Q: What is a relay?\nA: A switch.\n", encoding="utf-8")
    return folder


@pytest.fixture
def watcher(home: Path, notes_folder: Path) -> Iterator[Watcher]:
    running = Watcher(home, notes_folder)
    assert running.line().startswith("1 card added")
    assert running.line() == f"Watching {notes_folder}. Ctrl+C ends."
    yield running
    running.close()


def test_every_save_is_taken_in_and_told_in_a_line(watcher, notes_folder, home) -> None:
    path = notes_folder / "a.md"
    save(path, "Q: What is a relay?\nA: A switch for currents.\n")
    assert watcher.line() == f"{path}:1: ~ What is a relay? ⟶ A switch for currents.  (58 %)"
    new = notes_folder / "deep" / "b.md"
    new.parent.mkdir()
    save(new, "Q: What is a coil?\nA: A wound wire.\n")
    assert watcher.line() == f"{new}:1: + What is a coil? ⟶ A wound wire."
    path.unlink()
    assert watcher.line() == f"{path}:1: − What is a relay? ⟶ A switch for currents."

    assert watcher.end() == (0, "")
    collection = open_collection(home / "collection.db")
    states = {card.front: card.state for card in list_cards(collection)}
    collection.close()
    assert states == {"What is a relay?": "retired", "What is a coil?": "new"}


def test_what_is_wrong_since_a_save_is_told_once(watcher, notes_folder) -> None:
    path = notes_folder / "a.md"
    broken = notes_folder / "a.md~"
    broken.write_bytes(b"\xff\xfe\x00")
    broken.replace(path)
    assert watcher.line().startswith(f"{path}:1: This is a binary file")
    other = notes_folder / "b.md"
    save(other, "Q: What is a coil?\nA:\n")
    assert watcher.line() == f"{other}:1: error: This card has no answer: write it after “A:”."
    save(other, "\nQ: What is a coil?\nA:\n\nQ: What is a bell?\nA: A cup of bronze.\n")
    assert watcher.line() == f"{other}:5: + What is a bell? ⟶ A cup of bronze."
    save(path, "Q: What is a relay?\nA: A switch of sorts.\n")
    assert "A switch of sorts." in watcher.line()

    assert watcher.end() == (0, "")


def test_of_many_changes_the_first_are_told_and_all_are_counted(watcher, notes_folder) -> None:
    names = [f"coil {number}" for number in range(1, 23)]
    text = "\n".join(f"Q: What is a {name}?\nA: The {name}.\n" for name in names)
    save(notes_folder / "b.md", text)

    lines = [watcher.line() for _ in range(22)]
    assert lines[19] == f"{notes_folder / 'b.md'}:58: + What is a coil 20? ⟶ The coil 20."
    assert lines[20] == "… and 2 more"
    assert lines[21].startswith("22 cards added, 0 changed, 1 unchanged")
    assert watcher.end() == (0, "")


def test_a_card_that_goes_with_its_file_is_named_as_the_folder_was(
    run, notes_folder, monkeypatch
) -> None:
    monkeypatch.chdir(notes_folder.parent)
    run("import", "notes")
    (notes_folder / "a.md").unlink()

    assert f"\n{Path('notes', 'a.md')}\n" in run("import", "notes", "--dry-run").out


def test_a_single_file_that_an_editor_replaces_is_still_watched(home, notes_folder) -> None:
    path = notes_folder / "a.md"
    watcher = Watcher(home, path)
    try:
        watcher.line(), watcher.line()
        for answer in ("A switch of sorts.", "A switch of all sorts."):
            save(path, f"Q: What is a relay?\nA: {answer}\n")
            assert answer in watcher.line()
        assert watcher.end() == (0, "")
    finally:
        watcher.close()


def test_a_path_that_is_not_there_is_refused(run, tmp_path) -> None:
    done = run("watch", tmp_path / "nowhere")

    assert done.status == 2
    assert "nowhere: There is no such file or folder" in done.err
