"""Labels: «**Word2Vec**: …», «**Как это работает:**», «**Problem of RNNs:** …».

Some labels name a term. Others are general words that say what kind of statement follows; they
never are a question by themselves: the term they belong to joins in.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quizapp.notes.prose import Prose, unstyled
from quizapp.notes.sentences import capitalised, lowered, stems, words
from quizapp.notes.vocabulary import (
    ABOUT_NOTES,
    NUMBERED,
    VAGUE_THINGS,
    led_by_a_noun,
    silent_words,
    vocabulary,
)


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the start of a paragraph or item; its body starts at ``end``."""

    text: str
    end: int


_LONGEST = 9
_LONGEST_GENERAL = 80
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
_AFTER_BOLD = re.compile(r"\s*:\s*")
_LABELLED_LINE = re.compile(
    r"^\*\*(?:[^*\n]{1,80}\*\*(?::|\s+[-–—]\s)|[^*\n]{1,80}:\*\*\s)", re.MULTILINE
)
_LINE = re.compile(r"(?P<label>[^:?!.]{2,80}):")


def read_label(prose: Prose) -> Label | None:
    """The label of a paragraph: bold text with a colon (or full stop), or a line ending in one."""
    bold = prose.styles[0] if prose.styles else None
    if bold is not None and bold.bold and bold.start == 0:
        return _bold_label(prose, bold.end)
    line = _LINE.fullmatch(prose.text.rstrip())
    return Label(unstyled(prose, 0, line.end("label")), len(prose.text)) if line else None


def _bold_label(prose: Prose, end: int) -> Label | None:
    text, label = prose.text, unstyled(prose, 0, end)
    colon = _AFTER_BOLD.match(text, end)
    if colon:
        end = colon.end()
    elif not label.endswith(":") and not (
        label.endswith((".", "?")) and text[end : end + 1].isspace()
    ):
        return None
    term = _NUMBER.sub("", label.rstrip(" :.-–—"))
    if not 0 < len(words(term)) <= _LONGEST or ": " in term:
        return None
    return Label(term, end + len(text[end:]) - len(text[end:].lstrip()))


def numbered(text: str) -> bool:
    """Whether a text only says which one of many this is."""
    return NUMBERED.fullmatch(text.strip(" .:")) is not None


def about_notes(heading: str) -> bool:
    """Whether a heading begins a part about the notes, a course or a plan, not its subject."""
    return ABOUT_NOTES.match(heading) is not None


def labelled_lines(text: str) -> list[str]:
    """The lines of a paragraph that begin with a label or a bold term, each with those below it."""
    if "\n**" not in text:
        return [text]
    starts = (found.start() for found in _LABELLED_LINE.finditer(text) if found.start())
    cuts = [0, *starts, len(text) + 1]
    return [text[start : end - 1].rstrip(" \\") for start, end in pairwise(cuts)]


@lru_cache(maxsize=4096)
def silent(label: str) -> bool:
    """Whether a label or heading announces no statement: example, note, references, chapter 3."""
    text = label.strip(" .:")
    return len(text) <= _LONGEST_GENERAL and silent_words().fullmatch(text) is not None


@lru_cache(maxsize=4096)
def general(label: str, lang: str) -> bool:
    """Whether a label has no term of its own: «Идея», «Main problem», «Как это работает»."""
    if len(label) > _LONGEST_GENERAL:
        return False
    if silent(label) or asks(label, lang):
        return True
    found = _noun(_without_filler(label, lang), lang)
    return found is not None and (not found[2] or VAGUE_THINGS.fullmatch(found[2]) is not None)


@lru_cache(maxsize=4096)
def asks(label: str, lang: str) -> bool:
    """Whether a label is a question itself: «Как это работает», «Why it matters»."""
    return vocabulary(lang).question.match(label) is not None


def noun_of(label: str, lang: str) -> str:
    """The general noun a label starts with, «проблема» of «Проблема RNN», or an empty string."""
    found = _noun(_without_filler(label, lang), lang)
    return found[1].casefold() if found else ""


@lru_cache(maxsize=4096)
def question(label: str, topic: str, lang: str) -> str:
    """The question a general label asks about ``topic``; an empty string for a specific label."""
    if silent(label):
        return ""
    if label.endswith("?") or asks(label, lang):
        return _as_question(label, topic, lang)
    text = _without_filler(label, lang)
    found = _noun(text, lang)
    if found is None:
        return ""
    adjectives, noun, of = found
    asked = vocabulary(lang).nouns[noun.casefold()]
    head, _, tail = asked.rpartition(noun.casefold())
    asked = f"{head}{adjectives.casefold()}{noun.casefold()}{tail}"
    if of and _PREDICATE.search(of):
        return ""
    if of:
        asked = f"{asked} {of}?"
        return titled(topic, asked) if VAGUE_THINGS.fullmatch(of) else capitalised(asked)
    return titled(topic, asked + "?")


_PREDICATE = re.compile(
    r"\b(?:мо(?:жет|гут|жно)|долж(?:ен|на|ны)|буд(?:ет|ут)|can|may|might|will|should)\b|"
    r"\w{2,}(?:ется|ются|ится|ятся|ает|яет|ует|ают|яют|уют)\b|\b(?:is|are|was|were|has|have)\b|"
    r"\s(?:к|в|на|с|из|to|of|for|in|with)$",
    re.IGNORECASE,
)
"""What follows a general noun is a sentence about it, not the term it belongs to."""


def titled(topic: str, question: str) -> str:
    """«topic: question», so that the question stands alone."""
    return f"{topic}: {question}" if topic else capitalised(question)


def about(topic: str, text: str) -> bool:
    """Whether ``text`` itself names the topic, so that it need not be added."""
    return not topic or bool(stems(topic) & stems(text))


def _as_question(label: str, topic: str, lang: str) -> str:
    """A label that is a question, with the topic where it does not name it itself."""
    asked = label.rstrip("?") if lang == "ru" else _inverted(label.rstrip("?"))
    return capitalised(asked) + "?" if about(topic, asked) else titled(topic, lowered(asked) + "?")


_STATED = re.compile(
    r"(?P<word>how|why|what|when|where) (?P<subject>it|this|that|they|these|we) (?P<verb>[a-z]+)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_BE = frozenset({"is", "are", "was", "were", "can", "could", "should", "must", "will", "may"})


def _inverted(label: str) -> str:
    """«How it goes» as a question: "how does it go"; labels of other forms stay."""
    found = _STATED.fullmatch(label)
    if found is None:
        return label
    word, subject, verb = (found[part].casefold() for part in ("word", "subject", "verb"))
    if verb in _BE:
        return f"{word} {verb} {subject}{found['rest']}"
    if subject in ("they", "these", "we"):
        return f"{word} do {subject} {verb}{found['rest']}"
    if verb.endswith("ed"):
        return label
    return f"{word} does {subject} {_infinitive(verb)}{found['rest']}"


def _infinitive(verb: str) -> str:
    """The infinitive of a third person: goes → go, tries → try, has → have, works → work."""
    if verb == "has":
        return "have"
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("oes", "sses", "shes", "ches", "xes", "zzes")):
        return verb[:-2]
    return verb.removesuffix("s")


@lru_cache(maxsize=4096)
def _without_filler(label: str, lang: str) -> str:
    return vocabulary(lang).fillers.sub("", label.strip(" .:"))


@lru_cache(maxsize=4096)
def _noun(text: str, lang: str) -> tuple[str, str, str] | None:
    """(adjectives, noun, rest) where ``text`` starts with a general noun."""
    found = led_by_a_noun(lang).match(text)
    if found is None or found["noun"].casefold() not in vocabulary(lang).nouns:
        return None
    return found["adjectives"], found["noun"], found["of"] or ""
