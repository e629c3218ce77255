"""The question language: read a question, draw its variants.

Nothing here imports numpy until a question is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.model.questions import Part, Value, Variant
    from quizapp.questions.catalogue import FunctionInfo
    from quizapp.questions.check import Survey
    from quizapp.questions.code import CodeQuestion, Program
    from quizapp.questions.computed import ReferenceSource
    from quizapp.questions.statements import Question

__all__ = [
    "block_version",
    "carried_part",
    "code_variant",
    "draw_program",
    "draw_variant",
    "function_list",
    "output_variant",
    "read_question",
    "redrawn_variant",
    "reference_sources",
    "survey",
]


def read_question(
    source: str, info: str, file: str, line: int, language: str = "en"
) -> Question | CodeQuestion:
    """Read the fenced block ``info`` that opens on ``line`` of ``file``.

    Raises:
        InputError: what is not part of the question language, with file:line of the notes.
    """
    from quizapp.questions.read import read_question as read

    return read(source, info, file, line, language)


def block_version(source: str, info: str) -> str:
    """The version of a block (16 hex digits), whether it can be read or not."""
    from quizapp.questions.read import block_version as version

    return version(source, info)


def draw_variant(question: Question, seed: int, level: int = 1) -> Variant:
    """The variant of a seed at a level.

    Raises:
        InputError: a level the question does not have, values that do not fit a line.
        BrokenVariant: no fair variant came out of 200 tries.
    """
    from quizapp.questions.variant import draw_variant as draw

    return draw(question, seed, level)


def redrawn_variant(
    question: Question, seed: int, level: int, drawn: Mapping[str, Value]
) -> Variant:
    """The variant with these drawn values, whatever the seed draws today.

    Raises:
        InputError: the values do not fit the question.
    """
    from quizapp.questions.variant import redrawn_variant as redrawn

    return redrawn(question, seed, level, drawn)


def reference_sources(question: Question) -> tuple[ReferenceSource, ...]:
    """The functions of ``reference_impl`` that computed the answer, each with its source."""
    from quizapp.questions.computed import reference_sources as sources

    return sources(question)


def carried_part(question: Question, variant: Variant, values: Mapping[str, Value]) -> Part | None:
    """The part after the named ones, worked out with the learner's values for these."""
    from quizapp.questions.variant import carried_part as carried

    return carried(question, variant, values)


def draw_program(question: CodeQuestion, seed: int, level: int = 1) -> Program:
    """The program of a code question, to be run in the sandbox.

    Raises:
        InputError: a level the question does not have, values that do not fit the program.
        BrokenVariant: none of 200 tries was fair.
    """
    from quizapp.questions.code import draw_program as draw

    return draw(question, seed, level)


def code_variant(question: CodeQuestion, program: Program) -> Variant:
    """The variant of a program whose answer is known without running it."""
    from quizapp.questions.code import code_variant as variant

    return variant(question, program)


def output_variant(question: CodeQuestion, program: Program, lines: Sequence[str]) -> Variant:
    """The variant of a program and the lines that it printed in the sandbox."""
    from quizapp.questions.code import output_variant as variant

    return variant(question, program, lines)


def function_list() -> tuple[FunctionInfo, ...]:
    """What a question may call, by name: draws, functions, those of ``reference_impl``."""
    from quizapp.questions.catalogue import function_list as listed

    return listed()


def survey(question: Question | CodeQuestion, seeds: int = 200) -> Survey:
    """What ``check`` tells about a question: acceptance, time, broken seeds, mistakes."""
    from quizapp.questions.check import survey as surveyed

    return surveyed(question, seeds)
