"""MathML → one line of plain text that means the same: ``(Q K^T) / sqrt(d_k)``.

For line mode and screen readers. Grouping that the drawing shows by place is shown by brackets.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from quizapp.render.atoms import Kind
from quizapp.render.latex import parsed
from quizapp.render.leaves import LEAVES, Style, Unsupported, is_upright, leaf_atoms, letters
from quizapp.render.symbols import ascii_name

_ACCENT_NAMES = {"^": "hat", "~": "tilde", "¯": "bar", "―": "bar", "‾": "bar", "→": "vec"} | {
    "˙": "dot",
    "¨": "ddot",
}
_BRACES = frozenset("⏞⏟")
_INTEGRAL = re.compile(r"(?:o|i{0,2})int")
_LOOSE = frozenset({Kind.RELATION, Kind.BINARY})


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the line.

    ``ratio`` says that it needs brackets beside a factor, ``scripted`` that it needs them as a
    script itself; ``glued`` stands without air (a decimal comma).
    """

    text: str
    kind: Kind = Kind.ORDINARY
    ratio: bool = False
    scripted: bool = False
    glued: bool = False


@lru_cache(maxsize=1024)
def linear(source: str) -> str:
    """A formula as one line of text; its LaTeX source where it cannot be read."""
    try:
        return _line(_parts(parsed(source)))
    except Unsupported:
        return " ".join(source.split())


def _line(parts: Sequence[_Part]) -> str:
    """Parts with spaces between factors and around signs, ratios in brackets beside factors."""
    parts = _single_commas(part for part in parts if part.text)
    words: list[str] = []
    for index, part in enumerate(parts):
        left = index == 0 or _separates(parts[index - 1], Kind.OPENING)
        right = index == len(parts) - 1 or _separates(parts[index + 1], Kind.CLOSING)
        text = f"({part.text})" if part.ratio and not (left and right) else part.text
        if index and not _touch(parts, index):
            words.append(" ")
        words.append(text)
    return "".join(words)


def _single_commas(parts: Iterable[_Part]) -> list[_Part]:
    """Wide air is read as a comma, but not beside one of the text and not at the ends."""
    kept: list[_Part] = []
    for part in parts:
        if part.kind is not Kind.SPACE or (kept and kept[-1].text not in {",", ";"}):
            kept.append(part)
    while kept and kept[-1].kind is Kind.SPACE:
        kept.pop()
    return [_Part(",", Kind.PUNCTUATION) if p.kind is Kind.SPACE else p for p in kept]


def _separates(part: _Part, fence: Kind) -> bool:
    """Whether a ratio beside this part reads right without brackets."""
    return part.kind in {Kind.RELATION, fence} or part.text in {"+", "-", ",", ";"}


def _touch(parts: Sequence[_Part], index: int) -> bool:
    left, right = parts[index - 1], parts[index]
    if left.glued or right.glued or _is_differential(parts, index - 1):
        return True
    if right.text == "!":
        return True
    if right.kind is Kind.OPENING and (left.text == "!" or _is_large(left)):
        return False
    if left.kind is Kind.OPENING or right.kind in {Kind.CLOSING, Kind.PUNCTUATION}:
        return True
    if left.kind is Kind.BINARY and left.text in {"-", "+"} and _is_sign(parts, index - 1):
        return True
    return right.kind is Kind.OPENING and left.kind not in _LOOSE | {Kind.PUNCTUATION}


def _is_differential(parts: Sequence[_Part], index: int) -> bool:
    """Whether the d at ``index`` is that of ``dy`` over ``dx``, or of an integral."""
    integral = any(p.kind is Kind.OPERATOR and _INTEGRAL.match(p.text) for p in parts)
    return parts[index].text == "d" and (len(parts) == 2 or integral)


def _is_large(part: _Part) -> bool:
    """Whether the part is an operator with limits: air separates it from a bracket."""
    return part.scripted and part.kind is Kind.OPERATOR


def _is_sign(parts: Sequence[_Part], index: int) -> bool:
    if not index:
        return True
    before = parts[index - 1].kind
    return before in _LOOSE | {Kind.OPENING, Kind.PUNCTUATION, Kind.OPERATOR}


def _grouped(node: Element, *, script: bool = False) -> str:
    """A subformula that reads as one: in brackets if it has more than one part."""
    parts = [part for part in _parts(node) if part.text]
    loose = len(parts) == 1 and (parts[0].ratio or (script and parts[0].scripted))
    several = len(parts) > 1 and not _is_bracketed(parts)
    return f"({_line(parts)})" if loose or several else _line(parts)


def _is_bracketed(parts: Sequence[_Part]) -> bool:
    """Whether one pair of brackets, or a bar at the end, already holds the parts together."""
    bars = [part for part in parts if part.text.strip("|") == ""]
    if bars == [parts[-1]]:
        return True
    depth = 0
    for index, part in enumerate(parts):
        depth += {Kind.OPENING: 1, Kind.CLOSING: -1}.get(part.kind, 0)
        if depth <= 0:
            return index == len(parts) - 1 and part.kind is Kind.CLOSING
    return False


def _parts(node: Element) -> list[_Part]:
    if node.tag in LEAVES and not len(node):
        return _leaf(node)
    if node.tag not in _READERS:
        raise Unsupported(f"the element {node.tag}")
    return _READERS[node.tag](node)


def _leaf(node: Element) -> list[_Part]:
    if node.tag == "mtext":
        return [_Part(letters(node).replace("\u00a0", " ").strip(), Kind.WORD)]
    text = "".join(ascii_name(character) or character for character in letters(node))
    found = leaf_atoms(node, Style())
    kind = found[0].left if found else Kind.ORDINARY
    return [_Part(text, Kind.ORDINARY if text in {"|", "||"} else kind)]


def _row(node: Element) -> list[_Part]:
    if len(node) > 1 and all(is_upright(child) for child in node):
        return [_Part("".join(letters(child) for child in node), Kind.WORD)]
    if len(node) == 1 and node[0].text == ",":
        return [_Part(",", glued=True)]
    if len(node) == 2 and node[0].text == "{" and node[1].tag == "mtable":
        return [_Part("{" + _rows(node[1], ", ") + "}")]
    children = _without_matrix_brackets(list(node))
    return [part for child in children for part in _parts(child)]


def _without_matrix_brackets(nodes: list[Element]) -> list[Element]:
    """Round and square brackets directly around a table go: it brings its own."""
    kept = list(nodes)
    for index in range(len(nodes) - 2, 0, -1):
        around = (nodes[index - 1].text, nodes[index + 1].text)
        if nodes[index].tag == "mtable" and around in {("(", ")"), ("[", "]")}:
            del kept[index + 1], kept[index - 1]
    return kept


def _fraction(node: Element) -> list[_Part]:
    above, below = node
    if node.get("linethickness") == "0":
        return [_Part(f"{_line(_parts(above))} choose {_line(_parts(below))}")]
    return [_Part(f"{_grouped(above)} / {_grouped(below)}", Kind.ORDINARY, ratio=True)]


def _root(node: Element) -> list[_Part]:
    if node.tag == "mroot":
        radicand, index = node
        return [_Part(f"root_{_grouped(index)}({_line(_parts(radicand))})")]
    return [_Part(f"sqrt({_line(_row(node))})")]


def _scripts(node: Element) -> list[_Part]:
    base, *scripts = node
    below = scripts[0] if node.tag in {"msub", "msubsup", "munder", "munderover"} else None
    above = scripts[-1] if node.tag not in {"msub", "munder"} else None
    parts = _parts(base)
    kind = parts[0].kind if len(parts) == 1 else Kind.ORDINARY
    text = _grouped(base, script=True) if parts else ""
    text += "" if below is None else f"_{_grouped(below, script=True)}"
    text += "" if above is None else _raised(above)
    return [_Part(text, kind, scripted=True)]


def _raised(node: Element) -> str:
    text = _grouped(node, script=True)
    return text if set(text) == {"'"} else f"^{text}"


def _over_or_under(node: Element) -> list[_Part]:
    base, mark = node[0], node[-1]
    sign = letters(mark) if mark.tag == "mo" and not len(mark) else ""
    if sign in _BRACES:
        return _parts(base)
    if sign in _ACCENT_NAMES and node.tag == "mover":
        return [_Part(f"{_ACCENT_NAMES[sign]}({_line(_parts(base))})")]
    if sign in _ACCENT_NAMES:
        return [_Part(f"underline({_line(_parts(base))})")]
    return _scripts(node)


def _table(node: Element) -> list[_Part]:
    rows = _rows(node)
    return [_Part(rows if node.get("displaystyle") == "true" else f"[{rows}]")]


def _rows(node: Element, between: str = " ") -> str:
    rows = ([text for cell in line if (text := _line(_row(cell)))] for line in node)
    return "; ".join(between.join(row).replace(",, ", ", ") for row in rows)


def _space(node: Element) -> list[_Part]:
    if node.get("linebreak") == "newline":
        return [_Part(";", Kind.PUNCTUATION)]
    wide = node.get("width") in {"1em", "2em"}
    return [_Part(",", Kind.SPACE)] if wide else []


_READERS: dict[str, Callable[[Element], list[_Part]]] = {
    "math": _row,
    "mrow": _row,
    "mstyle": _row,
    "mpadded": _row,
    "mo": _row,
    "menclose": _row,
    "mspace": _space,
    "mphantom": lambda node: [],
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "munder": _over_or_under,
    "mover": _over_or_under,
    "munderover": _scripts,
    "mtable": _table,
}
