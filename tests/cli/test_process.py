"""The program as a process: its streams, its status, and what a kill leaves behind."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

PATIENCE = 90

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(home: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the program with pipes for its streams; what still runs at the end is killed."""
    with ExitStack() as stack:

        def start(*words: str | Path, **options: object) -> "subprocess.Popen[bytes]":
            command = [sys.executable, "-m", "quizapp", "--home", home, "--empty", *words]
            streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
            settings = streams | options
            program = stack.enter_context(subprocess.Popen(command, **settings))
            stack.callback(program.kill)
            return program

        yield start


def test_a_document_is_utf8_in_any_locale(start: Start, tmp_path: Path) -> None:
    notes = tmp_path / "n.md"
    notes.write_text("Q: Что такое перенос?\nA: Десяток.\n", encoding="utf-8")
    start("import", notes).wait()
    ascii_only = dict(os.environ) | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    document, _ = start("cards", "--json", env=ascii_only).communicate()
    text, errors = start("cards", env=ascii_only).communicate()

    assert json.loads(document)[0]["front"] == "Что такое перенос?"
    assert b"??? ????? ????????" in text
    assert errors == b""


def test_standard_output_has_the_document_and_nothing_else(start: Start, tmp_path: Path) -> None:
    program = start("import", tmp_path / "missing.md", "--json")
    out, err = program.communicate()

    assert (program.returncode, out) == (2, b"")
    assert err.decode() == f"quizapp: {tmp_path}/missing.md: There is no such file or folder.\n"


def test_the_status_of_an_answer_reaches_the_shell(start: Start, notes: Path) -> None:
    statuses = [
        start("grade", "sum-of-two", "--seed", "3", text).wait() for text in ("1000", "1,000")
    ]

    assert statuses == [1, 2]


@pytest.mark.parametrize("words", [("cards",), ("cards", "--json"), ("question", "--functions")])
def test_a_reader_that_leaves_early_is_no_error(
    start: Start, notes: Path, words: tuple[str, ...]
) -> None:
    read, write = os.pipe()
    os.close(read)
    program = start(*words, stdout=write)
    os.close(write)
    _, err = program.communicate()

    assert (program.returncode, err) == (0, b"")


def test_an_output_that_is_full_is_told(start: Start, notes: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        program = start("cards", "--json", stdout=full)
        _, err = program.communicate()

    assert program.returncode == 2
    assert err.decode() == ("quizapp: Cannot write to standard output: No space left on device.\n")


def test_line_mode_is_a_conversation(start: Start, notes: Path) -> None:
    """Each prompt has arrived before the program waits for a line, also through pipes."""
    program = start("study", "--plain")
    written = read_until(program, b"What is a carry?\n")
    program.stdin.write(b"\n")
    program.stdin.flush()
    written += read_until(program, b"An empty line takes Good.\n")

    assert b"A ten that moves one place to the left.\n" in written
    program.stdin.close()
    assert program.wait(timeout=PATIENCE) == 0


def test_a_kill_in_line_mode_loses_no_answered_review(
    start: Start, notes: Path, home: Path, run
) -> None:
    program = start("study", "--plain")
    read_until(program, b"What is a carry?\n")
    program.stdin.write(b"\n3\n")
    program.stdin.flush()
    read_until(program, b"Good: 10 min\n")
    program.send_signal(signal.SIGKILL)
    program.wait(timeout=PATIENCE)

    with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
        rows = connection.execute("SELECT kind, rating FROM reviews").fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    assert rows == [("review", 3)]
    assert whole == [("ok",)]
    assert run("check", "--json").json == {"ok": True, "problems": []}


def test_ctrl_c_in_line_mode_ends_with_the_summary_and_no_traceback(
    start: Start, notes: Path
) -> None:
    program = start("study", "--plain")
    read_until(program, b"What is a carry?\n")
    program.stdin.write(b"\n3\n:z\n")
    program.stdin.flush()
    read_until(program, b"lists what does.\n")
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=PATIENCE)

    assert (program.returncode, out, err) == (130, b"\n1 card studied.\n", b"")


def test_a_crash_says_where_the_details_are(start: Start, home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import quizapp.actions.figures.statistics as room\n"
        "def broken(*_): raise RuntimeError('the sky fell')\n"
        "room.statistics = broken\n"
    )
    program = start("stats", env=dict(os.environ) | {"PYTHONPATH": str(tmp_path), "LANG": "C"})
    out, err = program.communicate()

    log = home / "crash.log"
    assert (program.returncode, out) == (70, b"")
    assert err.decode() == (
        "quizapp: quizapp failed: RuntimeError: the sky fell."
        f" Nothing you answered is lost. Details: {log}\n"
    )
    assert "Traceback (most recent call last)" in log.read_text()
    assert "the sky fell" in log.read_text()


def read_until(program: "subprocess.Popen[bytes]", end: bytes) -> bytes:
    """What the program writes up to and with a line; one that falls silent is ended."""
    read = b""
    patience = threading.Timer(PATIENCE, program.kill)
    patience.start()
    try:
        while not read.endswith(end):
            line = program.stdout.readline()
            assert line, f"ended with {read!r}"
            read += line
    finally:
        patience.cancel()
    return read
