"""Machines with a copy of the same notes each: edited, taken in, studied, all on their own."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.backups import back_up
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.storage.queries import cards, schedules
from quizapp.storage.schema import reviews

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Machine:
    """One machine: its clock, its copy of the notes, its collection."""

    folder: Path
    number: int
    moment: datetime = START
    collection: Collection = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.collection = open_collection(
            self.folder / "collection.db", lambda: self.moment, Random(self.number), zone=UTC
        )

    def take_in(self, text: str, name: str = "notes.md") -> None:
        """Write the notes and import them, a second later than what was before."""
        self.moment += timedelta(seconds=1)
        path = self.folder / "notes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        import_notes(self.collection, [str(path.parent)])

    def uid(self, words: str) -> str:
        """The id of the only card that asks with these words."""
        (found,) = [card.uid for card in self.cards().values() if words in card.front]
        return found

    def cards(self) -> dict[str, cards.Card]:
        """All cards."""
        with self.collection.database.reading() as connection:
            return {card.uid: card for card in cards.all_cards(connection, "me")}

    def answer(self, uid: str, rating: Rating, *, after: timedelta = timedelta(hours=1)) -> None:
        """Review a card some time later."""
        self.moment += after
        review(self.collection, uid, rating)

    def suspend(self, uid: str, *, suspended: bool = True) -> None:
        """Suspend a card as a sitting does, or take that back."""
        self.moment += timedelta(seconds=1)
        with self.collection.database.writing() as connection:
            cards.hold(connection, "me", uid, suspended=suspended, buried_on=None)

    def file(self) -> Path:
        """The file of the collection, or a backup of it where that is on a server."""
        return file_of(self.collection, self.folder / "backup.db")

    def close(self) -> None:
        """Give the file back."""
        self.collection.close()


def file_of(collection: Collection, backup: Path) -> Path:
    """The file of a collection; where that is on a server, a backup of it, made now."""
    if collection.database.path is not None:
        return collection.database.path
    backup.unlink(missing_ok=True)
    return back_up(collection, backup)


def copy_of(file: Path, target: Path, moment: datetime = START + timedelta(days=400)) -> Collection:
    """A copy of a closed collection, opened by the same machine much later."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, target)
    return open_collection(target, lambda: moment, Random(9), zone=UTC)


def state(collection: Collection) -> dict[str, Any]:
    """What must be the same on all machines: log, cards, schedules; not what belongs to one."""
    with collection.database.reading() as connection:
        found = cards.all_cards(connection, "me")
        log = connection.execute(select(reviews).order_by(reviews.c.uid)).all()
        return {
            "log": [tuple(row) for row in log],
            "cards": {card.uid: _said(card) for card in found},
            "schedules": schedules.all_schedules(connection, "me"),
        }


def _said(card: cards.Card) -> Sequence[Any]:
    place = (card.passage.path, card.passage.headings)
    texts = (card.kind, card.front, card.back, card.extra, card.fingerprint, card.written)
    held = (card.standing, card.suspended, card.buried_on, card.flag)
    return (*texts, *place, card.deck, card.tags, *held)
