"""Grids of boxes: matrices, cases and aligned lines."""

from collections.abc import Sequence

from quizapp.render.box import Box, aligned, beside, blank, grown, stacked, text_box


def grid(
    rows: Sequence[Sequence[Box]],
    aligns: Sequence[Sequence[str]],
    gaps: Sequence[int],
    *,
    spread: bool = False,
    rules: Sequence[bool] = (),
    bar: str = "│",
) -> Box:
    """Boxes in rows and columns, all rows equally long.

    ``gaps`` are the blank cells after each column but the last, ``rules`` says where a vertical
    line of ``bar`` stands in the gap. ``spread`` puts a blank line between the rows.
    """
    count = len(rows[0])
    widths = [max(row[column].width for row in rows) for column in range(count)]
    lines: list[Box] = []
    for row, alignment in zip(rows, aligns, strict=True):
        cells = [
            aligned(box, width, align)
            for box, width, align in zip(row, widths, alignment, strict=True)
        ]
        if lines and (spread or _tall(cells) or lines[-1].height > 1):
            lines.append(_gap_row(widths, gaps, rules, bar))
        lines.append(_row(cells, gaps, rules, bar))
    height = sum(line.height for line in lines)
    return stacked(lines, _axis([line.height for line in lines], lines, height), "left")


def _tall(cells: Sequence[Box]) -> bool:
    return any(cell.height > 1 for cell in cells)


def _row(cells: Sequence[Box], gaps: Sequence[int], rules: Sequence[bool], bar: str) -> Box:
    ascent = max(cell.ascent for cell in cells)
    descent = max(cell.descent for cell in cells)
    parts: list[Box] = []
    for column, cell in enumerate(cells):
        parts.append(grown(cell, ascent, descent))
        if column < len(cells) - 1:
            ruled = bool(rules) and rules[column]
            parts.append(_gap(gaps[column], ruled, ascent, descent, bar))
    return beside(*parts)


def _gap(width: int, ruled: bool, ascent: int, descent: int, bar: str) -> Box:
    height = ascent + 1 + descent
    if not ruled:
        return blank(width, height, ascent)
    line = stacked([text_box(bar, "math")] * height, ascent)
    return beside(blank(1, height, ascent), line, blank(1, height, ascent))


def _gap_row(widths: Sequence[int], gaps: Sequence[int], rules: Sequence[bool], bar: str) -> Box:
    return _row([blank(width) for width in widths], gaps, rules, bar)


def _axis(heights: Sequence[int], lines: Sequence[Box], height: int) -> int:
    """The baseline: that of the middle row, the middle itself, or the upper of two middles."""
    if len(heights) == 1:
        return lines[0].baseline
    middle = len(heights) // 2
    if len(heights) % 2 and height > len(heights):
        return sum(heights[:middle]) + lines[middle].baseline
    return (height - 1) // 2
