"""A heading with its first paragraph, where no other rule has used it."""

from collections.abc import Iterator

from quizapp.notes.labels import asks, general, question, silent
from quizapp.notes.outline import Outline, Place
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import MASK, markdown
from quizapp.notes.rules.formula import SAMPLE
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sections import topic_of
from quizapp.notes.sentences import length, whole, words

_LONGEST_BACK = 40
_SHORTEST_BACK = 4
_SHORTEST_ANSWER = 2
_SHORTEST_QUESTION = 3
_SHORT = 4
_IT = frozenset(["это", "он", "она", "оно", "они", "it", "this", "that", "they", "these"])


def heading(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask what a heading is about; sure only where the heading is a question itself."""
    if not outline.section.headings or not outline.points:
        return
    point = outline.points[0]
    if point.place is not Place.PARAGRAPH or point.label or not point.sentences:
        return
    start, end = point.sentences[0]
    text = point.prose.text[start:end]
    if (
        not free(point, 0, taken)
        or not words(text)
        or not whole(text)
        or not text.endswith((".", "!", MASK))
    ):
        return
    back = markdown(point.prose, start, end)
    front = _front(outline)
    asked = outline.section.heading
    shortest = _SHORTEST_ANSWER if asked.endswith("?") else _SHORTEST_BACK
    if front and shortest <= length(back) <= _LONGEST_BACK and not SAMPLE.search(text):
        sure = asked.endswith("?") and len(words(asked)) >= _SHORTEST_QUESTION
        yield from_point("heading", point, front, back, 0, sure=sure, rest=True)


def _names_nothing(term: str) -> bool:
    """Whether a question is about “it” alone: “Why it matters?”."""
    return any(word.casefold() in _IT for word in words(term)[1:3]) and len(words(term)) <= _SHORT


def _front(outline: Outline) -> str:
    written = outline.section.heading
    term = topic_of(written)
    if written.endswith("?"):
        return question(term, outline.topic, outline.lang) if _names_nothing(term) else written
    if silent(term):
        return ""
    if general(term, outline.lang) or asks(term, outline.lang):
        return question(term, outline.topic if outline.topic != term else "", outline.lang)
    return phrase(outline.lang, "gist", term=term)
