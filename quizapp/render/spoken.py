"""Markdown → plain text: for line mode and screen readers, and one-line texts for lists."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from quizapp.language import _
from quizapp.render.cells import harmless, line_text
from quizapp.render.latex import formula
from quizapp.render.linear import linear
from quizapp.render.syntax import tree, without_cloze

_MATH = frozenset({"math_inline", "math_inline_double", "math_block", "math_block_label"})


@dataclass(frozen=True, slots=True)
class _Voice:
    """How formulas are written, and which side of the card is read."""

    formula: Callable[[str], str]
    reveal: bool
    hole: str


def spoken(markdown: str, *, reveal: bool = False) -> str:
    """The text without marks, formulas in words and signs of a keyboard: ``sqrt(d_k)``.

    Paragraphs, list items and table rows keep lines of their own; a hidden cloze is ``[...]`` or
    ``[hint]``.
    """
    voice = _Voice(linear, reveal, "...")
    blocks = [_block(node, voice) for node in tree(markdown).children]
    return "\n\n".join(block for block in blocks if block)


def plain_line(markdown: str, *, reveal: bool = False) -> str:
    """The text in one line, for lists: ``√dₖ`` where a formula fits in a line, else its source."""
    voice = _Voice(_compact, reveal, "…")
    blocks = [_block(node, voice) for node in tree(markdown).children]
    return re.sub(r"\s+", " ", " ".join(blocks)).strip()


def _compact(source: str) -> str:
    box = formula(source)
    if box is None or box.height > 1:
        return " ".join(harmless(source).split())
    return line_text(box.lines[0])


def _block(node: SyntaxTreeNode, voice: _Voice) -> str:
    if node.type in {"bullet_list", "ordered_list"}:
        return _list(node, voice)
    if node.type == "table":
        rows = [row for part in node.children for row in part.children]
        return "\n".join(" | ".join(_text(c.children, voice) for c in row.children) for row in rows)
    if node.type in {"fence", "code_block"}:
        return harmless(node.content).rstrip("\n")
    if node.type in _MATH:
        return _formula(node, voice)
    if node.type == "hr":
        return ""
    if node.type == "inline":
        return _text(node.children, voice)
    return "\n".join(filter(None, (_block(child, voice) for child in node.children)))


def _list(node: SyntaxTreeNode, voice: _Voice) -> str:
    start = int(node.attrs.get("start", 1) or 0)
    lines = []
    for number, item in enumerate(node.children, start):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        text = "\n".join(filter(None, (_block(child, voice) for child in item.children)))
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _text(nodes: Sequence[SyntaxTreeNode], voice: _Voice) -> str:
    return "".join(_inline(node, voice) for node in nodes)


def _inline(node: SyntaxTreeNode, voice: _Voice) -> str:
    if node.type in _MATH:
        return _formula(node, voice)
    if node.type == "cloze" and not voice.reveal:
        hint = " ".join(harmless(str(node.meta.get("hint", ""))).split())
        return f"[{hint or voice.hole}]"
    if node.type == "image":
        return f"[{_('image')}: {harmless(node.content)}]" if node.content else f"[{_('image')}]"
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.children:
        return _text(node.children, voice)
    return harmless(node.content)


def _formula(node: SyntaxTreeNode, voice: _Voice) -> str:
    hidden = None if voice.reveal else r"[\ldots]"
    return harmless(voice.formula(without_cloze(node.content, hidden).strip()))
