"""Marks that are left on a card: raw markup, broken formulas, letters of the wrong alphabet."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from quizapp.language import _
from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Finding
from quizapp.notes.lint.finding import finding
from quizapp.notes.lint.table import Limits
from quizapp.notes.markup import OPAQUE_SPAN
from quizapp.notes.tex import balanced

_FENCED = re.compile(r"^ *(`{3,}|~{3,}).*?(?:^ *\1`*\s*$|\Z)", re.MULTILINE | re.DOTALL)
_RAW = re.compile(
    r"!\[\[|\[\[[^\]\n]*\]\]|%%|(?:^|\s)\^[A-Za-z][A-Za-z0-9-]+$|<!--|\{\{(?!c1::)|"
    r"</?(?:div|span|br|p|b|i|u|em|strong|font|center|img|table|tr|td|a|sub|sup|details|summary)"
    r"(?:\s[^<>]*)?/?>",
    re.MULTILINE,
)
_RAW_MARKS = ("[[", "%%", "^", "<", "{{")
_CLOZE = re.compile(r"\{\{c1::.*?\}\}(?!\})", re.DOTALL)
_MATH = re.compile(r"\$\$?(?P<tex>[^$]+)\$\$?")
_LONE_DOLLAR = re.compile(r"(?<![\\$\w])\$(?=[A-Za-z\\])(?![A-Z][A-Z_\d]+\b)")
"""The beginning of a formula that has no end; ``$HOME`` is a variable of a shell."""
_IMAGE = re.compile(r"!\[[^\]]*\]\((?:<(?P<quoted>[^>]+)>|(?P<bare>(?:[^()\s]|\([^()\s]*\))+))")
_TARGET = re.compile(r"\]\(<[^<>\n]*>")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:")
_MIXED = re.compile("[^\\W\\d_]*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])[^\\W\\d_]*")
_ENDED = re.compile("[A-Z]{2,}[а-яё]+")
"""An abbreviation with a Russian ending: GPTшка, RNNы."""
_WITH = re.compile("(?<=[а-яё,] )c(?= (?P<noun>[а-яё]{2,}(?:ом|ем|ём|ами|ями|ыми|ими|ьми))\\b)")
"""A Latin letter as the Russian word for “with”: an instrumental follows."""
_LATIN_TWINS = frozenset("aceopxyABCEHKMOPTX")
_CYRILLIC_TWINS = frozenset("асеорхуАВСЕНКМОРТХ")
_LATIN = re.compile("[A-Za-z]")


def markup_findings(card: Candidate, limits: Limits) -> Iterator[Finding]:
    """What a reader would stumble over on either side."""
    del limits
    sides = (_CLOZE.sub(" ", card.front) if card.kind is CardKind.CLOZE else card.front, card.back)
    for side in sides:
        if not any(mark in side for mark in _RAW_MARKS):
            continue
        prose = _TARGET.sub("](", OPAQUE_SPAN.sub(" ", _FENCED.sub(" ", side)))
        raw = _RAW.search(prose)
        if raw:
            message = _("“{mark}” would be shown as it stands: write it as Markdown, or as code.")
            yield finding(card, "raw-markup", message.format(mark=raw[0].strip()))
            break
    yield from _formulas(card)
    yield from _look_alikes(card)


def _formulas(card: Candidate) -> Iterator[Finding]:
    for side in (card.front, card.back):
        if "$" not in side:
            continue
        text = _FENCED.sub(" ", side)
        broken = next((f["tex"] for f in _MATH.finditer(text) if not balanced(f["tex"])), None)
        if broken is not None:
            message = _("The brackets of the formula “{tex}” do not match.")
            yield finding(card, "broken-formula", message.format(tex=broken.strip()))
            return
        if _LONE_DOLLAR.search(OPAQUE_SPAN.sub(" ", text)):
            message = _("A “$” begins a formula that never ends: close it, or write “\\$”.")
            yield finding(card, "broken-formula", message)
            return


def _look_alikes(card: Candidate) -> Iterator[Finding]:
    """Words of one alphabet with letters of the other that look the same."""
    text = f"{card.front}\n{card.back}"
    if text.isascii() or not _LATIN.search(text):
        return
    text = OPAQUE_SPAN.sub(" ", _FENCED.sub(" ", text))
    for found in _MIXED.finditer(text):
        part = found[0]
        wrong = _foreign_letters(part)
        if wrong:
            message = _("“{word}” mixes alphabets: retype “{letters}”.")
            yield finding(card, "look-alike", message.format(word=part, letters=wrong))
            return
    alone = _WITH.search(text)
    if alone:
        message = _("“{letter}” before “{word}” is a Latin letter: retype it.")
        text = message.format(letter=alone[0], word=alone["noun"])
        yield finding(card, "look-alike", text)


def _foreign_letters(word: str) -> str:
    """The letters of the rarer alphabet where all of them have a twin in the other."""
    latin = [letter for letter in word if letter.isascii()]
    cyrillic = [letter for letter in word if "а" <= letter.casefold() <= "ё"]
    if not latin or not cyrillic or _ENDED.fullmatch(word):
        return ""
    if len(latin) <= len(cyrillic) and _LATIN_TWINS.issuperset(latin):
        return "".join(latin)
    if len(cyrillic) < len(latin) and _CYRILLIC_TWINS.issuperset(cyrillic):
        return "".join(cyrillic)
    return ""


def missing_files(card: Candidate, is_there: Callable[[str], bool]) -> Iterator[Finding]:
    """Pictures of a card that are not there, by their path as the notes have it."""
    sides = f"{card.front}\n{card.back}\n{card.extra}"
    if "![" not in sides:
        return
    for found in _IMAGE.finditer(OPAQUE_SPAN.sub(" ", _FENCED.sub(" ", sides))):
        target = unquote(found["quoted"] or found["bare"])
        if not _ELSEWHERE.match(target) and not is_there(target):
            message = _("There is no picture “{path}”.")
            yield finding(card, "missing-file", message.format(path=target))
