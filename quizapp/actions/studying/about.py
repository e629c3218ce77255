"""What surrounds the card in question: why it is asked now, its past, its siblings, its passage."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions.cards.history import PastAnswer, past_answers, past_reviews
from quizapp.actions.collection import Collection, preset_of
from quizapp.actions.questions.variants import question_of
from quizapp.actions.sources.places import written_in
from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.reasons import Reason, reasons
from quizapp.model.cards import QUESTIONS, Card, CardKind, CardState
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards, schedules, sources

if TYPE_CHECKING:
    from quizapp.questions.computed import ReferenceSource

MOST_SIBLINGS = 5
_BLOCK_ID = re.compile(r"(?:^|\s+)\^[A-Za-z0-9-]+\s*$")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A card from the same passage, or for a question from the same section."""

    card: Card
    state: CardState


@dataclass(frozen=True, slots=True)
class About:
    """What the side panel tells of a card.

    ``wanted`` is the recall that the deck's preset wants. ``passage`` is Markdown: the notes the
    card came from, for a question those above it under its heading; empty where the notes have
    changed since they were read. ``slips`` are the mistakes made so far with their study days,
    oldest first; ``why`` says why it is asked now.
    """

    wanted: float
    past: tuple[PastAnswer, ...]
    siblings: tuple[Sibling, ...]
    passage: str
    slips: tuple[tuple[str, int], ...] = ()
    why: tuple[Reason, ...] = ()


def about(collection: Collection, asked: Asked) -> About:
    """Everything around the card in question; reads its notes."""
    card = asked.card
    with collection.database.reading() as connection:
        preset = preset_of(collection, connection, card.deck)
    past = past_reviews(collection, card)
    return About(
        wanted=preset.retention,
        past=past_answers(collection, card, past),
        siblings=_siblings(collection, card),
        passage=_passage(collection, card),
        slips=tuple((row.mistake, row.day) for row in past if row.mistake),
        why=reasons(collection, asked),
    )


def computed_by(collection: Collection, card: Card) -> "tuple[ReferenceSource, ...]":
    """The functions of ``reference_impl`` that compute a card's answer; () where none is called."""
    if card.kind is not CardKind.LIVE:
        return ()
    from quizapp.questions import reference_sources
    from quizapp.questions.statements import Question

    try:
        question = question_of(collection, card)
    except InputError:
        return ()
    return reference_sources(question) if isinstance(question, Question) else ()


def _siblings(collection: Collection, card: Card) -> tuple[Sibling, ...]:
    place = card.passage
    with collection.database.reading() as connection:
        learner = collection.learner
        others = cards.active_of_file(connection, learner, place.source, place.path)
        near = [other for other in others if other.uid != card.uid and _are_siblings(card, other)]
        states = [
            CardState(schedules.schedule(connection, learner, other.uid).phase.value)
            for other in near[:MOST_SIBLINGS]
        ]
    return tuple(map(Sibling, near, states))


def _are_siblings(card: Card, other: Card) -> bool:
    if card.kind in QUESTIONS:
        return card.passage.headings == other.passage.headings
    return card.passage == other.passage


def _passage(collection: Collection, card: Card) -> str:
    file = written_in(collection, card)
    place = card.passage
    with collection.database.reading() as connection:
        read = sources.file_read(connection, collection.learner, place.source, place.path)
    if file is None or read is None:
        return ""
    try:
        lines = _unchanged_lines(file, read)
    except OSError:
        return ""
    if card.kind in QUESTIONS:
        prose = _above(lines[: place.first_line - 1])
    else:
        prose = lines[place.first_line - 1 : place.last_line]
    return "\n".join(_BLOCK_ID.sub("", line) for line in prose).strip()


def _unchanged_lines(file: Path, read: sources.FileRead) -> list[str]:
    """The lines of a file, none where it is no longer as it was read."""
    now = file.stat()
    if (now.st_mtime_ns, now.st_size) != (read.mtime_ns, read.size):
        return []
    return file.read_text(encoding="utf-8-sig", errors="replace").split("\n")


def _above(lines: list[str]) -> list[str]:
    """The prose that leads to a question: from its heading on, without fenced blocks."""
    if lines[:1] == ["---"] and "---" in lines[1:]:
        lines = lines[lines.index("---", 1) + 1 :]
    fenced, prose = False, list[str]()
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif line.startswith("#") and not fenced:
            prose = []
        elif not fenced:
            prose.append(line)
    return prose
