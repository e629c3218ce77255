"""Packages as older programs and AnkiDroid wrote them, made from those of the real Anki."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import odd_decks
import pytest
from real_anki import DAY_MS, Anki, now_ms

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.packages import import_package
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.reviews import Rating
from quizapp.storage.queries import cards, reviews

Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def package(anki_collection: Anki, tmp_path: Path) -> Path:
    """A legacy package (schema 11) of three notes, one of them studied."""
    real = anki_collection.collection
    basic = real.models.by_name("Basic")
    for number in range(3):
        note = real.new_note(basic)
        note["Front"], note["Back"], note.tags = f"Question {number}?", "Answer", ["a::b", "c"]
        real.add_note(note, real.decks.id("Old::Deck"))
    (card, *_others) = map(real.get_card, real.find_cards(""))
    anki_collection.answer(card, Rating.EASY, now_ms() - 3 * DAY_MS)
    return odd_decks.packages(real, tmp_path)["apkg, legacy"]()


def as_droid(package: Path, change: Change, *, listed: bool = True) -> Path:
    """The collection under the name that programs before 2.1 gave it, without what is newer."""
    out = package.with_name("droid.apkg")
    with zipfile.ZipFile(package) as before, zipfile.ZipFile(out, "w") as after:
        file = package.with_name("droid.db")
        file.write_bytes(before.read("collection.anki21"))
        with closing(sqlite3.connect(file)) as connection, connection:
            change(connection)
        after.writestr("collection.anki2", file.read_bytes())
        if listed:
            after.writestr("media", "{}")
    return out


def taken(package: Path, folder: Path) -> tuple[list[object], list[object]]:
    """What the cards say, and the log, of a collection that took a package in."""
    folder.mkdir()
    ours = open_collection(folder / "ours.db")
    try:
        import_package(ours, str(package), folder / "imported")
        assert check_collection(ours) == []
        with ours.database.reading() as connection:
            there = cards.all_cards(connection, ours.learner)
            log = list(reviews.whole_log(connection, ours.learner))
    finally:
        ours.close()
    said = [(card.kind, card.front, card.back, card.deck, card.tags) for card in there]
    return sorted(said), [(row.at, row.rating, row.kind) for row in log if row.rating]


def _bare(connection: sqlite3.Connection) -> None:
    """Settings of the collection that only newer programs write are not there."""
    (conf,) = connection.execute("SELECT conf FROM col").fetchone()
    kept = {key: value for key, value in json.loads(conf).items() if key in {"nextPos", "curDeck"}}
    connection.execute("UPDATE col SET conf = ?, dconf = '{}'", (json.dumps(kept),))


def _fractions(connection: sqlite3.Connection) -> None:
    """Columns that hold fractions, as programs in Java and JavaScript have left them."""
    connection.execute("UPDATE cards SET due = due + 0.25, ivl = ivl + 0.25, factor = factor + 0.0")
    connection.execute("UPDATE revlog SET time = time + 0.5, factor = factor + 0.0")


def _sparse(connection: sqlite3.Connection) -> None:
    """Tags without spaces around them, nothing in ``data`` and ``flags``."""
    connection.execute("UPDATE notes SET tags = trim(tags), data = '', flags = 0, sfld = id")
    connection.execute("UPDATE cards SET data = '', flags = 0, usn = 0")


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("change", [_bare, _fractions, _sparse])
def test_an_old_package_brings_the_same_cards_and_log(
    package: Path, tmp_path: Path, change: Change, listed: bool
) -> None:
    as_now = taken(package, tmp_path / "now")
    as_then = taken(as_droid(package, change, listed=listed), tmp_path / "then")

    assert len(as_now[0]) == 3
    assert len(as_now[1]) == 1
    assert as_then == as_now
