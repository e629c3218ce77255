"""A section as the rules see it: points (paragraphs and items), procedures and formulas.

A label takes the numbered list after it as its own even where CommonMark makes the two siblings.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quizapp.notes.blocks import Block, BlockKind
from quizapp.notes.labels import Label, general, read_label, silent
from quizapp.notes.markup import split_block_id
from quizapp.notes.prose import Prose, one_line, read_prose
from quizapp.notes.sections import Section, topic_of
from quizapp.notes.sentences import sentences, words


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
        """The label the point starts with."""
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
class Procedure:
    """A numbered list, with the label or line that announces it if there is one."""

    steps: tuple[Point, ...]
    owner: Point | None
    topic: str
    first_line: int
    last_line: int
    block_id: str = ""


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
    """A section taken apart for the rules; ``lang`` is that of the file."""

    section: Section
    lang: str
    topic: str
    points: tuple[Point, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    formulas: tuple[DisplayFormula, ...] = ()


_TASK = re.compile(r"^\[[ xX]\]\s+")
_CALLOUT = re.compile(r"^\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)\n?")
_TITLE_LENGTH = 6


def outline(section: Section, lang: str, claimed: frozenset[int] = frozenset()) -> Outline:
    """Take a section apart, leaving out the lines that marked-up cards have ``claimed``."""
    topic = _topic(section, lang)
    reader = _Reader(lang, claimed)
    reader.read(section.blocks, topic, Place.PARAGRAPH)
    return Outline(
        section,
        lang,
        topic,
        tuple(reader.points),
        tuple(reader.procedures),
        tuple(reader.formulas),
    )


def _topic(section: Section, lang: str) -> str:
    """The nearest heading that names a term, or the title of the file."""
    for heading in reversed(section.headings):
        topic = topic_of(heading)
        if topic and not general(topic, lang):
            return topic
    return topic_of(section.title)


@dataclass(slots=True)
class _Reader:
    lang: str
    claimed: frozenset[int]
    points: list[Point] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    formulas: list[DisplayFormula] = field(default_factory=list)

    def read(self, blocks: Iterable[Block], topic: str, place: Place) -> None:
        """Read sibling blocks; ``before`` is the point that may own the list that follows."""
        before: Point | None = None
        for block in blocks:
            if self._is_claimed(block):
                before = None
            elif block.kind is BlockKind.PARAGRAPH:
                before = self._paragraph(block, topic, place) or before
            elif block.kind is BlockKind.LIST and block.ordered:
                self._procedure(block, topic, before)
                before = None
            elif block.kind is BlockKind.LIST:
                before = self._items(block, topic, before)
            elif block.kind is BlockKind.QUOTE:
                self._callout(block, topic)
                before = None
            else:
                self._display_formula(block, before)
                before = None

    def _is_claimed(self, block: Block) -> bool:
        if block.kind in (BlockKind.LIST, BlockKind.QUOTE):
            return False
        return not self.claimed.isdisjoint(range(block.first_line, block.last_line + 1))

    def _paragraph(self, block: Block, topic: str, place: Place) -> Point | None:
        text, block_id = split_block_id(block.text)
        if not text.strip():
            self._give_id(block.first_line, block_id)
            return None
        point = Point(
            _TASK.sub("", text), block.first_line, block.last_line, place, topic, block_id
        )
        self.points.append(point)
        return point

    def _give_id(self, line: int, block_id: str) -> None:
        """An id on a line of its own belongs to the list or formula just above it."""
        if self.procedures and self._just_above(self.procedures[-1].last_line, line):
            self.procedures[-1] = replace(self.procedures[-1], block_id=block_id)
        elif self.formulas and self._just_above(self.formulas[-1].last_line, line):
            self.formulas[-1] = replace(self.formulas[-1], block_id=block_id)

    @staticmethod
    def _just_above(last: int, line: int) -> bool:
        return last < line <= last + 2

    def _items(self, block: Block, topic: str, before: Point | None) -> Point | None:
        """Read the items of a bullet list; the last one may own the list that follows."""
        topic = self._narrower(before, topic)
        last: Point | None = None
        for item in block.children:
            count = len(self.points)
            head, rest = item.children[:1], item.children[1:]
            if not head or head[0].kind is not BlockKind.PARAGRAPH:
                self.read(item.children, topic, Place.ITEM)
                last = None
                continue
            self.read(head, topic, Place.ITEM)
            last = self.points[-1] if len(self.points) > count else None
            self._nested(rest, topic, last)
        return last

    def _nested(self, blocks: tuple[Block, ...], topic: str, owner: Point | None) -> None:
        """What stands under an item: its numbered list belongs to it, the rest has its topic."""
        for block in blocks:
            if block.kind is BlockKind.LIST and block.ordered and not self._is_claimed(block):
                self._procedure(block, topic, owner)
            else:
                self.read((block,), self._narrower(owner, topic), Place.ITEM)

    def _narrower(self, owner: Point | None, topic: str) -> str:
        """The topic of a list: the term of the short line that announces it, if there is one."""
        if owner is None:
            return topic
        text = owner.text.strip("* :")
        named = 0 < len(words(text)) <= _TITLE_LENGTH and not text.endswith((".", "?", "!"))
        if not named or general(text, self.lang) or "$" in text or "[" in text:
            return topic
        return text

    def _procedure(self, block: Block, topic: str, owner: Point | None) -> None:
        steps: list[Point] = []
        for item in block.children:
            head = item.children[0] if item.children else None
            if head is None or head.kind is not BlockKind.PARAGRAPH or self._is_claimed(head):
                continue
            text, block_id = split_block_id(head.text)
            if text.strip():
                steps.append(
                    Point(text, head.first_line, head.last_line, Place.STEP, topic, block_id)
                )
            self.read(item.children[1:], topic, Place.ITEM)
        announced = owner if owner is not None and _announces(owner) else None
        if steps and len(steps) == len(block.children):
            self.procedures.append(
                Procedure(tuple(steps), announced, topic, block.first_line, block.last_line)
            )

    def _callout(self, block: Block, topic: str) -> None:
        """Read a callout as part of the section; a plain quotation is someone else's words."""
        head = block.children[0] if block.children else None
        found = _CALLOUT.match(head.text) if head and head.kind is BlockKind.PARAGRAPH else None
        if head is None or found is None:
            return
        rest = replace(
            head, text=head.text[found.end() :], first_line=min(head.first_line + 1, head.last_line)
        )
        title = found["title"].strip()
        inner = title if title and not general(title, self.lang) and not silent(title) else topic
        body = (rest, *block.children[1:]) if rest.text.strip() else block.children[1:]
        self.read(body, inner, Place.PARAGRAPH)

    def _display_formula(self, block: Block, before: Point | None) -> None:
        if block.kind is BlockKind.MATH:
            text = before.text if before and before.last_line + 2 >= block.first_line else ""
            self.formulas.append(
                DisplayFormula(one_line(block.text), text, block.first_line, block.last_line)
            )


def _announces(point: Point) -> bool:
    """Whether a list after this point is its body: it has a label, or ends with a colon."""
    return point.label is not None or point.text.rstrip().endswith(":")
