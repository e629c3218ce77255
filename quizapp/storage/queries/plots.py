"""Named queries behind the plots: the log by day, hour, interval and mistake."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, case, func, select
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating
from quizapp.storage.merging.aliases import counted, log
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.queries.reviews import standing
from quizapp.storage.schema import aliases, cards, reviews, schedules

_HOUR_MS = 3_600_000
_PASSED = case((reviews.c.rating != Rating.AGAIN.value, 1), else_=0)


class DayOfStudy(NamedTuple):
    """A study day with its reviews and the time they took."""

    day: int
    reviews: int
    duration_ms: int


class Recall(NamedTuple):
    """Recalls after so many days: how many were asked, and how many passed."""

    days: int
    asked: int
    passed: int


class Slip(NamedTuple):
    """A mistake of a question: how often it was made, and the review that made it last."""

    card: str
    mistake: str
    times: int
    latest: str


class Memory(NamedTuple):
    """The memory state of an active card."""

    card: str
    deck: str
    stability: float
    difficulty: float
    last_day: int


def by_day(connection: Connection, learner: str, deck: str | None, since: int) -> list[DayOfStudy]:
    """The study days from ``since`` on."""
    query = (
        select(reviews.c.day, func.count(), func.sum(reviews.c.duration_ms))
        .where(_log(learner, deck), reviews.c.day >= since)
        .group_by(reviews.c.day)
        .order_by(reviews.c.day)
    )
    return [DayOfStudy(*row) for row in connection.execute(query)]


def by_hour(
    connection: Connection, learner: str, deck: str | None, since: int
) -> list[tuple[int, int, int]]:
    """UTC hour since the epoch, reviews and passes; the caller knows the time zone."""
    hour = reviews.c.at // _HOUR_MS
    query = (
        select(hour, func.count(), func.sum(_PASSED))
        .where(_log(learner, deck), reviews.c.day >= since)
        .group_by(hour)
    )
    return [(int(row[0]), row[1], row[2]) for row in connection.execute(query)]


def recalls(connection: Connection, learner: str, deck: str | None, since: int) -> list[Recall]:
    """Reviews by the days that had passed since the card's last one, at least one."""
    before = func.lag(reviews.c.day).over(
        partition_by=counted, order_by=(reviews.c.at, reviews.c.uid)
    )
    gaps = (
        select(
            reviews.c.day.label("day"),
            (reviews.c.day - before).label("days"),
            _PASSED.label("passed"),
        )
        .select_from(log)
        .where(_log(learner, deck))
        .subquery()
    )
    query = (
        select(gaps.c.days, func.count(), func.sum(gaps.c.passed))
        .where(gaps.c.days >= 1, gaps.c.day >= since)
        .group_by(gaps.c.days)
        .order_by(gaps.c.days)
    )
    return [Recall(*row) for row in connection.execute(query)]


def slips(
    connection: Connection, learner: str, deck: str | None, since: int, most: int, fewest: int = 1
) -> list[Slip]:
    """The mistakes made most often and at least ``fewest`` times, each with its last review."""
    times = func.count()
    query = (
        select(counted, reviews.c.mistake, times, func.max(reviews.c.uid))
        .select_from(log)
        .where(_log(learner, deck), reviews.c.day >= since)
        .where(reviews.c.mistake.is_not(None))
        .group_by(counted, reviews.c.mistake)
        .having(times >= fewest)
        .order_by(times.desc(), func.max(reviews.c.uid).desc())
        .limit(most)
    )
    return [Slip(*row) for row in connection.execute(query)]


def memories(connection: Connection, learner: str, deck: str | None) -> list[Memory]:
    """The memory state of every active card that has one, deck by deck."""
    query = (
        select(
            schedules.c.card,
            cards.c.deck,
            schedules.c.stability,
            schedules.c.difficulty,
            schedules.c.last_day,
        )
        .join(cards, and_(cards.c.learner == schedules.c.learner, cards.c.uid == schedules.c.card))
        .where(schedules.c.learner == learner, schedules.c.stability.is_not(None))
        .where(cards.c.standing == Standing.ACTIVE.value, in_deck(deck))
        .order_by(cards.c.deck, schedules.c.card)
    )
    return [Memory(*row) for row in connection.execute(query)]


def cards_by_deck(connection: Connection, learner: str, deck: str | None) -> dict[str, int]:
    """How many active cards each deck has, in the order of the cards."""
    query = (
        select(cards.c.deck, func.count())
        .where(cards.c.learner == learner, cards.c.standing == Standing.ACTIVE.value, in_deck(deck))
        .group_by(cards.c.deck)
        .order_by(func.min(cards.c.position))
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def hardest(
    connection: Connection, learner: str, deck: str | None, most: int
) -> list[tuple[str, int, float]]:
    """Card, lapses and difficulty of the active cards forgotten most often."""
    query = (
        select(schedules.c.card, schedules.c.lapses, schedules.c.difficulty)
        .join(cards, and_(cards.c.learner == schedules.c.learner, cards.c.uid == schedules.c.card))
        .where(schedules.c.learner == learner, schedules.c.lapses > 0)
        .where(cards.c.standing == Standing.ACTIVE.value, in_deck(deck))
        .order_by(schedules.c.lapses.desc(), schedules.c.difficulty.desc(), schedules.c.card)
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _log(learner: str, deck: str | None) -> ColumnElement[bool]:
    """The reviews that stand, of the cards of a deck with those below it."""
    if deck is None:
        return standing(learner)
    of_deck = select(cards.c.uid).where(cards.c.learner == learner, in_deck(deck))
    other = select(aliases.c.uid).where(
        aliases.c.learner == learner, aliases.c.stands_for.in_(of_deck)
    )
    return standing(learner) & reviews.c.card.in_(of_deck.union(other))
