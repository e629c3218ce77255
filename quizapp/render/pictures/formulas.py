"""LaTeX → a picture: read as for the text route, laid out by ziamath, painted by resvg."""

import re
from copy import deepcopy
from xml.etree.ElementTree import Element, fromstring, tostring

from quizapp.render.latex import formula, parsed
from quizapp.render.pictures.picture import Cell, NoPicture, Paints, Picture, cells

_KNOWN = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom"}
    | {"mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"}
    | {"mtable", "mtr", "mtd", "menclose", "mfenced"}
)
"""What ziamath lays out; it leaves anything else out without an error."""

_SIZE = 0.95
"""The em of a formula in cells: that of the text around it."""

_SPARE = 0.12
"""The share of a row a formula shrinks by rather than to take one more."""

_SMALLEST = 0.7
"""What is left of the size of a wide formula at least; else the text route breaks its lines."""

_TALLEST = 16

_LONGEST, _DEEPEST = 600, 6
"""Signs of a formula, and levels of brackets in it: ziamath takes twice the time for each level."""

_LEVEL = re.compile(r"\\(?:[{}\\]|left(?![A-Za-z])|right(?![A-Za-z])|begin|end)|[{}]")
_UP = frozenset({"{", r"\left", r"\begin"})
_DOWN = frozenset({"}", r"\right", r"\end"})

_FLAT = frozenset({"math", "mrow", "mstyle", "mpadded", "mtr", "mtd"})
_SIGNS = frozenset("-−+±∓")
_CLOSING = frozenset(")]}|‖!′⟩⌉⌋")


def draw_formula(latex: str, cell: Cell, paints: Paints, widest: int, *, values: bool) -> Picture:
    """A display formula in at most ``widest`` columns; ``values`` gives numbers their own colour.

    Raises:
        NoPicture: it cannot be read or laid out, or is too large.
    """
    svg, width, height = _svg(latex, _SIZE * cell.height, paints, values=values)
    rows = cells(height, cell.height, _SPARE)
    scale = min(1.0, rows * cell.height / height, widest * cell.width / width)
    if scale < _SMALLEST or rows > _TALLEST:
        raise NoPicture("it would be too small to read")
    columns = min(cells(scale * width, cell.width), widest)
    _center(svg, columns * cell.width, rows * cell.height, scale)
    return Picture(_painted(svg, paints.ground), columns, rows)


def _svg(latex: str, size: float, paints: Paints, *, values: bool) -> tuple[Element, float, float]:
    """The formula as SVG with its width and height in pixels."""
    from ziamath.zmath import Math

    tree = _readied(latex, paints, values=values)
    letters = {letter for node in tree.iter() for letter in node.text or "" if letter.isprintable()}
    try:
        drawn = Math(tree, size=size, margin=1)
        svg = fromstring(drawn.svg())
        _left, _top, width, height = map(float, svg.attrib["viewBox"].split())
    except Exception as problem:  # the layout's many errors share no base class
        raise NoPicture(f"not laid out: {problem!r}") from problem
    if not all(map(drawn.font.glyphindex, letters)):
        raise NoPicture("a character without a glyph would be a box")
    if not (0 < width < 1e5 and 0 < height < 1e5):
        raise NoPicture("it is empty or endless")
    return svg, width, height


def _readied(latex: str, paints: Paints, *, values: bool) -> Element:
    """The MathML that the text route reads, in colours, if all of it can be drawn."""
    if len(latex) > _LONGEST or _depth(latex) > _DEEPEST:
        raise NoPicture("it would take too long")
    if formula(latex, display=True) is None:
        raise NoPicture("what the text route does not know would not be drawn faithfully")
    tree = deepcopy(parsed(latex))
    if _levels(tree) > _DEEPEST:
        raise NoPicture("it would take too long")
    tree.attrib.pop("xmlns", None)
    tree.set("display", "block")
    tree.set("mathcolor", paints.text)
    for node in tree.iter():
        if node.tag not in _KNOWN:
            raise NoPicture(f"the element {node.tag}")
        if values and node.tag == "mn":
            node.set("mathcolor", paints.value)
        _sign(node)
    return tree


def _depth(latex: str) -> int:
    """How deep brackets, fences and environments lie in each other."""
    depth = deepest = 0
    for sign in _LEVEL.findall(latex):
        depth += (sign in _UP) - (sign in _DOWN)
        deepest = max(deepest, depth)
    return deepest


def _levels(node: Element) -> int:
    """How deep fractions, roots, scripts and tables lie in each other, also without brackets."""
    inside = max(map(_levels, node), default=0)
    return inside + (len(node) > 0 and node.tag not in _FLAT)


def _sign(row: Element) -> None:
    """Keep a sign before its term: ziamath takes it for an operation between two."""
    for before, node in zip([None, *row], row, strict=False):
        if node.tag == "mo" and (node.text or "").strip() in _SIGNS:
            begins = before is None or before.tag == "mo"
            if begins and (before is None or (before.text or "").strip() not in _CLOSING):
                node.set("form", "prefix")


def _center(svg: Element, width: int, height: int, scale: float) -> None:
    """Put the drawing in the middle of so many pixels."""
    left, top, inner_width, inner_height = map(float, svg.attrib["viewBox"].split())
    wide, high = width / scale, height / scale
    left, top = left - (wide - inner_width) / 2, top - (high - inner_height) / 2
    svg.set("viewBox", f"{left:.3f} {top:.3f} {wide:.3f} {high:.3f}")
    svg.set("width", str(width))
    svg.set("height", str(height))


def _painted(svg: Element, ground: str) -> bytes:
    import resvg_py

    source = tostring(svg, encoding="unicode")
    try:
        return resvg_py.svg_to_bytes(svg_string=source, background=ground, skip_system_fonts=True)
    except ValueError as problem:
        raise NoPicture(str(problem)) from problem
