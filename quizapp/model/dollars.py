"""Formulas between dollars, as Obsidian reads them: the same in notes and on cards.

``$5 and $6`` is money, ``$$x$$`` within a line is a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    _BlockRule = Callable[[StateBlock, int, int, bool], bool]
    _Rule = Callable[[StateInline, bool], bool]


_ENDS_TEXT = re.compile(r"~{3}|`{3}|#{1,6}(?:\s|$)|>|[-+*]\s|1[.)]\s|(?:=+|-+|_{3,}|\*{3,})$")
"""Lines that are no part of the paragraph above them, or make a heading of it."""


def use_dollars(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser read ``$…$`` and ``$$…$$``, in lines and as blocks."""
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

    parser.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    block = _below_text(math_block_dollar())
    parser.block.ruler.at("math_block", block, {"alt": ["paragraph"]})
    inline = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    parser.inline.ruler.at("math_inline", _from_the_start(inline))
    return parser


def _below_text(rule: _BlockRule) -> _BlockRule:
    """The plugin's rule, told where a formula whose ``$$`` have own lines ends the text above it.

    It is part of that text, unless one of its lines, such as ``+ b``, would end the text itself.
    """

    def ruled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not silent:
            return rule(state, start, end, False)
        place = state.bMarks[start] + state.tShift[start]
        if not state.src.startswith("$$", place) or _line(state, start) != "$$":
            return False
        before, tokens = state.line, len(state.tokens)
        # The plugin takes the lines and pushes its token even where it is only asked.
        begins = rule(state, start, end, True)
        inside = range(start + 1, state.line - 1) if begins else ()
        state.line = before
        del state.tokens[tokens:]
        ends = any(_ENDS_TEXT.match(_line(state, line)) for line in inside)
        return ends and not _is_within_formula(state, start)

    return ruled


def _is_within_formula(state: StateBlock, line: int) -> bool:
    """Whether the dollars here close what was opened above, in the text that has begun."""
    above = range(state.line, line)
    return sum(_line(state, one).count("$$") for one in above) % 2 == 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _from_the_start(rule: _Rule) -> _Rule:
    """The plugin's rule, told that nothing stands before the first character of a text.

    It looks for a digit or a backslash before ``$`` at ``src[-1]``, which is the text's last one.
    """

    def ruled(state: StateInline, silent: bool) -> bool:
        if state.pos:
            return rule(state, silent)
        source = state.src
        state.src = f"{source} "
        try:
            return rule(state, silent)
        finally:
            state.src = source

    return ruled
