"""Code questions: a program with draws in it. Nothing is run here; that is the sandbox's part.

Lines that start with ``#:`` are question language and are cut; in the rest a drawn name is
replaced where it is an identifier, ``{{n}}`` inside strings.
"""

import ast
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import EQUAL, AnswerKind, Mistake, Part, Value, Variant
from quizapp.questions.arithmetic import Datum
from quizapp.questions.companions import Companion
from quizapp.questions.forms import FORMS, Filling
from quizapp.questions.kinds import plain
from quizapp.questions.limits import Redraw
from quizapp.questions.marks import PART, Marks
from quizapp.questions.program import inserted
from quizapp.questions.statements import Question
from quizapp.questions.trial import (
    Trial,
    Watch,
    at_line,
    exactly_drawn,
    filled,
    first_success,
    run_lines,
    unwatched,
)


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """A code question: its ``#:`` lines as a template, its body, and what it asks.

    ``form`` is the word of the fence: ``quiz-output``, ``quiz-bug`` …. The body is the whole
    program, of a quiz-code what the learner starts from; the marks are cut out of it.
    """

    template: Question
    form: str
    body: str
    marks: Marks | None = None
    tests: Companion | None = None
    solution: Companion | None = None

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
    """A program with its numbers in.

    ``text`` is the whole program that may be run, ``shown`` what the learner sees of it. ``part``
    is what is asked; without it that is the output, and ``mistakes`` have the wrong output they
    stand for as their value. ``solution`` is the solution block of the question.
    """

    question: str
    seed: int
    level: int
    text: str
    shown: str
    prompt: str
    drawn: tuple[tuple[str, Value], ...]
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    part: Part | None = None
    solution: str = ""


def draw_program(
    question: CodeQuestion, seed: int, level: int = 1, watch: Watch = unwatched
) -> Program:
    """The program of a seed at a level; ``watch`` is told about every try.

    Raises:
        InputError: a level the question does not have, a body that is no program with these
            numbers in, a mistake that is no answer to the question.
        BrokenVariant: none of 200 tries was fair.
    """
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
    look_of = exactly_drawn(template)
    filling = Filling(
        code=lambda text, line: _program(question, text, line, drawn),
        piece=lambda text, line: _piece(question, text, line, drawn),
        text=lambda text, line: filled(text, line, trial, look_of),
    )
    asked = FORMS[question.form](question, filling, trial)
    if len({mistake.value for mistake in asked.mistakes}) < len(asked.mistakes):
        raise Redraw(_("two mistakes with the same answer"))
    return Program(
        question=question.id,
        seed=seed,
        level=level,
        text=asked.program,
        shown=asked.shown,
        prompt=filling.text(template.prompt, 1),
        drawn=tuple((name, plain(value)) for name, value in drawn.items()),
        hints=tuple(filling.text(hint.text, hint.line) for hint in template.hints),
        mistakes=asked.mistakes,
        part=asked.part,
        solution=asked.solution,
    )


def _program(question: CodeQuestion, code: str, line: int, drawn: dict[str, Datum]) -> str:
    """A program of the question with the drawn values in; it must stay Python."""
    text = _piece(question, code, line, drawn)
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        message = _("With {values} put in, the program is no Python any more: {reason}.")
        values = ", ".join(f"{name} = {value}" for name, value in drawn.items())
        reason = str(error).rstrip(".")
        raise at_line(
            question.template, line, message.format(values=values[:80], reason=reason)
        ) from None
    return text


def _piece(question: CodeQuestion, code: str, line: int, drawn: dict[str, Datum]) -> str:
    """Code of the question with the drawn values in."""
    try:
        return inserted(code, drawn)
    except InputError as error:
        raise at_line(question.template, line, error.message) from None
    except (tokenize.TokenError, SyntaxError):
        message = _("This line cannot be read as Python: close its brackets and quotes.")
        raise at_line(question.template, line, message) from None


def code_variant(question: CodeQuestion, program: Program) -> Variant:
    """The variant of a program whose answer is known without running it.

    Raises:
        InputError: the question asks for the output: see :func:`output_variant`.
    """
    if program.part is None:
        message = _("The answer of “{id}” comes from running it.")
        raise InputError(message.format(id=question.id), file=question.file, line=question.line)
    return _variant(question, program, program.part)


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
        tolerance=EQUAL,
        mistakes=tuple(mistake for mistake in program.mistakes if mistake.value != output),
    )
    return _variant(question, program, part)


def _variant(question: CodeQuestion, program: Program, part: Part) -> Variant:
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
        program=program.shown,
    )
