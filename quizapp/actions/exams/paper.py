"""The paper of an exam: which questions are put, from which topics, and how it is kept half-way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from quizapp.actions.cards.history import put_again
from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.studying import asking
from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.log import put_columns, put_row
from quizapp.language import _
from quizapp.model.cards import Card, CardKind
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards

EXAMINED = frozenset({CardKind.LIVE, CardKind.CODE, CardKind.CHOICE, CardKind.TYPED})
"""The kinds whose answers are judged; what a learner judges alone is no exam."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question of the paper and what was written on it so far; ``spent_ms`` adds up."""

    asked: Asked
    topic: str
    answers: tuple[str, ...] | None = None
    spent_ms: int = 0


def new_paper(collection: Collection, deck: str | None, count: int) -> list[Sheet]:
    """Draw ``count`` questions, or as many as there are, from every topic in turn.

    Raises:
        InputError: the deck asks nothing that can be judged.
    """
    learner = collection.learner
    with collection.database.reading() as connection:
        active = [card for card, _at in cards.active_cards(connection, learner, deck)]
        chosen = deck_presets(collection, connection)
    judged = [card for card in active if card.kind in EXAMINED and not card.suspended]
    topics = topics_of(judged, deck)
    paper: list[Sheet] = []
    for card in _in_turn(collection, judged, topics):
        asked = asking.ask(collection, card.uid, chosen)
        if asked.variant is not None or asked.choice is not None:
            paper.append(Sheet(asked, topics[card.uid]))
        if len(paper) == count:
            break
    if not paper:
        raise InputError(
            _("There is nothing to examine: an exam asks questions, choices and cards to type.")
        )
    return paper


def topics_of(asked: Sequence[Card], deck: str | None) -> dict[str, str]:
    """The topic of each card: its deck below the chosen one, or in a single deck its section."""
    several = len({card.deck for card in asked}) > 1
    return {card.uid: _below(card.deck, deck) if several else _section(card) for card in asked}


def _section(card: Card) -> str:
    headings = card.passage.headings or (card.deck,)
    return headings[min(1, len(headings) - 1)]


def _below(name: str, deck: str | None) -> str:
    """``Attention`` of ``Networks::Attention`` below ``Networks``; the deck itself is its name."""
    inner = name.removeprefix(f"{deck}::") if deck else name
    return inner.split("::")[-1]


def _in_turn(collection: Collection, judged: Sequence[Card], topics: dict[str, str]) -> list[Card]:
    """The cards shuffled, one of each topic at a time."""
    by_topic: dict[str, list[Card]] = {}
    for card in collection.random.sample(judged, len(judged)):
        by_topic.setdefault(topics[card.uid], []).append(card)
    rounds = zip_longest(*by_topic.values())
    return [card for one_each in rounds for card in one_each if card is not None]


def kept(paper: Sequence[Sheet]) -> list[dict[str, Any]]:
    """The paper as JSON, every question as it was put."""
    return [
        {
            "card": sheet.asked.card.uid,
            "put": put_columns(sheet.asked.variant, sheet.asked.choice),
            "topic": sheet.topic,
            "answers": list(sheet.answers) if sheet.answers is not None else None,
            "spent_ms": sheet.spent_ms,
        }
        for sheet in paper
    ]


def taken_up(collection: Collection, rows: Sequence[dict[str, Any]]) -> list[Sheet]:
    """The paper that :func:`kept` wrote down; a question that is gone since is left out."""
    return [sheet for row in rows if (sheet := _sheet(collection, row)) is not None]


def _sheet(collection: Collection, row: dict[str, Any]) -> Sheet | None:
    with collection.database.reading() as connection:
        card = cards.card(connection, collection.learner, row["card"])
        chosen = deck_presets(collection, connection)
    if card is None:
        return None
    try:
        variant, choice = put_again(collection, card, put_row(card.uid, row["put"]))
    except InputError:
        return None
    asked = replace(
        asking.ask(collection, card.uid, chosen), variant=variant, choice=choice, refusal=None
    )
    answers = tuple(row["answers"]) if row["answers"] is not None else None
    return Sheet(asked, row["topic"], answers, row["spent_ms"])
