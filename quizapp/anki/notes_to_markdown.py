"""Cards from Anki → files of notes: a file a deck, a ``Q:`` block a card, known by its id.

Our own reader reads a block back as exactly this card. A blank line ends an answer there, so that
an HTML comment stands for it, which every other program passes over.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.anki.package import safe_name
from quizapp.anki.sides import Sides
from quizapp.model.cards import FROM_ANKI, CardKind

_FENCE = re.compile(r"^[ >]*(?:[-*+]\s+|\d{1,9}[.)]\s+)*(`{3,})")
_BLOCK = re.compile(r"^(?:[-+]\s|\d{1,9}[.)]\s|`{3}|\||>|\* \* \*$)")
_BLANK = "<!-- -->"
_ID = re.compile(rf"^\^({FROM_ANKI}[0-9a-z-]+)(?: %%.*%%)?$")


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card as it is written into a file. ``options`` are those of a choice, each a line."""

    id: str
    deck: str
    sides: Sides
    tags: tuple[str, ...] = ()


def explicit_id(guid: str, ord_: int, copy: int = 0) -> str:
    """The id of a card of Anki's, from what Anki knows its note and its template by.

    ``copy`` counts the notes of one package that share a guid.
    """
    key = f"{guid}\x1f{copy}" if copy else guid
    return f"{FROM_ANKI}{hashlib.blake2b(key.encode(), digest_size=7).hexdigest()}-{ord_}"


def files_of(cards: Iterable[WrittenCard], package: str) -> dict[str, str]:
    """The text of each file by its name, in the order of the cards."""
    decks: dict[str, list[WrittenCard]] = {}
    for card in cards:
        decks.setdefault(card.deck, []).append(card)
    names = _file_names(decks)
    return {names[deck]: _file(deck, found, package) for deck, found in decks.items()}


def without(text: str, ids: Iterable[str]) -> str:
    """A file made here without the blocks of some cards; empty once none is left."""
    gone = set(ids)
    kept: list[str] = []
    block: list[str] = []
    head = True
    for line in text.split("\n"):
        block.append(line)
        found = _ID.match(line)
        if head and not line:
            kept += block
            block, head = [], False
        elif found:
            kept += [] if found[1] in gone else block
            block = []
    if not any(_ID.match(line) for line in kept):
        return ""
    return "\n".join([*kept, *block]).rstrip("\n") + "\n"


def block_of(card: WrittenCard) -> str:
    """The ``Q:`` block of one card, its id and tags on the last line."""
    sides = card.sides
    front = sides.front
    if sides.kind is CardKind.CHOICE:
        front = f"{front}\n{sides.back}"
    after = sides.extra if sides.kind in (CardKind.CLOZE, CardKind.CHOICE) else sides.back
    lines = [_labelled("Q:", front)]
    if after:
        lines.append(_labelled("A:=" if sides.kind is CardKind.TYPED else "A:", after))
    names = " ".join(tag.replace("%", "_") for tag in card.tags)
    lines.append(f"^{card.id}" + (f" %% tags: {names} %%" if names else ""))
    return "\n".join(lines)


def _file(deck: str, cards: Sequence[WrittenCard], package: str) -> str:
    head = [
        "---",
        f"deck: {json.dumps(deck, ensure_ascii=False)}",
        "cards: explicit",
        "lint: none",
        f"from: {json.dumps(package, ensure_ascii=False)}",
        "---",
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(map(block_of, cards)) + "\n"


def _labelled(label: str, text: str) -> str:
    """A side after its label, on the next line where it begins with more than words."""
    lines = _without_blanks(text.split("\n"))
    if lines and _BLOCK.match(lines[0]):
        return "\n".join([label, *lines])
    return "\n".join([f"{label} {lines[0]}", *lines[1:]])


def _without_blanks(lines: Sequence[str]) -> list[str]:
    """The lines with a comment in place of each blank one outside code."""
    found: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and line.strip(" >") == fence
            fence = "" if closes else fence
        elif mark:
            fence = mark[1]
        elif not line.strip():
            following = lines[number + 1] if number + 1 < len(lines) else ""
            indent = len(following) - len(following.lstrip(" "))
            found.append(" " * indent + _BLANK)
            continue
        found.append(line)
    return found


def _file_names(decks: Iterable[str]) -> Mapping[str, str]:
    """A name a deck that every file system takes; equal ones get a mark of their deck."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for deck in sorted(decks):
        levels = unicodedata.normalize("NFC", deck).split("::")
        plain = safe_name(re.sub(r"[/\\]", "_", " - ".join(level.strip() for level in levels)))
        name = plain[:100].strip(" .") or "_"
        if name.casefold() in taken or name != plain or name.startswith("_"):
            name = f"{name} {hashlib.blake2b(deck.encode(), digest_size=3).hexdigest()}"
        taken.add(name.casefold())
        names[deck] = f"{name}.md"
    return names
