"""What two collections hold, to be set beside each other."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quizapp.actions.collection import Collection
from quizapp.model.cards import Card
from quizapp.storage.merging import sightings
from quizapp.storage.queries import cards, schedules
from quizapp.storage.schema import reviews


def rows_of(file: Path) -> set[str]:
    """The ids of the rows of a collection that is not open."""
    with closing(sqlite3.connect(file)) as connection:
        return {uid for (uid,) in connection.execute("SELECT uid FROM reviews")}


def cards_in(collection: Collection) -> Sequence[Card]:
    """All cards."""
    with collection.database.reading() as connection:
        return cards.all_cards(connection, collection.learner)


def seen_elsewhere(collection: Collection) -> set[str]:
    """The cards that no import on this machine has seen."""
    uids = [card.uid for card in cards_in(collection)]
    with collection.database.reading() as connection:
        found = sightings.from_elsewhere(connection, collection.learner, collection.device, uids)
    return set(found)


def schedules_in(collection: Collection) -> dict[str, Any]:
    """The schedule of every card."""
    with collection.database.reading() as connection:
        return schedules.all_schedules(connection, collection.learner)


def rows_by_card(connection: Any) -> dict[str, set[str]]:
    """The rows of the log by the card they count for."""
    names = dict(connection.exec_driver_sql("SELECT uid, stands_for FROM aliases").fetchall())
    found: dict[str, set[str]] = {}
    for uid, card in connection.exec_driver_sql("SELECT uid, card FROM reviews"):
        found.setdefault(names.get(card, card), set()).add(uid)
    return found


def state_of(collection: Collection) -> dict[str, Any]:
    """What must be the same on both machines."""
    with collection.database.reading() as connection:
        log = connection.execute(select(reviews).order_by(reviews.c.uid)).all()
    said = {}
    for card in cards_in(collection):
        texts = asdict(card)
        passage = texts.pop("passage")
        place = (passage["path"], passage["headings"])
        said[card.uid] = (place, {name: texts[name] for name in _SAID})
    return {
        "log": {row.uid: tuple(row) for row in log},
        "cards": said,
        "schedules": schedules_in(collection),
    }


_SAID = ("kind", "front", "back", "extra", "standing", "suspended", "flag", "written", "deck")


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The first of what is not the same."""
    names = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    return [(name, one.get(name), other.get(name)) for name in sorted(names)[:5]]
