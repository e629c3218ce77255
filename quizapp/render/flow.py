"""Running text: words, formulas and breaks filled into lines of a given width."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from quizapp.render.box import Box, beside, blank, text_box
from quizapp.render.cells import Line, Span, chopped, harmless, merged


class Gap(Enum):
    """What stands between words."""

    SPACE = "space"
    BREAK = "break"


Piece = Box | Gap


@dataclass(frozen=True, slots=True)
class Pen:
    """The style in which text is written."""

    role: str = "text"
    bold: bool = False
    italic: bool = False


def text_pieces(text: str, pen: Pen) -> list[Piece]:
    """The words of ``text`` with the spaces between them."""
    pieces: list[Piece] = []
    for part in re.split(r"([ \n\t]+)", harmless(text)):
        if part and not part.strip(" \n\t"):
            pieces.append(Gap.SPACE)
        elif part:
            shown = part.replace("\u00a0", " ")
            pieces.append(text_box(shown, pen.role, pen.bold, pen.italic))
    return pieces


def filled(pieces: Iterable[Piece], width: int) -> list[Box]:
    """Lines of at most ``width`` cells; words that touch stay together while they fit."""
    lines: list[Box] = []
    current: list[Box] = []
    used = 0
    for word in _words(pieces):
        if word is None:
            lines.append(_line(current))
            current, used = [], 0
            continue
        cells = sum(box.width for box in word)
        if current and used + 1 + cells > width:
            lines.append(_line(current))
            current, used = [], 0
        if current:
            current.append(blank(1))
            used += 1
        for box in _fitting(word, width - used, width):
            if current and used + box.width > width:
                lines.append(_line(current))
                current, used = [], 0
            current.append(box)
            used += box.width
    return [*lines, _line(current)] if current else lines


def _words(pieces: Iterable[Piece]) -> Iterable[list[Box] | None]:
    """Boxes that touch each other, None for a forced break."""
    word: list[Box] = []
    for piece in pieces:
        if isinstance(piece, Box):
            word.append(piece)
            continue
        if word:
            yield word
        word = []
        if piece is Gap.BREAK:
            yield None
    if word:
        yield word


def _fitting(word: Sequence[Box], room: int, width: int) -> list[Box]:
    """The boxes of a word; text wider than a whole line is chopped."""
    if sum(box.width for box in word) <= room:
        return list(word)
    return [part for box in word for part in (_chopped(box, width) if box.height == 1 else [box])]


def _chopped(box: Box, width: int) -> list[Box]:
    if box.width <= width:
        return [box]
    return [
        text_box(part, span.role, span.bold, span.italic)
        for span in box.lines[0]
        for part in chopped(span.text, width)
    ]


def _line(boxes: Sequence[Box]) -> Box:
    return beside(*boxes) if boxes else blank(0)


def lines_of(boxes: Iterable[Box]) -> list[Line]:
    """The text lines of boxes, blank ends taken off."""
    return [trimmed(line) for box in boxes for line in box.lines]


def trimmed(line: Line) -> Line:
    """``line`` without blanks at its end."""
    spans = list(line)
    while spans and not spans[-1].text.strip(" "):
        spans.pop()
    if spans and spans[-1].text.endswith(" "):
        last = spans.pop()
        spans.append(Span(last.text.rstrip(" "), last.role, last.bold, last.italic))
    return merged(spans)
