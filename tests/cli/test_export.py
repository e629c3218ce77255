"""``export`` with the real Anki as the judge: what is written must import, render and stay."""

import time
from collections.abc import Iterator
from pathlib import Path

import anki.lang
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

TROUBLE = ("has a problem", "is blank", "not found", "No cloze")
"""What Anki writes onto a side that it cannot render."""


class Anki:
    """A fresh collection of the real program."""

    def __init__(self, path: Path) -> None:
        anki.lang.set_lang("en")
        self.collection = Collection(str(path))

    def take(self, package: Path) -> dict[str, int]:
        """Import a package; how many notes were new, updated or the same."""
        request = ImportAnkiPackageRequest(
            package_path=str(package), options=ImportAnkiPackageOptions()
        )
        log = self.collection.import_anki_package(request).log
        return {
            "new": len(log.new),
            "updated": len(log.updated),
            "duplicate": len(log.duplicate),
            "conflicting": len(log.conflicting),
        }

    def sides(self) -> Iterator[tuple[str, str]]:
        """Both sides of every card as Anki renders them."""
        for card_id in self.collection.find_cards(""):
            card = self.collection.get_card(card_id)
            yield card.question(), card.answer()

    def fields(self) -> dict[str, list[str]]:
        """The fields of every note by its GUID."""
        notes = (self.collection.get_note(nid) for nid in self.collection.find_notes(""))
        return {note.guid: note.fields for note in notes}


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Anki]:
    found = Anki(tmp_path / "anki.anki2")
    yield found
    found.collection.close()


@pytest.mark.parametrize("edition", ["en", "ru"])
def test_the_shipped_decks_arrive_whole_in_anki(run, real: Anki, tmp_path, edition: str) -> None:
    run("import", "--shipped", edition)
    listed = run("cards", "--json").json
    active = [card for card in listed if card["state"] not in {"retired", "draft"}]

    done = run("export", tmp_path / "out.apkg", "--variants", "3", "--json")

    assert (done.status, done.err) == (0, "")
    assert done.json["cards"] == len(active)
    assert real.take(tmp_path / "out.apkg") == {
        "new": done.json["notes"],
        "updated": 0,
        "duplicate": 0,
        "conflicting": 0,
    }
    assert real.collection.card_count() == len(active)
    decks = {deck.name for deck in real.collection.decks.all_names_and_ids()}
    assert {card["deck"] for card in active} <= decks

    for question, answer in real.sides():
        for side in (question, answer):
            assert not any(trouble in side for trouble in TROUBLE), side
            assert "{{" not in side
        assert answer != question

    assert real.take(tmp_path / "out.apkg")["new"] == 0
    assert real.collection.card_count() == len(active)


def test_an_edit_updates_only_its_own_note(run, notes: Path, real: Anki, tmp_path: Path) -> None:
    notes.write_text(
        notes.read_text(encoding="utf-8").replace("to the left.", "to the left. ^carry"),
        encoding="utf-8",
    )
    run("import", notes)
    run("export", tmp_path / "one.apkg")
    real.take(tmp_path / "one.apkg")
    before = real.fields()
    notes.write_text(
        notes.read_text(encoding="utf-8").replace("moves one place", "is moved one place"),
        encoding="utf-8",
    )
    time.sleep(1.1)  # Anki knows the time of a change in whole seconds
    assert run("import", notes, "--json").json["changed"] == 1

    run("export", tmp_path / "two.apkg")

    log = real.take(tmp_path / "two.apkg")
    after = real.fields()
    assert (log["new"], log["updated"]) == (0, 1)
    (changed,) = [guid for guid in after if after[guid] != before[guid]]
    assert any("is moved one place" in field for field in after[changed])


def test_the_same_collection_and_seed_give_the_same_bytes(run, shipped, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("export", tmp_path / f"{name}.apkg", "--variants", "3", "--seed", "4")
    run("export", tmp_path / "other.apkg", "--variants", "3", "--seed", "5")

    one, two, other = ((tmp_path / f"{n}.apkg").read_bytes() for n in ("one", "two", "other"))
    assert one == two
    assert other != one


def test_fresh_numbers_are_other_numbers(run, notes: Path, real: Anki, tmp_path: Path) -> None:
    seeds = {
        run("export", tmp_path / f"{i}.apkg", "--fresh", "--json").json["seed"] for i in range(3)
    }

    assert len(seeds) == 3


def test_one_deck_can_be_exported(run, shipped, real: Anki, tmp_path: Path) -> None:
    deck = run("question", "--json").json[0]["deck"]

    done = run("export", tmp_path / "out.apkg", deck, "--variants", "2", "--json")

    wanted = run("cards", f'deck:"{deck}"', "--json").json
    assert done.json["cards"] == len([c for c in wanted if c["state"] != "draft"])
    real.take(tmp_path / "out.apkg")
    assert real.collection.card_count() == done.json["cards"]


def test_a_question_that_cannot_be_drawn_is_left_out_and_named(run, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    path.write_text(
        'Q: One?\nA: 1\n\n```python quiz-output mine\n#: """What is printed?"""\nprint(1)\n```\n',
        encoding="utf-8",
    )
    run("import", path)

    done = run("export", tmp_path / "out.apkg", "--json")

    assert (done.status, done.json["cards"]) == (0, 1)
    assert done.err.startswith("quizapp: left out: mine: ")


def test_a_failed_export_leaves_the_older_file_as_it_was(run, notes: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.apkg"
    target.write_bytes(b"older")

    assert run("export", target, "No such deck").status == 2
    assert target.read_bytes() == b"older"


def test_the_text_says_how_much_went_where(run, notes: Path, tmp_path: Path) -> None:
    first, advice = run("export", tmp_path / "out.apkg").out.splitlines()

    assert first == f"2 cards written to {tmp_path}/out.apkg"
    assert "only when a card comes for the first time" in advice
    assert len(run("export", tmp_path / "out.apkg", "--no-scheduling").out.splitlines()) == 1
