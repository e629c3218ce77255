"""Code questions: a program with draws in it. Nothing is run here; that is the sandbox's part.

Lines that start with ``#:`` are question language and are cut; in the rest a drawn name is
replaced where it is an identifier, ``{{n}}`` inside strings.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Mistake, Part, Tolerance, Value, Variant
from quizapp.questions.arithmetic import Datum
from quizapp.questions.limits import Redraw
from quizapp.questions.parts import plain
from quizapp.questions.printing import EXACT, SIGNIFICANT, Look
from quizapp.questions.program import inserted
from quizapp.questions.statements import HintLine, MistakeLine, Question
from quizapp.questions.text import Text, fill
from quizapp.questions.trial import Trial, Watch, at_line, first_success, run_lines, unwatched

PART = "1"
"""The name of the only part of a code question."""


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """A code question: its ``#:`` lines as a template, its body, and what it asks.

    ``form`` is the word of the fence: ``quiz-output``, ``quiz-bug`` ….
    """

    template: Question
    form: str
    body: str

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.template.id

    @property
    def kind(self) -> str:
        """``code``."""
        return self.template.kind

    @property
    def levels(self) -> int:
        """How many levels it has."""
        return self.template.levels

    @property
    def version(self) -> str:
        """The hash of its source."""
        return self.template.version

    @property
    def file(self) -> str:
        """The file of the notes."""
        return self.template.file

    @property
    def line(self) -> int:
        """The line of the notes on which the block opens."""
        return self.template.line


@dataclass(frozen=True, slots=True)
class Program:
    """A program with its numbers in, ready to be run.

    ``mistakes`` have the wrong output they stand for as their value.
    """

    question: str
    seed: int
    level: int
    text: str
    prompt: str
    drawn: tuple[tuple[str, Value], ...]
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def draw_program(
    question: CodeQuestion, seed: int, level: int = 1, watch: Watch = unwatched
) -> Program:
    """The program of a seed at a level; ``watch`` is told about every try.

    Raises:
        InputError: a kind that cannot be asked yet, a level the question does not have, a body
            that is no program with these numbers in.
        BrokenVariant: none of 200 tries was fair.
    """
    if question.form != "quiz-output":
        message = _("Question “{id}” is a {form}; this version of quizapp cannot ask it yet.")
        text = message.format(id=question.id, form=question.form)
        raise InputError(text, file=question.file, line=question.line)
    return first_success(
        question.template,
        seed,
        level,
        lambda trial: (_attempted(question, trial, seed, level), ()),
        watch,
    )


def _attempted(question: CodeQuestion, trial: Trial, seed: int, level: int) -> Program:
    run_lines(trial)
    template = question.template
    drawn = {name: trial.scope[name] for name in template.drawn}
    mistakes = tuple(_mistake(line, value, trial) for line, value in trial.mistakes[PART])
    if len({mistake.value for mistake in mistakes}) < len(mistakes):
        raise Redraw(_("two mistakes with the same output"))
    return Program(
        question=question.id,
        seed=seed,
        level=level,
        text=_program(question, drawn),
        prompt=_filled(template.prompt, 1, trial),
        drawn=tuple((name, plain(value)) for name, value in drawn.items()),
        hints=tuple(
            _filled(line.text, line.line, trial)
            for line in template.statements
            if isinstance(line, HintLine)
        ),
        mistakes=mistakes,
    )


def _program(question: CodeQuestion, drawn: dict[str, Datum]) -> str:
    try:
        text = inserted(question.body, drawn)
        ast.parse(text)
    except InputError as error:
        raise at_line(question.template, 1, error.message) from None
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        message = _("With {values} put in, the program is no Python any more: {reason}.")
        values = ", ".join(f"{name} = {value}" for name, value in drawn.items())
        reason = str(error).rstrip(".")
        raise at_line(
            question.template, 1, message.format(values=values[:80], reason=reason)
        ) from None
    return text


def _mistake(line: MistakeLine, value: Datum, trial: Trial) -> Mistake:
    output = _output(value)
    return Mistake(
        id=line.id,
        part=PART,
        value=output,
        printed=output,
        message=_filled(line.text, line.line, trial),
        see=line.see,
    )


def _output(value: Datum) -> str:
    """A wrong output as text; ``\\n`` in it, two characters, begins a new line."""
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.replace(r"\n", "\n").strip().split("\n"))
    if isinstance(value, bool | int | float):
        return str(value)
    raise InputError(_("A mistake of a program is the text or the number it would print."))


def _filled(text: Text, line: int, trial: Trial) -> str:
    drawn = trial.question.drawn
    try:
        return fill(text, trial.scope, lambda name: EXACT if name in drawn else Look(SIGNIFICANT))
    except InputError as error:
        raise at_line(trial.question, line, error.message) from None


def output_variant(question: CodeQuestion, program: Program, lines: Sequence[str]) -> Variant:
    """The variant of a program and the lines that it printed in the sandbox.

    A mistake that stands for the very output is no mistake in this variant.
    """
    output = "\n".join(line.strip() for line in lines).strip("\n")
    part = Part(
        name=PART,
        kind=AnswerKind.OUTPUT,
        answer=output,
        printed=output,
        tolerance=Tolerance(0.0, 0.0),
        mistakes=tuple(mistake for mistake in program.mistakes if mistake.value != output),
    )
    return Variant(
        question=question.id,
        version=question.version,
        seed=program.seed,
        level=program.level,
        kind=question.kind,
        prompt=program.prompt,
        parts=(part,),
        hints=program.hints,
        drawn=program.drawn,
        program=program.text,
    )
