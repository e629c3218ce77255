"""Read the settings file with the standard library: it is read at every start."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.schedules import Preset
from quizapp.settings.keys import BINDING, DECK_KEYS, GLOBAL_KEYS, LIMIT, NOTE_KEYS, TABLES, Key
from quizapp.settings.kinds import Unfit
from quizapp.settings.values import NoteSettings, Settings, nearest

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class _Wrong(Exception):
    """What is wrong, and with which key."""

    def __init__(self, path: tuple[str, ...], message: str) -> None:
        super().__init__(message)
        self.path = path


def read_settings(file: Path) -> Settings:
    """The settings in a file; the defaults where there is none.

    Raises:
        InputError: the file is not TOML, or has a key or value that means nothing.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8")
        raise InputError(
            _("Cannot read the settings: {reason}.").format(reason=reason), file=str(file)
        ) from None
    return settings_of(text, str(file))


def settings_of(text: str, file: str = "") -> Settings:
    """The settings in a text; errors name ``file`` and the line.

    Raises:
        InputError: as :func:`read_settings`.
    """
    import tomllib

    try:
        return replace(_settings(tomllib.loads(text)), file=file)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        reason = _PLACE.sub("", str(error))
        message = _("This is not TOML: {reason}.").format(reason=reason)
        raise InputError(message, file=file or None, line=line) from None
    except _Wrong as wrong:
        from quizapp.settings.where import line_of

        line_ = line_of(text, wrong.path) if file else None
        raise InputError(str(wrong), file=file or None, line=line_) from None


def _settings(document: Mapping[str, Any]) -> Settings:
    _refuse_unknown((), document, [*GLOBAL_KEYS, *DECK_KEYS, *TABLES])
    for table in TABLES:
        _table((table,), document.get(table, {}))
    named = _named(document.get("presets", {}))
    decks = _decks(document.get("decks", {}), named)
    top = _values((), document, DECK_KEYS)
    base = Preset(**top)
    return Settings(
        **_values((), document, GLOBAL_KEYS),
        keys=_keys(document.get("keys", {})),
        notes=_notes(document.get("notes", {})),
        presets=_inherited(base, decks),
        new_limits=_limits("new_per_day", base.new_per_day, decks),
        review_limits=_limits("reviews_per_day", base.reviews_per_day, decks),
        named=MappingProxyType(named),
        chosen=MappingProxyType(
            {deck: t["preset"] for deck, t in document.get("decks", {}).items() if "preset" in t}
        ),
    )


def _named(tables: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What each preset with a name sets."""
    named = {}
    for name, table in tables.items():
        path = ("presets", name)
        _refuse_unknown(path, _table(path, table), list(DECK_KEYS))
        named[name] = _values(path, table, DECK_KEYS)
    return named


def _decks(
    tables: Mapping[str, Any], named: Mapping[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """What each deck sets itself, by name; a named preset first, then its own keys."""
    decks = {}
    for deck, table in tables.items():
        path = ("decks", deck)
        _refuse_unknown(path, _table(path, table), [*DECK_KEYS, "preset"])
        chosen = table.get("preset")
        if chosen is not None and chosen not in named:
            raise _Wrong((*path, "preset"), _unknown(_("preset"), str(chosen), named))
        decks[deck] = {**named.get(chosen, {}), **_values(path, table, DECK_KEYS)}
    return decks


def _inherited(base: Preset, decks: Mapping[str, dict[str, Any]]) -> Mapping[str, Preset]:
    presets = {"": base}
    for deck in sorted(decks):  # a deck sorts before those below it
        presets[deck] = replace(nearest(presets, deck), name=deck, **decks[deck])
    return MappingProxyType(presets)


def _limits(key: str, top: int, decks: Mapping[str, dict[str, Any]]) -> Mapping[str, int]:
    own = {deck: values[key] for deck, values in decks.items() if key in values}
    return MappingProxyType({"": top, **own})


def _keys(table: Mapping[str, Any], above: str = "") -> Mapping[str, str]:
    """The bindings: ``"study.undo" = "z"``, or ``study.undo`` without quotes, which nests."""
    found: dict[str, str] = {}
    for name, value in table.items():
        full = f"{above}{name}"
        if isinstance(value, dict):
            found |= _keys(value, f"{full}.")
        else:
            found[full] = _value(("keys", *full.split(".")), full, BINDING, value)
    return MappingProxyType(found)


def _notes(table: Mapping[str, Any]) -> NoteSettings:
    _refuse_unknown(("notes",), table, [*NOTE_KEYS, "limits"])
    path = ("notes", "limits")
    limits = {
        name: _value((*path, name), name, LIMIT, value)
        for name, value in _table(path, table.get("limits", {})).items()
    }
    return NoteSettings(**_values(("notes",), table, NOTE_KEYS), limits=MappingProxyType(limits))


def _values(
    path: tuple[str, ...], table: Mapping[str, Any], keys: Mapping[str, Key]
) -> dict[str, Any]:
    return {
        name: _value((*path, name), name, key, table[name])
        for name, key in keys.items()
        if name in table
    }


def _value(path: tuple[str, ...], name: str, key: Key, value: Any) -> Any:
    try:
        return key.kind.read(value)
    except Unfit:
        shown = value if isinstance(value, str) else str(value).lower()
        message = _("“{key}” must be {what}, not “{value}”.")
        text = message.format(key=name, what=key.kind.expects(), value=shown)
        raise _Wrong(path, text) from None


def _table(path: tuple[str, ...], value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        head = ".".join((*path[:-1], "…")) if len(path) > 1 else path[0]
        message = _("“{key}” must be a table: write [{head}] above its keys.")
        raise _Wrong(path, message.format(key=path[-1], head=head))
    return value


def _refuse_unknown(path: tuple[str, ...], table: Mapping[str, Any], known: Iterable[str]) -> None:
    for name in table:
        if name not in known:
            raise _Wrong((*path, name), _unknown(_("setting"), name, known))


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, 1, 0.5)
    if close:
        message = _("There is no {what} “{name}”: did you mean “{close}”?")
        return message.format(what=what, name=name, close=close[0])
    message = _("There is no {what} “{name}”: use one of {known}.")
    return message.format(what=what, name=name, known=", ".join(names) or "–")
