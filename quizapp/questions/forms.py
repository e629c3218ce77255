"""What each form of code question asks of a program: the output, a line, a blank, an order, all.

Nothing is run here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import EQUAL, AnswerKind, Mistake, Part, Value
from quizapp.model.tasks import Task
from quizapp.questions.arithmetic import Datum
from quizapp.questions.companions import checks_of
from quizapp.questions.marks import BLANK, PART, Blank, Bug, Lines
from quizapp.questions.text import Text
from quizapp.questions.trial import Trial, at_line

if TYPE_CHECKING:
    from quizapp.questions.code import CodeQuestion
    from quizapp.questions.statements import MistakeLine


@dataclass(frozen=True, slots=True)
class Filling:
    """Puts the drawn values of a try into whole programs, pieces of code and texts.

    Each is given with the line of the source on which it stands.
    """

    code: Callable[[str, int], str]
    piece: Callable[[str, int], str]
    text: Callable[[Text, int], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form makes of a try: the whole program, what is seen of it, what is asked."""

    program: str
    shown: str
    mistakes: tuple[Mistake, ...] = ()
    part: Part | None = None
    solution: str = ""


def _output(question: CodeQuestion, filling: Filling, trial: Trial) -> Asked:
    program = filling.code(question.body, 1)
    return Asked(program, program, _mistakes(trial, filling, _printed))


def _line(question: CodeQuestion, filling: Filling, trial: Trial) -> Asked:
    assert isinstance(question.marks, Bug)
    program, bug = filling.code(question.body, 1), question.marks
    count = len(program.rstrip("\n").split("\n"))

    def number(value: Datum) -> Value:
        if isinstance(value, int) and 1 <= value <= count and value != bug.line:
            return int(value)
        message = _("A mistake of a quiz-bug is the number of another line, 1 to {count}.")
        raise InputError(message.format(count=count))

    mistakes = _mistakes(trial, filling, number)
    task = _task(question, filling, program, lines=count)
    part = Part(
        name=PART,
        kind=AnswerKind.LINE,
        answer=bug.line,
        printed=str(bug.line),
        tolerance=EQUAL,
        mistakes=mistakes,
        task=task,
        why=filling.text(bug.why, bug.at),
    )
    solution = question.solution
    mended = filling.code(solution.text, solution.line) if solution else ""
    return Asked(program, program, mistakes, part, mended)


def _blank(question: CodeQuestion, filling: Filling, trial: Trial) -> Asked:
    assert isinstance(question.marks, Blank)
    program = filling.code(question.body, 1)
    blanked = filling.piece(question.marks.blanked, question.marks.line)
    before, _gap, after = blanked.partition(BLANK)
    right = program[len(before) : len(program) - len(after)]
    mistakes = _mistakes(trial, filling, _written)
    part = Part(
        name=PART,
        kind=AnswerKind.BLANK,
        answer=right,
        printed=right,
        tolerance=EQUAL,
        mistakes=mistakes,
        task=_task(question, filling, program, before=before, after=after),
    )
    return Asked(program, before + BLANK + after, mistakes, part)


def _order(question: CodeQuestion, filling: Filling, trial: Trial) -> Asked:
    assert isinstance(question.marks, Lines)
    program = filling.code(question.body, 1)
    pieces = _with_distractors(program, question.marks, filling)
    place = _shuffled([own == 0 for _text, own in pieces], trial)
    shown = [text for _place, (text, _own) in sorted(zip(place, pieces, strict=True))]
    answer = tuple(place[i] for i, (_text, own) in enumerate(pieces) if not own)
    mistakes = tuple(
        _with_distractor(number, pieces, place, filling.text(line.why, line.line))
        for number, line in enumerate(question.marks.distractors, 1)
    )
    part = Part(
        name=PART,
        kind=AnswerKind.ORDER,
        answer=answer,
        printed=" ".join(map(str, answer)),
        tolerance=EQUAL,
        options=tuple(shown),
        mistakes=mistakes,
        task=_task(question, filling, program, lines=len(shown)),
    )
    return Asked(program, "\n".join(shown) + "\n", mistakes, part)


def _with_distractors(program: str, marks: Lines, filling: Filling) -> list[tuple[str, int]]:
    """The lines of a program among those that do not belong, each with the number of such a one."""
    pieces = [(line, 0) for line in program.rstrip("\n").split("\n")]
    for number, distractor in reversed(list(enumerate(marks.distractors, 1))):
        text = filling.piece(distractor.text, distractor.line)
        pieces.insert(distractor.before, (text, number))
    return pieces


def _shuffled(right: list[bool], trial: Trial) -> list[int]:
    """The number under which each line is shown, never all right ones in their order."""
    while True:
        shown = trial.source.some(len(right), len(right))
        place = [0] * len(shown)
        for number, i in enumerate(shown, 1):
            place[i] = number
        answer = [number for number, belongs in zip(place, right, strict=True) if belongs]
        if answer != sorted(answer):
            return place


def _with_distractor(
    number: int, pieces: list[tuple[str, int]], place: list[int], why: str
) -> Mistake:
    """The right order with one line in it that does not belong."""
    wrong = tuple(place[i] for i, (_text, own) in enumerate(pieces) if own in (0, number))
    return Mistake(f"x{number}", PART, wrong, " ".join(map(str, wrong)), why)


def _program(question: CodeQuestion, filling: Filling, trial: Trial) -> Asked:
    solution = question.solution
    assert solution is not None
    start = filling.code(question.body, 1)
    right = filling.code(solution.text, solution.line)
    part = Part(
        name=PART,
        kind=AnswerKind.PROGRAM,
        answer=right,
        printed=right.rstrip("\n"),
        tolerance=EQUAL,
        task=_task(question, filling, right),
    )
    return Asked(right, start, (), part, right)


def _task(
    question: CodeQuestion,
    filling: Filling,
    program: str,
    before: str = "",
    after: str = "",
    lines: int = 0,
) -> Task:
    tests = filling.code(question.tests.text, question.tests.line) if question.tests else ""
    checks = checks_of(tests) if tests else ()
    return Task(program, tests, checks, before, after, lines)


def _mistakes(
    trial: Trial, filling: Filling, answer: Callable[[Datum], Value]
) -> tuple[Mistake, ...]:
    (part,) = trial.parts
    return tuple(
        _mistake(line, value, trial, filling, answer)
        for line, value in zip(part.mistakes, part.values[1:], strict=True)
    )


def _mistake(
    line: MistakeLine,
    value: Datum,
    trial: Trial,
    filling: Filling,
    answer: Callable[[Datum], Value],
) -> Mistake:
    try:
        wrong = answer(value)
    except InputError as error:
        raise at_line(trial.question, line.line, error.message) from None
    return Mistake(
        id=line.id,
        part=PART,
        value=wrong,
        printed=str(wrong),
        message=filling.text(line.text, line.line),
        see=line.see,
    )


def _printed(value: Datum) -> Value:
    """A wrong output as text; ``\\n`` in it, two characters, begins a new line."""
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.replace(r"\n", "\n").strip().split("\n"))
    if isinstance(value, bool | int | float):
        return str(value)
    raise InputError(_("A mistake of a program is the text or the number it would print."))


def _written(value: Datum) -> Value:
    """A wrong piece of code."""
    if isinstance(value, str | bool | int | float) and str(value).strip():
        return str(value).strip()
    raise InputError(_("A mistake of a quiz-blank is the text or the number put into the blank."))


FORMS: Mapping[str, Callable[[CodeQuestion, Filling, Trial], Asked]] = {
    "quiz-output": _output,
    "quiz-bug": _line,
    "quiz-blank": _blank,
    "quiz-order": _order,
    "quiz-code": _program,
}
