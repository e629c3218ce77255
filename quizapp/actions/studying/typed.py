"""Typed cards: what there is to type, and the card as a question with one answer."""

import re

from quizapp.model.cards import Card, CardKind
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.notes.fingerprint import normalised
from quizapp.notes.markup import OPAQUE_SPAN

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^)]*\)")
_MARK = re.compile(r"^(?:[-*+>]|\d{1,9}[.)])\s+")


def answer_to_type(back: str) -> tuple[str, str]:
    """The first line of an answer without its markup, and the lines below, shown afterwards."""
    first, _end, rest = back.strip().partition("\n")
    text = _LINK.sub(r"\1", _PICTURE.sub("", _MARK.sub("", first.strip())))
    text = OPAQUE_SPAN.sub(lambda span: span[0].strip("$`").strip(), normalised(text))
    return " ".join(text.split()), rest.strip("\n")


def typed_variant(card: Card) -> Variant | None:
    """A typed card as a question; None where there is nothing to type, a picture for one."""
    answer, rest = answer_to_type(card.back)
    if not answer:
        return None
    return asked_to_type(card, answer, "\n\n".join(filter(None, (rest, card.extra))))


def asked_to_type(card: Card, answer: str, told: str = "") -> Variant:
    """The question with this answer; ``told`` is shown after it."""
    part = Part("answer", AnswerKind.TYPED, answer, answer, why=told)
    return Variant(card.uid, "", 0, 1, CardKind.TYPED.value, card.front, (part,))
