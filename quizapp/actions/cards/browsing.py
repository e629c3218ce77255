"""Browse: the cards that a query asks for, in an order of their own.

A list may have very many rows, so a row is light; texts are fetched for the cards in sight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from sys import intern
from typing import Any, NamedTuple

from quizapp.actions.cards.queries import asking
from quizapp.actions.collection import Collection, deck_presets
from quizapp.model.cards import Card, CardKind, CardState, Standing
from quizapp.model.queries import words
from quizapp.model.schedules import Phase, Preset
from quizapp.scheduling.memory import Model, model, retrievability_of
from quizapp.settings.values import nearest
from quizapp.storage.queries import browsing, cards
from quizapp.storage.queries.browsing import Listed
from quizapp.storage.queries.presets import Connection

_ACTIVE, _NEW = Standing.ACTIVE.value, Phase.NEW.value
_SUSPENDED, _BURIED = CardState.SUSPENDED.value, CardState.BURIED.value

_WEAK = 0.05
"""So far below the wanted recall a card is worth a look."""


class Column(StrEnum):
    """What a list can be ordered by."""

    CARD = "card"
    KIND = "kind"
    DUE = "due"
    STABILITY = "stability"
    RECALL = "recall"
    LAPSES = "lapses"


@dataclass(frozen=True, slots=True)
class Order:
    """The column that orders a list, and whether the greatest come first."""

    column: Column = Column.RECALL
    down: bool = False


class BrowseRow(NamedTuple):
    """A card in a list.

    ``due`` is in days from today, negative when overdue, None for a card that waits for nothing;
    ``stability`` is in days and ``recall`` the retrievability now, both None for a new card;
    ``weak`` says that it lies well below what its deck wants.
    """

    uid: str
    kind: CardKind
    state: CardState
    flag: int
    due: int | None
    stability: float | None
    recall: float | None
    lapses: int
    weak: bool


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """All that a query found, in order, and how many cards there are.

    A column a field, not a row an object: a hundred thousand objects would make each collection
    of garbage a pause that a hand on a key feels. ``row`` gives one as it is shown.
    """

    query: str
    order: Order
    total: int
    uids: Sequence[str] = ()
    kinds: Sequence[str] = ()
    states: Sequence[str] = ()
    flags: Sequence[int] = ()
    dues: Sequence[int | None] = ()
    stabilities: Sequence[float | None] = ()
    recalls: Sequence[float | None] = ()
    lapses: Sequence[int] = ()
    weak: Sequence[bool] = ()

    def __len__(self) -> int:
        return len(self.uids)

    def row(self, place: int) -> BrowseRow:
        """The card at a place of the list."""
        return BrowseRow(
            self.uids[place],
            CardKind(self.kinds[place]),
            CardState(self.states[place]),
            self.flags[place],
            self.dues[place],
            self.stabilities[place],
            self.recalls[place],
            self.lapses[place],
            self.weak[place],
        )


def browse(collection: Collection, query: str = "", order: Order | None = None) -> BrowsePage:
    """The cards that a query asks for; those without a value of the column stand last.

    Raises:
        QueryError: the query has a word that means nothing.
    """
    order = order or Order()
    with collection.database.reading() as connection:
        columns = _columns(collection, connection, query, by_text=order.column is Column.CARD)
        total = sum(cards.count_by_standing(connection, collection.learner).values())
    page = BrowsePage(query, order, total, *columns)
    places = _ordered(page)
    for column in columns:  # in place: another page would be as large again
        column[:] = [column[place] for place in places]
    return page


def nearest_queries(collection: Collection, query: str) -> list[tuple[str, int]]:
    """Each word of a query with the number of cards found without it, the most first.

    Only words are named without which something is found.
    """
    said = words(query)
    with collection.database.reading() as connection:
        asked = asking(collection, connection, query)
        counts = [
            (word.text, browsing.counted(connection, asked, rest))
            for place, word in enumerate(said)
            if (rest := " ".join(w.text for i, w in enumerate(said) if i != place))
        ]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])


def cards_in_sight(collection: Collection, uids: Sequence[str]) -> dict[str, Card]:
    """The cards of some rows in full."""
    with collection.database.reading() as connection:
        return cards.cards_of(connection, collection.learner, uids)


class _Aims:
    """The memory model and the wanted recall of each deck, looked up once a deck."""

    def __init__(self, chosen: Mapping[str, Preset]) -> None:
        self._chosen = chosen
        self._known: dict[str, tuple[Model, float]] = {}

    def of(self, deck: str) -> tuple[Model, float]:
        """Those of one deck."""
        if deck not in self._known:
            preset = nearest(self._chosen, deck)
            self._known[deck] = model(preset.parameters), preset.retention
        return self._known[deck]


def _columns(
    collection: Collection, connection: Connection, query: str, *, by_text: bool
) -> list[Any]:
    """What a query finds, column by column."""
    asked = asking(collection, connection, query)
    aims = _Aims(deck_presets(collection, connection))
    found = browsing.listed(connection, asked, query, by_text=by_text)
    columns: list[list[Any]] = [[] for _field in BrowseRow._fields]
    for some in found:
        rows = (_cells(collection, card, asked.day, aims) for card in some)
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return columns


def _cells(collection: Collection, card: Listed, day: int, aims: _Aims) -> tuple[Any, ...]:
    """What :class:`BrowsePage` keeps of a card, in the order of its columns."""
    known, wanted = aims.of(card.deck)
    recall = None
    if card.stability is not None and card.last_day is not None:
        recall = retrievability_of(known, card.stability, day - card.last_day)
    due_day = card.due_day if card.due_at is None else collection.day_of(card.due_at)
    return (
        card.uid,
        intern(card.kind),  # one text for all: the database gives one a row
        intern(_state(card, day)),
        card.flag,
        None if due_day is None else due_day - day,
        card.stability,
        recall,
        card.lapses or 0,
        recall is not None and recall < wanted - _WEAK,
    )


def _state(card: Listed, day: int) -> str:
    if card.standing != _ACTIVE:
        return card.standing
    if card.suspended:
        return _SUSPENDED
    return _BURIED if card.buried_on == day else card.phase or _NEW


def _ordered(page: BrowsePage) -> list[int]:
    """The places of a page as its order wants them; equal ones stay as they are.

    By their texts the cards came in order.
    """
    values: Mapping[Column, Sequence[Any]] = {
        Column.CARD: range(len(page)),
        Column.KIND: page.kinds,
        Column.DUE: page.dues,
        Column.STABILITY: page.stabilities,
        Column.RECALL: page.recalls,
        Column.LAPSES: page.lapses,
    }
    column = values[page.order.column]
    known = [place for place in range(len(page)) if column[place] is not None]
    known.sort(key=column.__getitem__, reverse=page.order.down)
    return [*known, *(place for place in range(len(page)) if column[place] is None)]
