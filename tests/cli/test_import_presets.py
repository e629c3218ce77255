"""``import FILE --presets`` from the command line, with a package of the real Anki."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "anki"))

from real_anki import Anki


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "anki").mkdir()
    program = Anki(tmp_path / "anki" / "collection.anki2")
    decks = program.collection.decks
    calm = decks.add_config("Calm") | {"desiredRetention": 0.8}
    decks.update_config(calm)
    deck = decks.get(decks.id("Languages"))
    decks.save(deck | {"conf": calm["id"]})
    note = program.collection.new_note(program.collection.models.by_name("Basic"))
    note["Front"], note["Back"] = "Question?", "Answer"
    program.collection.add_note(note, deck["id"])
    program.collection.export_collection_package(
        str(tmp_path / "all.colpkg"), include_media=False, legacy=False
    )
    program.close()
    return tmp_path / "all.colpkg"


def test_presets_are_named_and_taken_when_asked_for(run, package: Path) -> None:
    named = run("import", str(package))
    taken = run("import", str(package), "--presets")
    again = run("import", str(package), "--presets")

    assert "Presets of Anki can come along (Calm for 1 deck): import again with --presets." in (
        named.out
    )
    assert "Presets of Anki came along: Calm for 1 deck." in taken.out
    assert "Presets" not in again.out
    assert run("config", "--deck", "Languages", "retention").out.strip() == "0.8"


def test_a_collection_gives_presets_alone(run, package: Path, tmp_path: Path) -> None:
    run("import", str(package))
    found = run("import", str(tmp_path / "anki" / "collection.anki2"), "--presets", "--json")

    assert found.json == {"decks": {"Languages": "Calm"}, "kept": []}


def test_a_collection_without_presets_says_what_to_export(run, tmp_path: Path) -> None:
    refused = run("import", str(tmp_path / "collection.anki2"))

    assert (refused.status, ".colpkg" in refused.err) == (2, True)


def test_presets_need_a_file_of_anki(run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Notes\n", encoding="utf-8")

    assert run("import", str(tmp_path / "a.md"), "--presets").status == 2
    assert run("import", str(tmp_path / "none.anki2"), "--presets").status == 2
    assert run("import", "--undo", "--presets").status == 2
