"""Named queries that count all cards in one pass: what there is to study, how well it is known."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, not_, select
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.cards import Standing
from quizapp.model.schedules import Phase
from quizapp.storage.queries.schedules import cards_with_schedules, studied_on
from quizapp.storage.schema import cards, schedules

_STEPS = (Phase.LEARNING.value, Phase.RELEARNING.value)


class DeckTotals(NamedTuple):
    """A deck alone, before any daily limit: new, learning and due cards.

    ``known`` cards have a memory, whose retrievabilities sum to ``recall``.
    """

    new: int
    learning: int
    due: int
    known: int
    recall: float


def totals_by_deck(
    connection: Connection,
    learner: str,
    day: int,
    soon: int,
    curve: tuple[float, float],
    decks: Sequence[str] | None = None,
) -> dict[str, DeckTotals]:
    """The totals of each deck, or of some ``decks``, in the order of the notes.

    ``curve`` is decay and factor of the forgetting curve, ``(1 + factor·t/S)^decay``. Steps count
    until ``soon`` (UTC ms).
    """
    free = cards.c.suspended.is_(False) & (cards.c.buried_on.is_(None) | (cards.c.buried_on != day))
    query = (
        select(
            cards.c.deck,
            *(_counted(kind & free) for kind in _kinds(day, soon)),
            func.count(schedules.c.stability),
            func.coalesce(func.sum(recall(day, *curve)), 0.0),
        )
        .select_from(cards_with_schedules())
        .where(cards.c.learner == learner, cards.c.standing == Standing.ACTIVE.value)
        .group_by(cards.c.deck)
        .having(_counted(free) > 0)
        .order_by(func.min(cards.c.position))
    )
    if decks is not None:
        query = query.where(cards.c.deck.in_(decks))
    return {deck: DeckTotals(*totals) for deck, *totals in connection.execute(query)}


def _kinds(day: int, soon: int) -> tuple[ColumnElement[bool], ...]:
    phase = schedules.c.phase
    in_time = (schedules.c.due_day <= day) | (schedules.c.due_at <= soon)
    return (
        phase.is_(None) | (phase == Phase.NEW.value),
        phase.in_(_STEPS) & in_time,
        (phase == Phase.REVIEW.value) & (schedules.c.due_day <= day),
    )


def _counted(kind: ColumnElement[bool]) -> Any:
    return func.sum(case((kind, 1), else_=0))


def recall(day: int, decay: float, factor: float) -> ColumnElement[float]:
    """The retrievability of a card on a day."""
    passed = case((schedules.c.last_day > day, 0.0), else_=1.0 * (day - schedules.c.last_day))
    recall: ColumnElement[float] = func.power(1 + factor * passed / schedules.c.stability, decay)
    return recall


def due_by_day(
    connection: Connection, learner: str, today: int, days: int, deck: str | None = None
) -> dict[int, int]:
    """How many cards fall due on each of the next days; overdue ones count today."""
    day = schedules.c.due_day
    query = (
        select(day, func.count())
        .where(schedules.c.learner == learner, schedules.c.due_day <= today + days - 1)
        .group_by(day)
    )
    if deck is not None:
        joined = query.select_from(cards_with_schedules())
        return _from(today, connection.execute(joined.where(studied_on(learner, today, deck))))
    # all cards are counted without the cards' own table, then the few that are held are taken off
    held = select(cards.c.uid).where(
        cards.c.learner == learner, not_(studied_on(learner, today, None))
    )
    counts = _from(today, connection.execute(query))
    for due, count in _from(
        today, connection.execute(query.where(schedules.c.card.in_(held)))
    ).items():
        counts[due] -= count
    return {due: count for due, count in counts.items() if count}


def _from(today: int, found: Iterable[Any]) -> dict[int, int]:
    """Cards by due day, those of earlier days counted today."""
    counts: dict[int, int] = {}
    for due, count in found:
        counts[max(due, today)] = counts.get(max(due, today), 0) + count
    return counts
