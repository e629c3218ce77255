"""The quick way through plain prose for markdown-it-py.

Before it calls some lines a paragraph, the parser asks every rule about every line of them. Lines
that begin with a letter concern no other rule, and most lines of notes do: such paragraphs are
taken at once, as one token. Headings above an empty line, fences, quotes and bullets of words can
be nothing else, so their own rules are asked at once. All others go the long way: both ways read
the same.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, blockquote, fence, heading, list_block

QUICK = "plain_paragraph"
"""The name of the rule, and the type of the one token it gives for a paragraph."""

_PLAIN = re.compile(r"\*{0,3}[«“(]?[^\W\d_]|\[![\w-]+\](?!:)")
"""Beginnings of prose and callouts: no heading, list, fence, quote, table, formula or reference."""
_BULLET = re.compile(r"- \**[^\W_]")
_CODE_INDENT = 4
_DEFINES = (":", "~")


def use_plain_paragraphs(parser: MarkdownIt) -> MarkdownIt:
    """Ask the quick rule before all others."""
    ruler = parser.block.ruler
    ruler.before(ruler.get_all_rules()[0], QUICK, _plain_block)
    return parser


def _plain_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.sCount[start] - state.blkIndent >= _CODE_INDENT:
        return False
    place = state.bMarks[start] + state.tShift[start]
    match state.src[place : place + 1]:
        case "#":
            ends = start + 1 == state.lineMax or state.isEmpty(start + 1)
            return ends and heading(state, start, end, silent)
        case "`" | ">" | "-" as mark if "|" not in state.src[place : state.eMarks[start]]:
            return _marked(state, start, end, mark)
    return _plain_paragraph(state, start, end)


def _marked(state: StateBlock, start: int, end: int, mark: str) -> bool:
    """A block that its first sign gives away; lines with “|” may be heads of tables."""
    if mark == "`":
        return fence(state, start, end, False)
    if mark == ">":
        return blockquote(state, start, end, False)
    words = _BULLET.match(state.src, state.bMarks[start] + state.tShift[start])
    return words is not None and list_block(state, start, end, False)


def _plain_paragraph(state: StateBlock, start: int, end: int) -> bool:
    line = _end_of_plain_lines(state, start)
    if line is None or (line == start + 1 and _is_defined_below(state, line, end)):
        return False
    state.line = line
    token = state.push(QUICK, "p", 0)
    token.content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    token.map = [start, line]
    return True


def _end_of_plain_lines(state: StateBlock, line: int) -> int | None:
    """The first empty line from here on; None where another line is not plain."""
    source, begins, indents, ends = state.src, state.bMarks, state.tShift, state.eMarks
    while line < state.lineMax:
        place = begins[line] + indents[line]
        if place >= ends[line]:
            break
        if not _PLAIN.match(source, place):
            return None
        line += 1
    return line


def _is_defined_below(state: StateBlock, line: int, end: int) -> bool:
    """Whether the line may be a term with its definition below an empty line."""
    line += 1
    return line < end and state.src.startswith(_DEFINES, state.bMarks[line] + state.tShift[line])
