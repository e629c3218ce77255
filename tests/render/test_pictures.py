"""Formulas and image files as pictures, looked at with Pillow; Sixels with our own reader."""

import io
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from quizapp.render.pictures.files import draw_file
from quizapp.render.pictures.formulas import draw_formula
from quizapp.render.pictures.picture import Cell, NoPicture, Paints, Picture
from quizapp.render.pictures.sixels import sixels
from quizapp.render.syntax import parser

CELL = Cell(10, 20)
PAINTS = Paints("#f4e6c2", "#66c5f2", "#151a25")
DECKS = sorted((Path(__file__).parents[2] / "decks").rglob("*.md"))


def formula(latex: str, widest: int = 70, *, values: bool = False) -> Picture:
    return draw_formula(latex, CELL, PAINTS, widest, values=values)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.png)).convert("RGB")


def colours(picture: Picture) -> set[str]:
    found = opened(picture).getcolors(1_000_000) or []
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _count, colour in found}


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of all that is not ground."""
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, ground).getbbox() or (0, 0, 0, 0)


def test_a_formula_is_painted_in_the_colours_of_the_theme_on_whole_cells() -> None:
    picture = formula(r"\sigma(z) = \frac{1}{1 + e^{-z}}", values=True)

    image = opened(picture)
    assert image.size == (picture.columns * CELL.width, picture.rows * CELL.height)
    assert {PAINTS.text, PAINTS.value, PAINTS.ground} <= colours(picture)
    assert PAINTS.value not in colours(formula(r"\sigma(z) = \frac{1}{1 + e^{-z}}"))
    left, top, right, bottom = ink(image)
    assert 0 < top < bottom < image.height
    assert abs(left - (image.width - right)) <= 4


def test_a_line_of_signs_takes_a_row_and_a_fraction_more() -> None:
    assert formula("y = x + F(x)").rows == 1
    assert formula(r"\frac{a}{b}").rows in {2, 3}
    assert formula(r"\begin{pmatrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \end{pmatrix}").rows > 4


def test_a_wide_formula_shrinks_a_little_and_then_leaves_it_to_the_text() -> None:
    latex = "a = " + " + ".join(f"x_{{{number}}}" for number in range(12))
    natural = formula(latex)

    assert formula(latex, natural.columns - 4).columns <= natural.columns - 4
    with pytest.raises(NoPicture):
        formula(latex, natural.columns // 2)


def test_a_minus_before_its_term_stands_at_it() -> None:
    sign = formula("f(-x)").columns
    operation = formula("f(y-x)").columns
    assert sign < operation - 1


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknowncommand{x}",
        r"\frac{a}{",
        r"\text{漢字} = 1",
        r"\begin{tikzcd} a \end{tikzcd}",
        "",
        "{" * 50 + "x" + "}" * 50,
        r"\left( x",
        r"\frac{1}{" * 20 + "x" + "}" * 20,
        r"\left( " * 12 + r"\frac{a}{b}" + r" \right)" * 12,
        r"\begin{pmatrix} 1 & " * 9 + "x" + r" \end{pmatrix}" * 9,
        "x + " * 300 + "y",
        r"\sqrt" * 30 + "x",
    ],
)
def test_what_cannot_be_laid_out_faithfully_is_left_to_the_text(latex: str) -> None:
    with pytest.raises(NoPicture):
        formula(latex)


def display_formulas() -> list[str]:
    found: set[str] = set()
    for path in DECKS:
        tokens = parser().parse(path.read_text(encoding="utf-8"))
        inner = [child for token in tokens for child in token.children or []]
        found |= {t.content.strip() for t in tokens + inner if t.type.startswith("math_block")}
        found |= {t.content.strip() for t in inner if t.type == "math_inline_double"}
    return sorted(found)


def test_every_display_formula_of_the_shipped_decks_is_painted() -> None:
    formulas = display_formulas()

    assert len(formulas) > 10
    for latex in formulas:
        left, _top, right, _bottom = ink(opened(formula(latex)))
        assert right - left > CELL.width, latex


# Image files


def saved(tmp_path: Path, name: str, image: Image.Image, **options: object) -> Path:
    path = tmp_path / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp", "bmp"])
def test_an_image_keeps_its_shape_and_is_never_enlarged(tmp_path: Path, suffix: str) -> None:
    red = Image.new("RGB", (95, 42), "red")
    picture = draw_file(saved(tmp_path, f"a.{suffix}", red), CELL, 60, 18)

    assert (picture.columns, picture.rows) == (10, 3)
    red_, green, blue = opened(picture).getpixel((50, 30))
    assert red_ > 240 and green < 20 and blue < 20

    large = Image.new("RGB", (2000, 1000), "red")
    picture = draw_file(saved(tmp_path, f"b.{suffix}", large), CELL, 60, 18)
    assert (picture.columns, picture.rows) == (60, 15)


def test_what_is_transparent_lies_on_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (100, 40), (0, 0, 0, 0))
    picture = draw_file(saved(tmp_path, "a.png", clear), CELL, 60, 18)
    assert colours(picture) == {"#ffffff"}


def test_an_animation_stands_still(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (40, 40), "blue"), Image.new("RGB", (40, 40), "red")
    path = saved(tmp_path, "a.gif", first, save_all=True, append_images=[second])
    assert colours(draw_file(path, CELL, 60, 18)) == {"#0000ff"}


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    path = saved(tmp_path, "a.jpg", Image.new("RGB", (100, 40), "red"), exif=exif)
    picture = draw_file(path, CELL, 60, 18)
    assert (picture.columns, picture.rows) == (4, 5)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says to be so large, and has nothing inside."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + body


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BAD_FILES = {
    "missing.png": None,
    "broken.png": b"\x89PNG\r\n\x1a\n broken",
    "text.jpg": b"not an image",
    "bomb.png": png_header(60_000, 60_000),
    "large.png": png_header(8_000, 8_000),
    "cut.png": png_header(100, 100),
    "script.ps.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "script.svg": f'{SVG} width="9" height="9"><script>alert(1)</script></svg>'.encode(),
    "fetch.svg": f'{SVG} width="9" height="9"><image href="http://x.test/a.png"/></svg>'.encode(),
    "file.svg": f'{SVG} width="9" height="9"><use xlink:href="/etc/passwd#a"/></svg>'.encode(),
    "style.svg": f'{SVG} width="9" height="9"><style>@import "http://x.test"</style></svg>'.encode(),
    "paint.svg": f'{SVG} width="9" height="9"><path fill="url(http://x.test#a)"/></svg>'.encode(),
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + f"{SVG}>&a;</svg>".encode(),
    "endless.svg": f'{SVG} width="900000000" height="9"/>'.encode(),
    "sizeless.svg": f"{SVG}/>".encode(),
    "other.svg": b"<html/>",
    "cut.svg": f"{SVG}".encode(),
    "latin.svg": b"\xff\xfe<svg/>",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_may_not_or_cannot_be_shown_is_left_to_the_text(
    tmp_path: Path, name: str
) -> None:
    content = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NoPicture):
        draw_file(tmp_path / name, CELL, 60, 18)


def nested(depth: int) -> str:
    """Groups in groups, so deep that resvg's own stack ends."""
    return "<g>" * depth + '<path d="M0 0h9"/>' + "</g>" * depth


def patterns(count: int) -> str:
    """Patterns of patterns: each is painted twenty times by the next."""
    made = "".join(
        f'<pattern id="p{n}" width="1" height="1" patternUnits="userSpaceOnUse">'
        + f'<rect width="1" height="1" fill="url(#p{n - 1})"/>' * 20
        + "</pattern>"
        for n in range(1, count)
    )
    return f'{made}<rect width="90" height="90" fill="url(#p{count - 1})"/>'


@pytest.mark.parametrize("content", [nested(19_000), patterns(9)], ids=["deep", "endless"])
def test_a_drawing_that_would_end_or_hold_up_the_app_does_so_in_another_process(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "a.svg"
    path.write_text(f'{SVG} width="90" height="90">{content}</svg>')
    with pytest.raises(NoPicture, match="not painted"):
        draw_file(path, CELL, 60, 18)


@pytest.mark.parametrize("place", ["#blue", " #blue ", "'#blue'", "&quot;#blue&quot;"])
def test_a_drawing_may_refer_to_its_own_parts_in_every_way_of_writing_it(
    tmp_path: Path, place: str
) -> None:
    path = tmp_path / "a.svg"
    gradient = '<linearGradient id="blue"><stop stop-color="#0000ff"/></linearGradient>'
    painted = f'<path fill="url({place})" d="M0 0h90v90h-90z"/>'
    path.write_text(f'{SVG} width="90" height="90"><defs>{gradient}</defs>{painted}</svg>')

    assert "#0000ff" in colours(draw_file(path, CELL, 60, 18))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(NoPicture, match="too large"):
        draw_file(path, CELL, 60, 18)


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        ('width="100" height="40"', (10, 2)),
        ('viewBox="0 0 100 40"', (10, 2)),
        ('width="1in" height="36pt"', (10, 3)),
        ('viewBox="0,0,6000,3000"', (60, 15)),
    ],
)
def test_a_drawing_has_the_size_it_says(tmp_path: Path, size: str, cells: tuple[int, int]) -> None:
    glyph = '<defs><path id="g" d="M0 0h100v40h-100z"/></defs><use href="#g" fill="red"/>'
    path = tmp_path / "a.svg"
    path.write_text(f"{SVG} {size}>{glyph}</svg>")

    picture = draw_file(path, CELL, 60, 18)

    assert (picture.columns, picture.rows) == cells
    assert "#ff0000" in colours(picture)


# Sixels


def read_sixels(text: str) -> dict[tuple[int, int], tuple[int, int, int]]:
    """The pixels that Sixels set, as DEC described them (VT330 manual, chapter 14)."""
    begin = re.match(r'\x1bP0;1;0q"1;1;(\d+);(\d+)', text)
    assert begin is not None and text.endswith("\x1b\\")
    pixels: dict[tuple[int, int], tuple[int, int, int]] = {}
    palette: dict[int, tuple[int, int, int]] = {}
    x = y = colour = 0
    sign = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|(.)", re.DOTALL)
    for found in sign.finditer(text, begin.end(), len(text) - 2):
        if found[1]:
            colour = int(found[1])
            if found[2]:
                red, green, blue = (round(int(found[n]) * 255 / 100) for n in (2, 3, 4))
                palette[colour] = red, green, blue
            continue
        count, character = int(found[5] or 1), found[6] or found[7]
        if character in "$-":
            x, y = 0, y + 6 * (character == "-")
            continue
        for _ in range(count):
            bits = ord(character) - 63
            pixels.update({(x, y + b): palette[colour] for b in range(6) if bits >> b & 1})
            x += 1
    return pixels


@pytest.mark.parametrize(("left", "right"), [(0, None), (2, 5)])
def test_sixels_hold_the_pixels_of_their_cells_and_no_others(left: int, right: int | None) -> None:
    picture = formula(r"\sigma(z) = \frac{1}{1 + e^{-z}}")
    cut = sixels(picture, CELL)
    image = opened(picture)
    end = picture.columns if right is None else right

    for row in range(picture.rows):
        pixels = read_sixels(cut(row, left, end))
        assert set(pixels) == {
            (x, y) for x in range((end - left) * CELL.width) for y in range(CELL.height)
        }
        for (x, y), colour in pixels.items():
            expected = image.getpixel((left * CELL.width + x, row * CELL.height + y))
            assert all(abs(a - b) <= 6 for a, b in zip(colour, expected, strict=True))


def test_the_encoder_is_loaded_without_the_part_that_asks_the_terminal() -> None:
    code = (
        "import sys; from quizapp.render.pictures.sixels import sixels;"
        "from quizapp.render.pictures.picture import *; from PIL import Image; import io;"
        "b = io.BytesIO(); Image.new('RGB', (10, 20)).save(b, 'PNG');"
        "sixels(Picture(b.getvalue(), 1, 1), Cell(10, 20)); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "textual_image._sixel" in loaded
    assert "textual_image.renderable" not in loaded
