"""How alike two cards are: the ratio of their letters, and none at all for another fact."""

import hashlib
import re
from dataclasses import dataclass

from quizapp.model.cards import Candidate, Card, CardKind, known_as
from quizapp.notes.content_words import kin, substituted
from quizapp.notes.facts import another_answer, another_context, another_question, folded
from quizapp.notes.fingerprint import normalised
from quizapp.notes.letters import ratio
from quizapp.notes.markup import OPAQUE_SPAN

_SAME_ANSWER = 0.9
"""Below it a question about another thing is another question, not the same in other words."""

HOLE = "\ufffc"
"""Stands for the hidden part of a cloze."""

_CLOZE = re.compile(r"\{\{c\d+::")
_OPTION = re.compile(r"^- \[(?P<mark>[xX ])\] ?(?P<text>.*)$", re.MULTILINE)
_STEP_NUMBER = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_PRIVATE = 0xF0000
_PRIVATE_COUNT = 0xFFFD


@dataclass(frozen=True, slots=True)
class Statement:
    """The two sides of a card as they are compared.

    ``question`` and ``answer`` are for people; in ``asked`` and ``told`` capitals, spaces and
    emphasis are gone and every formula is one character.
    """

    kind: CardKind
    question: str
    answer: str
    asked: str
    told: str


def statement(card: Candidate | Card) -> Statement:
    """What a card says: a cloze asks for its own text, a choice for its right options.

    The numbers of steps are their order, no part of what they say.
    """
    question, answer = normalised(card.front), normalised(card.back)
    if card.kind is CardKind.CLOZE:
        question, answer = _cloze(card.front, card.back)
    elif card.kind is CardKind.CHOICE:
        answer = normalised("\n".join(sorted(_right_options(card.back))))
    elif card.kind is CardKind.STEPS:
        answer = normalised(_STEP_NUMBER.sub("", card.back))
    return Statement(
        known_as(card.kind), question, answer, in_letters(question), in_letters(answer)
    )


def similarity(one: Statement, other: Statement, cutoff: float) -> float:
    """The lower of the ratios of question and answer; 0 below ``cutoff`` and for another fact."""
    told = answer_similarity(one, other, cutoff)
    if not told:
        return 0.0
    asked = ratio(one.asked, other.asked, cutoff)
    if not asked or not kin(one.asked, other.asked):
        return 0.0
    return 0.0 if _asks_other(one, other, told) else min(told, asked)


def _asks_other(one: Statement, other: Statement, told: float) -> bool:
    if one.kind is CardKind.CLOZE:
        return another_context(one.question, other.question)
    if told < _SAME_ANSWER and substituted(one.asked, other.asked):
        return True
    return another_question(one.question, other.question, other.answer)


def answer_similarity(one: Statement, other: Statement, cutoff: float) -> float:
    """The ratio of the answers alone; 0 below ``cutoff`` and for another fact."""
    if one.kind is not other.kind:
        return 0.0
    told = ratio(one.told, other.told, cutoff)
    if not told or not kin(one.told, other.told) or another_answer(one.answer, other.answer):
        return 0.0
    return told


def in_letters(text: str) -> str:
    """A text for comparison by letters: every formula becomes one character of its own."""
    return folded(OPAQUE_SPAN.sub(lambda span: _character(span[0]), text))


def _character(span: str) -> str:
    if span.startswith("`"):
        return span
    tex = "".join(span.strip("$").split())
    number = int.from_bytes(hashlib.blake2b(tex.encode(), digest_size=4).digest(), "big")
    return chr(_PRIVATE + number % _PRIVATE_COUNT)


def _cloze(front: str, hidden: str) -> tuple[str, str]:
    """The text with a hole, and what was in it; a hole in a formula hides a formula."""
    text, end = "", 0
    for opening in _CLOZE.finditer(front):
        if opening.start() < end:
            continue
        inside = opening.end()
        closing = inside + len(hidden) if front.startswith(hidden, inside) else inside
        text += front[end : opening.start()] + HOLE
        found = front.find("}}", closing)
        end = len(front) if found < 0 else found + 2
    text += front[end:]
    in_formula = any(HOLE in span[0] and span[0][0] == "$" for span in OPAQUE_SPAN.finditer(text))
    return normalised(text), f"${hidden}$" if in_formula else normalised(hidden)


def _right_options(options: str) -> list[str]:
    return [found["text"] for found in _OPTION.finditer(options) if found["mark"] in "xX"]
