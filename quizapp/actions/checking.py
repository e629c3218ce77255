"""``check PATH``: for authors. Lint the cards, draw many variants of every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions.proving import unproven
from quizapp.actions.variants import read_block, run_variant
from quizapp.grading.judge import judge
from quizapp.language import _, ngettext
from quizapp.model.cards import QUESTIONS, Candidate, CardKind
from quizapp.model.errors import InputError
from quizapp.model.passages import Severity
from quizapp.model.questions import Variant
from quizapp.model.verdicts import Outcome
from quizapp.notes.read import read_notes
from quizapp.notes.source import decode
from quizapp.notes.walk import note_files
from quizapp.questions import draw_variant

if TYPE_CHECKING:
    from quizapp.actions.variants import AnyQuestion
    from quizapp.questions.check import Survey
    from quizapp.questions.code import CodeQuestion

SEEDS = 200
RUNS = 3
"""With so many draws the code of a question is run."""


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """What is wrong at one place of the notes."""

    file: str
    line: int
    rule: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question after its variants were drawn; ``ms`` is the median time of one."""

    id: str
    variants: int
    acceptance: float
    ms: float


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of files and lines."""

    problems: tuple[NoteProblem, ...]
    questions: tuple[CheckedQuestion, ...]


def check_notes(paths: Sequence[str], *, run: bool = False, seeds: int = SEEDS) -> Checked:
    """Check files and folders of notes; ``run`` also runs the code of code questions.

    Raises:
        InputError: there is no such file or folder.
    """
    problems: list[NoteProblem] = []
    questions: list[CheckedQuestion] = []
    asked: dict[tuple[str, str], str] = {}
    trees: dict[tuple[str, str], str] = {}
    for file in _files(paths):
        try:
            notes = read_notes(decode(file.read_bytes(), str(file)), source="", path=str(file))
        except (InputError, OSError) as error:
            problems.append(_unreadable(file, error))
            continue
        problems += [
            NoteProblem(str(file), f.line, f.rule, f.severity.value, f.message)
            for f in notes.findings
        ]
        for candidate in notes.candidates:
            if candidate.kind in QUESTIONS:
                problems += _same_id(candidate, asked)
                problems += _same_question(candidate, trees)
                checked, found = _check(candidate, run=run, seeds=seeds)
                problems += found
                questions += checked
    problems.sort(key=lambda problem: (problem.file, problem.line, problem.rule))
    return Checked(tuple(problems), tuple(questions))


def _files(paths: Sequence[str]) -> Iterator[Path]:
    for path in paths:
        yield from note_files(Path(path).expanduser())


def _unreadable(file: Path, error: InputError | OSError) -> NoteProblem:
    line = error.line if isinstance(error, InputError) else None
    message = error.message if isinstance(error, InputError) else str(error.strerror)
    return NoteProblem(str(file), line or 1, "unreadable", Severity.ERROR.value, message)


def _same_id(candidate: Candidate, asked: dict[tuple[str, str], str]) -> Iterator[NoteProblem]:
    """An id may come again only in another language: then it is the same card."""
    key = (candidate.explicit_id or "", candidate.lang)
    place = f"{candidate.passage.path}:{candidate.passage.first_line}"
    first = asked.setdefault(key, place)
    if first != place:
        message = _("The question id “{id}” is used already at {place}: choose another one.")
        yield _problem(candidate, "duplicate-id", message.format(id=key[0], place=first))


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
        yield _problem(candidate, "same-question", message.format(id=first), Severity.WARNING)


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
            _problem(candidate, rule, message)
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
    problems = list(_counted(candidate, counted, seeds))
    broken = {seed for seed, _level, _message in counted.broken}
    for seed in range(seeds):
        if seed not in broken and not isinstance(question, CodeQuestion):
            variant = draw_variant(question, seed, 1 + seed % question.levels)
            found = list(_unfair(candidate, variant))
            problems += found
            if found:
                break
    checked = CheckedQuestion(
        question.id, counted.variants, round(counted.acceptance, 4), round(counted.ms, 3)
    )
    return [checked], problems


def _counted(candidate: Candidate, counted: Survey, seeds: int) -> Iterator[NoteProblem]:
    if counted.broken:
        count = ngettext("{n} seed of", "{n} seeds of", len(counted.broken))
        message = _("{count} {all} gave no variant. {reason}")
        text = message.format(count=count, all=seeds, reason=counted.broken[0][2])
        yield _problem(candidate, "broken-variant", text)
    for mistake in counted.inseparable:
        message = _("Hardly any draw tells the mistake “{id}” from the answer or another mistake.")
        yield _problem(candidate, "inseparable-mistake", message.format(id=mistake))
    for mistake in counted.silent:
        message = _("The mistake “{id}” never occurs: its when= is never true.")
        yield _problem(candidate, "silent-mistake", message.format(id=mistake), Severity.WARNING)


def _unfair(candidate: Candidate, variant: Variant) -> Iterator[NoteProblem]:
    """The printed answer must be judged right, each printed mistake as that mistake."""
    right = [part.printed for part in variant.parts]
    if judge(variant, right).outcome is not Outcome.RIGHT:
        message = _("With seed {seed} the printed answer {answer} is not judged right.")
        text = message.format(seed=variant.seed, answer="; ".join(right))
        yield _problem(candidate, "printed-answer", text)
    for place, part in enumerate(variant.parts):
        for mistake in part.mistakes:
            slip = [*right[:place], mistake.printed, *right[place + 1 :]]
            if judge(variant, slip).parts[place].mistake != mistake.id:
                message = _("With seed {seed} the printed mistake {value} is not seen as “{id}”.")
                text = message.format(seed=variant.seed, value=mistake.printed, id=mistake.id)
                yield _problem(candidate, "printed-mistake", text)


def _problem(
    candidate: Candidate, rule: str, message: str, severity: Severity = Severity.ERROR
) -> NoteProblem:
    passage = candidate.passage
    text = f"{candidate.explicit_id}: {message}"
    return NoteProblem(passage.path, passage.first_line, rule, severity.value, text)


def failed(problems: Iterable[NoteProblem], *, strict: bool) -> bool:
    """Whether a check is not passed: errors count, with ``strict`` warnings too."""
    counting = {Severity.ERROR.value} | ({Severity.WARNING.value} if strict else set())
    return any(problem.severity in counting for problem in problems)
