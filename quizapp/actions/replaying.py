"""The schedules that the log leads to: what the cache must agree with, and is rebuilt from."""

from collections.abc import Iterator

from quizapp.actions.collection import Collection, deck_presets
from quizapp.model.schedules import Schedule
from quizapp.scheduling.replay import replayed
from quizapp.settings.values import nearest
from quizapp.storage import cards, reviews, schedules
from quizapp.storage.erased import erased
from quizapp.storage.presets import Connection


def schedules_from_log(
    collection: Collection, connection: Connection
) -> Iterator[tuple[str, Schedule]]:
    """Every card in the log, but for erased ones, with the schedule that its reviews lead to."""
    chosen = deck_presets(collection, connection)
    decks = cards.deck_of_cards(connection, collection.learner)
    gone = erased(connection, collection.learner) - decks.keys()
    by_deck = {deck: nearest(chosen, deck) for deck in {"", *decks.values()}}
    for card, rows in reviews.logged_by_card(connection, collection.learner):
        if card not in gone:
            yield card, replayed(rows, by_deck[decks.get(card, "")])


def write_schedules_anew(collection: Collection, connection: Connection) -> int:
    """Rewrite the whole cache from the log; answers with the number of schedules."""
    states = list(schedules_from_log(collection, connection))
    return schedules.rewrite(connection, collection.learner, states)
