"""Markdown → plain text: for line mode and screen readers."""

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from quizapp.language import _
from quizapp.render.cells import harmless
from quizapp.render.linear import linear
from quizapp.render.syntax import tree, without_cloze

_MATH = frozenset({"math_inline", "math_inline_double", "math_block", "math_block_label"})


def spoken(markdown: str, *, reveal: bool = False) -> str:
    """The text without marks, formulas in words and signs of a keyboard: ``sqrt(d_k)``.

    Paragraphs, list items and table rows keep lines of their own; a hidden cloze is ``[...]`` or
    ``[hint]``.
    """
    blocks = [_block(node, reveal) for node in tree(markdown).children]
    return "\n\n".join(block for block in blocks if block)


def _block(node: SyntaxTreeNode, reveal: bool) -> str:
    if node.type in {"bullet_list", "ordered_list"}:
        return _list(node, reveal)
    if node.type == "table":
        rows = [row for part in node.children for row in part.children]
        return "\n".join(
            " | ".join(_text(c.children, reveal) for c in row.children) for row in rows
        )
    if node.type in {"fence", "code_block"}:
        return harmless(node.content).rstrip("\n")
    if node.type in _MATH:
        return _formula(node, reveal)
    if node.type == "hr":
        return ""
    if node.type == "inline":
        return _text(node.children, reveal)
    return "\n".join(filter(None, (_block(child, reveal) for child in node.children)))


def _list(node: SyntaxTreeNode, reveal: bool) -> str:
    start = int(node.attrs.get("start", 1) or 0)
    lines = []
    for number, item in enumerate(node.children, start):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        text = "\n".join(filter(None, (_block(child, reveal) for child in item.children)))
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _text(nodes: Sequence[SyntaxTreeNode], reveal: bool) -> str:
    return "".join(_inline(node, reveal) for node in nodes)


def _inline(node: SyntaxTreeNode, reveal: bool) -> str:
    if node.type in _MATH:
        return _formula(node, reveal)
    if node.type == "cloze" and not reveal:
        hint = " ".join(harmless(str(node.meta.get("hint", ""))).split())
        return f"[{hint or '...'}]"
    if node.type == "image":
        image = _("image")
        return f"[{image}: {harmless(node.content)}]" if node.content else f"[{image}]"
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.children:
        return _text(node.children, reveal)
    return harmless(node.content)


def _formula(node: SyntaxTreeNode, reveal: bool) -> str:
    hidden = None if reveal else r"[\ldots]"
    return harmless(linear(without_cloze(node.content, hidden).strip()))
