"""Markdown tables: columns as wide as their text, wrapped where the page is narrower.

Where even that does not fit, each row is written cell by cell below its headings.
"""

from collections.abc import Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from quizapp.render.box import Box, aligned, beside, blank, grown, stacked, text_box
from quizapp.render.cells import Line
from quizapp.render.flow import Pen, filled, lines_of, text_pieces
from quizapp.render.inline import Look, pieces

_GAP = 2
_NARROWEST = 4


def table_lines(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    """A table: bold header, a rule, and the rows below it; a list of its cells if too wide."""
    rows = [row.children for part in node.children for row in part.children]
    widths = _widths(rows, look, pen)
    header, *body = [
        _row(row, widths, look, replace(pen, bold=True) if index == 0 else pen)
        for index, row in enumerate(rows)
    ]
    if max(box.width for box in (header, *body)) > look.width:
        return _listed(rows, look, pen)
    rule = text_box(look.sign("─", "-") * header.width, "rule")
    return lines_of([header, rule, *body])


def _listed(rows: Sequence[Sequence[SyntaxTreeNode]], look: Look, pen: Pen) -> list[Line]:
    """Every cell after its heading, a blank line between the rows."""
    strong = replace(pen, bold=True)
    header = [pieces(cell.children, look, strong) for cell in rows[0]]
    if len(rows) == 1:
        return [line for head in header for line in lines_of(filled(head, look.width))]
    lines: list[Line] = []
    for row in rows[1:]:
        lines += [()] if lines else []
        for head, cell in zip(header, row, strict=True):
            words = [*head, *text_pieces(": ", strong), *pieces(cell.children, look, pen)]
            lines += lines_of(filled(words, look.width))
    return lines


def _widths(rows: Sequence[Sequence[SyntaxTreeNode]], look: Look, pen: Pen) -> list[int]:
    """Natural widths, the widest columns cut down until the table fits the page."""
    endless = replace(look, width=10_000)
    widths = [
        max(_cell(row[column], endless, pen).width for row in rows)
        for column in range(len(rows[0]))
    ]
    room = look.width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return [max(width, 1) for width in widths]


def _row(cells: Sequence[SyntaxTreeNode], widths: Sequence[int], look: Look, pen: Pen) -> Box:
    boxes = [
        _cell(cell, replace(look, width=width), pen)
        for cell, width in zip(cells, widths, strict=True)
    ]
    ascent = max(box.ascent for box in boxes)
    descent = max(box.descent for box in boxes)
    parts: list[Box] = []
    for cell, box, width in zip(cells, boxes, widths, strict=True):
        gap = [blank(_GAP)] if parts else []
        parts += [*gap, aligned(grown(box, ascent, descent), width, _alignment(cell))]
    return beside(*parts)


def _cell(cell: SyntaxTreeNode, look: Look, pen: Pen) -> Box:
    boxes = filled(pieces(cell.children, look, pen), look.width) or [blank(0)]
    return stacked(boxes, boxes[0].baseline, _alignment(cell))


def _alignment(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    return style.removeprefix("text-align:") if style.startswith("text-align:") else "left"
