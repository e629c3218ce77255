"""Reasons and consequences: «…, потому что …», «Это позволяет …», "…, because …", "This means"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import markdown
from quizapp.notes.rules.context import hinted, in_context, is_personal, narrates
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import cyrillic, length, whole, words


class _Consequence(NamedTuple):
    verb: str
    question: str


_HINTS = (
    *("потому что", "так как", "поскольку", "because", "позволя", "означа", "привод"),
    *("allow", "mean", "lead", "enable"),
)
_WHY = re.compile(r",?\s+(?P<why>(?:потому что|так как|поскольку|because)\s)")
_CONSEQUENCES = (
    _Consequence("позволя(?:ет|ют)", "Что это позволяет?"),
    _Consequence("означа(?:ет|ют)", "Что это означает?"),
    _Consequence("привод(?:ит|ят) к", "К чему это приводит?"),
    _Consequence("(?:allows?|enables?)", "What does this allow?"),
    _Consequence("means?", "What does this mean?"),
    _Consequence("leads? to", "What does this lead to?"),
)
_POINTS_BACK = r"(?:Это|Такой подход|Такая схема|This|That|Такое решение)"
_CONCLUDES = re.compile(r"\b(?:поэтому|that is why|this is why|therefore|hence)\b", re.IGNORECASE)
_SHORTEST_CLAIM = 3
_SHORTEST_UNDER_TOPIC = 4
_SHORTEST_REASON = 4


def reason(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Show what the notes state and ask why it is so, or what follows from it."""
    for point in _readable(outline):
        if not hinted(point.text, _HINTS):
            continue
        for number, (start, end) in enumerate(point.sentences):
            sentence = point.prose.text[start:end]
            if not free(point, number, taken) or not whole(sentence):
                continue
            proposal = (
                _follows(outline, point, number)
                or _tail(outline, point, number)
                or _why(outline, point, number)
            )
            if proposal is not None:
                yield proposal


def _readable(outline: Outline) -> Iterator[Point]:
    """Points that stand alone: paragraphs, items, and the steps that have labels."""
    yield from outline.points
    for procedure in outline.procedures:
        if all(step.label for step in procedure.items):
            yield from procedure.items


def _why(outline: Outline, point: Point, number: int) -> Proposal | None:
    prose = point.prose
    start, end = point.sentences[number]
    found = _WHY.search(prose.text, start, end)
    if found is None or not _outside_brackets(prose.text[start : found.start()]):
        return None
    claim = markdown(prose, start, found.start())
    because = markdown(prose, found.start("why"), end)
    claim = claim.rstrip(" ,")
    if length(claim) < _SHORTEST_CLAIM or length(because) < _SHORTEST_REASON or not whole(claim):
        return None
    front = in_context(outline, point, number, f"{claim}.")
    question = phrase("ru" if cyrillic(found["why"]) else "en", "why")
    sure = _says_why(point, front, f"{claim}.")
    return _card(point, front, question, because, number, sure=sure)


def _follows(outline: Outline, point: Point, number: int) -> Proposal | None:
    """A sentence «Это позволяет …»: show the sentences before it."""
    if number == 0:
        return None
    start, end = point.sentences[number]
    sentence = point.prose.text[start:end]
    for consequence in _CONSEQUENCES:
        found = re.match(rf"{_POINTS_BACK}\s+{consequence.verb}\b", sentence)
        if found and len(words(sentence[found.end() :])) >= _SHORTEST_REASON - 1:
            before = markdown(point.prose, *point.sentences[number - 1])
            front = in_context(outline, point, number - 1, before)
            back = markdown(point.prose, start, end)
            return _card(point, front, consequence.question, back, number)
    return None


def _tail(outline: Outline, point: Point, number: int) -> Proposal | None:
    """A clause «…, что позволяет …» at the end of a sentence."""
    start, end = point.sentences[number]
    for consequence in _CONSEQUENCES:
        found = re.search(
            rf",\s+(?:что|which)\s+(?P<what>{consequence.verb}\s)", point.prose.text[start:end]
        )
        if found is None:
            continue
        claim = markdown(point.prose, start, start + found.start())
        back = markdown(point.prose, start + found.start("what"), end)
        if length(claim) < _SHORTEST_CLAIM or length(back) < _SHORTEST_REASON:
            return None
        if not _outside_brackets(point.prose.text[start : start + found.start()]):
            return None
        front = in_context(outline, point, number, f"{claim}.")
        return _card(point, front, consequence.question, back, number)
    return None


def _card(
    point: Point, front: str | None, question: str, back: str, number: int, *, sure: bool = True
) -> Proposal | None:
    """A card of a statement that stands alone, with what is asked about it."""
    if front is None:
        return None
    sure = sure and not (narrates(front) or is_personal(back))
    return from_point("reason", point, f"{front} {question}", back, number, sure=sure)


def _says_why(point: Point, front: str | None, claim: str) -> bool:
    """Whether a claim is whole enough to be asked for its reason: no sentence had to come along."""
    topic = f"{point.topic}. {claim}"
    label = f"**{point.label.text}:** {claim}" if point.label else claim
    if front not in (claim, topic, label) or "![" in claim or _CONCLUDES.search(claim):
        return False
    return front == claim or length(claim) >= _SHORTEST_UNDER_TOPIC


def _outside_brackets(text: str) -> bool:
    return text.count("(") == text.count(")")
