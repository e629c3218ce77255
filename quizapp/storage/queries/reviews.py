"""Named queries on the log. Rows are only ever added."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, String, bindparam, func, select
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.reviews import Logged, Rating, Review, ReviewKind
from quizapp.storage.merging import aliases
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.schema import aliases as alias_table
from quizapp.storage.schema import cards, reviews

_NAMES = [field.name for field in fields(Review)]
_COLUMNS = [reviews.c[name] for name in _NAMES]
_APPEND = reviews.insert()
_AT_ONCE = 5000
_RECENT = 20


def append(connection: Connection, learner: str, review: Review) -> None:
    """Add one row to the log."""
    row: dict[str, Any] = {name: getattr(review, name) for name in _NAMES}
    row["kind"] = review.kind.value
    row["rating"] = review.rating.value if review.rating else None
    row["learner"] = learner
    connection.execute(_APPEND, row)


def of_card(connection: Connection, learner: str, card: str) -> list[Review]:
    """The whole log of one card, oldest first, under whatever ids it was written."""
    names = aliases.names_of(connection, learner, card)
    query = (
        select(*_COLUMNS)
        .where(reviews.c.learner == learner, reviews.c.card.in_(names))
        .order_by(reviews.c.at, reviews.c.uid)
    )
    log = [review_of(row) for row in connection.execute(query)]
    return log if len(names) == 1 else [replace(row, card=card) for row in log]


def by_uid(connection: Connection, learner: str, uid: str) -> Review | None:
    """One row of the log."""
    query = select(*_COLUMNS, aliases.counted.label("counts_for")).select_from(aliases.log)
    found = connection.execute(query.where(reviews.c.learner == learner, reviews.c.uid == uid))
    row = found.mappings().one_or_none()
    if row is None:
        return None
    values = dict(row)
    values["card"] = values.pop("counts_for")
    return _review(values)


def whole_log(connection: Connection, learner: str) -> Iterator[Review]:
    """Every row of the log, card by card, oldest first."""
    for query in aliases.by_card(connection, learner, _NAMES):
        yield from map(review_of, connection.execute(query))


def any_since(connection: Connection, learner: str, at: int) -> bool:
    """Whether the log grew at or after a moment (UTC ms)."""
    # ids begin with the time, and the primary key finds them without reading the log
    query = select(reviews.c.uid).where(reviews.c.learner == learner, reviews.c.uid >= f"{at:012x}")
    return connection.execute(query.limit(1)).first() is not None


def logged_by_card(connection: Connection, learner: str) -> Iterator[tuple[str, list[Logged]]]:
    """What a replay wants of the whole log, card by card, oldest first."""
    for query in aliases.by_card(connection, learner, Logged._fields):
        found = connection.execute(query.execution_options(yield_per=_AT_ONCE))
        for card, log in groupby(map(Logged._make, found), key=itemgetter(0)):
            yield card, list(log)


def rows_by_id(connection: Connection, learner: str) -> dict[str, int]:
    """How many rows the log has under each id: what was added since can be told by it."""
    query = (
        select(reviews.c.card, func.count())
        .where(reviews.c.learner == learner)
        .group_by(reviews.c.card)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def studied_today(connection: Connection, learner: str, day: int) -> list[tuple[str, str, int]]:
    """Card, deck and number of earlier reviews of each card reviewed on a day."""
    log, also = reviews.alias(), alias_table.alias()
    earlier = (
        select(func.count())
        .where(log.c.learner == learner, log.c.day < day)
        .where(log.c.kind == ReviewKind.REVIEW.value)
    )
    own = earlier.where(log.c.card == cards.c.uid).scalar_subquery()
    under_other_ids = earlier.where(
        also.c.learner == learner, also.c.stands_for == cards.c.uid, also.c.uid != cards.c.uid
    )
    others = under_other_ids.where(log.c.card == also.c.uid).scalar_subquery()
    query = (
        select(cards.c.uid, cards.c.deck, own + others)
        .select_from(aliases.with_cards)
        .where(standing(learner), reviews.c.day == day)
        .group_by(cards.c.uid, cards.c.deck)
    )
    return [(card, deck, count) for card, deck, count in connection.execute(query)]


def failed_on(connection: Connection, learner: str, day: int) -> frozenset[str]:
    """The cards that were rated Again in a review on a study day."""
    query = (
        select(aliases.counted)
        .select_from(aliases.log)
        .where(standing(learner), reviews.c.day == day, reviews.c.rating == Rating.AGAIN.value)
        .distinct()
    )
    return frozenset(connection.scalars(query))


def days_studied(connection: Connection, learner: str) -> list[int]:
    """The study days with at least one review, newest first.

    Goes from each day to the one before it: the log is not read.
    """
    newest = reviews.c.day.desc()
    last = select(reviews.c.day).where(standing(learner)).order_by(newest).limit(1)
    days = select(last.scalar_subquery().label("day")).cte("days", recursive=True)
    before = last.where(reviews.c.day < days.c.day).correlate(days).scalar_subquery()
    days = days.union_all(select(before).where(days.c.day.is_not(None)))
    return list(connection.scalars(select(days.c.day).where(days.c.day.is_not(None))))


def ratings(connection: Connection, learner: str, deck: str | None) -> list[tuple[str, int, int]]:
    """Card, study day and rating of every review that stands, oldest first.

    Those of erased cards are of no deck any more, but still of all of them together.
    """
    query = (
        select(aliases.counted, reviews.c.day, reviews.c.rating)
        .select_from(aliases.with_cards if deck is not None else aliases.log)
        .where(standing(learner), in_deck(deck))
        .order_by(reviews.c.at, reviews.c.uid)
    )
    return [(card, day, rating) for card, day, rating in connection.execute(query)]


def median_duration(connection: Connection, learner: str, card: str) -> int | None:
    """The learner's median time on a card in milliseconds, None below three reviews."""
    found = connection.execute(_durations(), {"of": learner, "which": card})
    times: list[int] = sorted(found.scalars())
    return times[len(times) // 2] if len(times) >= 3 else None


@cache
def _durations() -> Select[Any]:
    """The latest times on a card; made once, because it is asked with every answer."""
    of: BindParameter[str] = bindparam("of")
    which: BindParameter[str] = bindparam("which", type_=String())
    others = select(alias_table.c.uid).where(
        alias_table.c.learner == of, alias_table.c.stands_for == which
    )
    names = select(which).union_all(others)  # an OR would make PostgreSQL read the whole log
    return (
        select(reviews.c.duration_ms)
        .where(standing(of), reviews.c.card.in_(names))
        .where(reviews.c.duration_ms > 0)
        .order_by(reviews.c.at.desc())
        .limit(_RECENT)
    )


def seconds_a_card(connection: Connection, learner: str, recent: int = 200) -> float | None:
    """The mean time of the latest reviews in seconds, each capped at one minute."""
    query = (
        select(reviews.c.duration_ms)
        .where(standing(learner), reviews.c.duration_ms > 0)
        .order_by(reviews.c.uid.desc())  # begins with the time, and is the primary key
        .limit(recent)
    )
    times = [min(ms, 60_000) for ms in connection.scalars(query)]
    return sum(times) / len(times) / 1000 if times else None


def standing(learner: str | BindParameter[Any]) -> ColumnElement[bool]:
    """Reviews of a learner that no undo took back."""
    undo = reviews.alias()
    undone = select(undo.c.undoes).where(
        undo.c.learner == learner, undo.c.kind == ReviewKind.UNDO.value, undo.c.undoes.is_not(None)
    )
    return (
        (reviews.c.learner == learner)
        & (reviews.c.kind == ReviewKind.REVIEW.value)
        & reviews.c.uid.not_in(undone)
    )


def review_of(row: Row[Any]) -> Review:
    """The review in a row of the table."""
    return _review(dict(row._mapping))


def _review(values: dict[str, Any]) -> Review:
    values["kind"] = ReviewKind(values["kind"])
    values["rating"] = Rating(values["rating"]) if values["rating"] else None
    return Review(**values)
