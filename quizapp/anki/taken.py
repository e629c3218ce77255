"""A whole package as cards of ours: what to write into notes, what belongs to cards we have."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from quizapp.anki.collection import AnkiCollection, CardRead, NoteRead
from quizapp.anki.marks import cleaned
from quizapp.anki.notes_to_markdown import WrittenCard, explicit_id
from quizapp.anki.our_notes import OUR_TAGS, our_sides, our_uid
from quizapp.anki.package import safe_name
from quizapp.anki.reviews import AnkiReview
from quizapp.anki.sides import Sides, sides_of
from quizapp.anki.templates import TooLong
from quizapp.language import _

_READ = re.compile(r"[%$`\[\]{}=^~!#]")
MEDIA = "media"
"""The folder beside the notes that holds the media of a package."""


@dataclass(frozen=True, slots=True)
class TakenCard:
    """A card of a package. Either ``uid`` names the card of ours that it is, or it is ``written``.

    ``log`` are its reviews, oldest first.
    """

    card: CardRead
    uid: str | None
    written: WrittenCard | None
    log: tuple[AnkiReview, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """All cards of a package.

    ``media`` has the names of the media files they show by the name each gets beside the notes,
    ``skipped`` says in a sentence each what could not be taken.
    """

    cards: tuple[TakenCard, ...]
    media: Mapping[str, str]
    skipped: tuple[str, ...]


@dataclass(slots=True, eq=False)
class _MediaNames:
    """Gives addresses to media files and remembers which were asked for."""

    used: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        name = cleaned(name)
        safe = safe_name(name.replace("/", "_").replace("\\", "_"))
        while self.used.setdefault(safe, name) != name:
            safe = f"_{safe}"
        return f"{MEDIA}/{_READ.sub(lambda sign: quote(sign[0], safe=''), safe)}"


def named_uids(collection: AnkiCollection) -> set[str]:
    """The uids under which the cards of a package may be known here."""
    found = (our_uid(collection.notes[card.note], card) for card in collection.cards)
    return {uid for uid in found if uid}


def taken_from(collection: AnkiCollection, known: Container[str], longest: int) -> Taken:
    """The cards of a package; ``known`` tells which uids are cards of ours.

    A note whose fields together have more than ``longest`` characters is left out.
    """
    media = _MediaNames()
    copies: Counter[str] = Counter()
    cards: list[TakenCard] = []
    skipped: list[str] = []
    for note, own in _by_note(collection):
        copy = copies[note.guid]
        copies[note.guid] += 1
        try:
            if sum(map(len, note.fields.values())) > longest:
                raise TooLong
            sides = _sides(note, own, known, media, longest)
        except TooLong:
            skipped.append(
                _(
                    "The note “{start}” is too long ({n} characters and more) and was left out."
                ).format(
                    start=" ".join(cleaned(next(iter(note.fields.values()), "")).split())[:40],
                    n=longest,
                )
            )
            continue
        cards += [_taken(collection, note, card, sides, copy) for card in own]
    return Taken(tuple(cards), media.used, tuple(skipped))


def _by_note(collection: AnkiCollection) -> Iterator[tuple[NoteRead, tuple[CardRead, ...]]]:
    ordered = sorted(collection.cards, key=lambda card: (card.note, card.ord, card.id))
    for note, cards in groupby(ordered, key=lambda card: card.note):
        distinct = {card.ord: card for card in cards}
        yield collection.notes[note], tuple(distinct.values())


def _sides(
    note: NoteRead,
    cards: tuple[CardRead, ...],
    known: Container[str],
    media: _MediaNames,
    longest: int,
) -> dict[int, Sides]:
    """What the cards of a note say, without those that are cards of ours anyway."""
    new = tuple(card for card in cards if our_uid(note, card) not in known)
    found: dict[int, Sides] = {}
    for card in new:
        ours = our_sides(note, card, media)
        if ours is not None:
            found[card.ord] = ours
    foreign = tuple(card for card in new if card.ord not in found)
    return found | (sides_of(note, foreign, media, 4 * longest) if foreign else {})


def _taken(
    collection: AnkiCollection, note: NoteRead, card: CardRead, sides: dict[int, Sides], copy: int
) -> TakenCard:
    log = collection.reviews.get(card.id, ())
    if card.ord not in sides:
        return TakenCard(card, our_uid(note, card), None, log)
    tags = tuple(dict.fromkeys(" ".join(cleaned(tag).split()) for tag in note.tags))
    written = WrittenCard(
        explicit_id(note.guid, card.ord, copy),
        " ".join(cleaned(card.deck).split()) or "Default",
        sides[card.ord],
        tuple(tag for tag in tags if tag and not tag.startswith(OUR_TAGS)),
    )
    return TakenCard(card, None, written, log)
