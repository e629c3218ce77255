"""An image file → a picture: any common format, never larger than it is, nothing followed.

Notes come from other people: a file may be broken, endless when unpacked, or point elsewhere.
"""

import io
import warnings
from pathlib import Path

from quizapp.render.pictures.drawings import paint_svg
from quizapp.render.pictures.picture import Cell, NoPicture, Picture, cells

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
_LARGEST_FILE = 20_000_000
_LARGEST_DRAWING = 1_000_000
_MOST_PIXELS = 40_000_000
_PAPER = "white"
"""Behind what is transparent: most such images are drawn for paper."""


def draw_file(path: Path, cell: Cell, widest: int, tallest: int) -> Picture:
    """An image, the first one of an animation, within so many columns and rows.

    Raises:
        NoPicture: the file is missing, broken, too large, or not an image that we show.
    """
    try:
        drawn = path.suffix.lower() == ".svg"
        if path.stat().st_size > (_LARGEST_DRAWING if drawn else _LARGEST_FILE):
            raise NoPicture("the file is too large")
        data = path.read_bytes()
    except OSError as problem:
        raise NoPicture(str(problem)) from problem
    if drawn:
        data = paint_svg(data, widest * cell.width, tallest * cell.height)
    return _fitted(data, cell, widest, tallest)


def _fitted(data: bytes, cell: Cell, widest: int, tallest: int) -> Picture:
    """The image, scaled down if need be, on a ground of whole cells."""
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise NoPicture("the image has too many pixels")
            limits = widest * cell.width, tallest * cell.height
            image.draft("RGB", limits)
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except NoPicture:
        raise
    except Exception as problem:  # a broken file fails in as many ways as there are formats
        raise NoPicture(f"not read: {problem!r}") from problem
    upright.thumbnail(limits, Image.Resampling.LANCZOS)
    columns, rows = cells(upright.width, cell.width), cells(upright.height, cell.height)
    paper = Image.new("RGBA", (columns * cell.width, rows * cell.height), _PAPER)
    left, top = (paper.width - upright.width) // 2, (paper.height - upright.height) // 2
    paper.alpha_composite(upright, (left, top))
    png = io.BytesIO()
    paper.convert("RGB").save(png, "PNG", compress_level=3)
    return Picture(png.getvalue(), columns, rows)
