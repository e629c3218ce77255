"""``check PATH``: for authors. Lint the cards, draw many variants of every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions import listing
from quizapp.actions.collection import Collection
from quizapp.actions.pictures import Pictures
from quizapp.actions.proving import unproven
from quizapp.actions.reading_settings import reading_settings
from quizapp.actions.variants import read_block, run_variant
from quizapp.grading.judge import judge
from quizapp.language import _, ngettext
from quizapp.model.cards import QUESTIONS, Candidate, CardKind
from quizapp.model.errors import InputError
from quizapp.model.passages import Finding, Severity
from quizapp.model.questions import Variant
from quizapp.model.verdicts import Outcome
from quizapp.notes.lint.leech import leech_findings
from quizapp.notes.lint.pairs import findings_between_files
from quizapp.notes.read import ReadingSettings, read_notes
from quizapp.notes.source import decode
from quizapp.notes.walk import note_files
from quizapp.questions import draw_variant
from quizapp.storage import identity, sources

if TYPE_CHECKING:
    from quizapp.actions.variants import AnyQuestion
    from quizapp.questions.check import Survey
    from quizapp.questions.code import CodeQuestion

SEEDS = 200
DIFFERENT = 5
"""Fewer variants than these are soon known by heart."""
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
    """A question after its variants were drawn.

    ``ms`` is the median time of one, ``different`` how many of them show numbers of their own.
    """

    id: str
    variants: int
    acceptance: float
    ms: float
    different: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of files and lines."""

    problems: tuple[NoteProblem, ...]
    questions: tuple[CheckedQuestion, ...]


def check_notes(
    paths: Sequence[str],
    *,
    run: bool = False,
    seeds: int = SEEDS,
    settings: ReadingSettings = ReadingSettings(),  # noqa: B008 (frozen)
) -> Checked:
    """Check files and folders of notes; ``run`` also runs the code of code questions.

    Raises:
        InputError: there is no such file or folder.
    """
    problems: list[NoteProblem] = []
    candidates: list[Candidate] = []
    for file, pictures in _files(paths):
        try:
            notes = read_notes(
                decode(file.read_bytes(), str(file)),
                source="",
                path=str(file),
                settings=settings,
                is_there=pictures.beside(file),
            )
        except (InputError, OSError) as error:
            problems.append(_unreadable(file, error))
            continue
        problems += map(_as_problem, notes.findings)
        candidates += notes.candidates
    problems += _between_files(candidates, settings)
    checked, found = _questions(candidates, run=run, seeds=seeds)
    problems = sorted(problems + found, key=lambda p: (p.file, p.line, p.rule))
    return Checked(tuple(problems), tuple(checked))


def leeches(collection: Collection, paths: Sequence[str]) -> list[NoteProblem]:
    """The cards of these notes that are forgotten again and again, as far as they are taken in."""
    limits = reading_settings(collection.settings).limits
    wanted = {str(file.resolve()) for file, _pictures in _files(paths)}
    with collection.database.reading() as connection:
        known = {s.uid: s for s in sources.all_sources(connection, collection.learner)}
        forgotten = identity.forgotten(connection, collection.learner, limits.early_leech_lapses)
    found = []
    for card, lapses, reviews in forgotten:
        file = listing.place(known, card)
        if file in wanted:
            told = leech_findings(card, lapses=lapses, reviews=reviews, limits=limits)
            found += [_as_problem(replace(finding, file=file)) for finding in told]
    return found


def _files(paths: Sequence[str]) -> Iterator[tuple[Path, Pictures]]:
    """Each file once, with the pictures of the folder it was named by."""
    seen: set[Path] = set()
    for path in paths:
        top = Path(path).expanduser()
        pictures = Pictures(top if top.is_dir() else top.parent, whole=top.is_dir())
        for file in note_files(top):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, pictures


def _as_problem(finding: Finding) -> NoteProblem:
    return NoteProblem(
        finding.file, finding.line, finding.rule, finding.severity.value, finding.message
    )


def _between_files(
    candidates: Sequence[Candidate], settings: ReadingSettings
) -> Iterator[NoteProblem]:
    """What cards of one deck that stand in several files do to each other."""
    cards = [card for card in candidates if card.kind not in QUESTIONS and card.sure]
    for finding in findings_between_files(cards, settings.limits):
        if finding.rule not in settings.no_findings:
            yield _as_problem(finding)


def _questions(
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
        yield _problem(candidate, "broken-variant", text)
    for mistake in counted.inseparable:
        message = _("Hardly any draw tells the mistake “{id}” from the answer or another mistake.")
        yield _problem(candidate, "inseparable-mistake", message.format(id=mistake))
    for mistake in counted.silent:
        message = _("The mistake “{id}” never occurs: its when= is never true.")
        yield _problem(candidate, "silent-mistake", message.format(id=mistake), Severity.WARNING)


def _few(candidate: Candidate, different: int, seeds: int) -> NoteProblem:
    count = ngettext("{n} variant", "{n} variants", different)
    message = _("{all} seeds give {count}: soon known by heart. Draw from more values.")
    text = message.format(count=count, all=seeds)
    return _problem(candidate, "few-variants", text, Severity.WARNING)


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
