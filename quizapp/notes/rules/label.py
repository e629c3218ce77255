"""Labelled points: «**Term**: text», «**Как это работает:** …», «Её основная идея - …»."""

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.notes.labels import (
    Label,
    about,
    about_notes,
    general,
    noun_of,
    question,
    silent,
)
from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import markdown, pieces_between
from quizapp.notes.rules.context import advises, is_personal, points_back
from quizapp.notes.rules.doubts import lists_names
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import length, words
from quizapp.notes.vocabulary import vocabulary

_PROBLEMS = (
    "проблема проблемы недостаток недостатки минусы problem problems drawback drawbacks "
    "disadvantage disadvantages limitations cons"
)
PROBLEMS = frozenset(_PROBLEMS.split())
"""The general nouns whose cards are made by the problem rule."""

_LONGEST_BACK = 40
_LONGEST_SURE = 60
_LONGEST_TERM = 6
_DASH = r"\s+(?:-|–|—)\s+"
_LINK = re.compile(
    r":\**\s*(?:\[\[[^\]]+\]\]|\[[^\]]*\]\([^)]*\)|<?https?://\S+)(?:,\s*\[\[[^\]]+\]\])*[\s.]*$"
)
"""A label whose text is only a link: the answer stands elsewhere."""
_PLACED = re.compile(r"(?:для|при|в|на|с|из|без|for|in|on|with|at)\s", re.IGNORECASE)
"""A label that only says where, or for whom, something holds."""
_IDEA_HINT = re.compile(r"\s(?:-|–|—)\s")


def label(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask what a label says: by its term, or by the question its general words stand for."""
    for point in labelled_points(outline):
        found = point.label
        if found is not None and noun_of(found.text, outline.lang) not in PROBLEMS:
            yield from from_label("label", outline, point, found, taken)
    for point in outline.points:
        if _IDEA_HINT.search(point.text):
            yield from _ideas(outline, point, taken)


def labelled_points(outline: Outline) -> Iterator[Point]:
    """The points that may have a label: all but steps, of which only wholly labelled lists."""
    yield from (point for point in outline.points if _may_have_label(point))
    for procedure in outline.procedures:
        if all(step.label for step in procedure.items):
            yield from procedure.items


def _may_have_label(point: Point) -> bool:
    return point.text.lstrip().startswith(("**", "__"))


def from_label(
    rule: str, outline: Outline, point: Point, found: Label, taken: Taken
) -> Iterator[Proposal]:
    """A card that asks for the first free sentences after a label."""
    asked = _answer_sentences(point, taken)
    if not asked or silent(found.text):
        return
    prose = point.prose
    start, end = point.sentences[asked[0]][0], point.sentences[asked[-1]][1]
    text = prose.text[start:end]
    if (
        text.endswith(":")
        or "$$" in text
        or not _says_something(point, start, end)
        or _LINK.search(point.text)
    ):
        return
    back = markdown(prose, start, end)
    front = _front(outline, point, found, "members" if lists_names(text) else "gist")
    sure = _is_sure(outline, point, found, back)
    if not front:
        return
    yield from_point(rule, point, front, back, *asked, sure=sure, rest=True)


def _is_sure(outline: Outline, point: Point, found: Label, back: str) -> bool:
    """Whether a label names a term, or asks, and its text states something of it.

    An idea or a goal may be told as a deed («Идея: уменьшить дисперсию»), a term may not.
    """
    if length(back) > _LONGEST_SURE or is_personal(back) or about_notes(found.text):
        return False
    if general(point.topic, outline.lang) or points_back(found.text):
        return False
    if question(found.text, point.topic, outline.lang):
        return True
    sentence = noun_of(found.text, outline.lang) != ""
    claim = sentence or len(words(found.text)) > _LONGEST_TERM or advises(found.text)
    return not claim and not advises(back)


def _says_something(point: Point, start: int, end: int) -> bool:
    """Whether a stretch has two words, or is a formula."""
    text = point.prose.text[start:end]
    if len(words(text)) > 1:
        return True
    pieces = pieces_between(point.prose, start, end)
    return len(pieces) == 1 and pieces[0].startswith("$")


def _answer_sentences(point: Point, taken: Taken) -> list[int]:
    """The first run of free sentences, as many as make an answer of readable length."""
    asked: list[int] = []
    total = 0
    for number, (start, end) in enumerate(point.sentences):
        if not free(point, number, taken):
            if asked:
                break
            continue
        total += length(markdown(point.prose, start, end))
        if asked and total > _LONGEST_BACK:
            break
        asked.append(number)
    return asked


def _front(outline: Outline, point: Point, found: Label, asks_for: str) -> str:
    """The question of a general label, or what the term of a specific one is."""
    asked = question(found.text, point.topic, outline.lang)
    if asked:
        return asked
    term = found.text
    if _PLACED.match(term) or not about(point.topic, term):
        term = phrase(outline.lang, "within", topic=point.topic, term=term)
    return phrase(outline.lang, asks_for, term=term)


def _ideas(outline: Outline, point: Point, taken: Taken) -> Iterator[Proposal]:
    """A sentence «Её основная идея - Y»: the label stands inside the prose."""
    pattern = _idea_pattern(outline.lang)
    for number, (start, end) in enumerate(point.sentences):
        found = pattern.fullmatch(point.prose.text, start, end)
        if found is None or not free(point, number, taken) or len(words(found["body"])) < 3:
            continue
        front = question(found["label"], point.topic, outline.lang)
        back = markdown(point.prose, found.start("body"), end)
        yield from_point("label", point, front, back, number)


@lru_cache(maxsize=8)
def _idea_pattern(lang: str) -> re.Pattern[str]:
    language = vocabulary(lang)
    nouns = "|".join(map(re.escape, language.nouns))
    return re.compile(
        rf"(?:{language.possessive})?(?P<label>(?:{language.adjectives}\s+)*(?:{nouns}))"
        rf"{_DASH}(?:это\s+)?(?P<body>.+)",
        re.IGNORECASE | re.DOTALL,
    )
