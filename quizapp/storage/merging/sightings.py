"""Which devices saw which cards in their own notes.

``cards.seen_by`` names them; it is empty for a card that only this collection ever had. Cards
that one device saw are as many facts: its own import told them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select, update

from quizapp.model.cards import Card
from quizapp.storage.merging.cards import Row, devices_of, together, version_of
from quizapp.storage.queries import card_versions
from quizapp.storage.queries.card_rows import card_of
from quizapp.storage.schema import cards

_CHUNK = 500
_QUESTIONS = ("live", "code")


def from_elsewhere(
    connection: Connection, learner: str, device: str, uids: Iterable[str]
) -> dict[str, str]:
    """Which of some cards no import on ``device`` ever saw, with the devices that did."""
    found: dict[str, str] = {}
    for some in _chunks(uids):
        query = select(cards.c.uid, cards.c.seen_by).where(
            cards.c.learner == learner, cards.c.uid.in_(some), cards.c.seen_by.is_not(None)
        )
        for row in connection.execute(query):
            if device not in devices_of(row.seen_by):
                found[row.uid] = row.seen_by
    return found


def of_unknown_notes(
    connection: Connection, learner: str, known: Iterable[str], paths: Iterable[str] | None
) -> list[Card]:
    """The cards that came from notes which are not known here, of files of these names or all."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.source.not_in(list(known)))
        .order_by(cards.c.position)
    )
    if paths is None:
        return [card_of(row) for row in connection.execute(query)]
    found: list[Card] = []
    for some in _chunks(paths):
        found += map(card_of, connection.execute(query.where(cards.c.path.in_(some))))
    return found


def decks_of(connection: Connection, learner: str, uids: Iterable[str]) -> dict[str, str]:
    """The decks of some cards."""
    found: dict[str, str] = {}
    for some in _chunks(uids):
        query = select(cards.c.uid, cards.c.deck).where(
            cards.c.learner == learner, cards.c.uid.in_(some)
        )
        found.update((row.uid, row.deck) for row in connection.execute(query))
    return found


def saw(connection: Connection, learner: str, device: str, found: Mapping[str, str]) -> None:
    """Note that the notes on ``device`` have these cards too, each with its source there."""
    for uid, seen_by in from_elsewhere(connection, learner, device, found).items():
        connection.execute(
            update(cards)
            .where(cards.c.learner == learner, cards.c.uid == uid)
            .values(seen_by=together(seen_by, device), source=found[uid])
        )


def apart_in_one_file(connection: Connection, learner: str, here: str) -> list[list[Row]]:
    """The cards of each file of which no device saw all: some of them may be the same.

    Every card comes with its ``versions``, the present one first. A card is of every file that it
    ever was in: what was one card stays one, whatever becomes of it here. ``here`` are the
    devices that had this collection.
    """
    query = select(cards.c.uid, cards.c.path, cards.c.seen_by).where(
        cards.c.learner == learner, cards.c.kind.not_in(_QUESTIONS)
    )
    files: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    moved = _paths_before(connection, learner)
    for row in connection.execute(query):
        seen = devices_of(row.seen_by or here)
        for path in {row.path, *moved.get(row.uid, ())}:
            files[path].append((row.uid, seen))
    return [
        _with_versions(connection, learner, here, [uid for uid, _ in some])
        for path, some in sorted(files.items())
        if not frozenset.intersection(*(seen for _, seen in some))
    ]


def _paths_before(connection: Connection, learner: str) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in card_versions.all_versions(connection, learner):
        found[row["card"]].add(row["said"]["path"])
    return found


def _with_versions(connection: Connection, learner: str, here: str, uids: list[str]) -> list[Row]:
    found: list[Row] = []
    for some in _chunks(uids):
        versions: defaultdict[str, list[Row]] = defaultdict(list)
        for (uid, _), row in card_versions.versions_of(connection, learner, some).items():
            versions[uid].append(row)
        query = select(cards).where(cards.c.learner == learner, cards.c.uid.in_(some))
        for each in connection.execute(query.order_by(cards.c.uid)):
            card = dict(each._mapping)
            card["seen_by"] = card["seen_by"] or here
            card["versions"] = [version_of(card), *versions[each.uid]]
            found.append(card)
    return found


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
