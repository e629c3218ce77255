"""Write an Anki package: all or nothing, the same notes always give the same bytes.

genanki makes the collection inside; what it leaves open is done here: a modification time per
note (Anki replaces a note only if the package's is newer), a deflated zip with fixed dates, and
no temporary file left behind.
"""

import hashlib
import itertools
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.anki.note_types import NoteType, field_names, model
from quizapp.language import _
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    import genanki

_ZIP_DATE = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note, which makes exactly one card.

    ``fields`` are HTML by field name, the missing ones are empty. ``changed`` is the UTC second
    of the last edit.
    """

    uid: str
    note_type: NoteType
    deck: str
    fields: dict[str, str]
    changed: int
    tags: tuple[str, ...] = ()


def guid(uid: str) -> str:
    """Anki's stable name for our card: the same at every export."""
    return f"quizapp:{uid}"


def write_package(file: Path, notes: Sequence[AnkiNote]) -> None:
    """Write the notes into ``file``, in place of what was there, or leave it untouched.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".quizapp-") as folder:
            collection = Path(folder) / "collection.anki2"
            package = Path(folder) / "package.apkg"
            _write_collection(collection, notes)
            _write_zip(package, collection)
            os.replace(package, file)  # noqa: PTH105  atomic on every platform
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            _("Cannot write the package: {reason}.").format(reason=reason), file=str(file)
        ) from None


def _write_collection(path: Path, notes: Sequence[AnkiNote]) -> None:
    import genanki

    newest = max((note.changed for note in notes), default=0)
    package = genanki.Package(list(_decks(notes)))
    connection = sqlite3.connect(path)
    try:
        cursor = connection.cursor()
        package.write_to_db(cursor, float(newest), itertools.count(newest * 1000 + 1))
        changed = {guid(note.uid): note.changed for note in notes}
        written = cursor.execute("SELECT id, guid FROM notes").fetchall()
        cursor.executemany(
            "UPDATE notes SET mod = ? WHERE id = ?",
            [(changed[known], number) for number, known in written],
        )
        connection.commit()
    finally:
        connection.close()


def _decks(notes: Sequence[AnkiNote]) -> Iterable["genanki.Deck"]:
    import genanki

    by_name: dict[str, genanki.Deck] = {}
    for position, note in enumerate(notes):
        deck = by_name.setdefault(note.deck, genanki.Deck(_deck_id(note.deck), note.deck))
        deck.add_note(_genanki_note(note, position))
    return by_name.values()


def _genanki_note(note: AnkiNote, position: int) -> "genanki.Note":
    import genanki

    names = field_names(note.note_type)
    fields = {"Uid": note.uid, **note.fields}
    made = genanki.Note(
        model=model(note.note_type),
        fields=[fields.get(name, "") for name in names],
        guid=guid(note.uid),
        tags=[_tag(tag) for tag in note.tags],
        due=position,
    )
    if len(made.cards) != 1:
        raise ValueError(f"note {note.uid} makes {len(made.cards)} cards instead of one")
    return made


def _deck_id(name: str) -> int:
    """Decks match by name in Anki; the id only has to be stable and in Anki's range."""
    digest = hashlib.blake2b(name.encode(), digest_size=4).digest()
    return (1 << 30) + int.from_bytes(digest) % (1 << 30)


def _tag(tag: str) -> str:
    return "_".join(tag.split())


def _write_zip(package: Path, collection: Path) -> None:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("collection.anki2", collection.read_bytes()),
            ("media", json.dumps({}).encode()),
        ):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
