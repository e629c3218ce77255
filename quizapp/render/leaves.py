"""Leaves of MathML: their characters, their style, and what they are to their neighbours."""

import unicodedata
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizapp.render.atoms import Atom, Kind, atom
from quizapp.render.box import blank, text_box
from quizapp.render.cells import harmless
from quizapp.render.symbols import (
    BINARIES,
    CLOSING,
    DOTS,
    INTEGRALS,
    LARGE,
    OPENING,
    PUNCTUATION,
    RELATIONS,
    ascii_name,
)

LEAVES = frozenset({"mi", "mn", "mo", "mtext"})
_CLASSES = (
    (RELATIONS, Kind.RELATION),
    (BINARIES, Kind.BINARY),
    (LARGE | INTEGRALS, Kind.OPERATOR),
    (OPENING, Kind.OPENING),
    (CLOSING, Kind.CLOSING),
    (PUNCTUATION, Kind.PUNCTUATION),
    (DOTS, Kind.INNER),
)
_THIN = str.maketrans("\u2006\u2009", "  ")
"""The spaces within ``lim sup`` and ``arg max``: a terminal has one width of space."""

_KINDS = {character: kind for characters, kind in _CLASSES for character in characters}


class Unsupported(Exception):
    """A formula, or a part of one, that cannot be shown in two dimensions."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a subformula is laid out.

    ``display`` puts limits above and below; ``tight`` is the air of scripts; ``values`` colours
    number literals; ``plain`` keeps to characters every terminal has; ``spread`` gives matrices
    of an even number of rows a middle line; ``roofed`` keeps a root's roof.
    """

    display: bool = False
    tight: bool = False
    values: bool = False
    plain: bool = False
    spread: bool = False
    roofed: bool = False


def letters(node: Element) -> str:
    """The characters of a leaf as they are shown: plane-1 letters become plain ones."""
    text = harmless(node.text or "").translate(_THIN)
    if any(ord(character) > 0xFFFF for character in text):
        text = "".join(unicodedata.normalize("NFKD", c) if ord(c) > 0xFFFF else c for c in text)
    if text.startswith("\\"):
        raise Unsupported(f"the command {text}")
    return text


def leaf_atoms(node: Element, style: Style) -> list[Atom]:
    """The atoms of a leaf: none for an empty operator, air and a word for text."""
    if node.tag == "mtext":
        return _text_atoms(node, style)
    text = letters(node)
    if not text:
        return [] if node.tag == "mo" else [atom(blank(0), Kind.ORDINARY)]
    shown = _plain(text) if style.plain else text
    role = "value" if node.tag == "mn" and style.values else "math"
    box = text_box(shown, role, _bold(node), _italic(node))
    kind = _kind(node, text, shown)
    return [Atom(box, kind, Kind.SIGN if text == "/" else kind)]


def word_atom(text: str, node: Element, style: Style) -> Atom:
    """Several letters that are one upright name (``\\mathrm{softmax}``)."""
    shown = _plain(text) if style.plain else text
    return atom(text_box(shown, "math", _bold(node), _italic(node)), Kind.WORD)


def is_upright(node: Element) -> bool:
    """Whether a leaf is a letter or digit of an upright name."""
    variant = node.get("mathvariant", "")
    return node.tag in {"mi", "mn"} and variant in {"normal", "sans-serif", "monospace"}


def _text_atoms(node: Element, style: Style) -> list[Atom]:
    text = letters(node).replace("\u00a0", " ").replace("\n", " ")
    word = text.strip(" ")
    air = [atom(blank(1), Kind.SPACE)]
    if not word:
        return air if text else []
    before, after = text.startswith(" "), text.endswith(" ")
    return air * before + [word_atom(word, node, style)] + air * after


def _kind(node: Element, text: str, shown: str) -> Kind:
    if text in _KINDS:
        return _KINDS[text]
    if text == "mod":
        return Kind.BINARY
    if node.tag != "mn" and len(text) > 1 and text.replace(" ", "").isalpha():
        return Kind.OPERATOR
    spelled = len(shown) > 1 and shown.isalpha()
    return Kind.WORD if spelled else Kind.ORDINARY


def _plain(text: str) -> str:
    names = [ascii_name(character) for character in text]
    if any(name is None for name in names):
        raise Unsupported(f"no plain characters for {text}")
    return "".join(name for name in names if name is not None)


def _bold(node: Element) -> bool:
    variant = node.get("mathvariant", "")
    name = unicodedata.name((node.text or " ")[:1], "")
    return "bold" in variant or "double" in variant or name.startswith(_BOLD_NAMES)


_BOLD_NAMES = ("MATHEMATICAL BOLD", "MATHEMATICAL DOUBLE-STRUCK", "MATHEMATICAL SANS-SERIF BOLD")
_ITALIC_NAMES = ("MATHEMATICAL SCRIPT", "MATHEMATICAL FRAKTUR", "MATHEMATICAL BOLD SCRIPT")


def _italic(node: Element) -> bool:
    variant = node.get("mathvariant", "")
    return variant == "italic" or unicodedata.name((node.text or " ")[:1], "").startswith(
        _ITALIC_NAMES
    )
