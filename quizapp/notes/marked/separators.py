"""Cards written with separators, in files that allow it.

``question::answer`` on one line (``:::`` asks both ways, ``::=`` and ``:::=`` to type it), and
lines above and below a line ``?`` (``??`` asks both ways).
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.model.cards import CardKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.markup import as_words, masked, split_block_id, unmasked
from quizapp.notes.proposal import Proposal

_INLINE = re.compile(r"(?P<front>\S.*?)(?P<mark>:{2,3})(?!:)(?P<typed>=(?!=))?(?P<back>.*\S)")
_CODE_NAME = re.compile(r"\bstd::|\w::\w+(?:::|[(<])")
_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_EDGE = re.compile(r"^\s{0,3}(?:#{1,6}\s|(?:-{3,}|\*{3,}|_{3,})\s*$)")


def inline_cards(forest: tuple[Block, ...], claimed: frozenset[int]) -> Iterator[Proposal]:
    """The cards on one line, in paragraphs and list items; C++ names are none."""
    for block in walk(forest):
        if block.kind is not BlockKind.PARAGRAPH or "::" not in block.text:
            continue
        for number, line in enumerate(block.text.split("\n"), block.first_line):
            if "::" in line and number not in claimed:
                yield from _of_line(line, number)


def _of_line(line: str, number: int) -> Iterator[Proposal]:
    text, block_id = split_block_id(line)
    text, pieces = masked(as_words(text))
    found = None if _CODE_NAME.search(text) or "{{c" in text else _INLINE.fullmatch(text.strip())
    if found:
        front, back = (unmasked(found[side].strip(), pieces) for side in ("front", "back"))
        kind = CardKind.TYPED if found["typed"] else CardKind.BASIC
        for asked, told in _ways(front, back, both=found["mark"] == ":::"):
            yield Proposal("inline", asked, told, number, number, kind=kind, block_id=block_id)


def block_cards(
    lines: Sequence[str], opaque: frozenset[int], claimed: frozenset[int]
) -> Iterator[Proposal]:
    """The cards of several lines; they end at a blank line, a heading or a ``---`` line."""
    for number, line in enumerate(lines, 1):
        mark = _unquoted(line).strip()
        if mark not in ("?", "??") or number in opaque or number in claimed:
            continue
        first = _reach(lines, number, -1, opaque, claimed)
        last = _reach(lines, number, 1, opaque, claimed)
        front, _ = split_block_id(_text(lines[first - 1 : number - 1]))
        back, block_id = split_block_id(_text(lines[number:last]))
        if front and back:
            for asked, told in _ways(front, back, both=mark == "??"):
                yield Proposal("block", asked, told, first, last, block_id=block_id)


def _reach(
    lines: Sequence[str], number: int, step: int, opaque: frozenset[int], claimed: frozenset[int]
) -> int:
    """How far a card reaches above or below its separator; blank lines in code do not end it."""
    while 1 <= number + step <= len(lines) and number + step not in claimed:
        line = _unquoted(lines[number + step - 1])
        ends = not line.strip() or _EDGE.match(line) or line.strip() in ("?", "??")
        if ends and number + step not in opaque:
            break
        number += step
    return number


def _ways(front: str, back: str, *, both: bool) -> Iterator[tuple[str, str]]:
    yield front, back
    if both:
        yield back, front


def _unquoted(line: str) -> str:
    return _QUOTE.sub("", line).expandtabs(4)


def _text(lines: Sequence[str]) -> str:
    """Lines as one Markdown text; one that is a lone list item is shown without its bullet."""
    shown = [_unquoted(line).rstrip() for line in lines]
    items = sum(_ITEM.match(line) is not None for line in shown)
    if items == 1 and _ITEM.match(shown[0]):
        shown[0] = _ITEM.sub("", shown[0])
    indent = min((len(line) - len(line.lstrip()) for line in shown if line.strip()), default=0)
    return as_words("\n".join(line[indent:] for line in shown)).strip()
