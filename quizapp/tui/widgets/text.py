"""Markdown of cards as rows; the renderer is loaded when the first card is shown."""

from itertools import takewhile
from typing import TYPE_CHECKING

from quizapp.tui.pieces import Piece, Row, from_line, row_width

if TYPE_CHECKING:
    from quizapp.render.gallery import Gallery

_ONE_LINE = 400


def rendered(
    markdown: str,
    width: int,
    *,
    reveal: bool = False,
    values: bool = False,
    role: str = "text",
    bold: bool = False,
    gallery: "Gallery | None" = None,
) -> list[Row]:
    """The text in rows of at most ``width`` cells; see :func:`quizapp.render.markdown.render`."""
    from quizapp.render.markdown import render

    lines = render(
        markdown, width, reveal=reveal, values=values, role=role, bold=bold, gallery=gallery
    )
    return [from_line(line) for line in lines]


def first_row(markdown: str) -> Row:
    """The text in one line: its first row that says something, tall formulas as they are spoken."""
    rows = rendered(markdown, _ONE_LINE)
    if "$" in markdown and len(list(takewhile(row_width, rows))) > 1:
        from quizapp.render.spoken import spoken

        return (Piece(spoken(markdown).partition("\n")[0]),)
    return max(rows, key=row_width, default=())
