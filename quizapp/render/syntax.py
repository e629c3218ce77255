"""The Markdown we read: CommonMark, tables, ``$…$`` and ``$$…$$``, and ``{{c1::cloze::hint}}``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from quizapp.model.dollars import use_dollars

_CLOZE = re.compile(r"\{\{c(\d{1,3})::", re.ASCII)
_SOLID = re.compile(r"(?<!\\)(\$\$?)(?:\\.|[^$\\])+?\1|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one Markdown parser; raw HTML is text to it."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    use_dollars(markdown)
    markdown.inline.ruler.before("escape", "cloze", _cloze_rule)
    return markdown


@lru_cache(maxsize=256)
def tree(markdown: str) -> SyntaxTreeNode:
    """The syntax tree of a text; do not change it."""
    return SyntaxTreeNode(parser().parse(markdown))


def _cloze_rule(state: StateInline, silent: bool) -> bool:
    """Read ``{{cN::hidden::hint}}`` as a ``cloze`` token pair around the hidden text."""
    found = _CLOZE.match(state.src, state.pos)
    end = _closing(state.src, found.end(), state.posMax) if found else None
    if found is None or end is None:
        return False
    if not silent:
        hidden_end, hint = _hint(state.src, found.end(), end)
        opening = state.push("cloze_open", "span", 1)
        opening.meta = {"number": int(found.group(1)), "hint": hint}
        outer, state.pos, state.posMax = state.posMax, found.end(), hidden_end
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push("cloze_close", "span", -1)
    state.pos = end + 2
    return True


def _marks(source: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The ``{{``, ``}}`` and ``::`` between two places, outside formulas and code."""
    position = start
    while position < end:
        solid = _SOLID.match(source, position, end)
        if solid:
            position = solid.end()
        elif source[position : position + 2] in {"{{", "}}", "::"}:
            yield position, source[position : position + 2]
            position += 2
        else:
            position += 2 if source[position] == "\\" else 1


def _closing(source: str, start: int, end: int) -> int | None:
    depth = 0
    for position, mark in _marks(source, start, end):
        if mark == "}}" and not depth:
            return position
        depth += {"{{": 1, "}}": -1}.get(mark, 0)
    return None


def _hint(source: str, start: int, end: int) -> tuple[int, str]:
    """Where the hidden text ends, and the hint after its last outer ``::``."""
    depth = 0
    split = None
    for position, mark in _marks(source, start, end):
        depth += {"{{": 1, "}}": -1}.get(mark, 0)
        if mark == "::" and not depth:
            split = position
    return (end, "") if split is None else (split, source[split + 2 : end])


@dataclass(frozen=True, slots=True)
class MathCloze:
    """A cloze inside a formula: where it stands in the source, and its parts."""

    start: int
    end: int
    number: int
    hidden: str
    hint: str


def math_clozes(latex: str) -> list[MathCloze]:
    """The ``{{c1::…}}`` of a formula; the braces of the LaTeX inside them are counted."""
    found: list[MathCloze] = []
    for opening in _CLOZE.finditer(latex):
        end = _closing_brace(latex, opening.end())
        if end is not None and (not found or found[-1].end <= opening.start()):
            hidden, _colons, hint = latex[opening.end() : end].partition("::")
            number = int(opening.group(1))
            found.append(MathCloze(opening.start(), end + 2, number, hidden, hint))
    return found


def _closing_brace(latex: str, start: int) -> int | None:
    depth = 0
    for sign in re.compile(r"\\.|[{}]", re.DOTALL).finditer(latex, start):
        if sign.group() == "}" and not depth:
            return sign.start() if latex.startswith("}}", sign.start()) else None
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
    return None


def without_cloze(latex: str, hidden: str | None = None) -> str:
    """A formula whose ``{{c1::…}}`` marks are replaced by their content, or by ``hidden``."""
    parts: list[str] = []
    end = 0
    for cloze in math_clozes(latex):
        parts += [latex[end : cloze.start], f"{{{cloze.hidden}}}" if hidden is None else hidden]
        end = cloze.end
    return "".join(parts) + latex[end:]
