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
_SPACES = re.compile("[\x0b\x0c\x85\u00a0\u2028\u2029\u1680\u2000-\u200a\u202f\u205f\u3000]")


def cleaned(html: str) -> str:
    """A field without controls and without our signs; all kinds of space are spaces."""
    return _SPACES.sub(" ", _CONTROLS.sub("", _MARKS.sub("", html)))


def piece(number: int) -> str:
    """The sign for a piece that was set aside."""
    return f"{PIECE_START}{number}{PIECE_END}"
