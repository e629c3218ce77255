"""The settings, changed one at a time: nothing is written that would stop the program later."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.actions.overtaken import again_if_overtaken
from quizapp.model.errors import InputError
from quizapp.settings.read import read_settings, settings_of
from quizapp.settings.shown import path_of, value_at, value_or_none, value_typed
from quizapp.settings.values import Settings


@dataclass(frozen=True, slots=True)
class Changed:
    """The settings after a change, with the value that now holds for the key."""

    settings: Settings
    value: Any


def write_commented(file: Path) -> bool:
    """Make the settings file, all comments, where there is none; whether it was made."""
    from quizapp.settings.write import commented, write_text

    if file.exists():
        return False
    write_text(file, commented())
    return True


@again_if_overtaken
def change(
    file: Path,
    name: str,
    typed: str | None,
    deck: str | None = None,
    check: Callable[[Settings], object] | None = None,
) -> Changed:
    """Set a key to what was typed, or with None let its default hold again; comments stay.

    ``check`` raises where a face knows better than we that the new settings mean nothing.

    Raises:
        InputError: there is no such key, the value does not fit it, or the file cannot be written.
    """
    from quizapp.settings.write import read_text, without, write_text

    read_settings(file)  # what is wrong already is said with its line, and nothing is written
    write_commented(file)
    path = path_of(name, deck)
    text = read_text(file)
    if typed is None:
        value_at(settings_of(text), path)
        after = without(text, path)
        settings = settings_of(after)
    else:
        after, settings = _with_value(text, path, typed)
        if path[0] == "notes":
            from quizapp.actions.importing.reading_settings import reading_settings

            reading_settings(settings)
        if check is not None:
            check(settings)
    write_text(file, after, text)
    return Changed(settings, value_or_none(settings, path))


def _with_value(text: str, path: tuple[str, ...], typed: str) -> tuple[str, Settings]:
    """The file and the settings with a value: TOML where that fits the key, else the text."""
    from quizapp.settings.write import with_value

    value = value_typed(typed)
    try:
        settings_of(with_value(text, path, value))
    except InputError:
        value = typed
    after = with_value(text, path, value)
    return after, settings_of(after)
