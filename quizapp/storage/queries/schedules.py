"""Named queries on the schedules, the cache of the log."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.cards import Standing
from quizapp.model.schedules import MemoryState, Phase, Schedule
from quizapp.storage.queries.cards import in_deck
from quizapp.storage.schema import aliases, cards, reviews, schedules

_AT_ONCE = 1000
_THIS = (schedules.c.learner == bindparam("of"), schedules.c.card == bindparam("which"))
_FIND = select(schedules).where(*_THIS)
_LAST = select(func.max(reviews.c.at).label("at")).where(reviews.c.learner == bindparam("of"))
_LAST_OF_ALL = union_all(  # each half is one step into the index
    _LAST.where(reviews.c.card == bindparam("which")),
    _LAST.where(
        aliases.c.learner == bindparam("of"),
        aliases.c.stands_for == bindparam("which"),
        aliases.c.uid == reviews.c.card,
    ),
).subquery()
_WRITTEN_AT = select(func.max(_LAST_OF_ALL.c.at)).scalar_subquery()
_FIND_WITH_TIME = select(schedules, _WRITTEN_AT.label("written_at")).where(*_THIS)
_MOVE = update(schedules).where(*_THIS)
_FORGET = delete(schedules).where(*_THIS)
_BEGIN = schedules.insert()
_SET_BEGUN = (
    update(cards)
    .where(cards.c.learner == bindparam("of"), cards.c.uid == bindparam("which"))
    .values(begun=bindparam("has_begun"))
)
SAME_CARD = and_(schedules.c.learner == cards.c.learner, schedules.c.card == cards.c.uid)
_BEGUN = exists().where(SAME_CARD, schedules.c.phase != Phase.NEW.value)


def schedule(connection: Connection, learner: str, card: str) -> Schedule:
    """The schedule of a card; that of a new card if it was never reviewed."""
    row = connection.execute(_FIND, {"of": learner, "which": card}).one_or_none()
    return schedule_of(row) if row else Schedule()


def before_answer(connection: Connection, learner: str, card: str) -> tuple[Schedule, int | None]:
    """The schedule of a card, and when the last row of its log was written.

    That may be later than its last review: a due date that was set is a row too.
    """
    row = connection.execute(_FIND_WITH_TIME, {"of": learner, "which": card}).one_or_none()
    return (schedule_of(row), row.written_at) if row else (Schedule(), None)


def all_schedules(connection: Connection, learner: str) -> dict[str, Schedule]:
    """The schedules of all cards that have one."""
    query = select(schedules).where(schedules.c.learner == learner)
    return {row.card: schedule_of(row) for row in connection.execute(query)}


def save(connection: Connection, learner: str, card: str, state: Schedule) -> None:
    """Remember a schedule; a new card needs none."""
    row, this = _row(learner, card, state), {"of": learner, "which": card}
    moved = 0
    if not _worth_a_row(state):
        connection.execute(_FORGET, this)
    else:
        moved = connection.execute(_MOVE, _to_move(row)).rowcount
        if not moved:
            connection.execute(_BEGIN, row)
    begun = state.phase is not Phase.NEW
    if not (moved and begun):
        connection.execute(_SET_BEGUN, {**this, "has_begun": begun})


def save_all(connection: Connection, learner: str, states: Iterable[tuple[str, Schedule]]) -> None:
    """Remember some schedules at once."""
    found = dict(states)
    connection.execute(
        delete(schedules).where(schedules.c.learner == learner, schedules.c.card.in_(list(found)))
    )
    rows = [_row(learner, card, state) for card, state in found.items() if _worth_a_row(state)]
    if rows:
        connection.execute(_BEGIN, rows)
    _set_begun(connection, cards.c.learner == learner, cards.c.uid.in_(list(found)))


def rewrite(connection: Connection, learner: str, states: Iterable[tuple[str, Schedule]]) -> int:
    """Make the whole cache of a learner these; answers with the number of schedules kept.

    What is there already is not written again: a writer keeps others waiting.
    """
    worth = (each for each in states if _worth_a_row(each[1]))
    kept = set[str]()
    while some := dict(islice(worth, _AT_ONCE)):
        _rewrite_some(connection, learner, some)
        kept.update(some)
    there = connection.scalars(select(schedules.c.card).where(schedules.c.learner == learner))
    gone = [card for card in there if card not in kept]
    if gone:
        connection.execute(_FORGET, [{"of": learner, "which": card} for card in gone])
    _set_begun(connection, cards.c.learner == learner)
    return len(kept)


def _rewrite_some(connection: Connection, learner: str, states: Mapping[str, Schedule]) -> None:
    rows = [_row(learner, card, state) for card, state in states.items()]
    columns = [schedules.c[name] for name in rows[0]]
    these = (schedules.c.learner == learner, schedules.c.card.in_(list(states)))
    there = {row.card: row for row in connection.execute(select(*columns).where(*these))}
    new, moved = [], []
    for row in rows:
        stored = there.get(row["card"])
        if stored is None:
            new.append(row)
        elif stored != tuple(row.values()):
            moved.append(_to_move(row))
    if new:
        connection.execute(_BEGIN, new)
    if moved:
        connection.execute(_MOVE, moved)


def _set_begun(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Let the cards say again what their schedules say."""
    connection.execute(update(cards).where(*which, cards.c.begun != _BEGUN).values(begun=_BEGUN))


def kept_from_new(connection: Connection, learner: str) -> list[str]:
    """The cards that count as begun and yet are new by their schedules: nobody would ask them."""
    query = select(cards.c.uid).where(cards.c.learner == learner, cards.c.begun, ~_BEGUN)
    return list(connection.scalars(query))


def leeches(connection: Connection, learner: str, lapses: int) -> int:
    """How many active cards were forgotten at least ``lapses`` times."""
    forgotten = select(schedules.c.card).where(
        schedules.c.learner == learner, schedules.c.lapses >= lapses
    )
    query = select(func.count()).where(
        cards.c.learner == learner,
        cards.c.standing == Standing.ACTIVE.value,
        cards.c.uid.in_(forgotten),
    )
    return connection.scalar(query) or 0


def active_cards(connection: Connection, learner: str, deck: str | None = None) -> int:
    """How many cards the notes keep in a deck with those below it."""
    query = select(func.count()).where(
        cards.c.learner == learner, cards.c.standing == Standing.ACTIVE.value, in_deck(deck)
    )
    return connection.scalar(query) or 0


def cards_with_schedules() -> Any:
    """Every card with its schedule, if it has one."""
    return cards.outerjoin(schedules, SAME_CARD)


def studied_on(learner: str, day: int, deck: str | None) -> ColumnElement[bool]:
    """The cards of a deck that nothing holds back on a study day."""
    return and_(
        cards.c.learner == learner,
        cards.c.standing == Standing.ACTIVE.value,
        cards.c.suspended.is_(False),
        or_(cards.c.buried_on.is_(None), cards.c.buried_on != day),
        in_deck(deck),
    )


def schedule_of(row: Row[Any]) -> Schedule:
    """The schedule in a row of the table."""
    memory = MemoryState(row.stability, row.difficulty) if row.stability is not None else None
    return Schedule(
        phase=Phase(row.phase),
        memory=memory,
        due_day=row.due_day,
        due_at=row.due_at,
        interval=row.interval,
        step=row.step,
        reps=row.reps,
        lapses=row.lapses,
        last_at=row.last_at,
        last_day=row.last_day,
    )


def _worth_a_row(state: Schedule) -> bool:
    """A card that nothing is known of needs no row."""
    return state.reps > 0 or state.phase is not Phase.NEW


def _row(learner: str, card: str, state: Schedule) -> dict[str, Any]:
    return {
        "learner": learner,
        "card": card,
        "phase": state.phase.value,
        "stability": state.memory.stability if state.memory else None,
        "difficulty": state.memory.difficulty if state.memory else None,
        "due_day": state.due_day,
        "due_at": state.due_at,
        "interval": state.interval,
        "step": state.step,
        "reps": state.reps,
        "lapses": state.lapses,
        "last_at": state.last_at,
        "last_day": state.last_day,
    }


def _to_move(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it changes the one that is there: its key stays, which would be costly to write."""
    changed = dict(row)
    return {"of": changed.pop("learner"), "which": changed.pop("card"), **changed}
