"""A typed wording above the right one, letter by letter, a sign below each."""

from collections.abc import Sequence

from quizapp.language import _
from quizapp.model.questions import Part
from quizapp.model.verdicts import PartVerdict
from quizapp.render.cells import cell_width
from quizapp.tui.pieces import BLANK, Piece, Row, bright, indented, wrapped
from quizapp.tui.widgets.text import rendered
from quizapp.wording.letters import EXTRA, MISSING, SAME, Column, columns

_ROLES = {SAME: "right", EXTRA: "wrong", MISSING: "close"}


def compare_letters(part: Part, verdict: PartVerdict | None, width: int) -> list[Row]:
    """Both wordings where they differ, else the right one; then what is told after it."""
    title = (Piece("✓ ", "right"), Piece(_("Right answer"), "right", bold=True))
    if verdict is not None and verdict.letters:
        words = _("Your answer over the right one: − too many, + missing")
        rows: list[Row] = [(bright(words),), *_rows(columns(verdict.letters), width - 2)]
    else:
        rows = [title, *indented(wrapped(part.printed, width - 2, "bright"), 2)]
    return rows + ([BLANK, *rendered(part.why, width)] if part.why else [])


def _rows(letters: Sequence[Column], width: int) -> list[Row]:
    """Three rows, and three more wherever the width is used up."""
    rows: list[Row] = []
    for line in _lines(letters, width):
        texts = ("".join(getattr(column, side) for column in line) for side in ("typed", "right"))
        typed, right = texts
        signs = tuple(Piece(one.sign, _ROLES[one.sign.strip()], bold=True) for one in line)
        rows += [BLANK] if rows else []
        rows += indented([(Piece(typed, "text"),), (Piece(right, "bright", bold=True),), signs], 2)
    return rows


def _lines(letters: Sequence[Column], width: int) -> list[list[Column]]:
    lines: list[list[Column]] = [[]]
    used = 0
    for column in letters:
        cells = cell_width(column.typed)
        if used + cells > width and lines[-1]:
            lines.append([])
            used = 0
        lines[-1].append(column)
        used += cells
    return lines
