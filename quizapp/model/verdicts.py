"""Verdicts: what was found about an answer."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.model.questions import Value


class Outcome(StrEnum):
    """The five verdicts, from best to worst."""

    RIGHT = "right"
    CLOSE = "close"
    MISTAKE = "mistake"
    WRONG = "wrong"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of a typed answer beside the one that belongs there.

    Both where they are the same letters, but for what does not count; ``typed`` alone where they
    are too many, ``right`` alone where they are missing.
    """

    typed: str
    right: str


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """The verdict on one part.

    ``entries`` has one outcome per entry of the answer in reading order. ``read`` is the answer
    as it was understood, ``value`` the same as numbers (None when unreadable). ``mistake`` is the
    id of the slip, or of the generic detector, ``parts_at`` the worked step where the ways part.
    ``tests`` says of each test that was run why it failed, nothing where it passed. ``letters``
    set a typed wording beside the right one.
    """

    name: str
    outcome: Outcome
    message: str = ""
    mistake: str | None = None
    entries: tuple[Outcome, ...] = ()
    read: str = ""
    value: Value | None = None
    parts_at: str | None = None
    tests: tuple[str, ...] = ()
    letters: tuple[Letters, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a whole answer: the worst part counts."""

    outcome: Outcome
    message: str
    expected: str
    parts: tuple[PartVerdict, ...]
    mistake: str | None = None
