"""Prompts: too long, without context, vague, several at once, giving the answer away, dated."""

import re
from collections.abc import Iterator

from quizapp.language import _
from quizapp.model.cards import Candidate, CardKind, known_as
from quizapp.model.passages import Finding, Severity
from quizapp.notes.labels import general, noun_of
from quizapp.notes.lint.clozes import visible
from quizapp.notes.lint.finding import finding
from quizapp.notes.lint.sides import offered
from quizapp.notes.lint.table import Limits
from quizapp.notes.markup import OPAQUE_SPAN, without_opaque
from quizapp.notes.rules.context import points_back
from quizapp.notes.sentences import length, stems, words

_VAGUE = re.compile(
    r"[\W_]*(?:please[\s,]+|пожалуйста[\s,]+)?(?:"
    r"расскажи\w*|опиши(?:те)?|охарактеризуй\w*|объясни\w* вс[её]|"
    r"что (?:вы знаете|ты знаешь) (?:об?|про)|"
    r"describe|explain everything|tell (?:me |us )?(?:everything |all )?about|discuss|"
    r"what do you know about)\b(?![^:]*:[^?]*\?)",
    re.IGNORECASE,
)
_SECOND_QUESTION = re.compile(
    r"(?:[,;]?\s(?:и|а также)\s(?:как|почему|зачем|когда|где|сколько|чем|кто|какой|какая|какие)\b"
    r"|[,;]?\s(?:and|or)\s(?:how|why|when|where|who|what|which)\b)[^.]*\?",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:сейчас|сегодня|новейш\w+|современн\w+|последн\w+ верси\w+|latest|currently|"
    r"state of the art|state-of-the-art|nowadays|newest)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SOURCED = re.compile(r"\]\(|https?://|\[\d+\]|\(\D{2,40},? (?:19|20)\d\d\)")
_NUMBER = re.compile(r"\d+")
_ASKED = re.compile(r"\?(?=\s|$)")
_WHICH = re.compile(r"which\b.*\?\s*", re.IGNORECASE | re.DOTALL)
_FEWEST_LEAKED = 2


def prompt_findings(card: Candidate, limits: Limits) -> Iterator[Finding]:
    """What is wrong with the question a card asks."""
    front = visible(card)
    if not front.strip() or not card.back.strip():
        return
    cloze = card.kind is CardKind.CLOZE
    most = limits.longest_cloze if cloze else limits.longest_prompt
    count = length(card.front)
    if count > most and card.kind is not CardKind.STEPS:
        message = _("The prompt has {count} words: shorten it, {most} are enough.")
        yield finding(card, "long-prompt", message.format(count=count, most=most))
    if not cloze:
        yield from _unclear(card, limits)
    if known_as(card.kind) is CardKind.BASIC:
        yield from _leaking(card, limits)
    yield from _dated(card, limits)


def _unclear(card: Candidate, limits: Limits) -> Iterator[Finding]:
    front = card.front
    bare = front.strip(" .:?!*")
    if _is_general(bare, card.lang):
        message = _("“{text}” names no term: say of what.")
        yield finding(card, "missing-context", message.format(text=front), Severity.ERROR)
    elif not card.passage.headings and (_is_scant(front, limits) or _leans_back(front)):
        message = _("The prompt does not stand alone: name the term, or put a heading above it.")
        yield finding(card, "missing-context", message)
    if _VAGUE.match(front):
        message = _("The prompt asks for everything at once: ask for one fact.")
        yield finding(card, "vague-prompt", message)
    prose = without_opaque(front)
    if len(_ASKED.findall(prose)) > 1 or _SECOND_QUESTION.search(prose):
        message = _("The prompt asks several questions: make a card of each.")
        yield finding(card, "several-questions", message)


def _is_general(text: str, lang: str) -> bool:
    """Whether a prompt is nothing but general words: «Как это работает», “Example”."""
    found = words(text)
    if not found or "$" in text or "`" in text:
        return False
    return (points_to_it(text) or bool(noun_of(text, lang))) and general(text, lang)


def points_to_it(text: str) -> bool:
    """Whether a label asks about “it” and nothing else, or is one general word."""
    found = [word.casefold() for word in words(text)]
    if len(found) == 1:
        return found[0] not in {"как", "почему", "зачем", "что", "how", "why", "what"}
    pronouns = {"это", "этого", "он", "она", "они", "it", "this", "that", "they"}
    return len(found) <= 3 and not pronouns.isdisjoint(found)


def _is_scant(front: str, limits: Limits) -> bool:
    return length(front) < limits.shortest_prompt and not front.rstrip().endswith("?")


def _leans_back(front: str) -> bool:
    """Whether a prompt begins with what was said before it: “It …”, not the question “Which …?”."""
    return points_back(front) and not _WHICH.fullmatch(front)


def _leaking(card: Candidate, limits: Limits) -> Iterator[Finding]:
    """The answer, or most of its words, stand in the question; one of two offered may."""
    if offered(card):
        return
    front, back = card.front.casefold(), card.back.casefold().strip(" .!*")
    if back in front and len(words(back)) >= _FEWEST_LEAKED:
        yield finding(card, "leaking-answer", _leaks(card.back.strip()), Severity.ERROR)
        return
    answer, asked = stems(without_opaque(card.back)), stems(without_opaque(card.front))
    enough = len(answer) >= max(_FEWEST_LEAKED, limits.leaking_stems * len(asked))
    if enough and answer <= asked and not _says_more(card):
        yield finding(card, "leaking-answer", _leaks(", ".join(sorted(answer))))


def _leaks(text: str) -> str:
    message = _("The question gives the answer away: leave “{text}” out of it.")
    return message.format(text=text)


def _says_more(card: Candidate) -> bool:
    """Whether the answer has a number, formula or piece of code that the question has not."""
    found = {*_NUMBER.findall(card.back), *(span[0] for span in OPAQUE_SPAN.finditer(card.back))}
    return any(piece not in card.front for piece in found)


def _dated(card: Candidate, limits: Limits) -> Iterator[Finding]:
    text = f"{card.front} {card.back}"
    if "19" not in text and "20" not in text:
        return
    recent = any(int(year) >= limits.dated_from for year in _YEAR.findall(text))
    if recent and _NOW.search(text) and not _SOURCED.search(f"{text} {card.extra}"):
        message = _("This will be out of date: name the source, or say “in {year}” without “now”.")
        year = _YEAR.search(text)
        yield finding(card, "dated", message.format(year=year[0] if year else ""))
