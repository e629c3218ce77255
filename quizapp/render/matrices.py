"""MathML tables: matrices, cases and aligned lines as grids of boxes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from quizapp.render.atoms import Atom, Kind, atom, joined
from quizapp.render.box import Box, blank
from quizapp.render.leaves import LEAVES, Style, Unsupported, letters
from quizapp.render.tables import grid

Row = Callable[[Sequence[Element], Style], list[Atom]]


def table_atoms(node: Element, style: Style, row: Row) -> list[Atom]:
    """A table of subformulas; ``row`` lays out the nodes of one entry."""
    outer = [len(line) for line in node]
    if not outer or not max(outer):
        raise Unsupported("an empty table")
    count = max(outer)
    inner = replace(style, display=node.get("displaystyle") == "true", spread=False)
    cells = [_entries(line, count, inner, row) for line in node]
    aligns = _alignments(node, count)
    gaps, rules = _gaps(node, count), _rules(node, count)
    if "solid" in node.get("rowlines", ""):
        raise Unsupported("a table with horizontal rules")
    spread = style.spread and len(cells) % 2 == 0
    box = grid(cells, aligns, gaps, spread=spread, rules=rules, bar="|" if style.plain else "│")
    return [atom(box, Kind.ORDINARY)]


def _entries(line: Element, count: int, style: Style, row: Row) -> list[Box]:
    cells = [joined(row(list(cell), style)) for cell in line]
    return cells + [blank(0)] * (count - len(cells))


def _alignments(node: Element, count: int) -> list[list[str]]:
    """Numbers stand right-aligned, other entries as the table says or in the middle."""
    columns = [[line[column] for line in node if column < len(line)] for column in range(count)]
    numeric = [all(_is_number(cell) for cell in column) for column in columns]
    return [
        [
            (line[column].get("columnalign") if column < len(line) else None)
            or ("right" if numeric[column] else "center")
            for column in range(count)
        ]
        for line in node
    ]


def _is_number(cell: Element) -> bool:
    leaves = [leaf for leaf in cell.iter() if leaf.tag in LEAVES]
    return all(leaf.tag == "mn" or letters(leaf) in {"−", "+", "⋮", "⋯"} for leaf in leaves)


def _gaps(node: Element, count: int) -> list[int]:
    """Two cells between columns; none between the two sides of an aligned relation."""
    spacing = node.get("columnspacing", "").split()
    gaps = [0 if part == "0em" else 2 for part in spacing[: count - 1]]
    return gaps + [2] * (count - 1 - len(gaps))


def _rules(node: Element, count: int) -> list[bool]:
    lines = node.get("columnlines", "").split()
    flags = [part == "solid" for part in lines[: count - 1]]
    return flags + [False] * (count - 1 - len(flags))
