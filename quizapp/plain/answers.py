"""Answers read from lines: one line a part, a program until a line with a single dot."""

from collections.abc import Iterator
from typing import TextIO

from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.wording.layouts import as_latin

LEAVE = ":q"


def wants_program(variant: Variant, place: int) -> bool:
    """Whether the part number ``place`` is answered by a program of several lines."""
    return variant.parts[place].kind is AnswerKind.PROGRAM


def rest_of_program(first: str, lines: TextIO) -> str | None:
    """The program that begins with ``first``; None if ``:q`` or the end comes before its dot."""
    program = [first]
    while (line := next_line(lines)) and not leaves(line):
        if line.strip() == ".":
            return "".join(program)
        program.append(line)
    return None


def as_typed(line: str, part: Part) -> str:
    """What a line means for a part: of an output ``\\n`` parts the lines."""
    return line.replace("\\n", "\n") if part.kind is AnswerKind.OUTPUT else line


def lines_typed(lines: TextIO) -> Iterator[str]:
    """The lines typed, until ``:q`` or the end of input."""
    while (line := next_line(lines)) and not leaves(line):
        yield line


def leaves(line: str) -> bool:
    """Whether the learner leaves with this line, on either layout."""
    return as_latin(line.strip()) == LEAVE


def next_line(lines: TextIO) -> str:
    """The next line typed, nothing at the end of input.

    Raises:
        BrokenPipeError: the terminal is gone, so that nobody types and nobody reads.
    """
    try:
        return lines.readline()
    except OSError as error:
        raise BrokenPipeError from error
