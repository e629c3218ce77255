"""Numbered lists: recall the steps in order."""

import re
from collections.abc import Iterator

from quizapp.model.cards import CardKind
from quizapp.notes.labels import asks, general, noun_of, question
from quizapp.notes.outline import Listing, Outline, Point
from quizapp.notes.proposal import Claim, Proposal, Taken
from quizapp.notes.prose import markdown
from quizapp.notes.rules.context import announces_this, is_personal
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import lowered, words

_LINK = re.compile(r"(?:!?\[.*\](?:\([^)]*\))?|<?https?://\S+>?)[.;]?", re.DOTALL)
_NO_ORDER = re.compile(
    r"\b(?:правил|услови|причин|характеристик|свойств|вид[ыа]|тип[ыа]|преимуществ|недостатк|плюс|минус|"
    r"пример|отличи|различи|сравнени|обратите|требовани|вариант|способ|критери|принцип|факт|обосновани|аргумент|вывод|итог|цел[ьи]|задач[аи]\b|дает|даёт|"
    r"rules?|conditions?|reasons?|characteristics|properties|kinds|types|advantages|benefits|"
    r"disadvantages|drawbacks|differences?|comparison|requirements|options|examples?|features|ways|components|parts|"
    r"categories|principles|criteria|notes?|facts|questions|rationale|goals|findings|arguments|"
    r"information|contains?|consists?|includes?|assumptions?|methods|functions|attributes|elements|"
    r"sections|things|items|levels|fields|interfaces|classes|содерж|состо|включа|метод[ыа]?\b|"
    r"функци|уровн|подход|доказательств|проблем|evidence|approaches|problems|issues|challenges|допущени|предположени|переопредел|overrid)",
    re.IGNORECASE,
)
"""Words that announce a numbered list without an order of time."""
_FEWEST = 2
_MOST = 7
_LONGEST_ANNOUNCEMENT = 14


def steps(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """One card a numbered list. Labelled steps are recalled by their labels alone."""
    for procedure in outline.procedures:
        by_label = all(step.label for step in procedure.items)
        claims = frozenset() if by_label else _claims(procedure)
        if len(procedure.items) < _FEWEST or claims & taken or _only_links(procedure):
            continue
        yield Proposal(
            "steps",
            _front(outline, procedure),
            _back(procedure, by_label),
            procedure.first_line,
            procedure.last_line,
            kind=CardKind.STEPS,
            block_id=procedure.block_id or (procedure.owner.block_id if procedure.owner else ""),
            sure=_is_sure(procedure),
            claims=claims,
        )


def _claims(procedure: Listing) -> frozenset[Claim]:
    return frozenset(
        (step.first_line, number)
        for step in procedure.items
        for number in range(len(step.sentences))
    )


def _is_sure(procedure: Listing) -> bool:
    """Whether this is a procedure: announced, not too long, in sentences, not just counted."""
    owner = procedure.owner
    if owner is None or len(procedure.items) > _MOST:
        return False
    spoken = sum(len(words(step.prose.text)) > 1 for step in procedure.items)
    announced = owner.label.text if owner.label else owner.text
    told = _NO_ORDER.search(announced) or is_personal(announced)
    return 2 * spoken >= len(procedure.items) and not told and not all(map(_heads, procedure.items))


def _heads(step: Point) -> bool:
    """Whether a step is but the title of what stands below it: wholly bold, or with a colon."""
    text = step.text.strip()
    return text.rstrip("*").endswith(":") or (
        text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]
    )


def _only_links(procedure: Listing) -> bool:
    """Whether this is an index of links rather than a procedure."""
    return all(_LINK.fullmatch(step.text.strip()) for step in procedure.items)


def _back(procedure: Listing, by_label: bool) -> str:
    texts = (_step_text(step, by_label) for step in procedure.items)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


def _step_text(step: Point, by_label: bool) -> str:
    label = step.label
    if by_label and label:
        return label.text
    return " ".join(markdown(step.prose).split("\\\n"))


def _front(outline: Outline, procedure: Listing) -> str:
    count = len(procedure.items)
    owner = procedure.owner
    if owner is None:
        return phrase(outline.lang, "steps of", topic=procedure.topic, count=count)
    label = owner.label
    announced = label.text if label else markdown(owner.prose).rstrip(" :")
    if label and label.end < len(owner.prose.text):
        return phrase(outline.lang, "steps of", topic=label.text, count=count)
    asked = question(announced, procedure.topic, outline.lang)
    if asked and (asks(announced, outline.lang) or noun_of(announced, outline.lang)):
        return phrase(outline.lang, "steps", front=asked, count=count)
    if (
        announces_this(announced)
        or general(announced, outline.lang)
        or len(words(announced)) > _LONGEST_ANNOUNCEMENT
    ):
        return phrase(outline.lang, "steps of", topic=procedure.topic, count=count)
    topic = phrase(outline.lang, "within", topic=procedure.topic, term=lowered(announced))
    return phrase(outline.lang, "steps of", topic=topic, count=count)
