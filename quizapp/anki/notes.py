"""What a package is made of: notes with finished HTML, their cards, logs and media."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.anki.note_types import NoteType
from quizapp.anki.reviews import AnkiReview
from quizapp.anki.states import CardState
from quizapp.model.schedules import Preset

RETIRED_TAG = "quizapp::retired"
"""The tag of notes whose text is gone: they stay, so that their history does."""

_GUID = "quizapp:"


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """One card of a note: the uid of ours, its template, and its state where that travels."""

    uid: str
    ordinal: int = 0
    state: CardState | None = None


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note.

    ``fields`` are HTML by field name, the missing ones are empty. ``changed`` is the UTC second
    of the last edit. Without ``cards`` it makes one new card.
    """

    uid: str
    note_type: NoteType
    deck: str
    fields: dict[str, str]
    changed: int
    tags: tuple[str, ...] = ()
    cards: tuple[AnkiCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into one file.

    ``logs`` are the reviews by the uid of our card, oldest first; ``media`` the files by their
    name in Anki; ``options`` the presets by deck, none where scheduling stays at home.
    """

    notes: Sequence[AnkiNote]
    logs: Mapping[str, Sequence[AnkiReview]] = field(default_factory=dict)
    media: Mapping[str, Path] = field(default_factory=dict)
    options: Mapping[str, Preset] = field(default_factory=dict)
    rollover: int = 4


def guid(uid: str) -> str:
    """Anki's stable name for the note of our card: the same at every export."""
    return f"{_GUID}{uid}"


def uid_of(note_guid: str) -> str | None:
    """The uid of the card whose note this is; None for a note that is not ours."""
    return note_guid.removeprefix(_GUID) if note_guid.startswith(_GUID) else None


def anki_tag(tag: str) -> str:
    """A tag as Anki allows it: without spaces, levels joined with ``::``."""
    return "_".join(tag.split())


def media_name(path: Path, digest: str) -> str:
    """The name of a media file: readable, and another one for another content.

    Anki keeps all media of a collection in one folder, so equal names would be one file.
    """
    stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-")[:40] or "image"
    return f"{stem}-{digest}{path.suffix.lower()}"
