"""The settings as plain values; the defaults are those of a learner without a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from quizapp.model.schedules import Preset


def _default_presets() -> Mapping[str, Preset]:
    return MappingProxyType({"": Preset()})


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """How notes are read: card rules and lint rules switched off, lint limits by name.

    ``take_in`` says that what changed in known sources is taken in at the start, unasked.
    """

    no_cards: tuple[str, ...] = ()
    no_findings: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    take_in: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a learner sets.

    ``language`` is ``""`` for that of the environment; ``rollover`` the local hour at which a
    study day begins. ``keys`` has the key of each binding that was changed, by the binding's id.

    ``presets`` has the decks that set something, each with all its values, those inherited from
    the decks above it included; ``""`` is what holds everywhere else. ``new_limits`` and
    ``review_limits`` have the daily limits by the deck that set them itself, always with ``""``.
    ``named`` has what each preset with a name sets, ``chosen`` the name of the preset of a deck.
    ``file`` is where the settings were read, ``""`` for none. ``anki_address`` and ``anki_key``
    are those of the add-on AnkiConnect in a running Anki. ``two_buttons`` offers Again and Good
    alone.
    """

    language: str = ""
    theme: str = "dark"
    motion: bool = True
    colour: bool = True
    pictures: str = "auto"
    rollover: int = 4
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: NoteSettings = NoteSettings()
    presets: Mapping[str, Preset] = field(default_factory=_default_presets)
    new_limits: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"": Preset().new_per_day})
    )
    review_limits: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"": Preset().reviews_per_day})
    )
    file: str = ""
    anki_address: str = "http://127.0.0.1:8765"
    anki_key: str | None = None
    two_buttons: bool = False
    named: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def nearest(chosen: Mapping[str, Preset], deck: str) -> Preset:
    """The preset that a deck inherits among those by deck; ``""`` is everywhere else."""
    return chosen.get(chooser(chosen, deck), Preset())


def chooser(chosen: Mapping[str, object], deck: str) -> str:
    """The deck whose choice a deck inherits: itself or one above it, ``""`` for none of them."""
    name = deck
    while name and name not in chosen:
        name = name.rpartition("::")[0]
    return name
