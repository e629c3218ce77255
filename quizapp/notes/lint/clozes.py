"""Clozes: what is hidden, and what is left to see."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from quizapp.language import _, ngettext
from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Finding
from quizapp.notes.lint.finding import finding
from quizapp.notes.lint.table import Limits
from quizapp.notes.markup import masked
from quizapp.notes.sentences import length, sentences, words
from quizapp.notes.tex import balanced

_DELETION = re.compile(r"\{\{c1::(?P<hidden>.*?)\}\}(?!\})", re.DOTALL)
_FUNCTION_WORDS = (
    "и а но или не ни в во на с со к ко по за из от до у о об при для это как что же бы ли "
    "то который которая которое которые которых однако если когда чтобы потому поэтому также тоже "
    "он она оно они его её их ведь либо есть "
    "the a an of to in on at by for and or not is are be as with from that this it but if then "
    "than so which who whose when while also however its their he she they was were has have"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_GRAMMAR = re.compile(
    r"\b(?:предлог|союз|частиц|местоимени|артикл|операци|оператор|ключев\w+ слов|preposition|"
    r"conjunction|particle|pronoun|article|operator|keyword)",
    re.IGNORECASE,
)
_PAIRED = re.compile(r"(?:[:=]|\s[—–-])\s*\{\{c1::|\}\}\s+[—–-]\s")
"""A dash, colon or sign of equality beside the hidden text: what is left is its name."""
_NUMBER = re.compile(r"[\d\s.,]+")
_EXEMPT = frozenset({"list", "formula-cloze"})


def visible(card: Candidate) -> str:
    """The front of a card without what a cloze hides."""
    return _DELETION.sub(" ", card.front) if card.kind is CardKind.CLOZE else card.front


def cloze_findings(card: Candidate, limits: Limits) -> Iterator[Finding]:
    """What is wrong with the hidden or the visible part of a cloze."""
    if card.kind is not CardKind.CLOZE or card.rule in _EXEMPT:
        return
    reason = _orphan(card)
    if reason:
        yield finding(card, "orphan-cloze", reason)
        return
    shown, hidden = length(visible(card)), length(card.back)
    bare = _bareness(card, shown, limits)
    if bare:
        yield finding(card, "bare-cloze", bare)
    elif hidden > max(1, limits.hidden_share * (shown + hidden)):
        message = _("The cloze hides {hidden} of {all} words: hide one term.")
        text = message.format(hidden=hidden, all=shown + hidden)
        yield finding(card, "many-clozes", text)


def _bareness(card: Candidate, shown: int, limits: Limits) -> str:
    """Why too little is left to see, or an empty string.

    A heading says something too, and so does a dash before the answer.
    """
    left = visible(card)
    if not {"$", "`"} & set(left) and all(w.casefold() in _FUNCTION for w in words(left)):
        return _("Only small words are left to see: say more around the hidden text.")
    helped = bool(card.passage.headings) + bool(_PAIRED.search(card.front))
    if shown >= limits.fewest_visible - helped:
        return ""
    message = ngettext(
        "Only {count} word is left to see: say more around the hidden text.",
        "Only {count} words are left to see: say more around the hidden text.",
        shown,
    )
    return message.format(count=shown)


def _orphan(card: Candidate) -> str:
    """Why the hidden text is nothing to recall, or an empty string."""
    hidden = card.back.strip(" *_=.,;:()")
    if not hidden:
        return _("The cloze hides only marks: hide a word.")
    if hidden.casefold() in _FUNCTION and not _is_meant(card):
        return _("The cloze hides only “{word}”: hide a term.").format(word=hidden)
    if not visible(card).strip(" .,;:!?*-"):
        return _("The cloze hides everything: leave the sentence around it.")
    prose = masked(card.back)[0]
    if prose.count("$") % 2 or prose.count("`") % 2 or prose.count("**") % 2 or not balanced(prose):
        return _("The cloze cuts through a formula, code or emphasis: hide all of it.")
    if _NUMBER.fullmatch(hidden) and not _has_unit(card):
        return _("The cloze hides a bare number: leave its unit or its name beside it.")
    return ""


def _is_meant(card: Candidate) -> bool:
    """Whether a hidden function word is what the card is about: it has a hint, or is named."""
    found = _DELETION.search(card.front)
    return (found is not None and "::" in found["hidden"]) or bool(_GRAMMAR.search(visible(card)))


def _has_unit(card: Candidate) -> bool:
    """Whether a word, a sign or a formula stands right before or after the hidden number."""
    found = _DELETION.search(card.front)
    if found is None:
        return True
    before, after = card.front[: found.start()].rstrip(), card.front[found.end() :].lstrip()
    return re.search(r"[^\W\d]$|[=$%°<>≈`:-]$", before) is not None or (
        re.match(r"[^\W\d]|[$%°€£`]", after) is not None
    )


def crowded_clozes(cards: Sequence[Candidate], limits: Limits) -> Iterator[Finding]:
    """Sentences with more deletions than one can keep apart."""
    blocks: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for card in cards:
        if card.kind is CardKind.CLOZE and card.rule not in _EXEMPT:
            blocks[card.passage.first_line, card.passage.last_line].append(card)
    for found in blocks.values():
        if len(found) <= limits.most_clozes:
            continue
        most = max(_by_sentence(found).values())
        if most > limits.most_clozes:
            message = _("One sentence has {count} clozes: {most} are enough.")
            text = message.format(count=most, most=limits.most_clozes)
            yield finding(found[0], "many-clozes", text)


def _by_sentence(cards: Sequence[Candidate]) -> dict[int, int]:
    """How many of the cards of one text hide something in each of its sentences."""
    counts: dict[int, int] = defaultdict(int)
    for card in cards:
        found = _DELETION.search(card.front)
        before = card.front[: found.start()] if found else ""
        text = before + "A"
        counts[len(sentences(text))] += 1
    return counts
