"""What a live question lists below its prompt: options with letters, lines with numbers."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.tui.pieces import BLANK, Piece, Row, gap, indented, muted
from quizapp.tui.widgets.text import rendered

if TYPE_CHECKING:
    from quizapp.render.gallery import Gallery


def listed(variant: Variant, width: int, gallery: "Gallery | None" = None) -> list[Row]:
    """The options of every part with the mark each is answered by; a program has its own body."""
    rows: list[Row] = []
    for part in () if variant.program else variant.parts:
        if part.options:
            rows.append(BLANK)
        for mark, option in zip(_marks(part), part.options, strict=False):
            rows += _row(Piece(mark.rjust(2), "accent"), option, width, gallery)
    return rows


def in_order(part: Part, width: int) -> list[Row]:
    """The lines of an order as they belong, each with the number it was shown by."""
    assert isinstance(part.answer, tuple), "the answer to an order is its numbers"
    rows: list[Row] = []
    for number in part.answer:
        rows += _row(muted(f"{number:>2}"), part.options[int(str(number)) - 1], width)
    return rows


def _marks(part: Part) -> Iterator[str]:
    return map(str, range(1, 100)) if part.kind is AnswerKind.ORDER else iter(ascii_lowercase)


def _row(mark: Piece, text: str, width: int, gallery: "Gallery | None" = None) -> list[Row]:
    first, *more = rendered(text, width - 4, values=True, gallery=gallery)
    return [(mark, gap(2), *first), *indented(more, 4)]
