"""SVG → PNG: lines and text of its own, no scripts, nothing from outside.

resvg runs no scripts and asks no network, but it would read other files; and patterns of patterns
keep it busy without end, or the depth of a drawing brings its process down. So what leads outside
is refused before, and another process paints, with bounds on its time and memory.
"""

import re
import subprocess
import sys
from xml.etree.ElementTree import Element, ParseError, fromstring

from quizapp.render.pictures.picture import NoPicture

_OUTSIDE = frozenset({"script", "foreignObject", "image", "feImage", "iframe", "audio", "video"})
_REFERENCE = re.compile(r"url\(\s*+['\"]?+(?!#)|@import", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_LONGEST = 20_000.0

_PATIENCE = 2.0
"""Seconds that a drawing may take."""

_PAINTER = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
import resvg_py
width, height = map(int, sys.argv[1:])
source = sys.stdin.buffer.read().decode()
png = resvg_py.svg_to_bytes(
    svg_string=source, background="white", width=width, height=height, dpi=96
)
sys.stdout.buffer.write(png)
"""


def paint_svg(data: bytes, widest: int, highest: int) -> bytes:
    """The drawing as a PNG on white, as large as it says, but within so many pixels.

    Raises:
        NoPicture: it is broken, holds what may not be followed, or takes too long.
    """
    source, width, height = _checked(data)
    scale = min(1.0, widest / width, highest / height)
    size = [str(max(1, round(length * scale))) for length in (width, height)]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _PAINTER, *size],
            input=source.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise NoPicture(f"not painted: {problem}") from problem
    return done.stdout


def _checked(data: bytes) -> tuple[str, float, float]:
    """The source of a drawing that may be shown, its width and height in pixels.

    Raises:
        NoPicture: it is broken, too large, or holds what may not be followed.
    """
    try:
        source = data.decode("utf-8-sig")
        if "<!ENTITY" in source:
            raise NoPicture("it defines entities")
        tree = fromstring(source)
    except (UnicodeDecodeError, ParseError, ValueError) as problem:
        raise NoPicture(f"not read: {problem!r}") from problem
    if _name(tree) != "svg":
        raise NoPicture("not an SVG")
    for node in tree.iter():
        _check_node(node)
    return source, *_size(tree)


def _check_node(node: Element) -> None:
    if _name(node) in _OUTSIDE:
        raise NoPicture(f"it has the element {_name(node)}")
    for name, value in node.attrib.items():
        if name.rpartition("}")[2] == "href" and not value.startswith("#"):
            raise NoPicture("it refers to something outside")
        if _REFERENCE.search(value):
            raise NoPicture("it refers to something outside")
    if _name(node) == "style" and _REFERENCE.search(node.text or ""):
        raise NoPicture("it refers to something outside")


def _size(tree: Element) -> tuple[float, float]:
    """Width and height in pixels: as said, or those of the view box."""
    said = [_LENGTH.fullmatch(tree.get(name, "")) for name in ("width", "height")]
    sizes = [float(found[1]) * _PIXELS[found[2]] for found in said if found]
    box = re.split(r"[\s,]+", tree.get("viewBox", "").strip())
    if len(sizes) < 2 and len(box) == 4:
        try:
            sizes = [float(box[2]), float(box[3])]
        except ValueError as problem:
            raise NoPicture("its view box has no size") from problem
    if len(sizes) < 2 or not all(0 < size <= _LONGEST for size in sizes):
        raise NoPicture("it has no size")
    return sizes[0], sizes[1]


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
