"""Boxes: blocks of styled cells with a baseline, and how they are put together.

All lines of a box are equally wide. The baseline is the line that stands on the text line, so
boxes side by side share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.render.cells import Line, Span, cell_width


@dataclass(frozen=True, slots=True)
class Box:
    """``lines`` of ``width`` cells each; ``baseline`` counts from the top, 0 first."""

    lines: tuple[Line, ...]
    baseline: int
    width: int

    @property
    def height(self) -> int:
        """Number of lines."""
        return len(self.lines)

    @property
    def ascent(self) -> int:
        """Lines above the baseline."""
        return self.baseline

    @property
    def descent(self) -> int:
        """Lines below the baseline."""
        return len(self.lines) - self.baseline - 1


def text_box(text: str, role: str = "text", bold: bool = False, italic: bool = False) -> Box:
    """One line of text."""
    return Box(((Span(text, role, bold, italic),),), 0, cell_width(text))


def blank(width: int, height: int = 1, baseline: int = 0) -> Box:
    """Nothing, in the given size."""
    return Box((_spaces(width),) * height, baseline, width)


def beside(*boxes: Box) -> Box:
    """Boxes from left to right on one baseline."""
    if len(boxes) == 1:
        return boxes[0]
    ascent = max((box.ascent for box in boxes), default=0)
    descent = max((box.descent for box in boxes), default=0)
    columns = [grown(box, ascent, descent).lines for box in boxes]
    height = ascent + 1 + descent
    lines = tuple(tuple(s for column in columns for s in column[row]) for row in range(height))
    return Box(lines, ascent, sum(box.width for box in boxes))


def grown(box: Box, ascent: int, descent: int) -> Box:
    """``box`` with blank lines added up to the given lines above and below its baseline."""
    above, below = max(ascent - box.ascent, 0), max(descent - box.descent, 0)
    if not above and not below:
        return box
    empty = _spaces(box.width)
    return Box((empty,) * above + box.lines + (empty,) * below, box.baseline + above, box.width)


def stacked(boxes: Sequence[Box], baseline: int, align: str = "center") -> Box:
    """Boxes from top to bottom; ``baseline`` is the line of the whole that becomes its baseline."""
    width = max(box.width for box in boxes)
    lines = tuple(line for box in boxes for line in aligned(box, width, align).lines)
    return Box(lines, baseline, width)


def aligned(box: Box, width: int, align: str = "center") -> Box:
    """``box`` padded to ``width`` cells, standing at the ``left``, ``center`` or ``right``."""
    room = max(width - box.width, 0)
    left = {"left": 0, "right": room}.get(align, room // 2)
    return padded(box, left, room - left)


def padded(box: Box, left: int, right: int) -> Box:
    """``box`` with blank columns at its sides."""
    if not left and not right:
        return box
    before, after = _spaces(left), _spaces(right)
    lines = tuple(before + line + after for line in box.lines)
    return Box(lines, box.baseline, box.width + left + right)


def lowered(box: Box, rows: int) -> Box:
    """``box`` moved ``rows`` lines down against its baseline, blank where it stood (up if < 0)."""
    empty = (_spaces(box.width),)
    if rows >= 0:
        lines = empty * (rows - box.baseline) + box.lines
        return Box(lines, max(box.baseline - rows, 0), box.width)
    reach = -rows - box.descent
    return Box(box.lines + empty * reach, box.baseline - rows, box.width)


def _spaces(width: int) -> Line:
    return (Span(" " * width),) if width else ()
