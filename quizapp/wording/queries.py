"""A search said in words: ``is:due -tag:python`` is "due, not tagged “python”"."""

import re

from quizapp.language import _, marked, ngettext
from quizapp.model.queries import Word, words
from quizapp.model.reviews import Rating
from quizapp.wording import STATE_NAMES, rating_name

_PROPERTIES = {
    "s": marked("stability"),
    "d": marked("difficulty"),
    "r": marked("recall"),
    "ivl": marked("interval"),
    "reps": marked("reviews"),
    "lapses": marked("times forgotten"),
    "due": marked("days until due"),
}
_STATES = {**{state.value: name for state, name in STATE_NAMES.items()}, "due": marked("due")}


def query_text(query: str) -> str:
    """What a query asks for, its words joined by commas; every word means something."""
    return ", ".join(_said(word) for word in words(query))


def _said(word: Word) -> str:
    said = _meaning(word)
    return _("not {what}").format(what=said) if word.negated else said


def _meaning(word: Word) -> str:
    match word.key:
        case "is":
            state = {"learn": "learning"}.get(word.value, word.value)
            return _(_STATES[state]) if state in _STATES else word.value
        case "deck":
            return _("in “{deck}”").format(deck=word.value)
        case "tag":
            return _("tagged “{tag}”").format(tag=word.value)
        case "prop":
            return _property(word.value)
        case "rated":
            days, _colon, rating = word.value.partition(":")
            told = ngettext("answered in {n} day", "answered in {n} days", int(days))
            return f"{told} ({rating_name(Rating(int(rating)))})" if rating else told
        case "added":
            return ngettext("added in {n} day", "added in {n} days", int(word.value))
    return _("with “{text}”").format(text=word.value)


def _property(value: str) -> str:
    name, sign, number = re.split(r"(<=|>=|!=|=|<|>)", value, maxsplit=1)
    return f"{_(_PROPERTIES[name])} {sign} {number}"
