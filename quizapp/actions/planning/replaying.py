"""The schedules that the log leads to: what the cache must agree with, and is rebuilt from.

Half a million reviews take a minute, in which others want to write. So schedules are worked out
while everybody may, and whoever writes them down looks first at what has changed since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection, deck_presets
from quizapp.model.reviews import Logged
from quizapp.model.schedules import Preset, Schedule
from quizapp.scheduling.replay import replayed
from quizapp.settings.values import nearest
from quizapp.storage.merging import aliases
from quizapp.storage.merging import log as merged_log
from quizapp.storage.queries import cards, reviews, schedules
from quizapp.storage.queries.erased import erased
from quizapp.storage.queries.presets import Connection

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Basis:
    """What schedules follow from, the log itself aside.

    ``rows`` counts those of the log by the id they were written under: it only grows. ``decks``
    has the deck of each card, ``names`` the card of each id that is one of several.
    """

    rows: Mapping[str, int]
    decks: Mapping[str, str]
    names: Mapping[str, str]
    gone: frozenset[str]
    presets: Mapping[str, Preset]

    def preset(self, card: str) -> Preset:
        """The preset of a card."""
        return nearest(self.presets, self.decks.get(card, ""))


@dataclass(frozen=True, slots=True)
class Ahead:
    """Schedules that were worked out ahead, and what they follow from."""

    basis: Basis
    states: Mapping[str, Schedule]


def schedules_from_log(
    collection: Collection, connection: Connection
) -> Iterator[tuple[str, Schedule]]:
    """Every card in the log, but for erased ones, with the schedule that its reviews lead to."""
    return _replayed(collection, connection, _basis(collection, connection, {}))


def work_out(
    collection: Collection, parameters: Mapping[str, Sequence[float]] | None = None
) -> Ahead:
    """Replay the whole log; others may write meanwhile.

    ``parameters`` are those of the memory model that decks are about to get.
    """
    with collection.database.reading() as connection:
        basis = _basis(collection, connection, parameters or {})
        return Ahead(basis, dict(_replayed(collection, connection, basis)))


def write_down(collection: Collection, connection: Connection, ahead: Ahead) -> int:
    """Rewrite the whole cache, replaying again what has changed since; how many schedules.

    Other parameters, or ids that became one card, change so much that all is replayed again.
    """
    now, then = _basis(collection, connection, {}), ahead.basis
    if (now.presets, now.names) != (then.presets, then.names):
        return write_schedules_anew(collection, connection)
    touched = {
        now.names.get(card, card)
        for card, count in now.rows.items()
        if count != then.rows.get(card) or now.decks.get(card) != then.decks.get(card)
    }
    states = {**ahead.states, **dict.fromkeys(touched, Schedule())}
    for card, rows in _logs(collection, connection, touched):
        states[card] = replayed(rows, now.preset(card))
    kept = ((card, state) for card, state in states.items() if card not in now.gone)
    return schedules.rewrite(connection, collection.learner, kept)


def write_schedules_anew(collection: Collection, connection: Connection) -> int:
    """Rewrite the whole cache from the log; answers with the number of schedules."""
    states = schedules_from_log(collection, connection)
    return schedules.rewrite(connection, collection.learner, states)


def _basis(
    collection: Collection, connection: Connection, parameters: Mapping[str, Sequence[float]]
) -> Basis:
    learner = collection.learner
    decks = cards.deck_of_cards(connection, learner)
    return Basis(
        rows=reviews.rows_by_id(connection, learner),
        decks=decks,
        names=aliases.all_aliases(connection, learner),
        gone=erased(connection, learner) - decks.keys(),
        presets=deck_presets(collection, connection, parameters),
    )


def _replayed(
    collection: Collection, connection: Connection, basis: Basis
) -> Iterator[tuple[str, Schedule]]:
    by_deck = {deck: nearest(basis.presets, deck) for deck in {"", *basis.decks.values()}}
    for card, rows in reviews.logged_by_card(connection, collection.learner):
        if card not in basis.gone:
            yield card, replayed(rows, by_deck[basis.decks.get(card, "")])


def _logs(
    collection: Collection, connection: Connection, uids: Iterable[str]
) -> Iterator[tuple[str, list[Logged]]]:
    ordered = sorted(uids)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        yield from merged_log.of_cards(connection, collection.learner, some)
