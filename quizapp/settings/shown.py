"""Settings as plain values for people and programs, and keys by the names people type."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.schedules import Preset
from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS, NOTE_KEYS, TABLES, Key
from quizapp.settings.values import Settings, nearest

Path = tuple[str, ...]


def path_of(name: str, deck: str | None = None) -> Path:
    """The place of a key: ``retention``, ``decks.ML::Attention.retention``, ``keys.study.undo``.

    Raises:
        InputError: a table is named without a key in it.
    """
    head, dot, rest = name.partition(".")
    if deck is not None:
        return ("decks", deck, name)
    if head not in TABLES:
        return (name,)
    if not dot or not rest:
        raise InputError(_("“{name}” is a table: name a key in it.").format(name=name))
    if head in {"decks", "presets"}:
        inner, _dot, key = rest.rpartition(".")
        if not inner:
            raise InputError(_("“{name}” is a table: name a key in it.").format(name=name))
        return (head, inner, key)
    if head == "notes" and rest.startswith("limits."):
        return (head, "limits", rest.removeprefix("limits."))
    return (head, rest)


def value_typed(text: str) -> Any:
    """What was typed as a value: TOML where it is TOML, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def all_values(settings: Settings) -> dict[str, Any]:
    """Everything as JSON holds it; the values of a deck include those it inherits."""
    return {
        **_plain(GLOBAL_KEYS, settings),
        **_plain(DECK_KEYS, settings.presets[""]),
        "decks": {deck: _of_deck(settings, deck) for deck in settings.presets if deck},
        "presets": {name: _set_by(settings.named[name]) for name in settings.named},
        "notes": {**_plain(NOTE_KEYS, settings.notes), "limits": dict(settings.notes.limits)},
        "keys": dict(settings.keys),
    }


def deck_values(preset: Preset) -> dict[str, Any]:
    """The values of a preset as JSON holds them."""
    return _plain(DECK_KEYS, preset)


def value_at(settings: Settings, path: Path) -> Any:
    """The value that holds at a place, inherited or not.

    Raises:
        InputError: there is no such key.
    """
    if path[0] == "decks":
        found: Any = _of_deck(settings, path[1])
        path = path[2:]
    else:
        found = all_values(settings)
    for name in path:
        if not isinstance(found, dict) or name not in found:
            raise InputError(_("There is no setting “{name}”.").format(name=".".join(path)))
        found = found[name]
    return found


def value_or_none(settings: Settings, path: Path) -> Any:
    """The same, None where nothing is set and nothing holds by default."""
    try:
        return value_at(settings, path)
    except InputError:
        return None


def as_text(value: Any) -> str:
    """A value as it is written in the file."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _of_deck(settings: Settings, deck: str) -> dict[str, Any]:
    """What holds for a deck, and the preset it uses where it has chosen one."""
    chosen = {"preset": settings.chosen[deck]} if deck in settings.chosen else {}
    return {**chosen, **deck_values(nearest(settings.presets, deck))}


def _set_by(preset: Mapping[str, Any]) -> dict[str, Any]:
    """What a preset with a name sets, as JSON holds it."""
    everything = deck_values(Preset(**preset))
    return {name: everything[name] for name in preset}


def _plain(keys: Mapping[str, Key], values: object) -> dict[str, Any]:
    plain = {name: key.kind.plain(getattr(values, name)) for name, key in keys.items()}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain.items()
    }
