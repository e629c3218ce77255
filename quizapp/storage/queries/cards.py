"""Named queries on the cards."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    String,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from quizapp.model.cards import Card, Standing
from quizapp.storage.queries.card_rows import card_of, row_of
from quizapp.storage.schema import aliases, cards

CHUNK = 500
"""So many values a query names at once: every engine takes them."""

_AT_ONCE = 500
_LAST = "\U0010ffff"
_BY_UID = select(cards).where(cards.c.learner == bindparam("of"), cards.c.uid == bindparam("which"))


_LATER = case(
    (cards.c.changed_at < bindparam("now"), bindparam("now")), else_=cards.c.changed_at + 1
)
HELD_AGAIN = cards.c.holds + 1
"""Counted, so that machines can tell who has seen the other's change of a hold."""

_IS_HELD_OTHERWISE = or_(
    cards.c.suspended != bindparam("suspended"),
    cards.c.flag != bindparam("flag"),
    cards.c.buried_on.is_distinct_from(bindparam("buried_on")),
)


def all_cards(connection: Connection, learner: str) -> list[Card]:
    """Every stored card, retired ones and drafts too, in the order they were added."""
    query = select(cards).where(cards.c.learner == learner).order_by(cards.c.position)
    return [card_of(row) for row in connection.execute(query)]


def cards_of_sources(connection: Connection, learner: str, sources: Iterable[str]) -> list[Card]:
    """The stored cards of some sources."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.source.in_(list(sources)))
        .order_by(cards.c.position)
    )
    return [card_of(row) for row in connection.execute(query)]


def card(connection: Connection, learner: str, uid: str) -> Card | None:
    """One card by its id."""
    row = connection.execute(_BY_UID, {"of": learner, "which": uid}).one_or_none()
    return card_of(row) if row else None


def active_of_file(connection: Connection, learner: str, source: str, path: str) -> list[Card]:
    """The active cards of one file, in the order they were added."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.source == source, cards.c.path == path)
        .where(cards.c.standing == Standing.ACTIVE.value)
        .order_by(cards.c.position)
    )
    return [card_of(row) for row in connection.execute(query)]


def cards_named(connection: Connection, learner: str, name: str) -> list[Card]:
    """The cards one of whose ids begins with ``name`` or whose question is called so."""
    other = select(aliases.c.stands_for).where(
        aliases.c.learner == learner, begins_with(aliases.c.uid, name)
    )
    query = select(cards).where(
        cards.c.learner == learner,
        begins_with(cards.c.uid, name) | cards.c.uid.in_(other) | (cards.c.question == name),
    )
    return [card_of(row) for row in connection.execute(query)]


def waiting_drafts(connection: Connection, learner: str) -> list[Card]:
    """The drafts that are neither accepted nor never wanted, in the order they were added."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.standing == Standing.DRAFT.value)
        .where(cards.c.suspended.is_(False))
        .order_by(cards.c.position)
    )
    return [card_of(row) for row in connection.execute(query)]


def cards_of(connection: Connection, learner: str, uids: Sequence[str]) -> dict[str, Card]:
    """The cards with these ids, as far as there are any."""
    found: dict[str, Card] = {}
    for start in range(0, len(uids), CHUNK):
        some = uids[start : start + CHUNK]
        query = select(cards).where(cards.c.learner == learner, cards.c.uid.in_(some))
        found.update((row.uid, card_of(row)) for row in connection.execute(query))
    return found


def question_cards(connection: Connection, learner: str) -> list[Card]:
    """The cards that ask a question, retired ones too."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.question.is_not(None))
        .order_by(cards.c.position)
    )
    return [card_of(row) for row in connection.execute(query)]


def active_cards(connection: Connection, learner: str, deck: str | None) -> list[tuple[Card, int]]:
    """The active cards of a deck with those below it, with the time of their last change."""
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.standing == Standing.ACTIVE.value)
        .where(in_deck(deck))
        .order_by(cards.c.position)
    )
    return [(card_of(row), row.changed_at) for row in connection.execute(query)]


def in_deck(deck: str | None) -> ColumnElement[bool]:
    """A deck with everything below it; None is every deck."""
    if deck is None:
        return true()
    return or_(cards.c.deck == deck, begins_with(cards.c.deck, deck + "::"))


def begins_with(column: Any, start: str) -> ColumnElement[bool]:
    """Whether a text begins so, capitals told apart: as a range, which an index finds."""
    if not start:
        return true()
    return and_(column >= start, column < start + _LAST)


def cards_seen_as(connection: Connection, learner: str, name: str) -> list[Card]:
    """The active cards that ``see=`` may mean: of a question, a ``^block-id`` or a heading."""
    block = name.removeprefix("^")
    query = (
        select(cards)
        .where(cards.c.learner == learner, cards.c.standing == Standing.ACTIVE.value)
        .where(cards.c.suspended.is_(False))
        .where(
            (cards.c.question == name)
            | (cards.c.explicit_id == block)
            | begins_with(cards.c.explicit_id, block + "/")
            | cards.c.headings.cast(String).icontains(
                json.dumps(name, ensure_ascii=True), autoescape=True
            )
        )
        .order_by(cards.c.position)
    )
    return [card_of(row) for row in connection.execute(query)]


def store(
    connection: Connection,
    learner: str,
    new: Sequence[Card],
    at: int,
    seen_by: str | None = None,
) -> None:
    """Add cards after those there; ``seen_by`` as :func:`.devices.alone`."""
    if not new:
        return
    last = connection.scalar(select(func.max(cards.c.position)).where(cards.c.learner == learner))
    first = 0 if last is None else last + 1
    rows = [
        {
            **row_of(card),
            "learner": learner,
            "position": first + i,
            "added_at": at,
            "changed_at": at,
            "seen_by": seen_by,
        }
        for i, card in enumerate(new)
    ]
    connection.execute(cards.insert(), rows)


def replace(connection: Connection, learner: str, card: Card, at: int | None) -> None:
    """Write what a card says now over what it said; ``at`` None is no change worth a date."""
    replace_all(connection, learner, [(card, at)])


def replace_all(
    connection: Connection, learner: str, changed: Iterable[tuple[Card, int | None]]
) -> None:
    """Write over many cards at once, each as :func:`replace` does.

    Where the clock is behind that of the machine which changed a card last, the change is dated
    one millisecond after that one, so that a merge finds it the later of the two.
    """
    stamped: list[dict[str, Any]] = []
    plain: list[dict[str, Any]] = []
    for card, at in changed:
        row = {**row_of(card), "of": card.uid}
        del row["uid"]
        if at is None:
            plain.append(row)
        else:
            stamped.append({**row, "now": at})
    same = (cards.c.learner == learner) & (cards.c.uid == bindparam("of"))
    for rows, dated in ((stamped, {"changed_at": _LATER}), (plain, {})):
        if rows:
            values: dict[str, Any] = {n: bindparam(n) for n in rows[0] if n not in {"of", "now"}}
            values["holds"] = case((_IS_HELD_OTHERWISE, HELD_AGAIN), else_=cards.c.holds)
            connection.execute(update(cards).where(same).values(values | dated), rows)


def hold(
    connection: Connection, learner: str, uid: str, *, suspended: bool, buried_on: int | None
) -> None:
    """Suspend or bury a card, or take that back."""
    connection.execute(
        update(cards)
        .where(cards.c.learner == learner, cards.c.uid == uid)
        .values(suspended=suspended, buried_on=buried_on, holds=HELD_AGAIN)
    )


def decks(connection: Connection, learner: str) -> list[str]:
    """The names of all decks that have an active card."""
    query = (
        select(cards.c.deck)
        .where(cards.c.learner == learner, cards.c.standing == Standing.ACTIVE)
        .distinct()
        .order_by(cards.c.deck)
    )
    return list(connection.scalars(query))


def sections_of(connection: Connection, learner: str, uids: Sequence[str]) -> dict[str, str]:
    """The file and the headings above each card, as one text."""
    found: dict[str, str] = {}
    for start in range(0, len(uids), _AT_ONCE):
        query = select(cards.c.uid, cards.c.path, cards.c.headings).where(
            cards.c.learner == learner, cards.c.uid.in_(uids[start : start + _AT_ONCE])
        )
        for row in connection.execute(query):
            found[row.uid] = "\n".join((row.path, *row.headings))
    return found


def set_flag(connection: Connection, learner: str, uid: str, flag: int) -> None:
    """Mark a card with one of seven flags; 0 takes the flag away."""
    connection.execute(
        update(cards)
        .where(cards.c.learner == learner, cards.c.uid == uid)
        .values(flag=flag, holds=HELD_AGAIN)
    )


def bury(connection: Connection, learner: str, uids: Sequence[str], on: int | None) -> None:
    """Bury some cards until the study day after ``on``; None digs them up."""
    connection.execute(
        update(cards)
        .where(cards.c.learner == learner, cards.c.uid.in_(uids))
        .values(buried_on=on, holds=HELD_AGAIN)
    )


def deck_of_cards(connection: Connection, learner: str) -> dict[str, str]:
    """The deck of every card."""
    query = select(cards.c.uid, cards.c.deck).where(cards.c.learner == learner)
    return {row.uid: row.deck for row in connection.execute(query)}


def count_waiting(connection: Connection, learner: str) -> int:
    """How many drafts wait to be accepted or refused."""
    query = (
        select(func.count())
        .where(cards.c.learner == learner, cards.c.standing == Standing.DRAFT.value)
        .where(cards.c.suspended.is_(False))
    )
    return connection.scalar(query) or 0


def count_by_standing(connection: Connection, learner: str) -> dict[Standing, int]:
    """How many cards the notes keep, retired and propose."""
    query = (
        select(cards.c.standing, func.count())
        .where(cards.c.learner == learner)
        .group_by(cards.c.standing)
    )
    return {Standing(row[0]): row[1] for row in connection.execute(query)}
