"""What is remembered of cards that were sent to the running Anki, from one sending to the next."""

from collections.abc import Mapping
from typing import NamedTuple

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.unchanged import digest_of_question
from quizapp.anki.running import NoteThere
from quizapp.model.cards import QUESTIONS, Card
from quizapp.storage.queries import presets

_PREFIX = "anki_connect_"


class Memory(NamedTuple):
    """By the uid of a card: its deck, so that another one later is known for a move of ours; a
    question as it was sent, as a hundred variants cost time to draw; when Anki says that its note
    was edited, where that edit was ours.
    """

    decks: Mapping[str, str]
    drawn: Mapping[str, str]
    touched: Mapping[str, int | None]


def remembered(collection: Collection) -> Memory:
    """All that is remembered."""
    with collection.database.reading() as connection:
        learner = collection.learner
        return Memory(
            *(presets.setting(connection, learner, _PREFIX + n) or {} for n in Memory._fields)
        )


def remember(collection: Collection, memory: Memory) -> None:
    """Remember this too."""
    before = remembered(collection)
    with collection.database.writing() as connection:
        for name, old, new in zip(Memory._fields, before, memory, strict=True):
            if {**old, **new} != old:
                presets.set_setting(connection, collection.learner, _PREFIX + name, {**old, **new})


def sent_as(card: Card, there: NoteThere, choices: Choices) -> str | None:
    """What tells that a question is in Anki as it would be sent again; None for other cards."""
    digest = digest_of_question(card, choices) if card.kind in QUESTIONS else None
    return digest and f"{digest} {there.digest}"
