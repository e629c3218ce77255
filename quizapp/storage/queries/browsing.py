"""Named queries behind a list of very many cards: a light row each, texts only for those seen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select, update

from quizapp.model.cards import Standing
from quizapp.storage.folding import folded
from quizapp.storage.queries.cards import CHUNK, HELD_AGAIN
from quizapp.storage.queries.schedules import cards_with_schedules
from quizapp.storage.queries.search import Asking, meaning
from quizapp.storage.schema import cards, schedules


class Listed(NamedTuple):
    """All that a list needs to order a card and to say how it stands; no texts."""

    uid: str
    kind: str
    deck: str
    standing: str
    suspended: bool
    buried_on: int | None
    flag: int
    phase: str | None
    stability: float | None
    due_day: int | None
    due_at: int | None
    lapses: int | None
    last_day: int | None


class Held(NamedTuple):
    """How a learner holds a card: put aside, until tomorrow, flagged."""

    uid: str
    suspended: bool
    buried_on: int | None
    flag: int


_LIGHT = (
    cards.c.uid,
    cards.c.kind,
    cards.c.deck,
    cards.c.standing,
    cards.c.suspended,
    cards.c.buried_on,
    cards.c.flag,
    schedules.c.phase,
    schedules.c.stability,
    schedules.c.due_day,
    schedules.c.due_at,
    schedules.c.lapses,
    schedules.c.last_day,
)
_SOME = 1000


def listed(
    connection: Connection, asking: Asking, query: str, *, by_text: bool = False
) -> Iterator[list[Listed]]:
    """The cards that a query asks for, in the order they were added or in that of the alphabet.

    Some at a time: all of them as objects would take more memory than the list they end in.

    Raises:
        QueryError: the query has a word that means nothing.
    """
    order = (folded(cards.c.front),) if by_text else ()
    asked = (
        _of(asking.learner, *_LIGHT)
        .where(*meaning(query, asking))
        .order_by(*order, cards.c.position)
    )
    for some in connection.execute(asked).partitions(_SOME):
        yield list(map(Listed._make, some))


def counted(connection: Connection, asking: Asking, query: str) -> int:
    """How many cards a query asks for."""
    asked = _of(asking.learner, func.count()).where(*meaning(query, asking))
    return connection.scalar(asked) or 0


def held(connection: Connection, learner: str, uids: Sequence[str]) -> list[Held]:
    """How some cards are held; those that are no cards (any more) are left out."""
    found: list[Held] = []
    for start in range(0, len(uids), CHUNK):
        query = select(cards.c.uid, cards.c.suspended, cards.c.buried_on, cards.c.flag).where(
            cards.c.learner == learner, cards.c.uid.in_(uids[start : start + CHUNK])
        )
        found += map(Held._make, connection.execute(query))
    return found


def active(connection: Connection, learner: str, uids: Sequence[str]) -> set[str]:
    """Those of some cards that the notes keep."""
    found: set[str] = set()
    for start in range(0, len(uids), CHUNK):
        query = select(cards.c.uid).where(
            cards.c.learner == learner,
            cards.c.uid.in_(uids[start : start + CHUNK]),
            cards.c.standing == Standing.ACTIVE.value,
        )
        found.update(connection.scalars(query))
    return found


def hold_all(connection: Connection, learner: str, holds: Iterable[Held]) -> None:
    """Hold some cards each in its own way."""
    rows = [
        {"which": uid, "suspended": suspended, "buried_on": buried_on, "flag": flag}
        for uid, suspended, buried_on, flag in holds
    ]
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in Held._fields[1:]}
        connection.execute(
            update(cards)
            .where(cards.c.learner == learner, cards.c.uid == bindparam("which"))
            .values(holds=HELD_AGAIN, **values),
            rows,
        )


def _of(learner: str, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(cards_with_schedules()).where(cards.c.learner == learner)
