"""The block structure of Markdown: headings, paragraphs, lists, code, formulas, with lines.

This is the cheap half of markdown-it-py. The other half, :mod:`quizapp.notes.prose`, runs only
for the blocks that a rule takes an interest in.
"""

import functools
import re
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from quizapp.model.dollars import use_dollars
from quizapp.notes.plain_paragraphs import QUICK, use_plain_paragraphs


class BlockKind(StrEnum):
    """The kinds of blocks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FENCE = "fence"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    BREAK = "break"
    FOOTNOTE = "footnote"
    DEFINITIONS = "definitions"
    TERM = "term"
    DESCRIPTION = "description"


OPAQUE = frozenset({BlockKind.FENCE, BlockKind.CODE, BlockKind.MATH, BlockKind.HTML})
"""Blocks whose text is never read as prose."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block, lines counted from 1 with both ends included.

    ``text`` is the Markdown of a heading, paragraph, cell or term, the body of code or the TeX of a
    formula. ``level`` is that of a heading; ``info`` the info string of a fence; ``closed`` is
    false for a fence that runs to the end of the file.
    """

    kind: BlockKind
    first_line: int
    last_line: int
    text: str = ""
    level: int = 0
    info: str = ""
    ordered: bool = False
    closed: bool = True
    children: tuple["Block", ...] = ()


_CONTAINERS = {
    "bullet_list": BlockKind.LIST,
    "ordered_list": BlockKind.LIST,
    "list_item": BlockKind.ITEM,
    "blockquote": BlockKind.QUOTE,
    "table": BlockKind.TABLE,
    "tr": BlockKind.ROW,
    "th": BlockKind.CELL,
    "td": BlockKind.CELL,
    "heading": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
    "footnote_reference": BlockKind.FOOTNOTE,
    "dl": BlockKind.DEFINITIONS,
    "dt": BlockKind.TERM,
    "dd": BlockKind.DESCRIPTION,
}
_LEAVES = {
    "fence": BlockKind.FENCE,
    "code_block": BlockKind.CODE,
    "math_block": BlockKind.MATH,
    "math_block_label": BlockKind.MATH,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.BREAK,
    QUICK: BlockKind.PARAGRAPH,
}
_CLOSING_FENCE = re.compile(r"^[\s>]*(`{3,}|~{3,})\s*$")
_MARKED_HEADING = re.compile(r"^(?:\*\*)?[QA]:|\n")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` (without front matter) as a forest in document order."""
    lines = text.split("\n")
    frames: list[_Frame] = [_Frame(BlockKind.QUOTE, 1, 1)]
    for token in block_parser().parse(text):
        frame = frames[-1]
        if token.type in _LEAVES:
            frame.children.append(_leaf(token, lines))
            continue
        if token.type == "inline":
            frame.text = token.content
            continue
        name, _, edge = token.type.rpartition("_")
        if name not in _CONTAINERS:
            continue
        if edge == "open":
            frames.append(_opened(name, token, frame.first_line))
        else:
            frames.pop()
            frames[-1].children.append(_closed(frame))
    return tuple(frames[0].children)


@dataclass(slots=True)
class _Frame:
    """A container whose end has not been read yet; ``markup`` is that of its token."""

    kind: BlockKind
    first_line: int
    last_line: int
    level: int = 0
    markup: str = ""
    ordered: bool = False
    text: str = ""
    children: list[Block] = field(default_factory=list)


@functools.cache
def block_parser() -> MarkdownIt:
    """markdown-it-py with the plugins we read, without its inline pass.

    It expects plain line ends and no NUL characters.
    """
    parser = use_dollars(MarkdownIt("commonmark").enable("table"))
    parser.use(footnote_plugin).use(deflist_plugin)
    parser.core.ruler.disable(["normalize", "inline", "text_join", "footnote_tail"])
    return use_plain_paragraphs(parser)


def _opened(name: str, token: Token, line: int) -> _Frame:
    first, end = token.map if token.map else (line - 1, line)
    return _Frame(
        _CONTAINERS[name],
        first + 1,
        max(end, first + 1),
        level=int(token.tag[1:]) if name == "heading" else 0,
        markup=token.markup,
        ordered=name == "ordered_list",
    )


def _closed(frame: _Frame) -> Block:
    """A container with its children; it ends where the last of them ends."""
    kind, last_line, level = frame.kind, frame.last_line, frame.level
    underlined = kind is BlockKind.HEADING and frame.markup in ("-", "=")
    if underlined and _MARKED_HEADING.search(frame.text):
        # Text directly above a "---" line, meant as a separator.
        kind, last_line, level = BlockKind.PARAGRAPH, last_line - 1, 0
    if frame.children:
        last_line = frame.children[-1].last_line
    return Block(
        kind,
        frame.first_line,
        last_line,
        text=frame.text,
        level=level,
        ordered=frame.ordered,
        children=tuple(frame.children),
    )


def _leaf(token: Token, lines: list[str]) -> Block:
    first, end = token.map or (0, 1)
    closed = True
    if token.type == "fence":
        last = _CLOSING_FENCE.match(lines[end - 1]) if end - 1 > first else None
        closed = last is not None and last[1].startswith(token.markup)
    return Block(
        _LEAVES[token.type],
        first + 1,
        end,
        text=token.content,
        info=token.info.strip() if token.type == "fence" else "",
        closed=closed,
    )


def walk(forest: tuple[Block, ...]) -> list[Block]:
    """Every block of a forest, parents before children, in document order."""
    found: list[Block] = []
    waiting = list(reversed(forest))
    while waiting:
        block = waiting.pop()
        found.append(block)
        if block.children:
            waiting.extend(reversed(block.children))
    return found
