"""Write the settings file: a commented one to begin with, then one value at a time."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizapp.files import replacing
from quizapp.language import _
from quizapp.model.errors import InputError, Overtaken
from quizapp.model.schedules import Preset
from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS, NOTE_KEYS, Key
from quizapp.settings.values import NoteSettings, Settings


def commented() -> str:
    """A settings file that sets nothing: every key with what it does and its default."""
    parts = [
        _("# Settings of quizapp. Take the # away before a line to change it."),
        "",
        *_lines(GLOBAL_KEYS, Settings()),
        _("# How cards are scheduled. Any of these may stand in the table of a deck too."),
        "",
        *_lines(DECK_KEYS, Preset()),
        _("# A deck inherits from the deck above it, then from the top of this file."),
        '# [decks."Languages::Spanish"]',
        "# new_per_day = 10",
        "",
        _('# A preset has a name, and is used by decks with preset = "exam".'),
        "# [presets.exam]",
        "# retention = 0.95",
        "",
        "[notes]",
        *_lines(NOTE_KEYS, NoteSettings()),
        "[keys]",
        _("# The key of an action by its name: see the help of a screen."),
        '# "study.undo" = "u"',
    ]
    return "\n".join(parts) + "\n"


def _lines(keys: Mapping[str, Key], defaults: object) -> list[str]:
    lines: list[str] = []
    for name, key in keys.items():
        value = key.kind.plain(getattr(defaults, name))
        lines += [f"# {_(key.about)}", f"# {name} = {_toml(value)}", ""]
    return lines


def with_value(text: str, path: tuple[str, ...], value: Any) -> str:
    """The file with one key set; everything else, comments too, stays as it is."""
    import tomlkit

    if len(path) == 1 and path[0] not in tomllib.loads(text):
        waiting = re.compile(rf"^# ?{re.escape(path[0])} = .*$", re.MULTILINE)
        line = f"{path[0]} = {_toml(value)}"
        uncommented = waiting.sub(lambda _match: line, text, count=1)
        if uncommented != text and tomllib.loads(uncommented).get(path[0]) == value:
            return uncommented
    document = tomlkit.parse(text)
    table: Any = document
    for depth, name in enumerate(path[:-1]):
        if name not in table:
            table[name] = tomlkit.table(is_super_table=depth < len(path) - 2)
        table = table[name]
    table[path[-1]] = value
    return tomlkit.dumps(document)


def without(text: str, path: tuple[str, ...]) -> str:
    """The file with one key taken out, so that its default or what is inherited holds again."""
    import tomlkit

    document = tomlkit.parse(text)
    table: Any = document
    for name in path[:-1]:
        table = table.get(name, {})
    table.pop(path[-1], None)
    return tomlkit.dumps(document)


def write_text(file: Path, text: str, before: str | None = None) -> None:
    """Put a new file in the place of the old one, all or nothing.

    Raises:
        Overtaken: it does not say what it said ``before``.
        InputError: the file cannot be written.
    """
    if before is not None and read_text(file) != before:
        message = _("Another program changed the settings meanwhile: try again.")
        raise Overtaken(message, file=str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as made:
            made.write_text(text, encoding="utf-8")
    except OSError as error:
        message = _("Cannot write the settings: {reason}.").format(reason=error.strerror)
        raise InputError(message, file=str(file)) from None


def read_text(file: Path) -> str:
    """What the file says, nothing where there is none."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""


def _toml(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())
