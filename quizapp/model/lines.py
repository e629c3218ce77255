"""Lines put in order: their numbers, and the indentation that each was given.

``2 1:0 3:1`` is line 2 as it stands, line 1 without indentation, line 3 one level deep.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

INDENT = "    "
_PLACED = re.compile(r"(?P<number>[0-9]{1,3})(?::(?P<level>[0-9]{1,2}))?")


class Placed(NamedTuple):
    """A line by the number under which it is shown; without a level it keeps its indentation."""

    number: int
    level: int | None = None


def read_placed(words: Iterable[str]) -> tuple[Placed, ...]:
    """The lines that words name; a word that names none becomes line 0."""
    found = (_PLACED.fullmatch(word) for word in words)
    return tuple(
        Placed(int(match["number"]), None if match["level"] is None else int(match["level"]))
        if match
        else Placed(0)
        for match in found
    )


def written_placed(lines: Iterable[Placed]) -> str:
    """The same as one text."""
    return " ".join(
        f"{number}" if level is None else f"{number}:{level}" for number, level in lines
    )


def program_of(options: Sequence[str], lines: Iterable[Placed]) -> str:
    """The program that the lines make, each at its level."""
    return "\n".join(at_level(options[number - 1], level) for number, level in lines)


def at_level(line: str, level: int | None) -> str:
    """A line with the indentation of a level."""
    return line if level is None else INDENT * level + line.lstrip(" ")


def level_of(line: str) -> int:
    """How many levels deep a line stands."""
    return (len(line) - len(line.lstrip(" "))) // len(INDENT)


def indentable(options: Sequence[str]) -> bool:
    """Whether indenting the lines is part of putting them in order.

    It is where some are indented and all of them by whole levels. Inside a string of several lines
    indentation is text, so there each line keeps its own.
    """
    whole = all(line == at_level(line, level_of(line)) for line in options)
    quoted = any(quotes in line for line in options for quotes in ('"""', "'''"))
    return whole and not quoted and any(map(level_of, options))
