"""The settings: read, shown, changed; and as the rooms want them."""

from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.settings.read import read_settings, settings_of
from quizapp.settings.shown import path_of, value_at, value_or_none, value_typed
from quizapp.settings.values import Settings
from quizapp.settings.where import line_of

if TYPE_CHECKING:
    from quizapp.notes.read import ReadingSettings


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


def change(file: Path, name: str, typed: str | None, deck: str | None = None) -> Changed:
    """Set a key to what was typed, or with None let its default hold again; comments stay.

    Raises:
        InputError: there is no such key, the value does not fit it, or the file cannot be written.
    """
    from quizapp.settings.write import with_value, without, write_text

    read_settings(file)  # what is wrong already is said with its line, and nothing is written
    write_commented(file)
    path = path_of(name, deck)
    text = file.read_text(encoding="utf-8-sig")
    if typed is None:
        value_at(settings_of(text), path)
        after = without(text, path)
        settings = settings_of(after)
        write_text(file, after)
        return Changed(settings, value_or_none(settings, path))
    value = value_typed(typed)
    try:
        settings_of(with_value(text, path, value))
    except InputError:
        value = typed
    after = with_value(text, path, value)
    settings = settings_of(after)
    write_text(file, after)
    return Changed(settings, value_at(settings, path))


def reading_settings(settings: Settings) -> "ReadingSettings":
    """What the settings say about reading notes.

    Raises:
        InputError: a rule or a limit of ``[notes]`` has a name that means nothing.
    """
    from quizapp.notes.lint.table import LIMITS, LINT_RULES, Limits
    from quizapp.notes.read import ReadingSettings
    from quizapp.notes.rules.table import CARD_RULES

    notes = settings.notes
    _refuse_unknown(settings, "no_cards", notes.no_cards, CARD_RULES)
    _refuse_unknown(settings, "no_findings", notes.no_findings, frozenset(LINT_RULES))
    kinds = {field.name: type(getattr(LIMITS, field.name)) for field in fields(Limits)}
    _refuse_unknown(settings, "limits", tuple(notes.limits), frozenset(kinds))
    limits = Limits(**{name: kinds[name](value) for name, value in notes.limits.items()})
    return ReadingSettings(frozenset(notes.no_cards), frozenset(notes.no_findings), limits)


def _refuse_unknown(
    settings: Settings, key: str, names: tuple[str, ...], known: frozenset[str]
) -> None:
    for name in names:
        if name in known:
            continue
        close = get_close_matches(name, sorted(known), 1, 0.4) or [", ".join(sorted(known))]
        message = _("“{key}” of [notes] knows no “{name}”: did you mean “{close}”?")
        text = Path(settings.file).read_text(encoding="utf-8") if settings.file else ""
        raise InputError(
            message.format(key=key, name=name, close=close[0]),
            file=settings.file or None,
            line=line_of(text, ("notes", key, name)),
        )
