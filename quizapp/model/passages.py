"""Where cards come from: sources, passages, gaps, and what lint finds there."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder the collection takes notes from.

    ``root`` is the absolute folder that relative paths are counted from; ``shipped`` marks the
    decks that come with the program; ``whole`` says that all notes in the folder belong to it,
    not only the files that were named.
    """

    uid: str
    root: str
    label: str
    shipped: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """The piece of notes a card came from: lines are counted from 1, both ends included."""

    source: str
    path: str
    headings: tuple[str, ...]
    first_line: int
    last_line: int


class GapKind(StrEnum):
    """What says nothing yet."""

    HEADING = "heading"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Gap:
    """A heading or bullet of the notes that says nothing yet."""

    heading: str
    kind: GapKind
    file: str
    line: int


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """What lint has to say about one place of the notes; ``card`` is empty where there is none."""

    rule: str
    severity: Severity
    message: str
    file: str
    line: int
    card: str = ""
