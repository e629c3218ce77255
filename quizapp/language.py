"""The language of the interface: gettext catalogues in ``quizapp/locale``.

Texts are looked up when they are shown, never on import, so that :func:`use` at start reaches
every screen. Words of cards and questions are content and pass through untouched.
"""

import gettext as _gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("en", "ru")
_LOCALE = Path(__file__).parent / "locale"


class _Current:
    """The catalogue in use; English is the text in the code itself."""

    name = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str) -> None:
    """Show everything from now on in ``language``, ``"en"`` or ``"ru"``."""
    _Current.name = language
    _Current.catalogue = (
        _gettext.NullTranslations()
        if language == "en"
        else _gettext.translation("quizapp", _LOCALE, languages=[language], fallback=True)
    )


def current() -> str:
    """The language in use, ``"en"`` or ``"ru"``."""
    return _Current.name


def from_environment() -> str:
    """The first of our languages that the environment asks for, English without one.

    As in gettext the first variable that is set decides: ``LC_ALL=C`` silences ``LANG``.
    """
    variables = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    set_ones = (os.environ[name] for name in variables if os.environ.get(name))
    asked = next(set_ones, None) or locale.getlocale()[0] or ""
    names = (name[:2].lower() for name in asked.split(":"))
    return next((name for name in names if name in LANGUAGES), "en")


def _(message: str) -> str:
    """Translate one message."""
    return _Current.catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message that counts something; ``{n}`` in it becomes the count."""
    return _Current.catalogue.ngettext(one, many, count).replace("{n}", str(count))


def marked(message: str) -> str:
    """Mark a message for the catalogue where it is written but not yet shown."""
    return message
