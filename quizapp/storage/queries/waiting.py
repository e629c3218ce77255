"""Named queries on what could be studied today: read from the file no further than it is taken."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, cast, func, select, text
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import Float

from quizapp.model.schedules import Phase, ReviewOrder
from quizapp.model.waiting import Waiting
from quizapp.storage.queries.schedules import SAME_CARD, cards_with_schedules, studied_on
from quizapp.storage.schema import cards, schedules

_AT_ONCE = 100
_REVIEW = Phase.REVIEW.value
_IN_STEPS = text("schedules.phase <> 'review'")
_MAYBE_NEW = text("NOT cards.begun")
"""Said as the indexes say it, which hold no other rows."""

_PHASES = {phase.value: phase for phase in Phase} | {None: Phase.NEW}
_COLUMNS = (
    *(cards.c.uid, schedules.c.phase, schedules.c.due_day, schedules.c.due_at),
    *(schedules.c.last_day, cards.c.position, cards.c.deck),
    *(schedules.c.stability, schedules.c.interval, schedules.c.difficulty),
    *(cards.c.path, cards.c.first_line),
)


def in_steps(
    connection: Connection, learner: str, day: int, soon: int, deck: str | None = None
) -> list[Waiting]:
    """Cards in their steps that are due today, or until ``soon`` (UTC ms)."""
    found: list[Waiting] = []
    for in_time in (schedules.c.due_day <= day, schedules.c.due_at <= soon):
        query = _scheduled(learner, day, deck).where(in_time, _IN_STEPS)
        found += map(_waiting, connection.execute(query).all())
    return found


def due_reviews(
    connection: Connection,
    learner: str,
    day: int,
    deck: str | None = None,
    order: ReviewOrder = ReviewOrder.DUE,
    decks: Sequence[str] | None = None,
    since: int | None = None,
) -> Iterator[Waiting]:
    """Reviews that are due, as far as SQL knows the order; of some ``decks`` alone where given.

    By due day the longest overdue come first, unsorted within a day; at random none comes first.
    Where ``since`` is given, those due before that day are left out.
    """
    query = (
        _scheduled(learner, day, deck)
        .where(schedules.c.due_day <= day, schedules.c.phase == _REVIEW)
        .order_by(*_sorted(order, day))
    )
    if since is not None:
        query = query.where(schedules.c.due_day >= since)
    return _taken(connection, _of_decks(query, decks))


def in_review(
    connection: Connection, learner: str, day: int, decks: Sequence[str]
) -> list[Waiting]:
    """Every card in review of some decks that is not put aside on ``day``, due or not."""
    query = _scheduled(learner, day, None).where(
        schedules.c.phase == _REVIEW, schedules.c.stability.is_not(None)
    )
    return list(_taken(connection, _of_decks(query, decks)))


def never_studied(
    connection: Connection,
    learner: str,
    day: int,
    deck: str | None = None,
    decks: Sequence[str] | None = None,
    since: int | None = None,
) -> Iterator[Waiting]:
    """New cards in the order of the notes; of some ``decks``, from a position on, where given."""
    query = (
        select(*_COLUMNS)
        .select_from(cards_with_schedules())
        .where(_MAYBE_NEW, studied_on(learner, day, deck))
        .where(func.coalesce(schedules.c.phase, "new") == "new")
        .order_by(cards.c.position, cards.c.uid)
    )
    if since is not None:
        query = query.where(cards.c.position >= since)
    return _taken(connection, _of_decks(query, decks))


def due_on_days(connection: Connection, learner: str, first: int, last: int) -> dict[int, int]:
    """How many cards are due on each study day from ``first`` to ``last``."""
    day = schedules.c.due_day
    query = (
        select(day, func.count())
        .where(schedules.c.learner == learner, day >= first, day <= last)
        .group_by(day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _sorted(order: ReviewOrder, day: int) -> tuple[ColumnElement[Any], ...]:
    waited = cast(day - schedules.c.last_day, Float)
    if order is ReviewOrder.RETRIEVABILITY:
        return waited / schedules.c.stability, cards.c.uid
    if order is ReviewOrder.OVERDUE:
        interval = case((schedules.c.interval < 1, 1), else_=schedules.c.interval)
        return (-waited / interval), cards.c.uid
    return (schedules.c.due_day,) if order is ReviewOrder.DUE else ()


def _of_decks(query: Select[Any], decks: Sequence[str] | None) -> Select[Any]:
    return query if decks is None else query.where(cards.c.deck.in_(decks))


def _taken(connection: Connection, query: Select[Any]) -> Iterator[Waiting]:
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        yield from map(_waiting, rows)


def _scheduled(learner: str, day: int, deck: str | None) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(schedules.join(cards, SAME_CARD))
        .where(schedules.c.learner == learner, studied_on(learner, day, deck))
    )


def _waiting(row: Iterable[Any]) -> Waiting:
    uid, phase, due_day, due_at, last_day, position, deck, stability, interval, *rest = row
    difficulty, path, line = rest
    return Waiting(
        uid,
        _PHASES[phase],
        due_day,
        due_at,
        last_day,
        position,
        f"{path}:{line}",
        deck,
        stability,
        interval or 0,
        difficulty,
    )
