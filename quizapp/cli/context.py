"""What the global options say, and the collection they name."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.files import typed_path
from quizapp.language import _, current, ngettext
from quizapp.settings.read import read_settings

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.importing.imported import Imported
    from quizapp.settings.values import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The global options of one call.

    ``language`` is the one asked for with ``--lang``, None without it.
    """

    home: Path
    place: str
    settings: "Settings"
    learner: str
    language: str | None
    empty: bool

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.home / "config.toml"

    def open(self) -> "Collection":
        """Open the collection; the shipped decks come along when it is made now."""
        from quizapp.actions.collection import open_collection

        shipped = None if self.empty else current()
        return open_collection(
            self.place, learner=self.learner, shipped=shipped, settings=self.settings
        )

    def open_to_study(self, tell: Callable[[str], object] | None = None) -> "Collection":
        """Open the collection with the shipped decks, if it has them, as they are in our language.

        ``tell`` hears what an upgrade of the program changed in them.
        """
        from quizapp.actions.sources.shipped import follow

        collection = self.open()
        done = follow(collection, current())
        if done is not None and tell is not None:
            tell(_updated(done))
        return collection


def _updated(done: "Imported") -> str:
    """What an upgrade of the program did to the shipped cards, in a line."""
    from quizapp.actions.importing.imported import EDITED

    parts = [
        ngettext("{n} card added", "{n} cards added", done.added),
        ngettext("{n} changed", "{n} changed", done.changed),
        ngettext("{n} retired", "{n} retired", done.retired),
    ]
    own = sum(found.rule == EDITED for found in done.lint)
    if own:
        parts.append(ngettext("{n} stays in your words", "{n} stay in your words", own))
    return _("The shipped decks are updated: {counts}.").format(counts=", ".join(parts))


def context_of(
    home: str | None, db: str | None, learner: str | None, language: str | None, empty: bool
) -> Context:
    """The context of a call: options first, then the environment, then the platform's folders."""
    folder = typed_path(home) if home else _default_home()
    place = _place(db or os.environ.get("QUIZAPP_DB") or str(folder / "collection.db"))
    settings = read_settings(folder / "config.toml")
    return Context(folder, place, settings, learner or "me", language, empty)


def _place(given: str) -> str:
    """The path of a collection, also where it was given as a file's URL; or a server's URL."""
    path = given.removeprefix("sqlite:///")
    return given if "://" in path or "?" in path else str(typed_path(path))


def _default_home() -> Path:
    """``QUIZAPP_HOME``, or the platform's folder for a program's data."""
    if home := os.environ.get("QUIZAPP_HOME"):
        return typed_path(home)
    import platformdirs

    return Path(platformdirs.user_data_dir("quizapp", appauthor=False))
