"""Cards as notes in our own format: one file that reads back as the same cards."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import question_text
from quizapp.anki.notes_to_markdown import WrittenCard, block_of
from quizapp.anki.sides import Sides
from quizapp.model.cards import QUESTIONS, Card, CardKind, as_written
from quizapp.storage.queries.export import Leaving

_COMPANION = re.compile(r"```(python quiz-(?:tests|solution) \S+)")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*)?\}\}")
_BLOCK_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_LINE_TAG = re.compile(r"[\w-]+")


def as_notes(collection: Collection, leaving: Sequence[Leaving]) -> tuple[str, list[str]]:
    """The notes, and the cards whose question the collection no longer holds.

    Plain text makes no cards in such a file. What differs from the head of the file, deck and
    language, is said in comments where it begins to hold.
    """
    cards = [as_written(one.card) for one in leaving]
    cards.sort(key=lambda card: bool(card.passage.headings))  # no heading ends another's reach
    deck = _most_common(card.deck for card in cards)
    lang = _most_common(card.lang for card in cards)
    head = ["---", f"deck: {json.dumps(deck, ensure_ascii=False)}", f"lang: {lang or 'en'}"]
    parts = ["\n".join([*head, "cards: explicit", "lint: none", "---"])]
    skipped: list[str] = []
    said = {"deck": deck, "lang": lang}
    headings: tuple[str, ...] = ()
    for card in cards:
        block = _question(collection, card) if card.kind in QUESTIONS else _block(card)
        if block is None:
            skipped.append(card.question or card.uid)
            continue
        parts += _changes(card, said)
        parts += _headings(headings, card.passage.headings)
        headings = card.passage.headings
        parts.append(block)
    return "\n\n".join(parts) + "\n", skipped


def _most_common(values: Iterator[str]) -> str:
    return next((value for value, _count in Counter(values).most_common(1)), "")


def _changes(card: Card, said: dict[str, str]) -> Iterator[str]:
    """Comments for a deck or language that is another one from here on."""
    for key, value in (("deck", card.deck), ("lang", card.lang)):
        if value and said[key] != value:
            said[key] = value
            yield f"%% {key}: {value} %%"


def _headings(before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    """The headings that lead from one card to the next."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    if len(now) < len(before) and same == len(now):
        same -= 1
    for level in range(max(same, 0), len(now)):
        words = _CLOZE.sub(lambda found: found[1], now[level])
        yield f"{'#' * min(level + 1, 6)} {words}"


def _block(card: Card) -> str:
    sides = Sides(card.kind, card.front, card.back, card.extra)
    written = WrittenCard(_id(card), card.deck, sides, _own_tags(card))
    block = block_of(written)
    return f"{block} %% steps %%" if card.kind is CardKind.STEPS else block


def _id(card: Card) -> str:
    known = card.explicit_id
    return known if known and _BLOCK_ID.fullmatch(known) else card.uid


def _own_tags(card: Card) -> tuple[str, ...]:
    """The tags but for the one that names the way down the headings, which comes by itself."""
    levels = ("-".join(_LINE_TAG.findall(heading)) for heading in card.passage.headings)
    way = "::".join(level for level in levels if level)
    return tuple(tag for tag in card.tags if tag != way)


def _question(collection: Collection, card: Card) -> str | None:
    """The block of a question with those that belong to it, as its notes have them."""
    text = question_text(collection, card)
    if text is None:
        return None
    lines = text.source.rstrip("\n").split("\n")
    for number, line in enumerate(lines):
        if _COMPANION.fullmatch(line):
            lines[_first_blank(lines, number)] = "```"
    block = "\n".join([f"```{text.info}", *lines, "```"])
    tags = " ".join(_own_tags(card))
    return f"%% tags: {tags} %%\n{block}" if tags else block


def _first_blank(lines: Sequence[str], number: int) -> int:
    """The line below a block that ends before line ``number``: there its fence was closed."""
    while not lines[number - 1].strip():
        number -= 1
    return number
