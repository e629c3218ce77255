"""Write the collection, or a deck of it, for other programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.files import as_csv, as_json, pairs, table, write_text
from quizapp.actions.exporting.markdown import as_notes
from quizapp.actions.exporting.notes import Notes
from quizapp.actions.exporting.states import logs_of
from quizapp.actions.exporting.unchanged import digest_of
from quizapp.actions.studying.asking import known_deck
from quizapp.anki.deck_options import is_chosen
from quizapp.anki.notes import Package
from quizapp.anki.unchanged import unchanged
from quizapp.anki.write import write_package
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.queries.export import Leaving, leaving_cards

__all__ = ["Choices", "Exported", "export", "package_of"]


_AS_USUAL = Choices()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; ``seed`` is the one that drew the numbers of live cards."""

    cards: int
    notes: int
    media: int
    file: str
    seed: int
    skipped: tuple[str, ...] = ()


def export(
    collection: Collection, file: Path, deck: str | None = None, choices: Choices = _AS_USUAL
) -> Exported:
    """Write the cards of a deck with those below it, or all; the suffix chooses the format.

    The same collection and choices give the same bytes. A question that cannot be drawn is left
    out and named in ``skipped``.

    Raises:
        InputError: the deck or the kind of file is unknown, or the file cannot be written.
    """
    writer = _WRITERS.get(file.suffix.lower())
    if writer is None:
        known = ", ".join(_WRITERS)
        message = _("Cannot export to “{name}”: the file must end in one of {known}.")
        raise InputError(message.format(name=file.name, known=known))
    deck = known_deck(collection, deck)
    with collection.database.reading() as connection:
        retired = choices.scheduling and writer is _write_package
        leaving = leaving_cards(connection, collection.learner, deck, retired=retired)
    return writer(collection, file, leaving, choices)


def package_of(
    collection: Collection,
    leaving: list[Leaving],
    choices: Choices,
    known: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[Package, tuple[str, ...]]:
    """The package of these cards, and what had to be left out of it.

    ``known`` has the fields that some notes are known to get, by uid.
    """
    notes = Notes(collection, choices, known)
    made = notes.of(leaving)
    decks = {card.uid: note.deck for note in made for card in note.cards}
    if not choices.scheduling:
        return Package(made, media=notes.media.files), tuple(notes.skipped)
    presets = {deck: notes.progress.preset(deck) for deck in set(decks.values())}
    package = Package(
        notes=made,
        logs=logs_of(collection, {uid: presets[deck] for uid, deck in decks.items()}),
        media=notes.media.files,
        options={deck: preset for deck, preset in presets.items() if is_chosen(preset)},
        rollover=collection.settings.rollover,
    )
    return package, tuple(notes.skipped)


def _write_package(
    collection: Collection, file: Path, leaving: list[Leaving], choices: Choices
) -> Exported:
    exported = digest_of(collection, leaving, choices)
    same = unchanged(file, exported)
    if same is not None:
        return Exported(*same, str(file), choices.seed)
    package, skipped = package_of(collection, leaving, choices)
    write_package(file, package, b"" if skipped else exported)
    cards = sum(len(note.cards) for note in package.notes)
    media = len(package.media)
    return Exported(cards, len(package.notes), media, str(file), choices.seed, skipped)


def _write_csv(
    collection: Collection, file: Path, leaving: list[Leaving], choices: Choices
) -> Exported:
    rows, skipped = table(collection, leaving, choices)
    write_text(file, as_csv(rows))
    return Exported(len(rows), len(rows), 0, str(file), choices.seed, tuple(skipped))


def _write_pairs(
    collection: Collection, file: Path, leaving: list[Leaving], choices: Choices
) -> Exported:
    lines, skipped = pairs(collection, leaving, choices)
    write_text(file, "".join(f"{line}\n" for line in lines))
    return Exported(len(lines), len(lines), 0, str(file), choices.seed, tuple(skipped))


def _write_notes(
    collection: Collection, file: Path, leaving: list[Leaving], choices: Choices
) -> Exported:
    text, skipped = as_notes(collection, leaving)
    write_text(file, text)
    count = len(leaving) - len(skipped)
    return Exported(count, count, 0, str(file), choices.seed, tuple(skipped))


def _write_json(
    collection: Collection, file: Path, leaving: list[Leaving], choices: Choices
) -> Exported:
    write_text(file, as_json(collection, leaving, choices))
    return Exported(len(leaving), len(leaving), 0, str(file), choices.seed)


_WRITERS: dict[str, Callable[[Collection, Path, list[Leaving], Choices], Exported]] = {
    ".apkg": _write_package,
    ".csv": _write_csv,
    ".txt": _write_pairs,
    ".md": _write_notes,
    ".json": _write_json,
}
