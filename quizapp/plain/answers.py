"""Answers read from lines: one line a part, a program until a line with a single dot."""

from collections.abc import Iterator
from typing import TextIO

from quizapp.model.questions import AnswerKind, Part, Variant

LEAVE = ":q"


def wants_program(variant: Variant, place: int) -> bool:
    """Whether the part number ``place`` is answered by a program of several lines."""
    return variant.parts[place].kind is AnswerKind.PROGRAM


def rest_of_program(first: str, lines: TextIO) -> str | None:
    """The program that begins with ``first``; None if ``:q`` or the end comes before its dot."""
    program = [first]
    while (line := lines.readline()) and line.strip() != LEAVE:
        if line.strip() == ".":
            return "".join(program)
        program.append(line)
    return None


def as_typed(line: str, part: Part) -> str:
    """What a line means for a part: of an output ``\\n`` parts the lines."""
    return line.replace("\\n", "\n") if part.kind is AnswerKind.OUTPUT else line


def lines_typed(lines: TextIO) -> Iterator[str]:
    """The lines typed, until ``:q`` or the end of input."""
    while (line := lines.readline()) and line.strip() != LEAVE:
        yield line
