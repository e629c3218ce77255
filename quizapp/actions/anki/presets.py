"""Presets that come along with a package of Anki: what they would set, and setting it.

They become presets of the settings file, used by the decks that used them in Anki. What the
learner has set there stays: nothing in the file is changed, only added.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizapp.actions.collection import Collection
from quizapp.actions.planning.replaying import work_out, write_down
from quizapp.anki.collection import options_of
from quizapp.anki.presets_read import AnkiOptions
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.model.schedules import Preset
from quizapp.scheduling.older import as_fsrs_6, default_parameters
from quizapp.settings.read import settings_of
from quizapp.settings.shown import deck_values
from quizapp.settings.values import chooser, nearest
from quizapp.settings.write import commented, read_text, with_value, write_text
from quizapp.storage.queries import cards, presets

_KEYS = (
    *("new_per_day", "reviews_per_day", "retention", "learning_steps", "relearning_steps"),
    *("maximum_interval", "leech_lapses", "leech_suspend", "bury_siblings", "easy_days"),
    *("order", "new_order", "new_mix"),
)
"""The keys that Anki's presets say something about."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """What the presets of a package add: values by name, the name by deck, parameters by deck.

    ``rollover`` is None where it stays; ``kept`` names decks and keys of the learner's own.
    """

    presets: Mapping[str, Values] = field(default_factory=dict)
    decks: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    rollover: int | None = None
    kept: tuple[str, ...] = ()

    @property
    def is_something(self) -> bool:
        """Whether anything would be added."""
        return bool(self.decks or self.parameters or self.rollover is not None)


def coming(
    collection: Collection, options: AnkiOptions, decks: Iterable[str], file: Path, *, whole: bool
) -> Coming:
    """What the presets would add for these decks; ``whole`` takes the hour of a new day too.

    Presets that are as Anki ships them say nothing.
    """
    document = tomllib.loads(read_text(file))
    used = dict(_used(options, sorted(set(decks))))
    keys = _telling(collection, used)
    named: dict[str, Values] = {}
    chosen: dict[str, str] = {}
    kept: list[str] = []
    for deck, preset in used.items():
        values = {key: deck_values(preset)[key] for key in keys}
        name = _free_name(preset.name, values, document.get("presets", {}))
        has = document.get("decks", {}).get(deck, {})
        if not keys or has.get("preset") == name:
            continue
        if name is None or "preset" in has:
            kept.append(deck)
            continue
        chosen[deck] = name
        if name not in document.get("presets", {}):
            named[name] = values
    parameters, unfit = _parameters(collection, used)
    rollover, own = _rollover(collection, options, document) if whole else (None, ())
    return Coming(named, chosen, parameters, rollover, (*kept, *unfit, *own))


def text_with(file: Path, found: Coming) -> str:
    """The settings file with what is added; comments and all that is there stay."""
    text = read_text(file) or commented()
    for name, values in found.presets.items():
        for key, value in values.items():
            text = with_value(text, ("presets", name, key), value)
    for deck, name in found.decks.items():
        text = with_value(text, ("decks", deck, "preset"), name)
    if found.rollover is not None:
        text = with_value(text, ("rollover",), found.rollover)
    return text


def take_from_collection(
    collection: Collection, path: Path, file: Path, *, dry_run: bool = False
) -> Coming:
    """Add the presets of a collection of Anki's own for the decks that are here too.

    Raises:
        InputError: there is no such collection.
    """
    if not path.is_file():
        raise InputError(_("There is no collection of Anki here."), file=str(path))
    options = options_of(path)
    with collection.database.reading() as connection:
        decks = cards.deck_of_cards(connection, collection.learner)
    found = coming(collection, options, decks.values(), file, whole=True)
    if not dry_run:
        with adding(collection, file, found):
            pass
    return found


@contextmanager
def adding(collection: Collection, file: Path | None, found: Coming) -> Iterator[Collection]:
    """A collection whose settings are those with what is added, which is written at the end.

    If the work inside fails, nothing is: neither the file nor parameters are changed.
    """
    if file is None or not found.is_something:
        yield collection
        return
    text = text_with(file, found)
    _save(collection, found.parameters)
    try:
        yield replace(collection, settings=settings_of(text, str(file)))
        write_text(file, text_with(file, found))  # others may have set something meanwhile
    except BaseException:
        _save(collection, dict.fromkeys(found.parameters, ()))
        raise
    if found.parameters:
        ahead = work_out(collection)
        with collection.database.writing() as connection:
            write_down(collection, connection, ahead)


def _save(collection: Collection, parameters: Mapping[str, tuple[float, ...]]) -> None:
    """Use parameters for decks that had none of their own; () takes them away again."""
    with collection.database.writing() as connection:
        for deck, some in parameters.items():
            presets.save_fitted(connection, collection.learner, deck, some, at=collection.now())


def _fitted(collection: Collection) -> dict[str, tuple[float, ...]]:
    with collection.database.reading() as connection:
        fitted = presets.all_fitted(connection, collection.learner)
    return {deck: tuple(kept.parameters) for deck, kept in fitted.items()}


def in_a_line(found: Coming, *, taken: bool) -> str:
    """What came along, or could, in a sentence."""
    parts = list(_parts(found))
    if not parts:
        return _("Presets of Anki: {decks} stay as you have them.").format(
            decks=", ".join(found.kept)
        )
    said = "; ".join(parts)
    if not taken:
        message = _("Presets of Anki can come along ({said}): import again with --presets.")
        return message.format(said=said)
    if found.kept:
        message = _("Presets of Anki came along: {said}. As you have them: {decks}.")
        return message.format(said=said, decks=", ".join(found.kept))
    return _("Presets of Anki came along: {said}.").format(said=said)


def _parts(found: Coming) -> Iterator[str]:
    for name in dict.fromkeys(found.decks.values()):
        count = sum(chosen == name for chosen in found.decks.values())
        decks = ngettext("{n} deck", "{n} decks", count)
        yield _("{name} for {decks}").format(name=name, decks=decks)
    if found.parameters:
        decks = ngettext("{n} deck", "{n} decks", len(found.parameters))
        yield _("parameters of FSRS for {decks}").format(decks=decks)
    if found.rollover is not None:
        yield _("a day begins at {hour}").format(hour=f"{found.rollover}:00")


def _used(options: AnkiOptions, decks: list[str]) -> Iterator[tuple[str, Preset]]:
    """The presets of decks that say something, or that a deck above would overrule."""
    found: dict[str, Preset] = {}
    for deck in decks:  # a deck sorts before those below it
        preset = options.presets.get(options.decks.get(deck, 0))
        above = any(deck.startswith(f"{other}::") for other in found)
        if preset is not None and (above or _says(preset)):
            found[deck] = preset
            yield deck, preset


def _says(preset: Preset) -> bool:
    as_shipped = Preset(name=preset.name, leech_suspend=preset.leech_suspend)
    return preset != as_shipped


def _telling(collection: Collection, used: Mapping[str, Preset]) -> list[str]:
    """The keys in which any of the presets differs from what holds for its decks."""
    chosen = collection.settings.presets
    return [
        key
        for key in _KEYS
        if any(getattr(p, key) != getattr(nearest(chosen, d), key) for d, p in used.items())
    ]


def _free_name(name: str, values: Values, known: Mapping[str, Values]) -> str | None:
    """The name under which the values stand, or may stand; None where both are taken."""
    names = (name, f"{name} (Anki)")
    return next((n for n in names if known.get(n, values) == values), None)


def _parameters(
    collection: Collection, used: Mapping[str, Preset]
) -> tuple[dict[str, tuple[float, ...]], list[str]]:
    fitted = _fitted(collection)
    found: dict[str, tuple[float, ...]] = {}
    kept: list[str] = []
    for deck, preset in used.items():
        try:
            parameters = as_fsrs_6(preset.parameters)
        except InputError:
            kept.append(_("{deck} (its parameters are out of bounds)").format(deck=deck))
            continue
        if not parameters and chooser({**fitted, **found}, deck):
            parameters = default_parameters()
        if parameters and deck not in fitted:
            found[deck] = parameters
        elif parameters and fitted[deck] != parameters:
            kept.append(_("{deck} (fitted here)").format(deck=deck))
    return found, kept


def _rollover(
    collection: Collection, options: AnkiOptions, document: Mapping[str, Any]
) -> tuple[int | None, tuple[str, ...]]:
    holds = document.get("rollover", collection.settings.rollover)
    if options.rollover in (None, holds):
        return None, ()
    return (None, ("rollover",)) if "rollover" in document else (options.rollover, ())
