"""Write an Anki package: all or nothing, the same notes always give the same bytes.

genanki knows the schema, the note types and the decks. Notes, cards and the log go in beside it,
many at once; the collection is made in memory, and the zip is deflated and has fixed dates.
"""

import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quizapp.anki.deck_options import options_id, options_json
from quizapp.anki.note_types import NoteType, field_names, model_id, models_json
from quizapp.anki.notes import AnkiCard, AnkiNote, Package, anki_tag, guid
from quizapp.anki.states import FIRST_DAY, new_card
from quizapp.anki.unchanged import MARK_LENGTH, Content, mark
from quizapp.files import replacing
from quizapp.language import _
from quizapp.model.errors import InputError

_ZIP_DATE = (2020, 1, 1, 0, 0, 0)
_FIRST_NOON = (FIRST_DAY - date(1970, 1, 1).toordinal()) * 86_400 + 43_200
_CLOZE = re.compile(r"\{\{c\d+::.+?\}\}", re.DOTALL)
_NO_OPTIONS = 1


def write_package(file: Path, package: Package, exported: bytes = b"") -> None:
    """Write a package into ``file``, in place of what was there, or leave that untouched.

    ``exported`` is a digest of all that it comes from, by which it is known again unchanged.

    Raises:
        InputError: the file cannot be written, or a medium cannot be read.
    """
    collection = collection_bytes(package)
    try:
        with replacing(file) as made:
            _write_zip(made, collection, package)
            if exported:
                _add_mark(made, package, exported)
    except OSError as error:
        raise InputError(
            _("Cannot write the package: {reason}.").format(reason=error.strerror or error),
            file=str(file),
        ) from None


def makes_card(note: AnkiNote) -> bool:
    """Whether Anki would make a card of the note: its front must say something."""
    front = note.fields.get("Front", "")
    return bool(_CLOZE.search(front) if note.note_type is NoteType.CLOZE else front.strip())


def collection_bytes(package: Package) -> bytes:
    """The SQLite file inside a package.

    Raises:
        ValueError: a note would make no card.
    """
    for note in package.notes:
        if not makes_card(note):
            raise ValueError(f"note {note.uid} makes 0 cards")
    connection = sqlite3.connect(":memory:")
    try:
        _make_tables(connection, package)
        cards = _add_notes(connection, package.notes)
        _add_log(connection, package, cards)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _make_tables(connection: sqlite3.Connection, package: Package) -> None:
    """The tables as genanki makes them, without indexes: Anki makes its own."""
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    connection.executescript(re.sub(r"CREATE INDEX[^;]*;", "", APKG_SCHEMA))
    connection.executescript(APKG_COL)
    conf, decks, dconf = connection.execute("SELECT conf, decks, dconf FROM col").fetchone()
    conf = json.loads(conf) | {
        "schedVer": 2,
        "sched2021": True,
        "creationOffset": 0,
        "rollover": package.rollover,
    }
    names = dict.fromkeys(note.deck for note in package.notes)
    chosen = {preset.name: preset for preset in package.options.values()}
    options = {str(options_id(preset)): options_json(preset) for preset in chosen.values()}
    connection.execute(
        "UPDATE col SET crt = ?, conf = ?, models = ?, decks = ?, dconf = ?",
        (
            _FIRST_NOON,
            json.dumps(conf),
            json.dumps(models_json()),
            json.dumps(json.loads(decks) | dict(_decks(names, package))),
            json.dumps(json.loads(dconf) | options),
        ),
    )


def _decks(names: Iterable[str], package: Package) -> Iterator[tuple[str, Any]]:
    import genanki

    for name in names:
        number = _deck_id(name)
        preset = package.options.get(name)
        conf = _NO_OPTIONS if preset is None else options_id(preset)
        yield str(number), genanki.Deck(number, name).to_json() | {"conf": conf}


def _add_notes(connection: sqlite3.Connection, notes: Sequence[AnkiNote]) -> dict[str, int]:
    """Add notes and cards; answers with the id of the card of each uid."""
    ids: dict[str, int] = {}
    note_rows, card_rows = [], []
    first = max((note.changed for note in notes), default=0) * 1000
    for position, note in enumerate(notes):
        number = first + position
        note_rows.append(_note_row(number, note))
        deck = _deck_id(note.deck)
        for card in note.cards or (AnkiCard(note.uid),):
            ids[card.uid] = first + len(ids)
            state = card.state or new_card(position)
            head = (ids[card.uid], number, deck, card.ordinal, note.changed, -1)
            card_rows.append((*head, *state[:8], 0, 0, *state[8:]))
    connection.executemany(f"INSERT INTO notes VALUES ({_places(11)})", note_rows)
    connection.executemany(f"INSERT INTO cards VALUES ({_places(18)})", card_rows)
    return ids


def _note_row(number: int, note: AnkiNote) -> tuple[object, ...]:
    fields = {"Uid": note.uid, **note.fields}
    texts = [fields.get(name, "") for name in field_names(note.note_type)]
    tags = " ".join(map(anki_tag, note.tags))
    head = (number, guid(note.uid), model_id(note.note_type), note.changed, -1, f" {tags} ")
    return (*head, "\x1f".join(texts), texts[1], 0, 0, "")


def _add_log(connection: sqlite3.Connection, package: Package, cards: dict[str, int]) -> None:
    """Add the logs; a millisecond that is taken moves on to the next free one."""
    rows = [(row, cards[uid]) for uid, log in package.logs.items() for row in log]
    rows.sort()
    connection.executemany(f"INSERT INTO revlog VALUES ({_places(9)})", _distinct(rows))


def _distinct(rows: Iterable[tuple[Any, int]]) -> Iterator[tuple[int, ...]]:
    taken = 0
    for row, card in rows:
        taken = max(row[0], taken + 1)
        yield (taken, card, -1, *row[1:])


def _places(count: int) -> str:
    return ",".join("?" * count)


def _deck_id(name: str) -> int:
    """Decks match by name in Anki; the id only has to be stable and in Anki's range."""
    digest = hashlib.blake2b(name.encode(), digest_size=4).digest()
    return (1 << 30) + int.from_bytes(digest) % (1 << 30)


def _write_zip(made: Path, collection: bytes, package: Package) -> None:
    names = sorted(package.media)
    listed = json.dumps({str(number): name for number, name in enumerate(names)})
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "collection.anki2", collection)
        _add(archive, "media", listed.encode())
        for number, name in enumerate(names):
            _add(archive, str(number), package.media[name].read_bytes())


def _add_mark(made: Path, package: Package, exported: bytes) -> None:
    cards = sum(len(note.cards) or 1 for note in package.notes)
    content = Content(cards, len(package.notes), len(package.media))
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = b" " * MARK_LENGTH
    before = made.read_bytes()[:-MARK_LENGTH]
    made.write_bytes(before + mark(before, exported, content))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
