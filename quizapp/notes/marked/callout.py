"""Callouts that are cards: ``> [!question] Title`` with an answer, ``> [!definition] Term``."""

import re
from collections.abc import Iterator, Sequence

from quizapp.model.cards import CardKind
from quizapp.model.passages import Gap, GapKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.markup import as_words, split_block_id
from quizapp.notes.proposal import Proposal
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import length, words

_HEAD = re.compile(
    r"\[!(?P<kind>question|faq|help|definition)\][+-]?[ \t]*(?P<title>[^\n]*)", re.IGNORECASE
)
_INNER = re.compile(r"^\[![\w-]+\][+-]?[ \t]*")
_LEVEL = re.compile(r"^[ ]{0,3}>[ ]?")
_QUERY = re.compile(r"`{3,}[ \t]*dataview.*", re.DOTALL)
"""An answer that a plugin works out anew whenever it is shown."""
_LONGEST_BACK = 80


def callouts(
    forest: tuple[Block, ...], lines: Sequence[str], claimed: frozenset[int], lang: str
) -> tuple[Proposal, ...]:
    """The cards of question and definition callouts outside the ``claimed`` lines."""
    return tuple(
        proposal
        for block, kind, title in _found(forest)
        if claimed.isdisjoint(range(block.first_line, block.last_line + 1))
        for proposal in _card(block, kind, title, lines, lang)
    )


def open_questions(forest: tuple[Block, ...], lines: Sequence[str], file: str) -> Iterator[Gap]:
    """Question callouts that nobody has answered yet."""
    for block, kind, title in _found(forest):
        front, back, _ = _sides(block, title, lines)
        if kind != "definition" and front and not back:
            yield Gap(front, GapKind.BULLET, file, block.first_line)


def may_ask(body: str) -> bool:
    """Whether a text has the head of such a callout; a cheap look."""
    return "[!" in body and _HEAD.search(body) is not None


def _found(forest: tuple[Block, ...]) -> Iterator[tuple[Block, str, str]]:
    for block in walk(forest):
        head = block.children[0] if block.kind is BlockKind.QUOTE and block.children else None
        found = _HEAD.match(head.text) if head and head.kind is BlockKind.PARAGRAPH else None
        if found:
            yield block, found["kind"].casefold(), found["title"].strip()


def _card(
    block: Block, kind: str, title: str, lines: Sequence[str], lang: str
) -> Iterator[Proposal]:
    front, back, block_id = _sides(block, title, lines)
    if not words(front) or not back or _QUERY.fullmatch(back):
        return
    if kind == "definition":
        front = phrase(lang, "definition", term=front.rstrip(" .:"), verb="is")
    yield Proposal(
        "definition" if kind == "definition" else "qa",
        front,
        back,
        block.first_line,
        block.last_line,
        kind=CardKind.BASIC,
        block_id=block_id,
        sure=length(back) <= _LONGEST_BACK,
    )


def _sides(block: Block, title: str, lines: Sequence[str]) -> tuple[str, str, str]:
    """Title and body; without a title the first paragraph of the body stands for it."""
    body = [_LEVEL.sub("", line) for line in lines[block.first_line : block.last_line]]
    text, block_id = split_block_id("\n".join(_inner(line) for line in body).strip())
    front, front_id = split_block_id(as_words(title))
    if not front:
        front, _, text = text.partition("\n\n")
    return " ".join(as_words(front).split()), as_words(text).strip(), block_id or front_id


def _inner(line: str) -> str:
    """A line of the body without the marks of a callout within it."""
    return _INNER.sub("", _LEVEL.sub("", line))
