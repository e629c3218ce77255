"""A picture as Sixel graphics, cut out cell by cell.

One palette serves the whole picture, so that its parts fit together however it was cut. The
encoder is that of textual-image. Of that library only this module is loaded: importing its
widgets asks the terminal and takes what the learner types meanwhile for the answer.
"""

import io
from collections.abc import Callable
from functools import lru_cache

from quizapp.render.pictures.picture import Cell, Picture

Cut = Callable[[int, int, int], str]
"""The Sixels of a row of cells: which row, from which column, to which one (not included)."""

_FILLED, _CLEAR = "\x1bP0;0;0q", "\x1bP0;1;0q"
"""How Sixels begin: what they leave out is filled, or stays as it is; a row may end in it."""


def sixels(picture: Picture, cell: Cell) -> Cut:
    """Make the Sixels of all rows; those of a part of one only when they are asked for."""
    from PIL import Image
    from textual_image._sixel import image_to_sixels

    with Image.open(io.BytesIO(picture.png)) as opened:
        pixels = opened.convert("RGB").quantize(256, dither=Image.Dither.NONE)

    @lru_cache(maxsize=4 * picture.rows)
    def cut(row: int, left: int, right: int) -> str:
        top = row * cell.height
        box = (left * cell.width, top, right * cell.width, top + cell.height)
        return image_to_sixels(pixels.crop(box)).replace(_FILLED, _CLEAR, 1)

    for row in range(picture.rows):
        cut(row, 0, picture.columns)
    return cut
