"""Styled text in terminal cells: spans, lines, and how many cells a text takes."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_BREAKS = frozenset("\u2028\u2029")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line in one style; ``role`` is a colour role of the screens."""

    text: str
    role: str = "text"
    bold: bool = False
    italic: bool = False


Line = tuple[Span, ...]


def cell_width(text: str) -> int:
    """How many terminal cells ``text`` takes: marks none, wide East Asian characters two."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def line_width(line: Line) -> int:
    """The cells of one line."""
    return sum(cell_width(span.text) for span in line)


def line_text(line: Line) -> str:
    """The characters of one line without their styles."""
    return "".join(span.text for span in line)


def merged(spans: Iterable[Span]) -> Line:
    """Neighbours of one style joined, with the blanks between them; empty spans dropped."""
    joined: list[Span] = []
    for span in filter(_text_of, spans):
        text = span.text
        if len(joined) > 1 and joined[-1].text.isspace() and _style(joined[-2]) == _style(span):
            text = joined.pop().text + text
        if joined and _style(joined[-1]) == _style(span):
            text = joined.pop().text + text
        joined.append(Span(text, span.role, span.bold, span.italic))
    return tuple(joined)


def _text_of(span: Span) -> str:
    return span.text


def _style(span: Span) -> tuple[str, bool, bool]:
    return span.role, span.bold, span.italic


def graphemes(text: str) -> list[str]:
    """The characters of ``text`` with the marks that stand on them."""
    parts: list[str] = []
    for character in text:
        if parts and cell_width(character) == 0:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def chopped(text: str, width: int) -> list[str]:
    """``text`` in pieces of at most ``width`` cells (a single wider character stays whole)."""
    pieces: list[str] = []
    used = width
    for grapheme in graphemes(text):
        cells = cell_width(grapheme)
        if used + cells > width or not pieces:
            pieces.append("")
            used = 0
        pieces[-1] += grapheme
        used += cells
    return pieces


def clipped(line: Line, width: int, mark: str = "…") -> Line:
    """``line`` if it fits into ``width`` cells, else its beginning and ``mark``."""
    if line_width(line) <= width:
        return line
    room = width - cell_width(mark)
    kept: list[Span] = []
    for span in line:
        for grapheme in graphemes(span.text):
            room -= cell_width(grapheme)
            if room < 0:
                return merged([*kept, Span(mark, span.role, span.bold, span.italic)])
            kept.append(Span(grapheme, span.role, span.bold, span.italic))
    return merged(kept)


def harmless(text: str) -> str:
    """``text`` with everything a terminal could obey made visible or taken out.

    Control characters become their pictures (ESC is ``␛``), characters that reorder a line and
    lone surrogates become ``�``, other invisible format characters are dropped; a tab is four
    spaces. New lines are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_harmless_character, text))


@lru_cache(maxsize=4096)
def _harmless_character(character: str) -> str:
    if character == "\n" or character.isalnum():
        return character
    if character == "\t":
        return "    "
    category = unicodedata.category(character)
    if category == "Cc":
        return _control_picture(ord(character))
    if character in _REORDERING or category == "Cs":
        return "\ufffd"
    if character in _BREAKS:
        return " "
    dropped = category == "Cf" or character in "\ufe0e\ufe0f"
    return "" if dropped else character


def _control_picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
