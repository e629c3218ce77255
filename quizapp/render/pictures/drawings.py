"""What an SVG may hold to be shown: lines and text of its own, no scripts, nothing from outside.

resvg runs no scripts and fetches nothing from the network; but it would read files, and copies
of copies of a shape can grow without end.
"""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from quizapp.render.pictures.picture import NoPicture

_MOST_NODES = 20_000
_MOST_COPIES = 200_000
_OUTSIDE = frozenset({"script", "foreignObject", "image", "feImage", "iframe", "audio", "video"})
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)
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


def check_svg(data: bytes) -> tuple[str, float, float]:
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
    nodes = list(tree.iter())
    if len(nodes) > _MOST_NODES:
        raise NoPicture("it has too many elements")
    for node in nodes:
        _check_node(node)
    _check_copies(nodes)
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


def _check_copies(nodes: list[Element]) -> None:
    """Shapes may be used again, but not shapes that use others: these can grow without end."""
    named = {node.get("id", ""): node for node in nodes}
    copies = 0
    for node in nodes:
        for target in _targets(node):
            inside = list(named[target].iter()) if target in named else []
            if _name(node) == "use" and any(_targets(inner) for inner in inside):
                raise NoPicture("it copies what copies something itself")
            copies += len(inside)
    if copies > _MOST_COPIES:
        raise NoPicture("it has too many copies")


def _targets(node: Element) -> list[str]:
    """The ids that an element refers to."""
    values = " ".join(node.attrib.values())
    links = [v[1:] for name, v in node.attrib.items() if name.rpartition("}")[2] == "href"]
    return links + re.findall(r"url\(\s*['\"]?#([^)'\"\s]+)", values)


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
