"""Take a section apart: its blocks → the outline that the rules read.

A label takes the list after it as its own even where CommonMark makes the two siblings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from quizapp.notes.blocks import Block, BlockKind
from quizapp.notes.labels import general, labelled_lines, silent
from quizapp.notes.markup import split_block_id
from quizapp.notes.outline import (
    DisplayFormula,
    Entry,
    Listing,
    Outline,
    Place,
    Point,
    Row,
    Table,
)
from quizapp.notes.prose import one_line, read_prose, unstyled
from quizapp.notes.sections import Section, heading_text, topic_of
from quizapp.notes.sentences import words

_TASK = re.compile(r"^\[[ xX/-]\]\s+")
_TAGS = re.compile(r"(?:#[^\W\d][\w/-]*\s*)+")
_CALLOUT = re.compile(r"^\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)\n?")
_ID_LINE = re.compile(r"\n\s*\^[A-Za-z0-9-]{1,64}\s*$")
_NO_TOPIC = re.compile(
    r"[$\[]|\{%|:\s|\s[-–—]\s|^(?:пример|вот|здесь|пусть|представ|example|here|imagine|suppose|consider)",
    re.IGNORECASE,
)
_TITLE_LENGTH = 6
_LONGEST_TITLE = 120


def outline(
    section: Section, lang: str, claimed: frozenset[int] = frozenset(), body: str = ""
) -> Outline:
    """Take a section apart, leaving out the lines that marked-up cards have ``claimed``."""
    topic = _topic(section, lang)
    reader = _Reader(lang, claimed, topic)
    reader.read(section.blocks, topic, Place.PARAGRAPH)
    return Outline(
        section,
        lang,
        topic,
        points=tuple(reader.points),
        procedures=tuple(reader.procedures),
        formulas=tuple(reader.formulas),
        enumerations=tuple(reader.enumerations),
        tables=tuple(reader.tables),
        entries=tuple(reader.entries),
        body=body,
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
    topic: str
    points: list[Point] = field(default_factory=list)
    procedures: list[Listing] = field(default_factory=list)
    formulas: list[DisplayFormula] = field(default_factory=list)
    enumerations: list[Listing] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def read(self, blocks: Iterable[Block], topic: str, place: Place) -> None:
        """Read sibling blocks; ``before`` is the point that may own the list that follows."""
        before: Point | None = None
        for block in blocks:
            if self._is_claimed(block):
                for part in self._above(block):
                    self._paragraph(part, topic, place)
                before = None
            elif block.kind is BlockKind.PARAGRAPH:
                before = self._paragraph(block, topic, place) or before
            elif block.kind is BlockKind.LIST:
                before = self._list(block, topic, before)
            else:
                self._other(block, topic, before)
                before = None

    def _other(self, block: Block, topic: str, before: Point | None) -> None:
        match block.kind:
            case BlockKind.QUOTE:
                self._callout(block, topic)
            case BlockKind.TABLE:
                announced = before is not None and before.place is Place.PARAGRAPH
                self._table(block, self._narrower(before, topic) if announced else topic)
            case BlockKind.DEFINITIONS:
                self._definitions(block, topic)
            case BlockKind.MATH:
                self._display_formula(block, before, topic)

    def _is_claimed(self, block: Block) -> bool:
        if not self.claimed or block.kind in (BlockKind.LIST, BlockKind.QUOTE):
            return False
        return not self.claimed.isdisjoint(range(block.first_line, block.last_line + 1))

    def _above(self, block: Block) -> Iterator[Block]:
        """The lines of a paragraph above the first that a marked-up card has claimed."""
        lines = block.text.split("\n")
        free = min(line for line in self.claimed if line >= block.first_line) - block.first_line
        if block.kind is BlockKind.PARAGRAPH and 0 < free < len(lines):
            last = block.first_line + free - 1
            yield replace(block, text="\n".join(lines[:free]).rstrip(), last_line=last)

    def _paragraph(self, block: Block, topic: str, place: Place) -> Point | None:
        text, block_id = split_block_id(block.text)
        if not text.strip():
            self._give_id(block.first_line, block_id)
            return None
        if _TAGS.fullmatch(text):
            return None
        first, *others = labelled_lines(_TASK.sub("", text))
        line = block.first_line
        for part in others:
            end = line + first.count("\n")
            self.points.append(Point(first, line, end, place, topic))
            first, line = part, end + 1
        point = Point(first, line, block.last_line, place, topic, block_id)
        self.points.append(point)
        return point

    def _give_id(self, line: int, block_id: str) -> None:
        """An id on a line of its own belongs to the list, table or formula just above it."""
        _identify(self.procedures, line, block_id)
        _identify(self.enumerations, line, block_id)
        _identify(self.tables, line, block_id)
        _identify(self.formulas, line, block_id)

    def _list(self, block: Block, topic: str, before: Point | None) -> Point | None:
        if block.ordered:
            self._procedure(block, topic, before)
            return None
        return self._items(block, topic, before)

    def _items(self, block: Block, topic: str, before: Point | None) -> Point | None:
        """Read the items of a bullet list; the last one may own the list that follows."""
        owner, topic = before, self._narrower(before, topic)
        block, block_id = _own_id(block)
        last: Point | None = None
        items: list[Point] = []
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
            whole = len(self.points) == count + 1
            if last and whole and not rest and not _TASK.match(head[0].text):
                items.append(last)
        if items and len(items) == len(block.children):
            self.enumerations.append(_listing(items, owner, topic, block, block_id))
        return last

    def _nested(self, blocks: tuple[Block, ...], topic: str, owner: Point | None) -> None:
        """What stands under an item: its list belongs to it, the rest has its topic."""
        for block in blocks:
            if block.kind is BlockKind.LIST:
                self._list(block, topic, owner)
            else:
                self.read((block,), self._narrower(owner, topic), Place.ITEM)

    def _narrower(self, owner: Point | None, topic: str) -> str:
        """The topic of a list: the term of the short line that announces it, if there is one."""
        if owner is None or len(owner.text) > _LONGEST_TITLE:
            return topic
        text = unstyled(owner.prose).strip(" :—–-")
        named = 0 < len(words(text)) <= _TITLE_LENGTH and not text.endswith((".", "?", "!"))
        if not named or general(text, self.lang) or _NO_TOPIC.search(text):
            return topic
        return text

    def _procedure(self, block: Block, topic: str, owner: Point | None) -> None:
        steps: list[Point] = []
        block, list_id = _own_id(block)
        for item in block.children:
            head = item.children[0] if item.children else None
            if head is None or head.kind is not BlockKind.PARAGRAPH or self._is_claimed(head):
                continue
            text, block_id = split_block_id(head.text)
            if text.strip() and not _TASK.match(text):
                steps.append(
                    Point(text, head.first_line, head.last_line, Place.STEP, topic, block_id)
                )
            self.read(item.children[1:], topic, Place.ITEM)
        if steps and len(steps) == len(block.children):
            self.procedures.append(_listing(steps, owner, topic, block, list_id))

    def _callout(self, block: Block, topic: str) -> None:
        """Read a callout as part of the section; a plain quotation is someone else's words."""
        head = block.children[0] if block.children else None
        found = _CALLOUT.match(head.text) if head and head.kind is BlockKind.PARAGRAPH else None
        if head is None or found is None:
            return
        rest = replace(
            head, text=head.text[found.end() :], first_line=min(head.first_line + 1, head.last_line)
        )
        title = heading_text(found["title"])
        inner = title if title and not general(title, self.lang) and not silent(title) else topic
        body = (rest, *block.children[1:]) if rest.text.strip() else block.children[1:]
        self.read(body, inner, Place.PARAGRAPH)

    def _table(self, block: Block, topic: str) -> None:
        rows = [Row(tuple(c.text for c in row.children), row.first_line) for row in block.children]
        block_id = ""
        if len(rows) > 1 and not any(rows[-1].cells[1:]):
            # The line below a table counts as a row of it.
            text, block_id = split_block_id(rows[-1].cells[0])
            rows = rows[:-1] if block_id and not text else rows
        if rows:
            self.tables.append(
                Table(
                    rows[0].cells,
                    tuple(rows[1:]),
                    topic,
                    block.first_line,
                    block.last_line,
                    block_id,
                )
            )

    def _definitions(self, block: Block, topic: str) -> None:
        """Each term of a definition list with the first paragraph of its first description."""
        term, first = "", block.first_line
        for child in block.children:
            if child.kind is BlockKind.TERM:
                term, first = unstyled(read_prose(child.text)), child.first_line
                continue
            head = child.children[0] if child.children else None
            if term and head is not None and head.kind is BlockKind.PARAGRAPH:
                text, block_id = split_block_id(head.text)
                point = Point(text, first, child.last_line, Place.ITEM, topic, block_id)
                self.entries.append(Entry(term, point))
            term = ""

    def _display_formula(self, block: Block, before: Point | None, topic: str) -> None:
        """A formula with the line just before it, or the title it stands under in its section."""
        text = f"{topic}:" if before is None and topic != self.topic else ""
        if before and before.last_line + 2 >= block.first_line:
            text = before.text
        self.formulas.append(
            DisplayFormula(one_line(block.text), text, block.first_line, block.last_line)
        )


_Found = TypeVar("_Found", Listing, Table, DisplayFormula)


def _identify(found: list[_Found], line: int, block_id: str) -> None:
    """Give the id on a line of its own to the last one found if it ends just above."""
    if found and found[-1].last_line < line <= found[-1].last_line + 2:
        found[-1] = replace(found[-1], block_id=block_id)


def _listing(
    items: list[Point], owner: Point | None, topic: str, block: Block, block_id: str
) -> Listing:
    announced = _owner(owner)
    return Listing(tuple(items), announced, topic, block.first_line, block.last_line, block_id)


def _owner(point: Point | None) -> Point | None:
    """The point before a list where it announces the list: it has a label or ends with a colon."""
    if point is None:
        return None
    announces = point.label is not None or point.text.rstrip().endswith(":")
    return point if announces else None


def _own_id(block: Block) -> tuple[Block, str]:
    """A list whose last item swallowed the id on the line below it, and that id."""
    item = block.children[-1] if block.children else None
    head = item.children[0] if item and len(item.children) == 1 else None
    if item is None or head is None or not _ID_LINE.search(head.text[-80:]):
        return block, ""
    text, block_id = split_block_id(head.text)
    mended = replace(item, children=(replace(head, text=text),))
    return replace(block, children=(*block.children[:-1], mended)), block_id
