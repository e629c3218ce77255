"""LaTeX → a formula of cells: reading, layout, breaking into lines; cached.

The reading is that of latex2mathml. Where it is known to lose or to guess something we say so
beforehand, and the caller shows the LaTeX source instead.
"""

import html
import re
from functools import lru_cache
from itertools import groupby
from xml.etree.ElementTree import Element

from quizapp.render.atoms import broken
from quizapp.render.box import Box, grown, stacked
from quizapp.render.layout import atoms, layout
from quizapp.render.leaves import Style, Unsupported

_TAKEN = (
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array "
    "align* split equation equation* gather gather*"
)
_RENAMED = {"aligned": "align*", "align": "align*", "gathered": "gather*", "dcases": "cases"}
_ENVIRONMENTS = {name: name for name in _TAKEN.split()} | _RENAMED
_WITH_SUBSCRIPT = frozenset({"msub", "msubsup", "munder", "munderover"})
_SHORTEST_WORD = 3
_LONGEST = 4000
_DEEPEST = 40


@lru_cache(maxsize=2048)
def formula(
    source: str, *, display: bool = False, values: bool = False, ascii: bool = False
) -> Box | None:
    """The formula as one box, None where only its LaTeX source can be shown.

    ``display`` is the style of a formula on a line of its own; ``values`` colours its numbers;
    ``ascii`` keeps to characters every terminal has.
    """
    try:
        return layout(parsed(source), Style(display=display, values=values, plain=ascii))
    except Unsupported:
        return None


@lru_cache(maxsize=256)
def formula_within(
    source: str, width: int, *, display: bool = False, values: bool = False, ascii: bool = False
) -> Box | None:
    """The formula in at most ``width`` cells, broken at its outer relations and signs if need be.

    None where it cannot be laid out or broken so.
    """
    whole = formula(source, display=display, values=values, ascii=ascii)
    if whole is None or whole.width <= width:
        return whole
    style = Style(display=display, values=values, plain=ascii)
    lines = broken(atoms(parsed(source), style), width)
    if lines is None:
        return None
    *upper, last = lines
    airy = [
        grown(line, line.ascent, line.descent + 1) if line.height > 1 else line for line in upper
    ]
    return stacked([*airy, last], lines[0].baseline, "left")


@lru_cache(maxsize=512)
def parsed(source: str) -> Element:
    """The MathML tree of a formula; :class:`Unsupported` where it would not be faithful."""
    from latex2mathml.converter import convert_to_element

    prepared = _prepared(source)
    try:
        tree: Element = convert_to_element(prepared)
    except Exception as problem:  # the reader's many errors share no base class
        raise Unsupported(f"not read: {problem!r}") from problem
    for node in tree.iter():
        node.text = html.unescape(node.text) if node.text else node.text
    for node in tree.iter():
        _join_primes(node)
        _join_words(node)
    return tree


def _join_primes(node: Element) -> None:
    """Make ``(x_i′)^2`` as it is read one symbol with a subscript and the superscript ``′2``."""
    if node.tag != "msup" or len(node) != 2 or node[0].tag not in {"msup", "msubsup"}:
        return
    inner, outer = node
    prime = inner[-1]
    if (prime.text or "").strip("′″‴"):
        return
    row = Element("mrow")
    row.extend([prime, outer])
    node.tag = inner.tag
    node[:] = [*inner[:-1], row]


def _join_words(node: Element) -> None:
    """Make three letters and more in a subscript the word they are: ``d_{model}``.

    A superscript stays a product (``e^{ikx}``), and so do two letters (``x_{ij}``).
    """
    if node.tag not in _WITH_SUBSCRIPT or len(node) < 2 or node[1].tag != "mrow":
        return
    script = node[1]
    joined: list[Element] = []
    for is_letter, group in groupby(list(script), _is_plain_letter):
        letters = list(group)
        if is_letter and len(letters) >= _SHORTEST_WORD:
            word = Element("mtext")
            word.text = "".join(letter.text or "" for letter in letters)
            letters = [word]
        joined += letters
    script[:] = joined


def _is_plain_letter(node: Element) -> bool:
    text = node.text or ""
    return node.tag == "mi" and len(text) == 1 and text.isascii() and not node.attrib


def _prepared(source: str) -> str:
    """The source in the commands that the reader knows."""
    if len(source) > _LONGEST or not _balanced(source):
        raise Unsupported("braces without a partner, or too long")
    source = _with_braces(source)
    source = re.sub(r"\\begin\{([A-Za-z]+\*?)\}", _environment, source)
    source = re.sub(r"\\end\{([A-Za-z]+\*?)\}", _environment_end, source)
    source = re.sub(r"\\operatorname\*?\s*\{((?:[^{}]|\\,)*)\}", _operator_name, source)
    source = re.sub(r"\\arg(?![A-Za-z])", r"\\operatorname{arg}\\,", source)
    source = re.sub(r"\\(?:label\s*\{[^{}]*\}|nonumber|notag)(?![A-Za-z])", "", source)
    source = re.sub(r"\\tag\s*\{([^{}]*)\}", r"\\qquad\\text{(\1)}", source)
    return re.sub(r"\\not\s*=", r"\\neq ", source)


def _with_braces(source: str) -> str:
    """Braces around each environment that bears a script: the reader would give it to a bracket."""
    opened: list[int] = []
    braces: list[tuple[int, str]] = []
    for mark in re.finditer(r"\\(begin|end)\s*\{[^{}]*\}(\s*[_^'])?", source):
        if mark[1] == "begin":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            braces += [(start, "{"), (mark.start(2), "}")] if mark[2] else []
    for place, brace in sorted(braces, reverse=True):
        source = source[:place] + brace + source[place:]
    return source


def _balanced(source: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0 or depth > _DEEPEST:
            return False
    return depth == 0


def _environment(found: re.Match[str]) -> str:
    name = found.group(1)
    if name not in _ENVIRONMENTS:
        raise Unsupported(f"the environment {name}")
    # The reader would take a bracket that opens the first entry for an alignment.
    bracketed = found.string[found.end() :].lstrip().startswith("[")
    return rf"\begin{{{_ENVIRONMENTS[name]}}}" + ("{}" if bracketed else "")


def _environment_end(found: re.Match[str]) -> str:
    return rf"\end{{{_ENVIRONMENTS.get(found.group(1), found.group(1))}}}"


def _operator_name(found: re.Match[str]) -> str:
    """``\\operatorname*{arg\\,max}`` as two names, the second one taking the limits."""
    words = re.split(r"\\[,;: ]|~|\s+", found.group(1).strip())
    names = [word for word in words if word]
    if not all(name.isalnum() for name in names):
        raise Unsupported(f"the operator name {found.group(1)}")
    starred = "*" if "operatorname*" in found.group(0) else ""
    heads = [rf"\operatorname{{{name}}}" for name in names[:-1]]
    tails = [rf"\operatorname{starred}{{{name}}}" for name in names[-1:]]
    return r"\,".join(heads + tails)
