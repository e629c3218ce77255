"""``study --plain``: the protocol of line mode, line by line."""

import io
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

Study = Callable[..., list[str]]


@pytest.fixture
def study(run, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Study with these lines typed; answers with the lines written."""

    def study(*lines: str, options: tuple[str, ...] = ()) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        done = run("study", "--plain", *options)
        assert (done.status, done.err) == (0, "")
        assert "\x1b" not in done.out
        return done.out.splitlines()

    return study


def log(home: Path) -> list[dict]:
    """The rows of the review log."""
    connection = sqlite3.connect(home / "collection.db")
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM reviews ORDER BY at, uid")]
    connection.close()
    return rows


@pytest.fixture
def basic(run, notes: Path) -> None:
    """The basic card alone is left."""
    run("review", "sum-of-two", "easy")


@pytest.fixture
def live(run, notes: Path) -> None:
    """The live question alone is left."""
    run("review", run("cards", "is:new", "carry?", "--json").json[0]["id"], "easy")


def answer_of(row: dict) -> int:
    """The right answer of a logged variant of sum-of-two."""
    drawn = json.loads(row["drawn"])
    return int(drawn["a"] + drawn["b"])


@pytest.mark.usefixtures("basic")
def test_an_empty_line_shows_the_answer_and_a_digit_rates(study, home: Path) -> None:
    written = study("", "4")

    assert written == [
        "An empty line shows the answer. Rate with 1, 2, 3 or 4. :? help",
        "",
        "[1/1] Sums › Carrying",
        "What is a carry?",
        "A ten that moves one place to the left.",
        written[5],
        "An empty line takes Good.",
        written[7],
        "",
        "1 card studied.",
    ]
    assert written[5].startswith("1 Again (1 min), 2 Hard (6 min), 3 Good (10 min), 4")
    assert f"4 {written[7].replace(': ', ' (')})" in written[5]
    assert [(row["kind"], row["rating"]) for row in log(home)][1:] == [("review", 4)]


@pytest.mark.usefixtures("basic")
@pytest.mark.parametrize(("line", "rating"), [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("", 3)])
def test_each_rating_is_logged(study, home: Path, line: str, rating: int) -> None:
    study("", line, ":q")

    assert log(home)[-1]["rating"] == rating


@pytest.mark.usefixtures("basic")
def test_text_is_no_answer_where_none_is_asked(study, home: Path) -> None:
    written = study("a ten", "3")

    assert written.count("An empty line shows the answer.") == 2
    assert len(log(home)) == 1


@pytest.mark.usefixtures("basic")
@pytest.mark.parametrize("line", ["5", "0", "good", "33"])
def test_only_one_to_four_rate(study, home: Path, line: str) -> None:
    assert "Rate with 1, 2, 3 or 4." in study("", line)
    assert len(log(home)) == 1


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("digit", ["1", "2", "3", "4"])
def test_digits_are_answers_at_a_question_and_ratings_after_it(
    study, home: Path, digit: str
) -> None:
    written = study(digit, digit, ":q")

    (row,) = log(home)[1:]
    assert json.loads(row["answer"]) == [digit]
    assert row["rating"] == int(digit)
    assert row["verdict"] in {"right", "mistake", "wrong"}  # the numbers are drawn
    if row["verdict"] != "right":
        assert f"Right answer: {answer_of(row)}" in written


@pytest.mark.usefixtures("live")
def test_a_live_question_can_be_answered_right(study, run, home: Path, monkeypatch) -> None:
    monkeypatch.setattr("quizapp.actions.collection.SystemRandom", lambda: Random(5))
    written = study(":q")
    numbers = [int(word.strip("?")) for word in written[3].split() if word.strip("?").isdigit()]

    written = study(str(sum(numbers)), "", ":q")

    assert any(line.startswith("Right: ") for line in written)
    row = log(home)[-1]
    assert (row["verdict"], answer_of(row)) == ("right", sum(numbers))
    assert row["rating"] >= 3


@pytest.mark.usefixtures("live")
def test_an_unreadable_answer_is_asked_again_and_costs_nothing(study, home: Path) -> None:
    written = study("1,234", "12", "1")

    assert any(line.startswith("Cannot read this: ") for line in written)
    (row,) = log(home)[1:]
    assert json.loads(row["answer"]) == ["12"]


@pytest.mark.usefixtures("live")
def test_an_empty_line_at_a_question_means_do_not_know(study, home: Path) -> None:
    written = study("", "", ":q")

    (row,) = log(home)[1:]
    assert "An empty line takes Again." in written
    assert (row["rating"], row["answer"], row["verdict"]) == (1, None, None)
    assert any(line.startswith("1. Add: ") for line in written)


@pytest.mark.usefixtures("live")
def test_hints_come_on_request_and_are_counted(study, home: Path) -> None:
    written = study(":h", ":h", "12", "", ":q")

    assert "Take the tens first" in written
    assert "There is no further hint." in written
    assert log(home)[-1]["hints"] == 1


@pytest.mark.usefixtures("live")
def test_fresh_numbers_are_practice_once_the_answer_was_seen(
    study, home: Path, monkeypatch
) -> None:
    monkeypatch.setattr("quizapp.actions.collection.SystemRandom", lambda: Random(5))
    written = study(":f", ":f", "", ":f", "-1", ":u", "1")

    prompts = [line for line in written if line.startswith("What is ")]
    assert len(set(prompts[:4])) == 4
    assert written.index("Practice: the schedule stays as it is.") < written.index(prompts[3])
    assert written[written.index("Taken back.") + 1].startswith("1 Again (")
    kept = [(row["kind"], row["rating"], row["answer"]) for row in log(home)[1:]]
    assert ("review", 1, None) in kept and ("cram", None, '["-1"]') in kept


@pytest.mark.usefixtures("basic")
def test_a_basic_card_has_no_fresh_numbers_and_no_hint(study) -> None:
    written = study(":f", ":h")

    assert "There are no new numbers to draw here." in written
    assert "There is no further hint." in written


@pytest.mark.usefixtures("live")
def test_the_worked_solution_can_be_asked_for(study, home: Path) -> None:
    before = study(":w", ":q")
    after = study("999", ":w", ":q")

    assert any(line.startswith("1. Add: ") for line in before)
    assert sum(line.startswith("1. Add: ") for line in after) == 2
    assert len(log(home)) == 1


@pytest.mark.usefixtures("basic")
def test_why_now_names_the_rule_and_the_place(study) -> None:
    assert "rule: question and answer; sums.md:8; never reviewed" in study(":i")


@pytest.mark.usefixtures("basic")
def test_why_now_tells_the_recall_of_a_reviewed_card(study) -> None:
    written = study("", "1", ":i")

    (line,) = [line for line in written if line.startswith("rule: question and answer; ")]
    assert "recall now: 100 %; stability: 0.2 days" in line


@pytest.mark.usefixtures("basic")
def test_undo_asks_the_card_again_and_appends(study, home: Path) -> None:
    written = study("", "4", ":q") and study(":u", ":q")
    assert "Nothing is due." in written

    assert [row["kind"] for row in log(home)] == ["review", "review"]


def test_undo_within_a_sitting(study, notes: Path, home: Path) -> None:
    written = study("", "3", ":u", ":q")

    assert "Taken back." in written
    assert written.count("What is a carry?") == 2
    assert [row["kind"] for row in log(home)] == ["review", "undo"]
    assert log(home)[1]["undoes"] == log(home)[0]["uid"]


def test_there_is_nothing_to_undo_at_first(study, notes: Path) -> None:
    assert "There is nothing to undo in this sitting." in study(":u")


@pytest.mark.parametrize("ending", [(":q",), ()])
def test_leaving_is_quitting_or_the_end_of_input(study, notes: Path, home, ending) -> None:
    assert study("", *ending)[-1] == "0 cards studied."
    assert log(home) == []


def test_a_last_line_without_its_end_counts(study, run, notes: Path, home, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3"))

    assert run("study", "--plain").status == 0
    assert len(log(home)) == 1


def test_a_limit_ends_the_sitting(study, notes: Path, home: Path) -> None:
    written = study("", "3", "", "3", "", "3", options=("--limit", "1"))

    assert written[-1] == "1 card studied."
    assert len(log(home)) == 1


def test_without_a_terminal_study_is_line_mode(run, notes: Path, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(":q\n"))

    assert "What is a carry?" in run("study").out


def test_one_deck_can_be_studied(study, run, notes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("---\ndeck: Other\n---\nQ: Elsewhere?\nA: Yes.\n", encoding="utf-8")
    run("import", other)

    written = study(options=("Other",))

    assert written[2:4] == ["[1/1] Other", "Elsewhere?"]


def test_formulas_are_spoken(study, shipped: Path) -> None:
    written = study("", options=("Mini network",))

    assert not any("\\" in line and "\\n" not in line for line in written)
    assert not any("$" in line for line in written)


def test_a_pattern_quiz_takes_its_output_on_one_line(study, shipped: Path, home, run) -> None:
    (first, *_rest) = [card for card in run("cards", "--json").json if card["kind"] == "code"]
    for card in run("cards", f'deck:"{first["deck"]}"', "--json").json:
        if card["kind"] != "code":
            run("review", card["id"], "easy", "--at", days_ago(1))

    written = study("one line\\nanother", "1", options=(first["deck"], "--limit", "1"))

    assert "Type the output on one line, \\n between its lines." in written
    assert json.loads(log(home)[-1]["answer"]) == ["one line\nanother"]
    assert log(home)[-1]["verdict"] == "wrong"


def days_ago(days: int) -> str:
    """A time of a day before today."""
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


def test_code_of_own_notes_is_not_run_and_says_so(study, run, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    path = tmp_path / "code.md"
    path.write_text(
        f'```python quiz-output mine\n#: """What is printed?"""\nopen({str(marker)!r}, "w")\n'
        "print(1)\n```\n",
        encoding="utf-8",
    )
    assert run("import", path, "--json").json["added"] == 1

    written = study("", "", ":q")

    assert any("The code of this question is not trusted, so it was not run." in w for w in written)
    assert not marker.exists()


def test_text_of_the_notes_cannot_steer_the_terminal(study, notes: Path, run) -> None:
    notes.write_text("Q: Red \x1b[31malert\x1b[0m?\nA: \x9b2J [bold]no[/bold]\n", encoding="utf-8")
    run("import", notes)

    written = "\n".join(study(""))

    assert "\x9b" not in written
    assert "[bold]no[/bold]" in written
