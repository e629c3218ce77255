"""The installed program in a raw terminal: bytes in, bytes out, keys alone."""

import json
import re
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.cli.main import main
from quizapp.tui.hangup import HUNG_UP

PROGRAM = Path(sysconfig.get_path("scripts")) / "quizapp"
NOTES = """\
---
deck: Sums
---
# Carrying

Q: What is a carry?
A: A ten that moves one place to the left.

```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(12, 90)
b = integers(12, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry")
hint("Take the tens first")
```

```python quiz product-of-two
\"\"\"What is {{a}} times {{b}}?\"\"\"
a = integers(3, 9)
b = integers(11, 19)
p = a * b   # Multiply: $a b$
answer(p)
mistake(a + b, "Added instead of multiplied", id="added")
```
"""


@pytest.fixture
def quizapp(home: Path) -> Callable[..., None]:
    """The command line on the same home folder, in this process."""

    def run(*words: str | Path) -> None:
        assert main(["--home", str(home), "--lang", "en", *map(str, words)]) == 0

    return run


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "own.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.fixture
def own(quizapp, notes: Path) -> None:
    """A collection of these notes alone."""
    quizapp("--empty", "import", notes)


@pytest.fixture
def own_and_quizzes(quizapp, notes: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    """These notes and the shipped decks; of one deck only pattern quizzes are new. Its name."""
    quizapp("import", notes)
    capsysbinary.readouterr()
    quizapp("cards", "--json")
    cards = json.loads(capsysbinary.readouterr().out)
    deck = next(card["deck"] for card in cards if card["kind"] == "code")
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
    for card in cards:
        if card["deck"] == deck and card["kind"] != "code":
            quizapp("review", card["id"], "easy", "--at", yesterday)
    return str(deck)


def log(home: Path) -> list[dict]:
    """The reviews of today, oldest first; the file must be whole."""
    connection = sqlite3.connect(home / "collection.db")
    connection.row_factory = sqlite3.Row
    assert [tuple(row) for row in connection.execute("PRAGMA integrity_check")] == [("ok",)]
    rows = connection.execute("SELECT * FROM reviews WHERE duration_ms > 0 OR kind = 'undo'")
    found = sorted((dict(row) for row in rows), key=lambda row: (row["at"], row["uid"]))
    connection.close()
    return found


def numbers(text: str) -> tuple[int, int] | None:
    """The two numbers of the question on the screen; None while they are not all there."""
    found = re.search(r"What is (\d+) (?:\+|times) (\d+)\?", text)
    return (int(found[1]), int(found[2])) if found else None


def asked(terminal, *words: str) -> tuple[int, int]:
    """The numbers of a question, once it stands there with these words."""
    text = terminal.wait_until(
        lambda text: numbers(text) is not None and all(word in text for word in words),
        f"question with {words}",
    )
    return numbers(text)


def program(text: str) -> str | None:
    """The program on the screen, from between its line numbers and the answer beside it.

    None while it is not all there.
    """
    lines = text.splitlines()
    heads = [i for i, line in enumerate(lines) if "Program" in line and "Your output" in line]
    if not heads:
        return None
    head = lines[heads[0]]
    edge = head.index("Your output")
    numbered = [re.match(r" {1,6}(\d+)(?:  (.*))?$", line[:edge].rstrip()) for line in lines]
    found = [(int(hit[1]), hit[2] or "") for hit in numbered[heads[0] :] if hit]
    count = int(re.search(r"(\d+) lines?", head)[1])
    whole = [number for number, _line in found] == list(range(1, count + 1))
    return "\n".join(line for _number, line in found) if whole else None


def whole_program(screen) -> str:
    """The program once the screen takes an answer and no line of it is still being painted."""
    screen.wait_for("Program", "Your output", "Check", "f1 help")
    before = None
    for _ in range(100):
        shown = program(screen.settle())
        if shown is not None and shown == before and compiles(shown):
            return shown
        before = shown
    raise AssertionError(f"no whole program:\n{screen.text}")


def compiles(source: str) -> bool:
    """Whether no line of a program is cut."""
    try:
        compile(source, "shown", "exec")
    except SyntaxError:
        return False
    return True


def output_of(source: str) -> list[str]:
    """What a program prints; an exception counts as its type."""
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    error = [done.stderr.strip().splitlines()[-1].partition(":")[0]] if done.returncode else []
    return done.stdout.splitlines() + [name.rpartition(".")[2] for name in error]


def choose(terminal, deck: str) -> None:
    """Move the bar on Today down to a deck."""
    last = deck.rsplit("::", maxsplit=1)[-1]
    terminal.wait_for("All decks", last)
    for _ in range(40):
        if re.search(rf"^ ▌ +(▾ )?{last} ", terminal.text, re.MULTILINE):
            return
        before = terminal.text
        terminal.press("down")
        terminal.wait_until(lambda text, old=before: text != old, "other deck")
    raise AssertionError(f"no deck {deck}:\n{terminal.text}")


def test_a_session_with_keys_alone_outlives_a_kill(
    terminal, own_and_quizzes: str, home: Path
) -> None:
    quizzes = own_and_quizzes
    screen = terminal(columns=120, rows=50)
    screen.wait_for("quizapp", "Today", "All decks")
    choose(screen, "Sums")
    screen.press("enter")

    # A basic card: shown, rated Easy.
    screen.wait_for("What is a carry?", "Show answer")
    assert "A ten that moves" not in screen.text
    screen.press("space")
    screen.wait_for("A ten that moves one place to the left.", "4  Easy")
    screen.press("4")

    # A live question: answered right.
    one, two = asked(screen, "+", "Your answer", "Check")
    screen.press(str(one + two), "enter")
    screen.wait_for("✓", "Right", "3  Good")
    screen.press("3")

    # Another: answered with a known mistake.
    one, two = asked(screen, "times", "Your answer", "Check")
    screen.press(str(one + two), "enter")
    screen.wait_for("◆ Added instead of multiplied", "1  Again", f"{one * two}")
    screen.press("enter")
    screen.wait_for("What is", without="Added instead")
    screen.press("ctrl+q")
    assert screen.ended() == 0

    # A pattern quiz: the program read from the screen, its output typed line by line.
    screen = terminal("study", quizzes, columns=120, rows=60)
    lines = output_of(whole_program(screen))
    screen.press(*"\r".join(lines), "ctrl+r")
    screen.wait_for("✓ Right", "3  Good")
    assert "✗" not in screen.text, screen.text
    screen.press("3")
    screen.wait_for("Your output", "Check", without="✓ Right")
    screen.kill()

    reviews = log(home)
    assert [row["rating"] for row in reviews] == [4, 3, 1, 3]
    assert [row["verdict"] for row in reviews] == [None, "right", "mistake", "right"]
    assert [row["mistake"] for row in reviews] == [None, None, "added", None]
    assert json.loads(reviews[2]["answer"]) == [str(one + two)]
    assert json.loads(reviews[3]["answer"]) == ["\n".join(lines)]
    assert main(["--home", str(home), "check"]) == 0


@pytest.mark.usefixtures("own")
def test_while_an_answer_is_typed_letters_are_text_and_other_keys_work(terminal, home) -> None:
    screen = terminal("study", "Sums")
    screen.wait_for("What is a carry?")
    screen.press("space")
    screen.wait_for("3  Good")
    screen.press("3")
    first = asked(screen, "f2 hint 0/1", "f4 new numbers")

    screen.press(*"1q2h3u4rs?")
    screen.wait_for("1q2h3u4rs?")
    assert numbers(screen.text) == first
    screen.press("f2")
    screen.wait_for("Take the tens first", "f2 hint 1/1", "1q2h3u4rs?")
    screen.press("f4")
    screen.wait_until(
        lambda text: numbers(text) not in (None, first) and "1q2h3u4rs?" not in text,
        "fresh numbers and an empty field",
    )
    screen.press("ctrl+z")
    screen.wait_for("What is a carry?", "Show answer", "Taken back")
    screen.kill()

    assert [row["kind"] for row in log(home)] == ["review", "undo"]
    assert main(["--home", str(home), "check"]) == 0


@pytest.mark.usefixtures("own")
def test_an_answer_that_cannot_be_read_costs_nothing(terminal, home: Path, quizapp) -> None:
    quizapp("review", "product-of-two", "easy")
    screen = terminal("study", "Sums")
    screen.wait_for("What is a carry?")
    screen.press("space", "4")
    screen.wait_for("Your answer")

    screen.press(*"1,234", "enter")
    screen.wait_for("?", "1.234", "1234")
    assert "Again" not in screen.text
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert [row["rating"] for row in log(home)] == [4]


@pytest.mark.usefixtures("own")
def test_a_session_ends_with_its_summary_and_home(terminal, quizapp) -> None:
    quizapp("review", "product-of-two", "easy")
    quizapp("review", "sum-of-two", "easy")
    screen = terminal()
    screen.wait_for("Today", "Sums")
    screen.press("enter")
    screen.wait_for("What is a carry?")
    screen.press("space", "4")
    screen.wait_for("1 card", "enter", without="Easy  ")
    screen.press("enter")
    screen.wait_for("Today", "Sums")
    screen.press("q")

    assert screen.ended() == 0
    assert screen.is_sane


def test_a_first_run_needs_nothing_and_leaves_the_terminal_as_it_was(terminal, home: Path) -> None:
    screen = terminal()
    screen.wait_for("quizapp", "Today", "20 cards")
    assert not screen.is_sane
    screen.press("q")

    assert screen.ended() == 0
    assert screen.is_sane
    assert (home / "collection.db").is_file()


@pytest.mark.usefixtures("own")
def test_a_terminal_that_is_too_small_says_which_size_it_needs(terminal) -> None:
    screen = terminal(columns=50, rows=16)
    screen.wait_for("The terminal is 50×16; 60×20 is needed.")

    screen.resize(60, 20)
    screen.wait_for("Study these decks", without="60×20")
    screen.resize(40, 10)
    screen.wait_for("60×20")
    screen.press("ctrl+q")

    assert screen.ended() == 0
    assert screen.is_sane


@pytest.mark.usefixtures("own")
def test_a_session_waits_while_the_terminal_is_too_small(terminal, home: Path) -> None:
    screen = terminal("study", "Sums")
    screen.wait_for("What is a carry?")
    screen.press("space")
    screen.wait_for("3  Good")
    screen.resize(59, 20)
    screen.wait_for("59×20")
    screen.press("3", "space")
    screen.settle()
    screen.resize(58, 20)
    screen.wait_for("58×20")
    screen.resize(100, 36)
    screen.wait_for("A ten that moves one place to the left.", "3  Good")
    screen.kill()

    assert log(home) == []


def damaged(file: Path) -> str:
    """What is left of a collection after its disk failed."""
    file.write_bytes(file.read_bytes()[:100] + bytes(8192))
    return "The collection is damaged"


def foreign(file: Path) -> str:
    """Another file in its place."""
    file.write_text("no collection at all")
    return "This file is not a quizapp collection"


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("accident", [damaged, foreign])
@pytest.mark.parametrize("words", [(), ("study",)])
def test_a_collection_that_cannot_be_opened_is_explained(
    terminal, home: Path, accident: Callable[[Path], str], words: tuple[str, ...]
) -> None:
    sentence = accident(home / "collection.db")

    screen = terminal(*words)
    screen.wait_for(*sentence.split())
    screen.press("q")

    assert screen.ended() == 2
    assert screen.is_sane
    assert b"Traceback" not in screen.written


CRASHES = {
    "on Today": (
        "quizapp.tui.widgets.todaybody",
        "TodayBody.show",
        lambda screen: None,
    ),
    "in a session": (
        "quizapp.tui.screens.study.screen",
        "StudyScreen.action_why",
        lambda screen: screen.press("i"),
    ),
}


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("place", CRASHES)
def test_a_crash_leaves_a_sane_terminal_and_says_where_the_log_is(
    terminal, home: Path, tmp_path: Path, place: str
) -> None:
    module, method, provoke = CRASHES[place]
    (tmp_path / "sitecustomize.py").write_text(
        f"import {module} as room\n"
        "def broken(*_): raise RuntimeError('the sky fell')\n"
        f"room.{method} = broken\n"
    )
    words = ("study", "Sums") if place == "in a session" else ()
    screen = terminal(*words, PYTHONPATH=str(tmp_path))
    if words:
        screen.wait_for("What is a carry?")
        screen.press("space")
        screen.wait_for("3  Good")
        screen.press("3")
        screen.wait_for("Your answer")
        screen.press("esc")
        screen.wait_for("h hint")
    provoke(screen)

    assert screen.ended() == 70
    assert screen.is_sane
    after = screen.written.rpartition(b"\x1b[?1049l")[2].decode()
    sentence = "quizapp failed: RuntimeError: the sky fell. Nothing you answered is lost."
    assert sentence in after
    assert f"Details: {home}/crash.log" in after.replace("\r\n", "")
    assert "Traceback" not in after
    assert "the sky fell" in (home / "crash.log").read_text()
    assert len(log(home)) == len(words[:1])
    assert main(["--home", str(home), "check"]) == 0


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("words", "shown", "keys"),
    [
        ((), "3 cards", ("enter", "What is a carry?", "space", "3  Good", "3")),
        (("study", "Sums", "--plain"), "What is a carry?", ("\n", "3 Good", "3\n")),
    ],
    ids=["app", "lines"],
)
def test_a_terminal_that_vanishes_without_a_signal_ends_the_program_and_keeps_the_answer(
    terminal, home: Path, tmp_path: Path, words: tuple[str, ...], shown: str, keys: tuple[str, ...]
) -> None:
    """Keys in turns with what they show."""
    (tmp_path / "sitecustomize.py").write_text(
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    )
    screen = terminal(*words, PYTHONPATH=str(tmp_path))
    screen.wait_for(shown)
    for key, effect in zip(keys[::2], [*keys[1::2], "+"], strict=True):
        screen.press(key)
        screen.wait_for(effect)
    asked(screen)

    assert screen.vanish() in (0, HUNG_UP)  # a busy machine may need more than the grace
    assert [row["rating"] for row in log(home)] == [3]
    assert not (home / "crash.log").exists()


@pytest.mark.usefixtures("own")
def test_no_color_means_no_colour(terminal) -> None:
    screen = terminal(NO_COLOR="1")
    screen.wait_for("3 cards")
    screen.press("enter")
    screen.wait_for("What is a carry?")
    screen.press("space")
    screen.wait_for("3  Good")
    screen.press("ctrl+q")
    screen.ended()

    styles = re.findall(rb"\x1b\[([0-9;]*)m", screen.written)
    colours = [s for s in styles if re.search(rb"(^|;)(3[0-8]|4[0-8]|9\d|10\d)(;|$)", s)]
    assert styles
    assert colours == []


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("words", [(), ("study", "--plain")])
def test_without_a_terminal_the_program_speaks_in_lines(home: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [PROGRAM, "--home", home, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert ("What is a carry?" if words else "3 cards, about 1 minute") in done.stdout
