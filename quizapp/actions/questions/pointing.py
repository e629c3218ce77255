"""Whether the ``see=`` of each mistake leads to a card that can be brought forward after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from quizapp.actions.questions.problems import NoteProblem, of_question
from quizapp.actions.questions.variants import read_block
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Candidate
from quizapp.model.errors import InputError
from quizapp.model.passages import Severity

if TYPE_CHECKING:
    from quizapp.questions.statements import MistakeLine

    Pointing: TypeAlias = tuple[Candidate, MistakeLine]


def leading_nowhere(
    candidates: Sequence[Candidate], beside: Callable[[], Sequence[Candidate]]
) -> Iterator[NoteProblem]:
    """A warning at each mistake that points at no other card of these notes.

    ``beside`` reads the notes that stand beside them, if there is anything to look for there.
    """
    pointing = ((card, mistake) for card in candidates for mistake in _mistakes(card))
    lost = list(_lost(pointing, candidates))
    for candidate, mistake in _lost(lost, beside()) if lost else ():
        message = _("see= “{name}” leads to no other card here.")
        text = message.format(name=mistake.see)
        problem = of_question(candidate, "see-nowhere", text, Severity.WARNING)
        yield replace(problem, line=candidate.passage.first_line + mistake.line)


def _lost(pointing: Iterable[Pointing], cards: Sequence[Candidate]) -> Iterator[Pointing]:
    """The mistakes that point at none of these cards but their own."""
    for candidate, mistake in pointing:
        others = (card for card in cards if card.explicit_id != candidate.explicit_id)
        if mistake.see and not any(_is_meant(card, mistake.see) for card in others):
            yield candidate, mistake


def _mistakes(candidate: Candidate) -> tuple[MistakeLine, ...]:
    if candidate.kind not in QUESTIONS:
        return ()
    from quizapp.questions.code import CodeQuestion

    passage = candidate.passage
    try:
        question = read_block(
            candidate.source, candidate.info, passage.path, passage.first_line, candidate.lang
        )
    except InputError:
        return ()  # said by the check of the question itself
    return (question.template if isinstance(question, CodeQuestion) else question).mistakes


def _is_meant(card: Candidate, name: str) -> bool:
    """Whether a name is that of a question, a ``^block-id`` or a heading above, as in storage."""
    block, known = name.removeprefix("^"), card.explicit_id or ""
    if (card.kind in QUESTIONS and known == name) or known == block:
        return True
    headings = map(_folded, card.passage.headings)
    return known.startswith(f"{block}/") or _folded(name) in headings


def _folded(heading: str) -> str:
    """A heading as the collection compares them: whatever the case of Latin letters."""
    return json.dumps(heading, ensure_ascii=True).lower()
