"""Markdown of cards as rows; the renderer is loaded when the first card is shown."""

from quizapp.tui.pieces import Row, from_line, row_width

_ONE_LINE = 400


def rendered(
    markdown: str,
    width: int,
    *,
    reveal: bool = False,
    values: bool = False,
    role: str = "text",
    bold: bool = False,
) -> list[Row]:
    """The text in rows of at most ``width`` cells; see :func:`quizapp.render.markdown.render`."""
    from quizapp.render.markdown import render

    lines = render(markdown, width, reveal=reveal, values=values, role=role, bold=bold)
    return [from_line(line) for line in lines]


def first_row(markdown: str) -> Row:
    """The text in one line: its first row that says something."""
    return max(rendered(markdown, _ONE_LINE), key=row_width, default=())
