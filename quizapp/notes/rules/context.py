"""What a quoted sentence needs around it to be understood on a card of its own."""

import re
from collections.abc import Iterable
from functools import lru_cache

from quizapp.notes.labels import about, general
from quizapp.notes.outline import Outline, Point
from quizapp.notes.prose import markdown
from quizapp.notes.sentences import length, words

_PRONOUN = re.compile(
    r"(?:эт(?:о|от|а|и|ого|ому|им|ом|ой|у|их|ими)|он|она|оно|они|так(?:ой|ая|ое|ие|ого|ом)|его|"
    r"е[её]|их|н[её]м|ней|них|ему|ей|им|оба|затем|потом|данн(?:ый|ая|ое|ые|ого|ом|ой|ых)|"
    r"it|this|these|those|that|they|them|he|she|its|their|then|such|both)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"(?:также|так(?! как\b| называ)|и|а|но|или|поэтому|значит|тогда|здесь|тут|теперь|иначе|однако|"
    r"следовательно|например|"
    r"таким образом|кроме (?:того|этого)|при этом|в итоге|опять|[её]щ[её]|зато|причём|ведь|"
    r"(?:в|на|из|при|для) (?:этом|данном|таком|этого|примере)|сначала|вообще|"
    r"also|so|but|and|or|here|note|which|while|otherwise|hence|thus|however|therefore|moreover|"
    r"for example|in (?:this|that|these|such) )\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:эт(?:от|а|и|ого|ому|им|ой|у|их|ими)|данн(?:ый|ая|ое|ые|ого|ом|ой|ых)|подобн\w+|"
    r"это \w{2,}(?:ние|ствие|ство|ие|сло)|выше|ниже|this|these|those|above|below)\b",
    re.IGNORECASE,
)
_PERSONAL_WORDS = (
    "мы нам нас нами я мне вы вам вас давай давайте допустим представим представь представьте "
    "let's we our my you your храним видим хотим говорим получим будем можем смотрим "
    "меня мной мой моя моё мои моего моей моих ты тебе тебя тобой твой твоя твоё твои вами "
    "i'm i've i'll myself yourself mine"
)
_PERSONAL = frozenset(_PERSONAL_WORDS.split())
_PERSONAL_AS_WRITTEN = frozenset({"I", "me", "us"})
_POSSESSIVES = ("наш", "ваш")
_LONGEST_POSSESSIVE = 6
_WE_DO = ("аем", "яем", "уем", "даём", "таём", "юём")
_SHORTEST_VERB = 5
_ADVICE = re.compile(
    r"(?:не\s+)?(?P<verb>\w{2,}[аеиоуыя]ть(?:ся)?)\b|(?:нужно|надо|следует|стоит|лучше|пора)\b|"
    r"(?:(?:просто|не)\s+)?\w{3,}(?:[аеуия]йте|ьте)(?:сь)?\b|"
    r"(?:do not|don['’]t|try to|make sure|remember)\b",
    re.IGNORECASE,
)
_NOUNS_LIKE_VERBS = ("сеть", "память", "печать", "нить", "суть", "путь", "ртуть", "мать", "пять")
_VERB_FIRST = re.compile(r"\w{3,}(?:ет|ит|ют|ят|ется|ится|ются|ятся)\b")
_LONGEST_FRONT = 45


def hinted(text: str, hints: Iterable[str]) -> bool:
    """Whether a text has one of the words without which a rule finds nothing; a cheap look."""
    folded = _folded(text)
    for hint in hints:  # noqa: SIM110 (a generator takes twice the time, and this is asked often)
        if hint in folded:
            return True
    return False


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """A text without capitals: several rules ask for the one of the same points in turn."""
    return text.casefold()


def in_context(outline: Outline, point: Point, number: int, claim: str) -> str | None:
    """``claim``, which ends with sentence ``number``, with all it needs to stand alone.

    A pronoun in it brings the sentences before it along, back to the first of the point; the
    point's label and topic are named where the text does not name them itself. None where
    that grows too long, or the first sentence points back further still.
    """
    text = claim
    if number > 0 and (_has_pronoun(claim) or _CONNECTIVE.match(claim)):
        first = point.sentences[0][0]
        before = markdown(point.prose, first, point.sentences[number - 1][1])
        text = f"{before} {claim}"
    label = point.label
    if label and not general(label.text, outline.lang):
        text = f"**{label.text}:** {text}"
    elif points_back(text) or (not label and _DEMONSTRATIVE.search(_first_sentence(text))):
        return None
    if not about(point.topic, text):
        text = f"{point.topic}. {text}"
    return text if length(text) <= _LONGEST_FRONT else None


def points_back(text: str) -> bool:
    """Whether a text begins with a word that points to what was said before it."""
    return bool(_PRONOUN.match(text) or _CONNECTIVE.match(text))


def narrates(text: str) -> bool:
    """Whether a text tells a story (“we call”, «Выглядит неплохо») rather than states a fact."""
    return is_personal(text) or _VERB_FIRST.match(text) is not None


@lru_cache(maxsize=256)
def is_personal(text: str) -> bool:
    """Whether a text speaks of its writer or to its reader: “you need”, «передаём»."""
    return any(map(_is_personal_word, words(text)))


@lru_cache(maxsize=8192)
def _is_personal_word(word: str) -> bool:
    folded = word.casefold()
    ours = folded.startswith(_POSSESSIVES) and len(folded) <= _LONGEST_POSSESSIVE
    we_do = folded.endswith(_WE_DO) and len(folded) >= _SHORTEST_VERB
    return folded in _PERSONAL or word in _PERSONAL_AS_WRITTEN or ours or we_do


def advises(text: str) -> bool:
    """Whether a text begins by telling what to do: an infinitive, «нужно», “make sure”."""
    found = _ADVICE.match(text.lstrip("*_ "))
    verb = (found["verb"] or "").casefold() if found else ""
    return found is not None and not verb.endswith(_NOUNS_LIKE_VERBS)


def announces_this(text: str) -> bool:
    """Whether a text speaks of “this” text or thing, which a card does not show."""
    return points_back(text) or _DEMONSTRATIVE.search(text) is not None


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _has_pronoun(text: str) -> bool:
    return any(_PRONOUN.fullmatch(word) for word in words(text))
