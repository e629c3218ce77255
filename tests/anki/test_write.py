"""Packages are imported into the real Anki."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.anki.note_types import NoteType, field_names
from quizapp.anki.notes import AnkiNote, Package
from quizapp.anki.write import write_package
from quizapp.model.errors import InputError

NOTES = [
    AnkiNote(
        uid="b1",
        note_type=NoteType.BASIC,
        deck="Networks::Attention",
        fields={
            "Front": r"What is \(d_k\)?",
            "Back": "The <b>width</b> of a key",
            "Source": "a.md:3",
        },
        changed=1_700_000_000,
        tags=("quizapp::definition", "two words"),
    ),
    AnkiNote(
        uid="c1",
        note_type=NoteType.CLOZE,
        deck="Networks",
        fields={"Front": r"softmax of {{c1::\(\frac{a}{x^{2} }\)::what}}", "Back": "x"},
        changed=1_700_000_001,
    ),
    *(
        AnkiNote(
            uid=f"k{number}",
            note_type=kind,
            deck="Networks",
            fields={"Front": f"front {number}", "Back": f"back {number}"},
            changed=1_700_000_002,
        )
        for number, kind in enumerate(
            (NoteType.STEPS, NoteType.CHOICE, NoteType.LIVE, NoteType.CODE)
        )
    ),
]


def test_every_note_becomes_one_card_in_its_deck(anki_collection, tmp_path: Path) -> None:
    write_package(tmp_path / "out.apkg", Package(NOTES))

    log = anki_collection.take(tmp_path / "out.apkg")

    assert log == {"new": 6, "updated": 0, "duplicate": 0, "conflicting": 0}
    assert anki_collection.collection.card_count() == 6
    (card,) = anki_collection.collection.find_cards('deck:"Networks::Attention"')
    note = anki_collection.collection.get_card(card).note()
    assert note["Front"] == r"What is \(d_k\)?"
    assert note["Source"] == "a.md:3"
    assert set(note.tags) == {"quizapp::definition", "two_words"}


def test_every_card_shows_its_front_and_its_back(anki_collection, tmp_path: Path) -> None:
    write_package(tmp_path / "out.apkg", Package(NOTES))
    anki_collection.take(tmp_path / "out.apkg")
    collection = anki_collection.collection

    shown = [collection.get_card(card).render_output() for card in collection.find_cards("")]

    for output in shown:
        assert "problem" not in output.question_text
        assert "{{" not in output.question_text + output.answer_text
    assert sum("front " in output.question_text for output in shown) == 4
    assert sum("back " in output.answer_text for output in shown) == 4


def test_the_second_import_adds_nothing(anki_collection, tmp_path: Path) -> None:
    write_package(tmp_path / "out.apkg", Package(NOTES))
    anki_collection.take(tmp_path / "out.apkg")

    again = anki_collection.take(tmp_path / "out.apkg")

    assert again == {"new": 0, "updated": 0, "duplicate": 6, "conflicting": 0}


def test_only_an_edited_note_is_updated(anki_collection, tmp_path: Path) -> None:
    write_package(tmp_path / "out.apkg", Package(NOTES))
    anki_collection.take(tmp_path / "out.apkg")
    edited = replace(
        NOTES[0], fields={"Front": "New front", "Back": "New back"}, changed=1_700_000_100
    )

    write_package(tmp_path / "out.apkg", Package([edited, *NOTES[1:]]))
    log = anki_collection.take(tmp_path / "out.apkg")

    assert log == {"new": 0, "updated": 1, "duplicate": 5, "conflicting": 0}
    assert anki_collection.collection.find_notes('"New front"')


def test_the_same_notes_give_the_same_bytes(tmp_path: Path) -> None:
    write_package(tmp_path / "one.apkg", Package(NOTES))
    write_package(tmp_path / "two.apkg", Package(NOTES))

    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    write_package(folder / "out.apkg", Package(NOTES))

    assert [path.name for path in folder.iterdir()] == ["out.apkg"]


def test_a_failed_export_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.apkg"
    target.write_bytes(b"old")
    no_cloze = AnkiNote("x", NoteType.CLOZE, "Deck", {"Front": "no deletion"}, 1)

    with pytest.raises(ValueError, match="makes 0 cards"):
        write_package(target, Package([no_cloze]))

    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.apkg"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "out.apkg"

    with pytest.raises(InputError, match="Cannot write the package: No such file or directory"):
        write_package(target, Package(NOTES))


def test_the_uid_is_the_first_field_so_that_anki_finds_no_duplicates() -> None:
    assert all(field_names(kind)[0] == "Uid" for kind in NoteType)
