"""Read the collection in a package: both schemas, as plain data.

A collection is a file from anywhere. It is opened read-only, its tables must be plain tables, and
whatever does not fit is an error with the file's name, never a guess.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any

from quizapp.anki.kinds_read import (
    NoteTypeRead,
    json_object,
    latest_decks,
    latest_note_types,
    old_decks,
    old_note_types,
)
from quizapp.anki.presets_read import AnkiOptions, read_options
from quizapp.anki.protobuf import BrokenMessage
from quizapp.anki.reviews import AnkiReview
from quizapp.language import _
from quizapp.model.errors import InputError

_OLD = 11
_TABLES = ("col", "notes", "cards", "revlog")
_LATEST_TABLES = ("notetypes", "fields", "templates", "decks", "config")
_LONGEST = 100_000_000
_FIELDS = "\x1f"
_LATEST = 32_503_680_000_000
"""Reviews from the year 3000 on, in UTC milliseconds, are none."""

_LONGEST_SPAN = 36_500 * 86_400


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note: its fields by name, in the order of the note type."""

    id: int
    guid: str
    note_type: NoteTypeRead
    fields: Mapping[str, str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card as Anki schedules it.

    ``kind`` and ``queue`` are Anki's numbers; ``deck`` and ``due`` are those outside a filtered
    deck. ``due`` is a position, UTC seconds or a day number, after ``kind`` and ``queue``;
    ``factor`` is the ease in thousandths.
    ``data`` has what FSRS knows: ``s``, ``d``, ``lrt`` and the like.
    """

    id: int
    note: int
    ord: int
    deck: str
    changed: int
    kind: int
    queue: int
    due: int
    interval: int
    factor: int
    reps: int
    lapses: int
    left: int
    flag: int
    data: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AnkiCollection:
    """All that a package tells. ``reviews`` are by card, ``day_zero`` is the date Anki counts from.

    ``day_zero`` is the ordinal of a date, so that ``day_zero + due`` is a study day.
    """

    file: str
    day_zero: int
    notes: Mapping[int, NoteRead]
    cards: tuple[CardRead, ...]
    reviews: Mapping[int, tuple[AnkiReview, ...]] = field(default_factory=dict)
    options: AnkiOptions = field(default_factory=AnkiOptions)


def read_collection(path: Path, file: str, zone: tzinfo | None) -> AnkiCollection:
    """Read the collection at ``path``; ``file`` is the package that errors name.

    ``zone`` counts for collections that do not say in which zone they were made; None is that of
    the machine.

    Raises:
        InputError: the file is no collection, is damaged, or says what cannot be.
    """
    try:
        with _opened(path) as connection:
            return _read(connection, file, zone)
    except (
        sqlite3.Error,
        BrokenMessage,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        raise InputError(
            _("The collection in the package is damaged: check it in Anki and export again."),
            file=file,
        ) from None


def options_of(path: Path) -> AnkiOptions:
    """The presets of a collection of Anki's own, which is only read.

    Raises:
        InputError: the file is no collection.
    """
    try:
        with _opened(path) as connection:
            return read_options(connection, _is_latest(connection))
    except (sqlite3.Error, ValueError):
        message = _("This is not a collection of Anki.")
        raise InputError(message, file=str(path)) from None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, read-only; nothing in its schema is run that could do more than hold data."""
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(place, uri=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        yield connection


def _read(connection: sqlite3.Connection, file: str, zone: tzinfo | None) -> AnkiCollection:
    latest = _is_latest(connection)
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise ValueError
    kinds = latest_note_types(connection) if latest else old_note_types(connection)
    decks = latest_decks(connection) if latest else old_decks(connection)
    notes = {note.id: note for note in _notes(connection, kinds)}
    reviews: defaultdict[int, list[AnkiReview]] = defaultdict(list)
    for card, *row in connection.execute(
        "SELECT cid, id, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id"
    ):
        review = AnkiReview(*map(int, row))
        if 0 < review.id < _LATEST:
            reviews[card].append(_bounded(review))
    return AnkiCollection(
        file=file,
        day_zero=_day_zero(connection, latest, zone),
        notes=notes,
        cards=tuple(card for card in _cards(connection, decks) if card.note in notes),
        reviews={card: tuple(rows) for card, rows in reviews.items()},
        options=read_options(connection, latest),
    )


def _bounded(review: AnkiReview) -> AnkiReview:
    """A review whose intervals are times and not mere numbers: days, or negative seconds."""
    if -_LONGEST_SPAN <= review.interval <= 36_500 and 0 <= review.duration_ms <= 86_400_000:
        return review
    return review._replace(
        interval=min(max(review.interval, -_LONGEST_SPAN), 36_500),
        duration_ms=min(max(review.duration_ms, 0), 86_400_000),
    )


def _is_latest(connection: sqlite3.Connection) -> bool:
    """Whether note types have tables of their own; everything that is read must be a table."""
    rows = connection.execute("SELECT name, type, lower(sql) FROM sqlite_master").fetchall()
    plain = {name for name, kind, sql in rows if kind == "table" and sql.startswith("create table")}
    generated = any(sql and (" generated " in sql or " as (" in sql) for _, _, sql in rows)
    latest = "notetypes" in plain
    wanted = (*_TABLES, *_LATEST_TABLES) if latest else _TABLES
    if generated or not plain.issuperset(wanted):
        raise ValueError
    return latest


def _day_zero(connection: sqlite3.Connection, latest: bool, zone: tzinfo | None) -> int:
    """The date on which the collection began, as its days are counted from it."""
    made, conf = connection.execute("SELECT crt, conf FROM col").fetchone()
    if latest:
        query = "SELECT val FROM config WHERE key = 'creationOffset'"
        row = connection.execute(query).fetchone()
        west = json.loads(row[0]) if row else None
    else:
        west = json_object(conf).get("creationOffset")
    there: tzinfo | None = zone
    if west is not None:
        there = timezone(-timedelta(minutes=int(west)))
    return datetime.fromtimestamp(int(made), UTC).astimezone(there).date().toordinal()


def _notes(connection: sqlite3.Connection, kinds: Mapping[int, NoteTypeRead]) -> Iterator[NoteRead]:
    query = "SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"
    for number, guid, kind, tags, texts in connection.execute(query):
        note_type = kinds[kind]
        values = str(texts).split(_FIELDS)
        values += [""] * (len(note_type.fields) - len(values))
        named = dict(zip(note_type.fields, values, strict=False))
        left = values[len(note_type.fields) :]
        named |= {f"{len(named) + n + 1}": value for n, value in enumerate(left)}
        yield NoteRead(int(number), str(guid), note_type, named, tuple(str(tags).split()))


def _cards(connection: sqlite3.Connection, decks: Mapping[int, str]) -> Iterator[CardRead]:
    query = (
        "SELECT id, nid, ord, CASE odid WHEN 0 THEN did ELSE odid END, mod, type, queue,"
        " CASE WHEN odid != 0 AND odue != 0 THEN odue ELSE due END, ivl, factor, reps, lapses,"
        " left, flags, data FROM cards ORDER BY id"
    )
    for row in connection.execute(query):
        number, note, place, deck, *rest, data = row
        changed, kind, queue, due, interval, factor, reps, lapses, left, flags = map(int, rest)
        yield CardRead(
            id=int(number),
            note=int(note),
            ord=int(place),
            deck=decks.get(deck, "Default"),
            changed=changed,
            kind=kind,
            queue=queue,
            due=due,
            interval=interval,
            factor=factor,
            reps=reps,
            lapses=lapses,
            left=left,
            flag=flags & 7,
            data=_memory(data),
        )


def _memory(data: Any) -> dict[str, float]:
    """The numbers in a card's ``data``; Anki itself passes over what it cannot read there."""
    try:
        says = json.loads(data) if data else {}
    except ValueError:
        return {}
    numbers = says.items() if isinstance(says, dict) else ()
    return {
        key: float(value)
        for key, value in numbers
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
