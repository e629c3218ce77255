"""What a learner sets for all notes, as the notes room takes it."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from functools import lru_cache

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.notes.lint.table import LIMITS, LINT_RULES, Limits
from quizapp.notes.read import ReadingSettings
from quizapp.notes.rules.table import CARD_RULES
from quizapp.settings.values import Settings


def reading_settings(settings: Settings) -> ReadingSettings:
    """The rules that are off, and the limits of lint.

    Raises:
        InputError: a rule or limit that does not exist is named.
    """
    notes = settings.notes
    _refuse_unknown("notes.no_cards", notes.no_cards, CARD_RULES, settings.file)
    _refuse_unknown("notes.no_findings", notes.no_findings, LINT_RULES, settings.file)
    known = {field.name: type(getattr(LIMITS, field.name)) for field in fields(Limits)}
    _refuse_unknown("notes.limits", notes.limits, known, settings.file)
    limits = {name: known[name](value) for name, value in notes.limits.items()}
    return ReadingSettings(
        frozenset(notes.no_cards), frozenset(notes.no_findings), replace(LIMITS, **limits)
    )


@lru_cache(maxsize=8)
def mark(settings: ReadingSettings, rules: str) -> str:
    """8 hex digits of the settings and the rules: files read by others are read once again."""
    said = (rules, sorted(settings.no_cards), sorted(settings.no_findings), settings.limits)
    return hashlib.blake2b(repr(said).encode(), digest_size=4).hexdigest()


def _refuse_unknown(key: str, names: Iterable[str], known: Collection[str], file: str) -> None:
    for name in names:
        if name not in known:
            message = _("“{name}” in {key} is no rule or limit: write one of {known}.")
            text = message.format(name=name, key=key, known=", ".join(sorted(known)))
            raise InputError(text, file=file or None)
