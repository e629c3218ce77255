"""Clozes in a paragraph, item, heading or table cell.

``{{c1::hidden::hint}}`` everywhere: a card a number. Where a file allows it, ``==hidden==`` and,
in a paragraph that begins with ``C:``, ``[hidden]``: a card each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.model.cards import CardKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.markup import as_words, masked, split_block_id, unmasked
from quizapp.notes.proposal import Proposal

_NUMBERED = re.compile(r"\{\{c(?P<number>\d{1,3})::(?P<hidden>[^{}]+?)(?:::(?P<hint>[^{}]*?))?\}\}")
_HIGHLIGHT = re.compile(r"==(?=[^\s=])(?P<hidden>[^\n]{1,300}?)(?<=[^\s=])==(?!=)")
_BRACKET = re.compile(r"(?<![!\\\[\]])\[(?!\^)(?P<hidden>[^\[\]\n]{1,300})\](?![(\[\]])")
_BRACKETED = re.compile(r"(?:\*\*)?C:(?:\*\*)?\s+")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})


@dataclass(frozen=True, slots=True)
class _Deletion:
    """A hidden stretch of a masked text; stretches of equal ``number`` are one card."""

    start: int
    end: int
    number: str
    hidden: str
    hint: str = ""


def clozes(
    forest: tuple[Block, ...], claimed: frozenset[int], *, everything: bool = False
) -> tuple[Proposal, ...]:
    """The cloze cards of a file outside the lines that other cards have ``claimed``.

    ``everything`` also reads highlights and brackets.
    """
    return tuple(
        proposal
        for block in walk(forest)
        if block.kind in _TEXTS and block.first_line not in claimed
        for proposal in _of_block(block, everything)
    )


def _of_block(block: Block, everything: bool) -> tuple[Proposal, ...]:
    if "{{c" in block.text:
        return tuple(_cards("cloze", block, block.text))
    if everything and (start := _BRACKETED.match(block.text)):
        return tuple(_cards("bracket", block, block.text[start.end() :]))
    if everything and "==" in block.text:
        return tuple(_cards("highlight", block, block.text))
    return ()


def _cards(rule: str, block: Block, written: str) -> Iterator[Proposal]:
    """A card a number: its own deletions stay marked, the others are plain text."""
    text, block_id = split_block_id(" ".join(written.split("\n")))
    text, pieces = masked(text if rule == "highlight" else as_words(text))
    deletions = _deletions(rule, text)
    for number in dict.fromkeys(found.number for found in deletions):
        front = "".join(_front(text, deletions, number))
        back = ", ".join(found.hidden for found in deletions if found.number == number)
        yield Proposal(
            rule,
            as_words(unmasked(front, pieces)),
            as_words(unmasked(back, pieces)),
            block.first_line,
            block.last_line,
            kind=CardKind.CLOZE,
            block_id=block_id,
        )


def _deletions(rule: str, text: str) -> Sequence[_Deletion]:
    if rule == "cloze":
        return [
            _Deletion(*found.span(), found["number"], found["hidden"], found["hint"] or "")
            for found in _NUMBERED.finditer(text)
        ]
    pattern = _HIGHLIGHT if rule == "highlight" else _BRACKET
    return [
        _Deletion(*found.span(), str(place), found["hidden"].strip())
        for place, found in enumerate(pattern.finditer(text))
    ]


def _front(text: str, deletions: Sequence[_Deletion], number: str) -> Iterator[str]:
    end = 0
    for found in deletions:
        yield text[end : found.start]
        hint = f"::{found.hint}" if found.hint else ""
        yield f"{{{{c1::{found.hidden}{hint}}}}}" if found.number == number else found.hidden
        end = found.end
    yield text[end:]
