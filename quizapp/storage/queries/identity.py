"""Named queries for the matching of notes with cards: only what can take part is loaded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select

from quizapp.model.cards import Card, Standing
from quizapp.storage.merging import aliases
from quizapp.storage.queries.card_rows import card_of
from quizapp.storage.queries.erased import erased
from quizapp.storage.schema import cards, reviews, schedules

_CHUNK = 500
"""So many values a query names at once: every engine takes them."""


def cards_of_files(
    connection: Connection, learner: str, source: str, paths: Collection[str]
) -> list[Card]:
    """The cards of some files of a source, retired ones and drafts too."""
    return _found(connection, learner, cards.c.path, paths, cards.c.source == source)


def retired_cards(
    connection: Connection, learner: str, fingerprints: Collection[str], ids: Collection[str]
) -> list[Card]:
    """The retired cards that say one of these things, or ask one of these questions."""
    retired = cards.c.standing == Standing.RETIRED.value
    if not connection.scalar(select(exists().where(cards.c.learner == learner, retired))):
        return []
    same = _found(connection, learner, cards.c.fingerprint, fingerprints, retired)
    asking = _found(connection, learner, cards.c.question, ids, retired)
    return list({card.uid: card for card in (*same, *asking)}.values())


def kept_cards(connection: Connection, learner: str, fingerprints: Collection[str]) -> list[Card]:
    """The cards and drafts of the notes that say one of these things."""
    kept = cards.c.standing != Standing.RETIRED.value
    return _found(connection, learner, cards.c.fingerprint, fingerprints, kept)


def uids_in_use(connection: Connection, learner: str, uids: Iterable[str]) -> set[str]:
    """Which of these ids cards have, or had until they were erased."""
    uids = set(uids)
    found: set[str] = set()
    for some in _chunks(uids):
        query = select(cards.c.uid).where(cards.c.learner == learner, cards.c.uid.in_(some))
        found.update(connection.scalars(query))
        found |= aliases.known(connection, learner, some)
    return found | uids_erased(connection, learner, uids)


def uids_erased(connection: Connection, learner: str, uids: Iterable[str]) -> set[str]:
    """Which of these ids cards had until they were erased."""
    return set(uids) & erased(connection, learner)


def reviewed(connection: Connection, learner: str, uids: Iterable[str]) -> set[str]:
    """Which of these cards have a row in the log."""
    found: set[str] = set()
    for some in _chunks(uids):
        names = aliases.ids_of(connection, learner, some)
        query = (
            select(reviews.c.card)
            .where(reviews.c.learner == learner, reviews.c.card.in_(list(names)))
            .distinct()
        )
        found.update(names[uid] for uid in connection.scalars(query))
    return found


def repetitions(connection: Connection, learner: str, uids: Iterable[str]) -> dict[str, int]:
    """How often each of these cards was reviewed; those that never were are left out."""
    found: dict[str, int] = {}
    for some in _chunks(uids):
        query = select(schedules.c.card, schedules.c.reps).where(
            schedules.c.learner == learner, schedules.c.card.in_(some), schedules.c.reps > 0
        )
        found.update((row.card, row.reps) for row in connection.execute(query))
    return found


def later_copies(
    connection: Connection, learner: str, uids: Iterable[str]
) -> list[tuple[str, Card]]:
    """For some cards: the active ones that say the same, came later, and were never reviewed."""
    original = cards.alias()
    in_log = exists().where(reviews.c.learner == learner, reviews.c.card == cards.c.uid)
    found: list[tuple[str, Card]] = []
    for some in _chunks(uids):
        query = (
            select(original.c.uid.label("original"), cards)
            .where(original.c.learner == learner, original.c.uid.in_(some))
            .where(cards.c.learner == learner, cards.c.fingerprint == original.c.fingerprint)
            .where(cards.c.standing == Standing.ACTIVE.value, ~in_log)
            .where(cards.c.added_at > original.c.added_at)
            .order_by(original.c.position, cards.c.position)
        )
        found += [(row.original, card_of(row)) for row in connection.execute(query)]
    return found


def active_per_file(connection: Connection, learner: str, source: str) -> dict[str, int]:
    """How many active cards each file of a source has."""
    query = (
        select(cards.c.path, func.count())
        .where(cards.c.learner == learner, cards.c.source == source)
        .where(cards.c.standing == Standing.ACTIVE.value)
        .group_by(cards.c.path)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def forgotten(connection: Connection, learner: str, lapses: int) -> list[tuple[Card, int, int]]:
    """The active cards that were forgotten so often, each with its lapses and reviews."""
    query = (
        select(cards, schedules.c.lapses, schedules.c.reps)
        .join(
            schedules, (schedules.c.learner == cards.c.learner) & (schedules.c.card == cards.c.uid)
        )
        .where(schedules.c.learner == learner, schedules.c.lapses >= lapses)
        .where(cards.c.standing == Standing.ACTIVE.value)
        .order_by(cards.c.position)
    )
    return [(card_of(row), row.lapses, row.reps) for row in connection.execute(query)]


def erase(connection: Connection, learner: str, uids: Iterable[str]) -> None:
    """Delete cards that have no history: a draft, or a copy that another card takes over."""
    for some in _chunks(uids):
        for table, column in ((cards, cards.c.uid), (schedules, schedules.c.card)):
            connection.execute(delete(table).where(table.c.learner == learner, column.in_(some)))


def _found(
    connection: Connection,
    learner: str,
    column: Any,
    values: Collection[str],
    condition: ColumnElement[bool],
) -> list[Card]:
    found: list[Card] = []
    for some in _chunks(values):
        query = (
            select(cards)
            .where(cards.c.learner == learner, condition, column.in_(some))
            .order_by(cards.c.position)
        )
        found += [card_of(row) for row in connection.execute(query)]
    return found


def _chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """The values in a fixed order, some at a time."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
