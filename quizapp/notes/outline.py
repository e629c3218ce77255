"""A section as the rules see it: points (paragraphs and items), lists, tables and formulas."""

import functools
from dataclasses import dataclass
from enum import StrEnum

from quizapp.notes.labels import Label, read_label
from quizapp.notes.prose import Prose, read_prose
from quizapp.notes.sections import Section
from quizapp.notes.sentences import sentences

_LABEL_STARTS = frozenset("*_=<[!")


class Place(StrEnum):
    """Where a point stands."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph or list item. ``topic`` is the nearest term above it."""

    text: str
    first_line: int
    last_line: int
    place: Place
    topic: str
    block_id: str = ""

    @property
    def prose(self) -> Prose:
        """The text with formulas and code masked (read once, then remembered)."""
        return read_prose(self.text)

    @property
    def label(self) -> Label | None:
        """The label the point starts with: bold text, or all of a line that ends in a colon."""
        text = self.text.strip()
        if text[:1] not in _LABEL_STARTS and text[-1:] != ":":
            return None
        return _parts(self.text)[0]

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences after the label, as stretches of ``prose.text``."""
        return _parts(self.text)[1]


@functools.lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[Label | None, tuple[tuple[int, int], ...]]:
    prose = read_prose(text)
    label = read_label(prose)
    return label, sentences(prose.text, label.end if label else 0)


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a list, with the label or line that announces it if there is one."""

    items: tuple[Point, ...]
    owner: Point | None
    topic: str
    first_line: int
    last_line: int
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table as Markdown."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    topic: str
    first_line: int
    last_line: int
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of a definition list with the paragraph that defines it."""

    term: str
    point: Point


@dataclass(frozen=True, slots=True)
class DisplayFormula:
    """A formula on lines of its own, with the line before it."""

    tex: str
    before: str
    first_line: int
    last_line: int
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A section taken apart for the rules.

    ``procedures`` are numbered lists, ``enumerations`` bullet lists of items without anything
    below them; ``lang`` is that of the file, ``body`` its whole text.
    """

    section: Section
    lang: str
    topic: str
    points: tuple[Point, ...] = ()
    procedures: tuple[Listing, ...] = ()
    formulas: tuple[DisplayFormula, ...] = ()
    enumerations: tuple[Listing, ...] = ()
    tables: tuple[Table, ...] = ()
    entries: tuple[Entry, ...] = ()
    body: str = ""
