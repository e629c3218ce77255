"""Code questions on the command line: trust, question, grade, check --run, line mode."""

import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

CODE = '''\
---
deck: Code
lang: en
---
```python quiz-bug late-name
#: """Which line is wrong?"""
n = 3
print(m)  #! `m` is no name
```
'''
WRITE = '''\
---
deck: Code
lang: en
---
```python quiz-code write-dog
#: """A dog that says woof."""
class Dog: ...
```

```python quiz-tests write-dog
def test_it_speaks():
    assert Dog().speak() == "woof"
```

```python quiz-solution write-dog
class Dog:
    def speak(self):
        return "woof"
```
'''
ORDER = '''\
```python quiz-order the-lines
#: """Order."""
def f(a):
    b = a + 1
    return b
#x     return a  # That is the old one
print(f(3))
```
'''
RIGHT = ["class Dog:", "    def speak(self):", '        return "woof"']
Notes = Callable[[str], Path]


@pytest.fixture
def imported(run, tmp_path: Path) -> Notes:
    """Writes notes and takes them in."""

    def take_in(text: str) -> Path:
        path = tmp_path / "code.md"
        path.write_text(text, encoding="utf-8")
        assert run("import", path).status == 0
        return path

    return take_in


@pytest.fixture
def study(run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Study line by line with these lines typed."""

    def study(*lines: str) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        done = run("study", "--plain")
        assert (done.status, done.err) == (0, "")
        return done.out.splitlines()

    return study


def answers(home: Path) -> list[str]:
    """The answers in the log."""
    connection = sqlite3.connect(home / "collection.db")
    rows = connection.execute("SELECT answer FROM reviews ORDER BY at, uid").fetchall()
    connection.close()
    return [json.loads(answer)[0] for (answer,) in rows]


def test_trust_says_what_may_run(run, imported: Notes) -> None:
    path = imported(CODE)

    done = run("trust", path)

    assert done.status == 0
    assert done.out.splitlines() == [f"{path}:5: late-name", "1 code question may run."]
    assert run("trust", path, "--json").json == {"trusted": ["late-name"]}


def test_trust_of_what_is_not_imported_is_bad_use(run, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    path.write_text(CODE, encoding="utf-8")

    done = run("trust", path)

    assert (done.status, done.out) == (2, "")
    assert "run `quizapp import` first" in done.err


def test_a_question_that_is_not_trusted_says_how_to_trust_it(run, imported: Notes) -> None:
    path = imported(CODE)

    done = run("grade", "late-name", "--seed", "1", "2")

    assert done.status == 2
    assert f"quizapp trust {path}" in done.err


def test_code_that_is_not_trusted_is_shown_to_who_asks_for_the_question(
    run, imported: Notes
) -> None:
    path = imported(CODE)

    shown, document = run("question", "late-name"), run("question", "late-name", "--json")

    assert shown.out.splitlines() == ["Which line is wrong?", "n = 3", "print(m)", ""]
    assert document.out == ""
    for done in (shown, document):
        assert done.status == 2
        assert f"quizapp trust {path}" in done.err


def test_lines_are_numbered_where_they_are_asked_for(run, imported: Notes) -> None:
    run("trust", imported(CODE))

    out = run("question", "late-name", "--seed", "1").out

    assert "1  n = 3\n2  print(m)\n" in out
    assert "\nRight answer\n  2\n  m is no name\n" in out


def test_the_json_of_a_code_question(run, imported: Notes) -> None:
    run("trust", imported(WRITE))

    (variant,) = run("question", "write-dog", "--seed", "1", "--json").json

    (part,) = variant["parts"]
    assert (variant["kind"], part["kind"]) == ("code", "program")
    assert part["printed"] == "\n".join(RIGHT)


@pytest.mark.parametrize("newline", ["\n", "\\n"])
def test_a_program_is_graded_by_its_tests(run, imported: Notes, newline: str) -> None:
    run("trust", imported(WRITE))

    right = run("grade", "write-dog", "--json", "--seed", "1", newline.join(RIGHT))
    wrong = run("grade", "write-dog", "--json", "--seed", "1", "class Dog: speak = str")
    unreadable = run("grade", "write-dog", "--json", "--seed", "1", "class Dog")

    assert (right.status, right.json["verdict"]) == (0, "right")
    assert (wrong.status, wrong.json["verdict"]) == (1, "wrong")
    assert wrong.json["message"].startswith("Test “it speaks”: Dog().speak() == 'woof': expected")
    assert [part["entries"] for part in wrong.json["parts"]] == [["wrong"]]
    assert (unreadable.status, unreadable.json["verdict"]) == (2, "unreadable")


def test_check_runs_code_and_says_which_limits_hold(run, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    path.write_text(WRITE.replace('        return "woof"', "        return 1"), encoding="utf-8")

    assert run("check", path).status == 0
    done = run("check", path, "--run", "--json")

    assert done.status == 1
    assert done.err.startswith("The sandbox on this machine limits: time")
    (problem,) = done.json["problems"]
    assert (problem["rule"], problem["line"]) == ("solution-fails", 5)


# Line mode


def test_a_program_is_typed_until_a_line_with_a_dot(study, run, imported: Notes, home) -> None:
    run("trust", imported(WRITE))

    written = study(*RIGHT, "", "    name = 'Rex'", ".", "3")

    assert "Type the program line by line, then a line with a single dot." in written
    assert "Test: it speaks" in written
    assert "Right: The test passes." in written
    assert answers(home) == ["\n".join([*RIGHT, "", "    name = 'Rex'", ""])]


def test_a_program_that_is_cut_off_is_no_answer(study, run, imported: Notes, home) -> None:
    run("trust", imported(WRITE))

    study(*RIGHT)

    assert answers(home) == []


def test_q_leaves_in_the_middle_of_a_program(study, run, imported: Notes, home) -> None:
    run("trust", imported(WRITE))

    written = study(RIGHT[0], "  :q ", ".", "class Dog: ...", ".", "4")

    assert written[-1] == "0 cards studied."
    assert answers(home) == []


def test_an_unreadable_program_can_be_typed_again(study, run, imported: Notes, home) -> None:
    run("trust", imported(WRITE))

    written = study("class Dog", ".", "class Dog: ...", ".", "1")

    assert "Cannot read this: Line 1 cannot be read as Python." in written
    assert any(line.startswith("Not this time: Test “it speaks”") for line in written)
    assert answers(home) == ["class Dog: ...\n"]
    assert "Right answer:" in written
    assert RIGHT[2] in written


def test_an_empty_line_shows_the_program(study, run, imported: Notes) -> None:
    run("trust", imported(WRITE))

    written = study("", "1")

    assert written[written.index("Right answer:") + 1 :][:3] == RIGHT


def test_the_wrong_line_is_typed_as_its_number(study, run, imported: Notes) -> None:
    run("trust", imported(CODE))

    assert "Right: m is no name" in study("2", "3")


def test_the_line_of_a_bug_is_explained_to_who_does_not_know(study, run, imported: Notes) -> None:
    run("trust", imported(CODE))

    written = study("", "1")

    assert "Right answer: 2" in written
    assert "m is no name" in written


def test_lines_to_order_keep_their_indentation(study, run, imported: Notes) -> None:
    run("trust", imported(ORDER))

    written = study("", ":q")

    numbered = [line for line in written if line[:3] in {f"{n}  " for n in range(1, 6)}]
    assert len(numbered) == 5
    assert any(line.endswith("      b = a + 1") for line in numbered)
    assert "    b = a + 1" in written


def test_untrusted_code_is_shown(study, imported: Notes) -> None:
    imported(WRITE)

    written = study("", ":q")

    assert "class Dog: ..." in "\n".join(written)
    assert any("quizapp trust" in line for line in written)
