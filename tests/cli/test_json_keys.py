"""Every verb answers ``--json`` with exactly the keys of the contract."""

from datetime import datetime
from pathlib import Path

import pytest

CARD = [
    "id",
    "kind",
    "deck",
    "tags",
    "front",
    "back",
    "rule",
    "file",
    "line",
    "state",
    "due",
    "stability",
    "difficulty",
    "reps",
    "lapses",
]
VARIANT = ["id", "seed", "level", "kind", "prompt", "parts", "steps", "mistakes", "hints"]
IMPORT = [
    "added",
    "changed",
    "unchanged",
    "moved",
    "retired",
    "restored",
    "drafts",
    "skipped",
    "gaps",
    "lint",
]
STATES = {"new", "learning", "review", "relearning", "suspended", "buried", "retired", "draft"}
RULES = {
    "definition",
    "label",
    "heading",
    "term-cloze",
    "formula",
    "formula-cloze",
    "steps",
    "list",
    "problem",
    "contrast",
    "reason",
    "table",
    "qa",
    "inline",
    "block",
    "highlight",
    "cloze",
    "bracket",
    "choice",
    "quiz",
}
VERDICTS = {"right", "close", "mistake", "wrong", "unreadable"}


def is_utc(text: str) -> bool:
    """Whether a time is ISO-8601 and says that it is UTC."""
    return text.endswith("Z") and datetime.fromisoformat(text).utcoffset() is not None


def test_import(run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00broken")
    (folder / "sums.md").write_text("# Empty\n\n# Sums\n\nQ: One?\nA:\n", encoding="utf-8")

    done = run("import", folder, "--json")

    assert done.status == 0
    assert list(done.json) == [*IMPORT, "plan"]
    assert all(isinstance(done.json[name], int) for name in IMPORT[:7])
    (skipped,) = done.json["skipped"]
    assert list(skipped) == ["file", "line", "reason"]
    assert skipped["file"].endswith("broken.md")
    (gap,) = done.json["gaps"]
    assert list(gap) == ["heading", "kind", "file", "line", "covered"]
    assert (gap["heading"], gap["kind"], gap["line"]) == ("Empty", "heading", 1)
    (lint,) = done.json["lint"]
    assert list(lint) == ["card", "rule", "severity", "message", "file", "line"]
    assert lint["severity"] in {"error", "warning"}


def test_cards(run, notes: Path) -> None:
    done = run("cards", "--json")

    assert done.status == 0
    assert [list(card) for card in done.json] == [CARD, CARD]
    basic, live = done.json
    assert (basic["kind"], basic["rule"], basic["state"]) == ("basic", "qa", "new")
    assert (live["kind"], live["rule"], live["deck"]) == ("live", "quiz", "Sums")
    assert (basic["file"], basic["line"]) == (str(notes), 8)
    assert basic["tags"][0] == "arithmetic"
    assert (basic["due"], basic["stability"], basic["reps"]) == (None, None, 0)


def test_cards_of_the_shipped_decks_use_only_the_words_of_the_contract(run, shipped: Path) -> None:
    cards = run("cards", "--json").json

    assert {card["state"] for card in cards} <= STATES
    assert {card["rule"] for card in cards} <= RULES
    assert {card["kind"] for card in cards} <= {
        "basic",
        "cloze",
        "steps",
        "choice",
        "live",
        "code",
    }
    assert all(Path(card["file"]).is_file() for card in cards)


def test_times_of_cards_are_utc(run, notes: Path) -> None:
    (card, *_rest) = run("cards", "--json").json
    run("review", card["id"], "good", "--at", "2026-03-12T19:00:00+03:00")

    (card, *_rest) = run("cards", "is:learning", "--json").json

    assert is_utc(card["due"])
    assert card["due"] == "2026-03-12T16:10:00Z"


def test_question_list(run, shipped: Path) -> None:
    done = run("question", "--json")

    assert done.status == 0
    assert all(list(question) == ["id", "deck", "kind", "levels"] for question in done.json)
    assert {question["kind"] for question in done.json} == {"live", "code"}
    assert {"sigmoid-value", "softmax-output", "batch-norm-output", "attention-weights"} <= {
        question["id"] for question in done.json
    }


def test_question_functions(run) -> None:
    done = run("question", "--functions", "--json")

    assert done.status == 0
    assert "softmax" in done.out


@pytest.mark.parametrize("name", ["attention-weights", "singleton-init-twice"])
def test_question(run, shipped: Path, name: str) -> None:
    done = run("question", name, "--seed", "3", "--json")

    assert done.status == 0
    (variant,) = done.json
    assert list(variant) == VARIANT
    assert (variant["id"], variant["seed"], variant["level"]) == (name, 3, 1)
    assert all(
        list(part) == ["name", "kind", "answer", "printed", "options", "unit"]
        for part in variant["parts"]
    )
    assert all(
        list(step) == ["name", "caption", "substituted", "printed"] for step in variant["steps"]
    )
    assert all(
        list(mistake) == ["id", "part", "printed", "message", "see"]
        for mistake in variant["mistakes"]
    )
    names = {part["name"] for part in variant["parts"]}
    assert {mistake["part"] for mistake in variant["mistakes"]} <= names
    assert all(isinstance(hint, str) for hint in variant["hints"])


def test_grade(run, notes: Path) -> None:
    done = run("grade", "sum-of-two", "--json", "--seed", "3", "1000")

    assert done.status == 1
    assert list(done.json) == ["verdict", "message", "mistake", "expected", "parts"]
    (part,) = done.json["parts"]
    assert list(part) == ["name", "verdict", "mistake", "entries"]
    assert {done.json["verdict"], part["verdict"], *part["entries"]} <= VERDICTS


def test_review(run, notes: Path) -> None:
    (card, *_rest) = run("cards", "--json").json
    done = run("review", card["id"], "3", "--at", "2026-03-12T09:00:00Z", "--json")

    assert done.status == 0
    assert list(done.json) == ["card", "due", "stability", "difficulty", "retrievability"]
    assert is_utc(done.json["due"])


def test_export(run, notes: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "out.apkg", "--seed", "5", "--json")

    assert done.status == 0
    assert done.json == {
        "cards": 2,
        "notes": 2,
        "media": 0,
        "file": str(tmp_path / "out.apkg"),
        "seed": 5,
    }


def test_stats(run, notes: Path) -> None:
    done = run("stats", "--json")

    assert done.status == 0
    assert list(done.json) == [
        "cards",
        "due_today",
        "new_today",
        "reviews",
        "retention",
        "forecast",
        "decks",
    ]
    assert [list(day) for day in done.json["forecast"]] == [["day", "due"]] * 28
    assert done.json["decks"] == [{"deck": "Sums", "new": 2, "learning": 0, "due": 0}]
    assert done.json["retention"] is None


def test_check_of_the_collection(run, notes: Path) -> None:
    done = run("check", "--json")

    assert (done.status, done.json) == (0, {"ok": True, "problems": []})


def test_check_of_notes(run, tmp_path: Path) -> None:
    path = tmp_path / "two.md"
    path.write_text(
        '```python quiz double\n"""Twice {{a}}?"""\na = integers(2, 9)\nanswer(2 * a)\n```\n\n'
        '```python quiz broken\n"""What?"""\nanswer(nothing)\n```\n',
        encoding="utf-8",
    )

    done = run("check", path, "--json")

    assert done.status == 1
    assert list(done.json) == ["ok", "problems", "questions"]
    assert done.json["ok"] is False
    (problem,) = done.json["problems"]
    assert list(problem) == ["file", "line", "rule", "severity", "message"]
    assert (problem["file"], problem["line"], problem["severity"]) == (str(path), 9, "error")
    (question,) = done.json["questions"]
    assert list(question) == ["id", "variants", "acceptance", "ms", "different"]
    assert (question["id"], question["variants"]) == ("double", 200)
