"""``add``: a card from the shell into the inbox, and nothing else of the notes touched."""

import io
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ["What is two?", "::", "2"],
        ["What is two? :: 2"],
        ["What is two?::2"],
        ["Q: What is two? A: 2"],
        ["Q:", "What", "is", "two?", "A:", "2"],
    ],
)
def test_a_card_is_added_and_taken_in_at_once(run, home: Path, words: list[str]) -> None:
    done = run("add", *words, "--json")

    assert done.status == 0, done.err
    (card,) = run("cards", "--json").json
    assert done.json == {"card": card["id"]}
    assert (card["front"], card["back"], card["deck"]) == ("What is two?", "2", "Inbox")
    assert (card["state"], card["file"]) == ("new", str(home / "inbox.md"))
    assert run("add", "Q: What is three? A: 3").status == 0
    assert len(run("cards", "--json").json) == 2


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        ("std::sort in C++ :: sorts a range", "std::sort in C++", "sorts a range"),
        ("-x² :: a parabola", "-x² ", "a parabola"),
        ("Что такое градиент? :: вектор $\\nabla f$", "Что такое градиент?", "вектор $\\nabla f$"),
        ("Q: Lines?\nA: one\ntwo", "Lines?", "one\ntwo"),
    ],
)
def test_odd_texts_stay_what_they_are(run, text: str, front: str, back: str) -> None:
    assert run("add", text).status == 0

    (card,) = run("cards", "--json").json
    assert (card["front"].split(), card["back"].split()) == (front.split(), back.split())


@pytest.mark.parametrize(
    "text", ["Peru ::= Lima", "Peru::=Lima", "Q: Peru A:= Lima", "Q: Peru\nA:=Lima"]
)
def test_an_answer_to_type_is_added_as_one(run, home: Path, text: str) -> None:
    assert run("add", text).status == 0

    (card,) = run("cards", "--json").json
    assert (card["kind"], card["front"], card["back"]) == ("typed", "Peru", "Lima")
    assert "A:= Lima\n" in (home / "inbox.md").read_text(encoding="utf-8")


def test_text_comes_through_a_pipe(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Q: What is a pipe?\nA: This.\n"))

    assert run("add", "-").status == 0
    assert run("cards", "--json").json[0]["back"] == "This."


def test_a_card_that_is_there_is_said_and_not_added(run, notes: Path, home: Path) -> None:
    (card, *_rest) = run("cards", "carry?", "--json").json

    done = run("add", f"Q: {card['front']} A: {card['back']}")

    assert (done.status, done.out) == (0, f"This card is there already: {card['id']}\n")
    assert not (home / "inbox.md").exists()


def test_what_the_learner_wrote_into_the_inbox_stays(run, home: Path) -> None:
    home.mkdir()
    (home / "inbox.md").write_text("# Thoughts\n\nno newline at the end", encoding="utf-8")

    run("add", "One? :: 1")

    text = (home / "inbox.md").read_text(encoding="utf-8")
    assert text == "# Thoughts\n\nno newline at the end\n\nQ: One?\nA: 1\n"


def test_a_card_that_the_collection_cannot_take_leaves_no_trace_in_the_inbox(
    run, home: Path
) -> None:
    run("add", "One? :: 1")
    before = (home / "inbox.md").read_bytes()
    with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cards"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    done = run("add", "Two? :: 2")

    assert (done.status, "the disk is full" in done.err) == (2, True)
    assert (home / "inbox.md").read_bytes().rstrip() == before.rstrip()


@pytest.mark.parametrize(
    "text",
    ["nothing between", ":: answer", "question ::", "Q: only", "a :: b\n\nc", "a :: # b\n# c"],
)
def test_what_is_no_card_is_refused_and_nothing_written(run, home: Path, text: str) -> None:
    refused = run("add", text)

    assert refused.status == 2
    assert refused.err.startswith("quizapp: ")
    assert not (home / "inbox.md").exists()
