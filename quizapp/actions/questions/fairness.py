"""Whether a question is fair: many variants drawn of it, each judged by its own answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.actions.questions.problems import NoteProblem, of_question
from quizapp.actions.questions.proving import unproven
from quizapp.actions.questions.variants import read_block, run_variant
from quizapp.grading.judge import judge
from quizapp.language import _, ngettext
from quizapp.model.cards import QUESTIONS, Candidate, CardKind
from quizapp.model.errors import InputError
from quizapp.model.passages import Severity
from quizapp.model.questions import Variant
from quizapp.model.verdicts import Outcome
from quizapp.questions import draw_variant

if TYPE_CHECKING:
    from quizapp.actions.questions.variants import AnyQuestion
    from quizapp.questions.check import Survey
    from quizapp.questions.code import CodeQuestion

DIFFERENT = 5
"""Fewer variants than these are soon known by heart."""
RUNS = 3
"""With so many draws the code of a question is run."""


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question after its variants were drawn.

    ``ms`` is the median time of one, ``different`` how many of them show numbers of their own.
    """

    id: str
    variants: int
    acceptance: float
    ms: float
    different: int


def check_questions(
    candidates: Iterable[Candidate], *, run: bool, seeds: int
) -> tuple[list[CheckedQuestion], list[NoteProblem]]:
    """The questions after their variants were drawn, and what is wrong with them."""
    problems: list[NoteProblem] = []
    questions: list[CheckedQuestion] = []
    asked: dict[tuple[str, str], str] = {}
    trees: dict[tuple[str, str], str] = {}
    for candidate in candidates:
        if candidate.kind in QUESTIONS:
            problems += _same_id(candidate, asked)
            problems += _same_question(candidate, trees)
            checked, found = _check(candidate, run=run, seeds=seeds)
            problems += found
            questions += checked
    return questions, problems


def _same_id(candidate: Candidate, asked: dict[tuple[str, str], str]) -> Iterator[NoteProblem]:
    """An id may come again only in another language: then it is the same card."""
    key = (candidate.explicit_id or "", candidate.lang)
    place = f"{candidate.passage.path}:{candidate.passage.first_line}"
    first = asked.setdefault(key, place)
    if first != place:
        message = _("The question id “{id}” is used already at {place}: choose another one.")
        yield of_question(candidate, "duplicate-id", message.format(id=key[0], place=first))


def _same_question(
    candidate: Candidate, trees: dict[tuple[str, str], str]
) -> Iterator[NoteProblem]:
    """Two questions whose answers are the same calls, names apart, count as one."""
    if candidate.kind is not CardKind.LIVE:
        return
    from quizapp.questions.code import CodeQuestion
    from quizapp.questions.likeness import call_tree

    passage = candidate.passage
    try:
        question = read_block(
            candidate.source, candidate.info, passage.path, passage.first_line, candidate.lang
        )
    except InputError:
        return  # said by the check of the question itself
    assert not isinstance(question, CodeQuestion), "a live card asks a live question"
    first = trees.setdefault((call_tree(question), candidate.lang), question.id)
    if first != question.id:
        message = _("It asks the same as “{id}”, names apart: the two count as one question.")
        yield of_question(candidate, "same-question", message.format(id=first), Severity.WARNING)


def _check(
    candidate: Candidate, *, run: bool, seeds: int
) -> tuple[list[CheckedQuestion], list[NoteProblem]]:
    from quizapp.questions.code import CodeQuestion

    passage = candidate.passage
    try:
        question = read_block(
            candidate.source, candidate.info, passage.path, passage.first_line, candidate.lang
        )
        checked, problems = _draw(candidate, question, seeds)
        if isinstance(question, CodeQuestion) and run and not problems:
            problems += _run(candidate, question)
        return checked, problems
    except InputError as error:
        message = NoteProblem(
            passage.path,
            error.line or passage.first_line,
            "broken-question",
            Severity.ERROR.value,
            error.message,
        )
        return [], [message]


def _run(candidate: Candidate, question: CodeQuestion) -> list[NoteProblem]:
    """What goes wrong when the code of a question is run with a few draws; the first is enough."""
    from quizapp.questions import draw_program

    for seed in range(RUNS if draw_program(question, 0).drawn else 1):
        level = 1 + seed % question.levels
        problems = [
            of_question(candidate, rule, message)
            for rule, message in unproven(draw_program(question, seed, level))
        ]
        problems = problems or list(_unfair(candidate, run_variant(question, seed, level)))
        if problems:
            return problems
    return []


def _draw(
    candidate: Candidate, question: AnyQuestion, seeds: int
) -> tuple[list[CheckedQuestion], list[NoteProblem]]:
    from quizapp.questions.check import survey
    from quizapp.questions.code import CodeQuestion

    counted = survey(question, seeds)
    different = counted.variants - counted.duplicates
    problems = list(_counted(candidate, counted, seeds))
    if not isinstance(question, CodeQuestion) and 0 < different < min(DIFFERENT, seeds):
        problems.append(_few(candidate, different, seeds))
    broken = {seed for seed, _level, _message in counted.broken}
    for seed in range(seeds):
        if seed not in broken and not isinstance(question, CodeQuestion):
            variant = draw_variant(question, seed, 1 + seed % question.levels)
            found = list(_unfair(candidate, variant))
            problems += found
            if found:
                break
    acceptance, ms = round(counted.acceptance, 4), round(counted.ms, 3)
    return [CheckedQuestion(question.id, counted.variants, acceptance, ms, different)], problems


def _counted(candidate: Candidate, counted: Survey, seeds: int) -> Iterator[NoteProblem]:
    if counted.broken:
        count = ngettext("{n} seed of", "{n} seeds of", len(counted.broken))
        message = _("{count} {all} gave no variant. {reason}")
        text = message.format(count=count, all=seeds, reason=counted.broken[0][2])
        yield of_question(candidate, "broken-variant", text)
    for mistake in counted.inseparable:
        message = _("Hardly any draw tells the mistake “{id}” from the answer or another mistake.")
        yield of_question(candidate, "inseparable-mistake", message.format(id=mistake))
    for mistake in counted.silent:
        message = _("The mistake “{id}” never occurs: its when= is never true.")
        yield of_question(candidate, "silent-mistake", message.format(id=mistake), Severity.WARNING)


def _few(candidate: Candidate, different: int, seeds: int) -> NoteProblem:
    count = ngettext("{n} variant", "{n} variants", different)
    message = _("{all} seeds give {count}: soon known by heart. Draw from more values.")
    text = message.format(count=count, all=seeds)
    return of_question(candidate, "few-variants", text, Severity.WARNING)


def _unfair(candidate: Candidate, variant: Variant) -> Iterator[NoteProblem]:
    """The printed answer must be judged right, each printed mistake as that mistake."""
    right = [part.printed for part in variant.parts]
    if judge(variant, right).outcome is not Outcome.RIGHT:
        message = _("With seed {seed} the printed answer {answer} is not judged right.")
        text = message.format(seed=variant.seed, answer="; ".join(right))
        yield of_question(candidate, "printed-answer", text)
    for place, part in enumerate(variant.parts):
        for mistake in part.mistakes:
            slip = [*right[:place], mistake.printed, *right[place + 1 :]]
            if judge(variant, slip).parts[place].mistake != mistake.id:
                message = _("With seed {seed} the printed mistake {value} is not seen as “{id}”.")
                text = message.format(seed=variant.seed, value=mistake.printed, id=mistake.id)
                yield of_question(candidate, "printed-mistake", text)
