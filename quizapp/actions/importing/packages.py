"""Take in a package of Anki: its cards become notes of ours, its reviews rows of our log."""

import tempfile
from collections.abc import Mapping, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions.anki.presets import Coming, adding, coming
from quizapp.actions.collection import Collection
from quizapp.actions.importing.imported import Imported, Skipped
from quizapp.actions.importing.notes import import_targets
from quizapp.actions.importing.package_files import Layout, in_place, laid_out, tidy
from quizapp.actions.importing.package_log import Studied, unite_logs
from quizapp.actions.safety.backups import backup_before
from quizapp.actions.sources.known import Target, folder_source, whole
from quizapp.anki.card_states import BURIED, SUSPENDED
from quizapp.anki.collection import AnkiCollection, read_collection
from quizapp.anki.notes_to_markdown import files_of, without
from quizapp.anki.package import LIMITS, Limits, Package, open_package, safe_name, unpack_collection
from quizapp.anki.taken import Taken, TakenCard, named_uids, taken_from
from quizapp.files import typed_path
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards, identity, packages, presets, sources
from quizapp.storage.queries.packages import Hold, Placed

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

SUFFIXES = frozenset({".apkg", ".colpkg"})
_HOLDS = "anki_holds"


@dataclass(frozen=True, slots=True)
class PackageImported:
    """What an import of a package did: to the cards, and how many reviews were new.

    ``presets`` are those that came along, or could have.
    """

    done: Imported
    reviews: int
    presets: Coming = field(default_factory=Coming)


def is_package(path: str) -> bool:
    """Whether a path names a package of Anki."""
    return Path(path).suffix.lower() in SUFFIXES


def import_package(
    collection: Collection,
    file: str,
    home: Path,
    *,
    deck: str | None = None,
    dry_run: bool = False,
    limits: Limits = LIMITS,
    config: Path | None = None,
    take_presets: bool = False,
) -> PackageImported:
    """Take a package in: all of it or nothing. Its notes go into a folder of ``home``.

    ``config`` is the settings file, to which its presets are added if ``take_presets``.

    Raises:
        InputError: the package cannot be read, is broken or holds more than it may.
    """
    path = typed_path(file)
    if not path.is_file():
        raise InputError(_("There is no such file or folder."), file=file)
    with open_package(path, limits) as package:
        read = _collection_of(collection, package)
        taken = _taken(collection, read, limits)
        found = Coming()
        if config is not None and deck is None:
            decks = [one.written.deck for one in taken.cards if one.written is not None]
            whole_one = path.suffix.lower() == ".colpkg"
            found = coming(collection, read.options, decks, config, whole=whole_one)
        if dry_run:
            done = _take_in(collection, package, read, taken, home, deck, True)
            return replace(done, presets=found)
        tidy(home)
        backup_before(collection, "package")
        with adding(collection, config, found if take_presets else Coming()) as there:
            done = _take_in(there, package, read, taken, home, deck, False)
        return replace(done, presets=found)


def _collection_of(collection: Collection, package: Package) -> AnkiCollection:
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        unpacked = Path(folder) / "collection"
        unpack_collection(package, unpacked)
        return read_collection(unpacked, package.file, collection.zone)


def _taken(collection: Collection, read: AnkiCollection, limits: Limits) -> Taken:
    with collection.database.reading() as connection:
        known = identity.uids_in_use(connection, collection.learner, named_uids(read))
    return taken_from(read, known, limits.field)


def _take_in(
    collection: Collection,
    package: Package,
    read: AnkiCollection,
    taken: Taken,
    home: Path,
    deck: str | None,
    dry_run: bool,
) -> PackageImported:
    layout, targets = _layout(collection, package, taken, home, deck)
    counted: list[int] = []
    also = partial(_unite, collection, read, taken, counted, _known(collection, taken))
    with laid_out(layout, package, taken) as folder:
        if dry_run:
            there = [_read_from(folder, target) for target in targets[:1]]
            done = import_targets(collection, there, dry_run=True)
        else:
            held = in_place(layout, folder) if targets else nullcontext()
            with held:
                done = import_targets(collection, targets, dry_run=False, also=also)
    skipped = tuple(Skipped(package.file, None, reason) for reason in taken.skipped)
    return PackageImported(replace(done, skipped=(*skipped, *done.skipped)), sum(counted))


def _known(collection: Collection, taken: Taken) -> set[str]:
    """The cards of a package that are here already."""
    learner = collection.learner
    ids = {one.written.id for one in taken.cards if one.written is not None}
    own = {one.uid for one in taken.cards if one.uid is not None}
    with collection.database.reading() as connection:
        return own | {card.uid for card in packages.cards_by_id(connection, learner, ids)}


def _read_from(folder: Path, target: Target) -> Target:
    """The target as it would be, read from where its files are laid out."""
    return replace(target, source=replace(target.source, root=str(folder)))


def _layout(
    collection: Collection, package: Package, taken: Taken, home: Path, deck: str | None
) -> tuple[Layout, list[Target]]:
    """Where the files of a package go, and what is to be read then.

    Without a card to write there is no folder, unless the package had one before.
    """
    written = [one.written for one in taken.cards if one.written is not None]
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        placed = packages.cards_by_id(connection, collection.learner, {c.id for c in written})
    homes = {source.uid: Path(source.root) for source in known}
    at = {card.explicit_id: homes[card.source] for card in placed if card.source in homes}
    place = _place(home, Path(package.file).stem, set(at.values()))
    if not written and not place.exists():
        return Layout(place, {}, {}), []
    here = folder_source(place, known)
    elsewhere = [card for card in placed if card.source in homes and card.source != here.uid]
    others = _lessened(elsewhere, homes)
    target = Target(here, None, False, lambda path: str(place / path), deck)
    touched = {card.source for card in elsewhere}
    return (
        Layout(place, files_of(written, Path(package.file).name), others),
        [target, *(whole(source) for source in known if source.uid in touched)],
    )


def _place(home: Path, stem: str, of_its_cards: set[Path]) -> Path:
    """The folder of a package: its name, numbered where another package has taken that."""
    name = safe_name(stem)
    place = home / name
    number = 2
    while place.exists() and place not in of_its_cards:
        place = home / f"{name} {number}"
        number += 1
    return place


def _lessened(elsewhere: Sequence[Placed], homes: Mapping[str, Path]) -> dict[Path, str]:
    """The files of other packages without the cards that this one brings."""
    ids: dict[Path, set[str]] = {}
    for card in elsewhere:
        ids.setdefault(homes[card.source] / card.path, set()).add(card.explicit_id)
    return {
        path: without(path.read_text(encoding="utf-8"), gone)
        for path, gone in ids.items()
        if path.is_file()
    }


def _unite(
    collection: Collection,
    read: AnkiCollection,
    taken: Taken,
    counted: list[int],
    here: Set[str],
    connection: "Connection",
) -> None:
    """Give the cards, which are stored now, their holds and their reviews."""
    learner = collection.learner
    ids = [one.written.id for one in taken.cards if one.written is not None]
    uid_of = {c.explicit_id: c.uid for c in packages.cards_by_id(connection, learner, ids)}
    known = [
        (one, one.uid or uid_of.get(one.written.id if one.written else "")) for one in taken.cards
    ]
    found = [(one, uid) for one, uid in known if uid is not None]
    decks = cards.deck_of_cards(connection, learner)
    studied = [Studied(uid, decks.get(uid, ""), one.card, one.log) for one, uid in found]
    counted[:] = [unite_logs(collection, connection, studied, read.day_zero)]
    _hold(collection, connection, found, here)


def _hold(
    collection: Collection,
    connection: "Connection",
    found: Sequence[tuple[TakenCard, str]],
    known: Set[str],
) -> None:
    """Suspend, bury and flag as Anki has it, where that has changed there since the last import.

    A card that was not ``known`` has no last import.
    """
    learner = collection.learner
    told = presets.setting(connection, learner, _HOLDS) or {}
    before = {uid: theirs for uid, theirs in told.items() if uid in known}
    ours = packages.holds(connection, learner, [uid for _one, uid in found])
    now = dict(before)
    changed: dict[str, Hold] = {}
    for one, uid in found:
        theirs = [one.card.queue == SUSPENDED, one.card.flag]
        buried = one.card.queue in BURIED
        hold = ours[uid]
        if theirs != before.get(uid, [False, 0]):
            hold = hold._replace(suspended=bool(theirs[0]), flag=int(theirs[1]))
            now[uid] = theirs
        if buried:
            hold = hold._replace(buried_on=collection.day_of(1000 * one.card.changed))
        if hold != ours[uid]:
            changed[uid] = hold
    packages.hold_all(connection, learner, changed)
    now |= {uid: theirs for uid, theirs in told.items() if uid not in now}
    if now != told:
        kept = {uid: value for uid, value in now.items() if value != [False, 0]}
        presets.set_setting(connection, learner, _HOLDS, kept)
