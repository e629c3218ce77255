"""The quick way through plain prose for markdown-it-py.

Before it calls some lines a paragraph, the parser asks every rule about every line of them. Lines
that begin with a letter concern no other rule, and most lines of notes do: such paragraphs are
taken at once. All others go the long way, so both ways read the same.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

QUICK = "plain_paragraph"
_PLAIN = re.compile(r"\*{0,3}[«“(]?[^\W\d_]")
"""A line that begins so is no heading, list, fence, quote, rule, table, formula or HTML."""
_CODE_INDENT = 4
_DEFINES = (":", "~")


def use_plain_paragraphs(parser: MarkdownIt) -> MarkdownIt:
    """Ask the quick rule before all others."""
    ruler = parser.block.ruler
    ruler.before(ruler.get_all_rules()[0], QUICK, _plain_paragraph)
    return parser


def _plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.sCount[start] - state.blkIndent >= _CODE_INDENT:
        return False
    line = _end_of_plain_lines(state, start)
    if line is None or (line == start + 1 and _is_defined_below(state, line, end)):
        return False
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    token = state.push("inline", "", 0)
    token.content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    token.map = [start, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
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
