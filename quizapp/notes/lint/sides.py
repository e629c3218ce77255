"""Answers and options: empty, too long, a list, yes or no, unfinished, only a picture."""

import re
from collections.abc import Iterator

from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Candidate, CardKind
from quizapp.model.passages import Finding, Severity
from quizapp.notes.lint.finding import finding
from quizapp.notes.lint.table import Limits
from quizapp.notes.markers import only_marker
from quizapp.notes.sentences import length, words

_MEASURED = frozenset({CardKind.BASIC, CardKind.TYPED, CardKind.CLOZE})
_BULLET = re.compile(r"^[ ]{0,3}[-*+]\s", re.MULTILINE)
_NUMBERED = re.compile(r"^[ ]{0,3}\d{1,9}[.)]\s", re.MULTILINE)
_CODE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1`*\s*$", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\((?:<[^>]*>|[^)]*)\)|```mermaid.*?```", re.DOTALL)
_YES_NO = frozenset(
    {"да", "нет", "верно", "неверно", "можно", "нельзя", "yes", "no", "true", "false"}
)
_POLAR = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must)\b|.*\bли\b",
    re.IGNORECASE | re.DOTALL,
)
_DECIDED = re.compile(r"[*_ ]*(?:да|нет|yes|no)[*_]*(?=[,.;:!]|\s[—–-]\s)", re.IGNORECASE)
"""The beginning of an answer that says more than yes or no, but says that first."""
_RIGHT = re.compile(r"^- \[x\]", re.MULTILINE)
_ALTERNATIVE = re.compile(r"\s(?:или|or)\s")
_LONGEST_ALTERNATIVE = 30
_WHETHER = re.compile(r"(?:верно ли|правда ли|is it true|true or false)\b", re.IGNORECASE)


def askable(card: Candidate) -> bool:
    """Whether both sides say something, and a choice has a right option: else no card is made."""
    if card.kind in QUESTIONS:
        return True
    whole = bool(card.front.strip() and card.back.strip())
    return whole and (card.kind is not CardKind.CHOICE or _RIGHT.search(card.back) is not None)


def side_findings(card: Candidate, limits: Limits) -> Iterator[Finding]:
    """What is wrong with the answer, or with a side that is missing."""
    if not card.front.strip():
        yield finding(card, "empty-side", _("This card has no question."))
        return
    if not card.back.strip():
        message = _("This card has no answer: write it after “A:”.")
        yield finding(card, "empty-side", message)
        return
    if card.kind is CardKind.CHOICE:
        if not _RIGHT.search(card.back):
            message = _("No option is marked as right: write “- [x]” before it.")
            yield finding(card, "no-right-option", message)
        return
    if card.kind is not CardKind.CLOZE and only_marker(card.back):
        message = _("The answer is still to be written: replace “{text}”.")
        yield finding(card, "unfinished", message.format(text=card.back.strip()))
    if _IMAGE.search(card.back) and not words(_IMAGE.sub("", card.back)):
        message = _("The answer is only a picture: say in words what it shows.")
        yield finding(card, "image-answer", message)
    yield from _too_much(card, limits)
    yield from _yes_no(card)


def _too_much(card: Candidate, limits: Limits) -> Iterator[Finding]:
    bullets, steps = len(_BULLET.findall(card.back)), len(_NUMBERED.findall(card.back))
    if card.kind is CardKind.BASIC and bullets > limits.most_items:
        message = _("The answer is a list of {count} items: make a card of each, or of groups.")
        yield finding(card, "enumeration", message.format(count=bullets))
    if steps > limits.most_steps:
        message = _("The procedure has {count} steps: group them, {most} are enough for one card.")
        text = message.format(count=steps, most=limits.most_steps)
        yield finding(card, "long-procedure", text)
    count = length(_CODE.sub(" ", card.back))
    if card.kind in _MEASURED and not steps and count > limits.longest_answer:
        message = _("The answer has {count} words: split it, {most} are enough for one card.")
        severity = Severity.ERROR if _overlong(card, count, limits) else None
        text = message.format(count=count, most=limits.longest_answer)
        yield finding(card, "long-answer", text, severity)


def _overlong(card: Candidate, count: int, limits: Limits) -> bool:
    """Whether a rule made this answer although it is far too long."""
    marked = {"qa", "inline", "block", "highlight", "cloze", "bracket"}
    return card.rule not in marked and count > limits.longest_generated_answer


def _yes_no(card: Candidate) -> Iterator[Finding]:
    if card.kind is not CardKind.BASIC:
        return
    said = card.back.casefold().strip(" .!*") in _YES_NO
    decided = _DECIDED.match(card.back) and _POLAR.match(card.front)
    if said or decided or _WHETHER.match(card.front) or offered(card):
        message = _("This can be guessed: ask for the reason or the fact itself.")
        yield finding(card, "yes-no", message)


def offered(card: Candidate) -> bool:
    """Whether the answer stands right beside an “or” of the question."""
    answer, front = card.back.casefold().strip(" .!*"), card.front.casefold()
    if len(answer) > _LONGEST_ALTERNATIVE or not words(answer):
        return False
    sides = ((front[: f.start()], front[f.end() :]) for f in _ALTERNATIVE.finditer(front))
    return any(
        before.endswith(answer) or re.match(rf"{re.escape(answer)}\b", after)
        for before, after in sides
    )
