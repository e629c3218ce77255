"""From roles to terminal styles: the one place where a piece gets its colours."""

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from quizapp.tui.pictures.placeholders import COLOUR, ROLE
from quizapp.tui.pieces import Piece, Row, fit
from quizapp.tui.theme import BOLD_WITHOUT_COLOUR, DIM_WITHOUT_COLOUR, PALETTES, Palette

_BY_NAME = {palette.name: palette for palette in PALETTES.values()}


def paint(row: Row, width: int, palette: Palette, ground: str = "background") -> Strip:
    """A row as a strip of exactly ``width`` cells on ``ground``."""
    segments = [
        Segment(piece.text, style_of(piece, palette, ground))
        for piece in fit(row, width)
        if piece.text
    ]
    return Strip(segments, width)


def style_of(piece: Piece, palette: Palette, ground: str = "background") -> Style:
    """The terminal style of a piece that stands on ``ground``."""
    look = (piece.role, piece.bold, piece.italic, piece.underline, piece.filled)
    if not palette.grounded:
        return _groundless(*look, piece.ground or ground, palette.colours.get(piece.role))
    return _coloured(palette.name, *look, piece.ground or ground)


@lru_cache(maxsize=1024)
def _coloured(
    theme: str, role: str, bold: bool, italic: bool, underline: bool, filled: bool, ground: str
) -> Style:
    colours = _BY_NAME[theme].colours
    text = COLOUR if role == ROLE else colours.get(role, colours["text"])
    behind = colours[ground]
    if filled:
        text, behind = colours["background"], text
    return Style(
        color=Color.parse(text),
        bgcolor=Color.parse(behind),
        bold=bold,
        italic=italic,
        underline=underline,
    )


@lru_cache(maxsize=1024)
def _groundless(
    role: str,
    bold: bool,
    italic: bool,
    underline: bool,
    filled: bool,
    ground: str,
    colour: str | None,
) -> Style:
    """Without grounds of our own: weight, underline and reverse speak, with a colour or without."""
    selected = ground == "selection"
    return Style(
        color=colour,
        bold=bold or filled or selected or role in BOLD_WITHOUT_COLOUR,
        dim=role in DIM_WITHOUT_COLOUR and not (bold or filled),
        italic=italic,
        underline=underline,
        reverse=filled,
    )
