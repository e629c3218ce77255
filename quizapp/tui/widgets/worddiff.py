"""Two drawn texts side by side in time: the words that differ are underlined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from quizapp.tui.pieces import Piece, Row

_WORD = re.compile(r"\S+")
Span = tuple[int, int, int]
"""A word: its row, its first letter, the one after its last."""


def underlined(
    before: Sequence[Row], after: Sequence[Row], roles: tuple[str, str]
) -> tuple[list[Row], list[Row]]:
    """Both texts, the words that only one of them has underlined in its role."""
    told = [_words(rows) for rows in (before, after)]
    (old_spans, old), (new_spans, new) = told
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    gone: list[Span] = []
    came: list[Span] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            gone += old_spans[i:j]
            came += new_spans[k:m]
    return _marked(before, gone, roles[0]), _marked(after, came, roles[1])


def _words(rows: Sequence[Row]) -> tuple[list[Span], list[str]]:
    spans: list[Span] = []
    texts: list[str] = []
    for y, row in enumerate(rows):
        for found in _WORD.finditer("".join(piece.text for piece in row)):
            spans.append((y, *found.span()))
            texts.append(found.group())
    return spans, texts


def _marked(rows: Sequence[Row], spans: Sequence[Span], role: str) -> list[Row]:
    marks: list[set[int]] = [set() for _row in rows]
    for y, start, end in spans:
        marks[y].update(range(start, end))
    return [_mark(row, places, role) for row, places in zip(rows, marks, strict=True)]


def _mark(row: Row, places: set[int], role: str) -> Row:
    """The row with the letters at ``places`` underlined."""
    pieces: list[Piece] = []
    start = 0
    for piece in row:
        end = start + len(piece.text)
        for first, last, inside in _runs(start, end, places):
            looks = replace(piece, text=piece.text[first - start : last - start])
            if inside:
                looks = replace(looks, role=role, bold=True, underline=True)
            pieces.append(looks)
        start = end
    return tuple(pieces)


def _runs(start: int, end: int, marked: set[int]) -> list[tuple[int, int, bool]]:
    """The stretches from ``start`` to ``end`` that are marked, or not."""
    runs: list[tuple[int, int, bool]] = []
    for place in range(start, end):
        inside = place in marked
        if runs and runs[-1][2] == inside:
            runs[-1] = (runs[-1][0], place + 1, inside)
        else:
            runs.append((place, place + 1, inside))
    return runs
