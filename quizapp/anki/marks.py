"""Signs that stand for a formula or a cloze while a text is on its way from HTML to Markdown.

They are noncharacters of Unicode: no text may hold them, so none is mistaken for one.
"""

import re

OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around a hidden text; between it and its hint."""

PIECE_START, PIECE_END = "\ufdd3", "\ufdd4"
"""Around the number of a piece that was set aside."""

PIECE = re.compile(f"{PIECE_START}(\\d+){PIECE_END}")
_MARKS = re.compile("[\ufdd0-\ufdef]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,10}));?")
_SPACES = re.compile("[\x0b\x0c\x85\u00a0\u2028\u2029\u1680\u2000-\u200a\u202f\u205f\u3000]")


def cleaned(html: str) -> str:
    """A field without controls and without our signs; all kinds of space are spaces."""
    if "&#" in html:
        html = _REFERENCE.sub(_without_tricks, html)
    return spaced(_CONTROLS.sub("", _MARKS.sub("", html)))


def _without_tricks(reference: re.Match[str]) -> str:
    """A reference to a character by its number, unless it is one that no text may hold."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    character = chr(number) if number <= 0x10FFFF else "\x00"
    return "" if _CONTROLS.match(character) or _MARKS.match(character) else reference[0]


def spaced(text: str) -> str:
    """The text with plain spaces for all kinds of them; line ends stay."""
    return _SPACES.sub(" ", text)


def piece(number: int) -> str:
    """The sign for a piece that was set aside."""
    return f"{PIECE_START}{number}{PIECE_END}"
