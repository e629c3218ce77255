"""``export`` with the real Anki as the judge: what is written must import, render and stay."""

import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
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
    assert real.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert not real.collection.get_empty_cards().notes


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
    deck = ("Neural networks::Attention", "--variants", "3")
    for name in ("one", "two"):
        assert run("export", tmp_path / f"{name}.apkg", *deck, "--seed", "4").status == 0
    assert run("export", tmp_path / "other.apkg", *deck, "--seed", "5").status == 0

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


def test_scheduling_leaves_by_default_and_stays_on_request(
    run, notes: Path, real: Anki, tmp_path: Path
) -> None:
    uid = run("cards", "--json").json[0]["id"]
    run("review", uid, "good")

    run("export", tmp_path / "with.apkg")
    run("export", tmp_path / "without.apkg", "--no-scheduling")

    assert [_reviews(tmp_path / f"{name}.apkg") for name in ("with", "without")] == [1, 0]


def _reviews(package: Path) -> int:
    with zipfile.ZipFile(package) as archive, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(archive.read("collection.anki2"))
        return int(connection.execute("SELECT count(*) FROM revlog").fetchone()[0])


@pytest.mark.parametrize("variants", ["0", "-3", "many"])
def test_variants_are_counted_from_one(run, notes: Path, tmp_path: Path, variants: str) -> None:
    assert run("export", tmp_path / "out.apkg", "--variants", variants).status == 2
    assert not (tmp_path / "out.apkg").exists()


@pytest.mark.parametrize("ending", ["apkg", "csv", "txt", "md", "json"])
def test_every_format_answers_with_the_same_keys(
    run, notes: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"out.{ending}"

    done = run("export", file, "--json")

    assert done.json == {"cards": 2, "notes": 2, "media": 0, "file": str(file), "seed": 0}
    assert file.stat().st_size > 0


def test_uniting_with_anki_answers_with_four_numbers(
    run, notes: Path, real: Anki, tmp_path: Path
) -> None:
    uid = run("cards", "--json").json[0]["id"]
    run("review", uid, "good")
    real.collection.close()

    done = run("export", "--into", tmp_path / "anki.anki2", "--json")
    again = run("export", "--into", tmp_path / "anki.anki2", "--json")

    assert done.json == {"added": 2, "updated": 0, "reviews_sent": 1, "reviews_received": 0}
    assert again.json == {"added": 0, "updated": 0, "reviews_sent": 0, "reviews_received": 0}
    assert "FSRS is off" in done.err
    assert "backed up" in run("export", "--into", tmp_path / "anki.anki2").out
    real.collection.reopen()
    assert len(real.collection.db.all("select id from revlog")) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name the file to write"),
        (("--into", "nowhere.anki2"), "There is no collection of Anki here"),
        (("out.apkg", "--into", "x.anki2"), "not both"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(run, notes: Path, arguments, sentence: str) -> None:
    done = run("export", *arguments)

    assert (done.status, done.out) == (2, "")
    assert sentence in done.err


def test_an_open_anki_is_left_alone(run, notes: Path, real: Anki, tmp_path: Path) -> None:
    done = run("export", "--into", tmp_path / "anki.anki2")

    assert done.status == 2
    assert "close Anki" in done.err
