"""Markdown of cards as rows; the renderer is loaded when the first card is shown."""

from quizapp.tui.pieces import Row, from_line


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
