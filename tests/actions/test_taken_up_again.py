"""One collection on two ways: put back from a backup, copied, upgraded, met late; then synced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from quizapp.actions.cards.editing import edit_card
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.machines.syncing import sync
from quizapp.actions.safety.backups import back_up, restore
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.sources import shipped
from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating
from quizapp.storage.queries import reviews

from .two_machines import Machine, state

pytestmark = pytest.mark.file

ONE = "# Cells\n\nQ: What is the nucleus for?\nA: It holds the DNA of the cell.\n"
TWO = ONE + "\nQ: What is the powerhouse?\nA: The mitochondrion makes most of the ATP.\n"
Make = Callable[[str], Machine]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "shared"
    path.mkdir()
    return path


def reopened(machine: Machine) -> None:
    place = machine.folder / "collection.db"
    machine.collection = open_collection(
        place, lambda: machine.moment, machine.collection.random, zone=UTC
    )


def put_back(machine: Machine, backup: Path) -> None:
    machine.close()
    restore(str(machine.folder / "collection.db"), backup, lambda: machine.moment)
    reopened(machine)


def active(machine: Machine) -> list[str]:
    cards = machine.cards().values()
    return sorted(card.back for card in cards if card.standing is Standing.ACTIVE)


def times_reviewed(machine: Machine, words: str) -> int:
    with machine.collection.database.reading() as connection:
        log = reviews.of_card(connection, "me", machine.uid(words))
    return len(log)


def test_a_card_made_again_after_a_backup_was_put_back_is_the_same_card(
    machine: Make, folder: Path
) -> None:
    one = machine("one")
    one.take_in(ONE)
    backup = back_up(one.collection, one.folder / "backup.db")
    one.take_in(TWO)
    one.answer(one.uid("powerhouse"), Rating.GOOD)
    sync(one.collection, folder)

    put_back(one, backup)
    one.take_in(TWO.replace("most of the ATP", "most of all ATP"))
    sync(one.collection, folder)

    assert active(one) == [
        "It holds the DNA of the cell.",
        "The mitochondrion makes most of all ATP.",
    ]
    assert times_reviewed(one, "powerhouse") == 1
    assert check_collection(one.collection) == []


def test_text_that_went_after_the_backup_retires_its_card_once_it_was_put_back(
    machine: Make, folder: Path
) -> None:
    one, two = machine("one"), machine("two")
    two.take_in(TWO)
    sync(two.collection, folder)
    one.take_in(TWO)
    sync(one.collection, folder)  # now both are known to have seen the cards
    backup = back_up(one.collection, one.folder / "backup.db")

    put_back(one, backup)
    one.take_in(ONE)

    assert active(one) == ["It holds the DNA of the cell."]


def test_two_copies_of_a_collection_find_the_same_fact_in_other_words(
    machine: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = machine("one")
    one.take_in(ONE)
    back_up(one.collection, one.folder / "copy.db")
    two = machine("two")
    two.close()
    (one.folder / "copy.db").replace(two.folder / "collection.db")
    monkeypatch.setattr("platform.node", lambda: "another")
    reopened(two)

    one.take_in(TWO)
    one.answer(one.uid("powerhouse"), Rating.GOOD)
    notes = two.folder / "notes"
    notes.mkdir()
    (notes / "notes.md").write_text(TWO.replace("most of the ATP", "most of all ATP"))
    import_notes(two.collection, [str(notes)], moved_from=str(one.folder / "notes"))
    two.answer(two.uid("powerhouse"), Rating.HARD)
    for each in (one, two, one, two):
        sync(each.collection, folder)

    assert state(one.collection) == state(two.collection)
    assert len(active(one)) == 2
    assert times_reviewed(one, "powerhouse") == 2


def test_the_first_import_after_a_sync_knows_a_file_that_was_renamed_on_the_way(
    machine: Make, folder: Path
) -> None:
    one, two = machine("one"), machine("two")
    one.take_in(TWO, "cells.md")
    one.answer(one.uid("powerhouse"), Rating.GOOD)
    sync(one.collection, folder)
    sync(two.collection, folder)

    two.take_in(TWO.replace("makes most", "makes almost most"), "biology.md")

    assert len(active(two)) == 2
    assert times_reviewed(two, "powerhouse") == 1


def test_a_retired_card_of_notes_that_never_came_here_is_no_finding(
    machine: Make, folder: Path
) -> None:
    one, two = machine("one"), machine("two")
    one.take_in(TWO)
    sync(one.collection, folder)
    sync(two.collection, folder)
    one.take_in(ONE)
    sync(one.collection, folder)
    sync(two.collection, folder)
    two.take_in(ONE)

    assert check_collection(two.collection) == []


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Which edition of the program's decks is installed."""
    decks = tmp_path / "decks" / "en"
    decks.mkdir(parents=True)
    source = replace(shipped.shipped_source("en"), root=str(decks))
    monkeypatch.setattr(shipped, "shipped_source", lambda _language: source)

    def install(answer: str) -> None:
        (decks / "one.md").write_text(f"Q: What is one?\nA: {answer} ^one\n")

    install("The first number.")
    return install


def test_own_words_for_a_shipped_card_come_along_and_no_upgrade_overwrites_them(
    machine: Make, folder: Path, program: Callable[[str], None]
) -> None:
    one, two = machine("one"), machine("two")
    for each in (one, two):
        shipped.import_shipped(each.collection, "en")
    edit_card(one.collection, one.uid("What is one?"), "What is one?", "Mine alone")
    sync(one.collection, folder)

    program("The number before two.")
    two.moment += timedelta(days=3)
    assert shipped.follow(two.collection, "en") is not None
    for each in (two, one, two):
        sync(each.collection, folder)
    shipped.follow(one.collection, "en")

    for each in (one, two):
        (card,) = each.cards().values()
        assert (card.front, card.back) == ("What is one?", "Mine alone")
        assert card.written == ("What is one?", "The number before two.")
    for each in (one, two, one):
        sync(each.collection, folder)
    assert state(one.collection) == state(two.collection)


def test_a_backup_put_back_twice_is_another_life_each_time(machine: Make, tmp_path: Path) -> None:
    one = machine("one")
    one.take_in(ONE)
    backup = back_up(one.collection, tmp_path / "backup.db")
    lives = {one.collection.device}
    for _time in range(2):
        put_back(one, backup)
        lives.add(one.collection.device)
    assert len(lives) == 3
    assert len(list_cards(one.collection)) == 1
    import_notes(one.collection, [str(one.folder / "notes")])
    assert active(one) == ["It holds the DNA of the cell."]
