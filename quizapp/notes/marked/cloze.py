"""``{{c1::hidden::hint}}`` in a paragraph, item, heading or table cell: a card a number."""

import re
from collections.abc import Iterator

from quizapp.model.cards import CardKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.markup import OPAQUE_SPAN, split_block_id, without_wiki_links
from quizapp.notes.proposal import Proposal

_DELETION = re.compile(r"\{\{c(?P<number>\d{1,3})::(?P<hidden>[^{}]+?)(?:::(?P<hint>[^{}]*?))?\}\}")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL})
_FIRST_PRIVATE = 0xF0000


def clozes(forest: tuple[Block, ...], claimed: frozenset[int]) -> tuple[Proposal, ...]:
    """The cloze cards of a file outside the lines that other cards have ``claimed``."""
    return tuple(
        proposal
        for block in walk(forest)
        if block.kind in _TEXTS and "{{c" in block.text and block.first_line not in claimed
        for proposal in _of_block(block)
    )


def _of_block(block: Block) -> Iterator[Proposal]:
    """A card a number: its own deletions stay marked, the others are plain text."""
    text, block_id = split_block_id(" ".join(without_wiki_links(block.text).split("\n")))
    masked, pieces = _masked(text)
    deletions = list(_DELETION.finditer(masked))
    for number in dict.fromkeys(found["number"] for found in deletions):
        front = "".join(_front(masked, deletions, number))
        back = ", ".join(found["hidden"] for found in deletions if found["number"] == number)
        yield Proposal(
            "cloze",
            _unmasked(front, pieces),
            _unmasked(back, pieces),
            block.first_line,
            block.last_line,
            kind=CardKind.CLOZE,
            block_id=block_id,
        )


def _front(masked: str, deletions: list[re.Match[str]], number: str) -> Iterator[str]:
    end = 0
    for found in deletions:
        yield masked[end : found.start()]
        hint = f"::{found['hint']}" if found["hint"] else ""
        own = found["number"] == number
        yield f"{{{{c1::{found['hidden']}{hint}}}}}" if own else found["hidden"]
        end = found.end()
    yield masked[end:]


def _masked(text: str) -> tuple[str, dict[str, str]]:
    """Put one private character in place of each code span and formula: their braces are theirs."""
    pieces: dict[str, str] = {}

    def mask(found: re.Match[str]) -> str:
        sign = chr(_FIRST_PRIVATE + len(pieces))
        if sign in text:
            return found[0]
        pieces[sign] = found[0]
        return sign

    return OPAQUE_SPAN.sub(mask, text), pieces


def _unmasked(text: str, pieces: dict[str, str]) -> str:
    return "".join(pieces.get(sign, sign) for sign in text)
