"""What a query of cards needs to know: who asks, when, and how memories fade."""

import re
from typing import TYPE_CHECKING

from quizapp.actions.collection import Collection, deck_presets
from quizapp.model.queries import words
from quizapp.storage.queries.search import Asking

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

_RECALL = re.compile("r[<>=!]")


def asking(collection: Collection, connection: "Connection", query: str) -> Asking:
    """For the learner of a collection, now; with the curves of all decks where recall counts."""
    now = collection.now()
    curves = {}
    if any(word.key == "prop" and _RECALL.match(word.value) for word in words(query)):
        from quizapp.scheduling.memory import model

        chosen = deck_presets(collection, connection)
        known = {deck: model(preset.parameters) for deck, preset in chosen.items()}
        known.setdefault("", model())
        curves = {deck: (one.decay, one.factor) for deck, one in known.items()}
    return Asking(collection.learner, collection.day_of(now), now, curves)
