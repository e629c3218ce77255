"""Clozes in a paragraph, item, heading or table cell.

``{{c1::hidden::hint}}`` everywhere: a card a number. Where a file allows it, ``==hidden==`` and,
in a paragraph that begins with ``C:``, ``[hidden]``: a card each.
"""

import re
from collections.abc import Iterable

from quizapp.model.cards import CardKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.marked.deletions import cards_of
from quizapp.notes.markup import as_words, masked, split_block_id, unmasked
from quizapp.notes.proposal import Proposal

_HIGHLIGHT = re.compile(r"==(?=[^\s=])(?P<hidden>[^\n]{1,300}?)(?<=[^\s=])==(?!=)")
_BRACKET = re.compile(r"(?<![!\\\[\]])\[(?!\^)(?P<hidden>[^\[\]\n]{1,300})\](?![(\[\]])")
_BRACKETED = re.compile(r"(?:\*\*)?C:(?:\*\*)?\s+")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})


Sides = Iterable[tuple[str, str]]
"""A card each: a text with its own deletions as ``{{c1::…}}``, and what they hide."""


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
    text, block_id = split_block_id(" ".join(block.text.split("\n")))
    bracketed = _BRACKETED.match(text) if everything else None
    if "{{c" in text:
        return _cards("cloze", block, block_id, cards_of(as_words(text)))
    if bracketed:
        return _cards(
            "bracket", block, block_id, _each(_BRACKET, as_words(text[bracketed.end() :]))
        )
    if everything and "==" in text:
        return _cards("highlight", block, block_id, _each(_HIGHLIGHT, text))
    return ()


def _cards(rule: str, block: Block, block_id: str, cards: Sides) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            rule,
            as_words(front),
            as_words(back),
            block.first_line,
            block.last_line,
            kind=CardKind.CLOZE,
            block_id=block_id,
        )
        for front, back in cards
    )


def _each(pattern: re.Pattern[str], text: str) -> Sides:
    """A card for every place of a pattern; formulas and code are never looked into."""
    text, pieces = masked(text)
    found = list(pattern.finditer(text))
    for own in found:
        parts: list[str] = []
        end = 0
        for other in found:
            hidden = other["hidden"].strip()
            parts += [
                text[end : other.start()],
                f"{{{{c1::{hidden}}}}}" if other is own else hidden,
            ]
            end = other.end()
        front = "".join([*parts, text[end:]])
        yield unmasked(front, pieces), unmasked(own["hidden"].strip(), pieces)
