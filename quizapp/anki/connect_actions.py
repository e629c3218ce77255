"""Actions of AnkiConnect that write reviews and the states of cards, and what it tells of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quizapp.anki.connect import Action
from quizapp.anki.reviews import AnkiReview
from quizapp.anki.states import CardState


def review_told(row: Mapping[str, Any]) -> AnkiReview:
    """A row of the log as ``getReviewsOfCards`` tells it."""
    names = ("id", "ease", "ivl", "lastIvl", "factor", "time", "type")
    return AnkiReview(*(int(row[name]) for name in names))


def insertion(card: int, rows: Iterable[AnkiReview]) -> Action:
    """Rows to be added to the log of a card."""
    reviews = [[row.id, card, -1, *row[1:]] for row in rows]
    return Action("insertReviews", {"reviews": reviews})


def states(card: int, state: CardState, *, filtered: bool, buried: bool) -> Iterator[Action]:
    """The state in the columns; then what FSRS knows, which an older Anki has no place for."""
    due = {"odue": state.due} if filtered else {"due": state.due}
    queue = {} if filtered or buried else {"queue": state.queue}
    columns = {
        "type": state.type,
        **queue,
        **due,
        "ivl": state.interval,
        "factor": state.ease,
        "reps": state.reps,
        "lapses": state.lapses,
        "left": state.left,
    }
    data = json.loads(state.data or "{}")
    memory = {"stability": data["s"], "difficulty": data["d"]} if "s" in data else None
    knows = {
        "memory_state": memory,
        "desired_retention": data.get("dr"),
        "decay": data.get("decay"),
        "last_review_time": data.get("lrt"),
    }
    for values in (columns, knows):
        yield Action(
            "setSpecificValueOfCard",
            {
                "card": card,
                "keys": [*values],
                "newValues": [*values.values()],
                "warning_check": True,
            },
        )


def was_set(answer: Any) -> bool:
    """``[true, …]``; ``false`` or ``[[false, reason]]`` where a value was not taken."""
    return isinstance(answer, list) and all(done is True for done in answer)
