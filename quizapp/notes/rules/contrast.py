"""Contrasts: «В отличие от X, …», "Unlike X, …"."""

import re
from collections.abc import Iterator

from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import markdown, unstyled
from quizapp.notes.rules.context import hinted
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import length, stems, whole, words

_HINTS = ("в отличие от", "unlike")
_CONTRAST = re.compile(
    r"(?P<marker>В отличие от|Unlike)\s+(?P<other>[^,.:;()]{2,60}),\s+"
    r"(?!котор|где\b|which\b|who\b|where\b)(?P<rest>.+)",
    re.DOTALL,
)
_DASH = re.compile(r"\s+(?:-|–|—)\s|—")
_LONGEST_SUBJECT = 4


def contrast(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask what the subject does otherwise than the other."""
    for point in outline.points:
        if not hinted(point.text, _HINTS):
            continue
        for number, (start, end) in enumerate(point.sentences):
            found = _CONTRAST.fullmatch(point.prose.text[start:end])
            if found and free(point, number, taken) and whole(found[0]):
                yield _proposal(outline, point, number, found)


def _proposal(outline: Outline, point: Point, number: int, found: re.Match[str]) -> Proposal:
    start, end = point.sentences[number]
    subject = _subject(outline, point)
    other = unstyled(point.prose, start + found.start("other"), start + found.end("other"))
    back = markdown(point.prose, start + found.start("rest"), end)
    lang = "ru" if found["marker"].startswith("В") else "en"
    front = phrase(lang, "difference", term=subject, other=other)
    sure = bool(stems(subject) & stems(found["rest"])) and length(back) >= 3
    return from_point("contrast", point, front, back, number, sure=sure)


def _subject(outline: Outline, point: Point) -> str:
    """What the point is about: the term it defines first, its label, or its topic."""
    text = point.prose.text
    start, end = point.sentences[0]
    dash = _DASH.search(text, start, end)
    if dash and 0 < len(words(text[start : dash.start()])) <= _LONGEST_SUBJECT:
        return text[start : dash.start()].strip()
    return point.label.text if point.label else point.topic
