"""Formulas between dollars, as Obsidian reads them: the same in notes and on cards.

``$5 and $6`` is money, ``$$x$$`` within a line is a formula.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    _Rule = Callable[[StateInline, bool], bool]


def use_dollars(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser read ``$…$`` and ``$$…$$``, in lines and as blocks."""
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.dollarmath.index import math_inline_dollar

    parser.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    inline = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    parser.inline.ruler.at("math_inline", _from_the_start(inline))
    return parser


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
