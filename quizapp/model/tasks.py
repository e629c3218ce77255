"""What a code question has its answer judged by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """A test of a code question: the name of its function and what it shows, in words."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Task:
    """How the answer to a code question is judged, by comparing or by running.

    ``program`` is the whole right program; of a question about a bug the wrong one. ``tests`` is
    the source of its test functions and ``checks`` names them; without tests both are empty.
    ``before`` and ``after`` stand around the blank of a program. ``lines`` counts the lines that
    are shown.
    """

    program: str
    tests: str = ""
    checks: tuple[Check, ...] = ()
    before: str = ""
    after: str = ""
    lines: int = 0
