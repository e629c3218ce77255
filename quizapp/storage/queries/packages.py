"""Named queries for the import of a package: many cards and many reviews at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from quizapp.model.cards import Standing
from quizapp.model.reviews import Review
from quizapp.model.schedules import Schedule
from quizapp.storage.merging import aliases
from quizapp.storage.merging.aliases import ids_of
from quizapp.storage.queries.reviews import review_of
from quizapp.storage.queries.schedules import schedule_of
from quizapp.storage.schema import cards, reviews, schedules

_CHUNK = 500
_NAMES = [field.name for field in fields(Review)]
_COLUMNS = [aliases.counted.label("card") if name == "card" else reviews.c[name] for name in _NAMES]


class Placed(NamedTuple):
    """A stored card with an id of its own, and the file it stands in."""

    uid: str
    explicit_id: str
    source: str
    path: str


class Hold(NamedTuple):
    """What keeps a card from being asked, and its flag."""

    suspended: bool
    buried_on: int | None
    flag: int


def cards_by_id(connection: Connection, learner: str, ids: Collection[str]) -> list[Placed]:
    """The cards that notes give one of these ids to, retired ones not."""
    found: list[Placed] = []
    for some in _chunks(ids):
        query = select(cards.c.uid, cards.c.explicit_id, cards.c.source, cards.c.path).where(
            cards.c.learner == learner,
            cards.c.explicit_id.in_(some),
            cards.c.standing != Standing.RETIRED.value,
        )
        found += [Placed(*row) for row in connection.execute(query)]
    return found


def holds(connection: Connection, learner: str, uids: Collection[str]) -> dict[str, Hold]:
    """The holds of some cards."""
    found: dict[str, Hold] = {}
    for some in _chunks(uids):
        query = select(cards.c.uid, cards.c.suspended, cards.c.buried_on, cards.c.flag).where(
            cards.c.learner == learner, cards.c.uid.in_(some)
        )
        found.update((row.uid, Hold(*row[1:])) for row in connection.execute(query))
    return found


def hold_all(connection: Connection, learner: str, changed: Mapping[str, Hold]) -> None:
    """Write the holds of some cards."""
    if changed:
        values: dict[str, Any] = {name: bindparam(name) for name in Hold._fields}
        same = (cards.c.learner == learner) & (cards.c.uid == bindparam("of"))
        rows = [{"of": uid, **hold._asdict()} for uid, hold in changed.items()]
        connection.execute(update(cards).where(same).values(values), rows)


def logs_of(connection: Connection, learner: str, uids: Sequence[str]) -> dict[str, list[Review]]:
    """The whole log of some cards, oldest first, under whatever ids it was written."""
    found: dict[str, list[Review]] = {}
    for some in _chunks(uids):
        query = (
            select(*_COLUMNS)
            .select_from(aliases.log)
            .where(reviews.c.learner == learner)
            .where(reviews.c.card.in_(list(ids_of(connection, learner, some))))
            .order_by(reviews.c.at, reviews.c.uid)
        )
        for row in connection.execute(query):
            found.setdefault(row.card, []).append(review_of(row))
    return found


def schedules_of(connection: Connection, learner: str, uids: Sequence[str]) -> dict[str, Schedule]:
    """The schedules of some cards, of those that have one."""
    found: dict[str, Schedule] = {}
    for some in _chunks(uids):
        query = select(schedules).where(schedules.c.learner == learner, schedules.c.card.in_(some))
        found.update((row.card, schedule_of(row)) for row in connection.execute(query))
    return found


def append_all(connection: Connection, learner: str, new: Sequence[Review]) -> None:
    """Add rows to the log."""
    # Reviews from elsewhere say nothing in half of the columns, which cost time to bind.
    said = [n for n in _NAMES if any(getattr(review, n) is not None for review in new)]
    rows = [_row(learner, review, said) for review in new]
    if rows:
        connection.execute(reviews.insert(), rows)


def _row(learner: str, review: Review, names: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(review, name) for name in names}
    row["kind"] = review.kind.value
    row["rating"] = review.rating.value if review.rating else None
    row["learner"] = learner
    return row


def _chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
