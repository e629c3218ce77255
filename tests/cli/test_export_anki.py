"""``export --anki`` from the command line: a stand-in of the add-on, a real Anki behind it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "anki"))

from ankiconnect_stand_in import StandIn
from real_anki import Anki

KEYS = [
    "added",
    "updated",
    "reviews_sent",
    "reviews_received",
    "unchanged",
    "moved",
    "gone",
    "kept",
]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Anki]:
    (tmp_path / "anki").mkdir()
    found = Anki(tmp_path / "anki" / "collection.anki2")
    yield found
    found.close()


@pytest.fixture
def stand_in(program: Anki, run) -> Iterator[StandIn]:
    found = StandIn(program.collection)
    run("config", "anki_address", found.address)
    yield found
    found.close()


@pytest.fixture
def notes(run, tmp_path: Path) -> Path:
    path = tmp_path / "cards.md"
    path.write_text("---\ndeck: Mine\n---\nQ: One?\nA: 1\n\nQ: Two?\nA: 2\n", encoding="utf-8")
    run("import", str(path))
    return path


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    run, notes, stand_in, program
) -> None:
    found = run("export", "--anki", "Mine", "--dry-run")

    assert (found.status, found.out) == (0, "2 notes are new in Anki\n")
    assert program.cards() == {}
    assert list(run("export", "--anki", "Mine", "--dry-run", "--json").json) == KEYS


def test_a_deck_is_sent_and_again_there_is_nothing_to_send(run, notes, stand_in, program) -> None:
    first = run("export", "--anki", "Mine", "--yes")
    again = run("export", "--anki", "Mine")
    counts = run("export", "--anki", "Mine", "--json").json

    assert (first.status, first.out) == (0, "2 notes are new in Anki\nSent.\n")
    assert len(program.cards()) == 2
    assert (again.status, again.out) == (0, "2 are the same\n")
    assert list(counts) == KEYS
    assert {name: count for name, count in counts.items() if count} == {"unchanged": 2}


@pytest.mark.parametrize(
    ("answer", "status", "cards"), [("n\n", 1, 0), ("\n", 1, 0), ("y\n", 0, 2)]
)
def test_on_a_terminal_it_asks(
    run, notes, stand_in, program, monkeypatch, answer: str, status: int, cards: int
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda: answer, raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    found = run("export", "--anki", "Mine")

    assert found.status == status
    assert found.err == "Send this to Anki? y/N "
    assert len(program.cards()) == cards


def test_without_anki_it_says_so_with_status_2(run, notes, stand_in) -> None:
    stand_in.close()

    found = run("export", "--anki")

    assert found.status == 2
    assert "Anki is not running, or the AnkiConnect add-on is missing" in found.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--anki", "Mine", "more"), "--anki takes a deck"),
        (("--anki", "--into", "a.anki2"), "--anki takes a deck"),
        (("out.apkg", "--dry-run"), "go with --anki"),
        (("--yes",), "go with --anki"),
    ],
)
def test_what_does_not_go_together_is_refused(run, notes, stand_in, arguments, message) -> None:
    found = run("export", *arguments)

    assert found.status == 2
    assert message in found.err
