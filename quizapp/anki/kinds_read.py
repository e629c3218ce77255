"""Note types and decks of a collection, in both schemas: JSON in a row, or tables of protobuf."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from quizapp.anki.protobuf import number_of, read_message, text_of

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Template:
    """A card of a note type: what its front and back are made of."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteTypeRead:
    """A note type. Of a cloze type every number makes a card of its one template."""

    id: int
    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


def old_note_types(connection: sqlite3.Connection) -> dict[int, NoteTypeRead]:
    """The note types of the old schema, by id."""
    models = json_object(connection.execute("SELECT models FROM col").fetchone()[0])
    return {
        int(number): NoteTypeRead(
            id=int(number),
            name=str(model["name"]),
            cloze=int(model.get("type", 0)) == 1,
            fields=tuple(str(f["name"]) for f in _in_order(model["flds"])),
            templates=tuple(
                Template(str(t["name"]), str(t["qfmt"]), str(t["afmt"]))
                for t in _in_order(model["tmpls"])
            ),
        )
        for number, model in models.items()
    }


def latest_note_types(connection: sqlite3.Connection) -> dict[int, NoteTypeRead]:
    """The note types of the latest schema, by id."""
    fields: defaultdict[int, list[str]] = defaultdict(list)
    for kind, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields[kind].append(str(name))
    templates: defaultdict[int, list[Template]] = defaultdict(list)
    query = "SELECT ntid, name, config FROM templates ORDER BY ntid, ord"
    for kind, name, config in connection.execute(query):
        says = read_message(config)
        templates[kind].append(Template(str(name), text_of(says, 1), text_of(says, 2)))
    found = {}
    for kind, name, config in connection.execute("SELECT id, name, config FROM notetypes"):
        cloze = number_of(read_message(config), 1) == 1
        found[int(kind)] = NoteTypeRead(
            int(kind), str(name), cloze, tuple(fields[kind]), tuple(templates[kind])
        )
    return found


def old_decks(connection: sqlite3.Connection) -> dict[int, str]:
    """The names of decks in the old schema, by id."""
    decks = json_object(connection.execute("SELECT decks FROM col").fetchone()[0])
    return {int(number): str(deck["name"]) for number, deck in decks.items()}


def latest_decks(connection: sqlite3.Connection) -> dict[int, str]:
    """The names of decks in the latest schema, by id."""
    rows = connection.execute("SELECT id, name FROM decks")
    return {int(number): str(name).replace(_SEPARATOR, "::") for number, name in rows}


def json_object(text: Any) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ValueError: the text is no JSON, or no object.
    """
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError
    return value


def _in_order(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(parts, key=lambda part: int(part["ord"]))
