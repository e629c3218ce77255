"""``merge`` and ``sync``: two homes with the same notes, studied apart."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

KEYS = ["added", "duplicate", "conflicts"]
CONFLICT = ["rule", "cards", "message"]
GOLGI = "\nQ: What does the Golgi apparatus do?\nA: It packs proteins.\n"


@pytest.fixture
def homes(bare, run, home: Path, notes: Path, tmp_path: Path) -> Callable[..., Any]:
    """A second home: its notes are a copy with one card edited and one more."""
    copy = tmp_path / "copy" / notes.name
    copy.parent.mkdir()
    shutil.copy2(notes, copy)
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("A ten that moves", "A ten which moves") + GOLGI, encoding="utf-8")

    def there(*argv: str | Path) -> Any:
        return bare("--home", tmp_path / "there", "--empty", *argv)

    assert there("import", copy).status == 0
    return there


def studied(run: Any, rating: str, at: str) -> None:
    for card in run("cards", "--json").json:
        assert run("review", card["id"], rating, "--at", at).status == 0


def listed(run: Any) -> list[dict[str, Any]]:
    """The cards without what belongs to one machine."""
    cards = run("cards", "--json").json
    found = [{k: v for k, v in card.items() if k not in {"file", "line"}} for card in cards]
    return sorted(found, key=lambda card: card["id"])


def test_two_homes_list_the_same_cards_after_both_have_merged(
    run, homes, home: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there" / "collection.db"
    studied(run, "good", "2026-03-01T09:00:00Z")
    studied(homes, "hard", "2026-03-05T09:00:00Z")

    one = run("merge", there, "--json")
    two = homes("merge", home / "collection.db", "--json")

    assert list(one.json) == KEYS
    assert (one.json["added"], two.json["added"], two.json["duplicate"]) == (3, 2, 3)
    assert listed(run) == listed(homes)
    assert [card["reps"] for card in listed(run)].count(2) == 2
    for each in (run, homes):
        assert each("check", "--json").json == {"ok": True, "problems": []}


def test_a_merge_says_in_a_sentence_what_it_did(run, homes, tmp_path: Path) -> None:
    studied(homes, "hard", "2026-03-05T09:00:00Z")
    there = tmp_path / "there" / "collection.db"

    assert run("merge", there).out == "3 reviews added, 0 were here already.\n"
    assert run("merge", there).out == "0 reviews added, 3 were here already.\n"


def test_a_conflict_names_the_cards_and_says_what_stays(
    run, homes, home: Path, notes: Path, tmp_path: Path
) -> None:
    homes("merge", home / "collection.db")
    run("merge", tmp_path / "there" / "collection.db")
    for each, path, word in ((run, notes, "goes"), (homes, tmp_path / "copy" / notes.name, "runs")):
        text = path.read_text(encoding="utf-8").replace("moves one place", f"{word} one place")
        path.write_text(text, encoding="utf-8")
        assert each("import", path).status == 0

    (conflict,) = run("merge", tmp_path / "there" / "collection.db", "--json").json["conflicts"]

    assert list(conflict) == CONFLICT
    assert conflict["rule"] == "text"
    assert conflict["message"].startswith("sums.md: edited on both sides.")


def test_homes_sync_through_a_folder(run, homes, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    studied(run, "good", "2026-03-01T09:00:00Z")
    studied(homes, "hard", "2026-03-05T09:00:00Z")

    results = [each("sync", folder, "--json") for each in (run, homes, run, homes)]

    assert [list(result.json) for result in results] == [KEYS] * 4
    assert [result.json["added"] for result in results] == [0, 2, 3, 0]
    assert listed(run) == listed(homes)


def test_a_sync_says_what_it_wrote_and_what_it_left(run, notes, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    assert run("sync", folder).out == (
        "0 reviews added, 0 were here already.\n1 segment written.\n"
    )
    (file,) = folder.rglob("*.zst")
    file.with_name("holiday.jpg").write_bytes(b"")

    done = run("sync", folder)

    assert done.out == (
        "0 reviews added, 0 were here already.\n"
        f"  Not read: {file.parent.name}/holiday.jpg:"
        " not a segment, perhaps a copy after a conflict.\n"
        "0 segments written.\n"
    )
    (left,) = run("sync", folder, "--json").json["conflicts"]
    assert (left["rule"], left["cards"]) == ("file", [])


@pytest.mark.parametrize(("verb", "what"), [("merge", "collection or backup"), ("sync", "folder")])
def test_what_is_not_there_is_bad_input(run, notes, tmp_path: Path, verb: str, what: str) -> None:
    done = run(verb, tmp_path / "nowhere")

    assert (done.status, done.out) == (2, "")
    assert done.err == f"quizapp: {tmp_path / 'nowhere'}: There is no such {what}.\n"


def test_a_text_file_is_no_collection_to_merge(run, notes) -> None:
    done = run("merge", notes)

    assert done.status == 2
    assert done.err == f"quizapp: {notes}: This is neither a backup nor a collection.\n"


def test_a_collection_of_a_newer_program_is_refused(run, homes, tmp_path: Path) -> None:
    there = tmp_path / "there" / "collection.db"
    with closing(sqlite3.connect(there)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    done = run("merge", there)

    assert done.status == 2
    assert "written by a newer quizapp" in done.err
