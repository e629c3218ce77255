"""Remove a deck, or notes: their cards retire, or are erased, and imports leave them alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.safety.backups import backup_before
from quizapp.actions.sources.shipped import SHIPPED
from quizapp.files import typed_path
from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError
from quizapp.model.passages import Source
from quizapp.storage.queries import cards, erased, identity, import_log, left_out, sources
from quizapp.storage.queries.import_log import Before
from quizapp.storage.queries.left_out import LeftOut
from quizapp.storage.queries.presets import Connection

File = tuple[str, str]
"""A source and the relative path of a file in it."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a name means: cards in any standing, files and sources to forget.

    ``without`` is what imports leave out then; ``reviewed`` of the cards have a history.
    """

    what: str
    cards: tuple[Card, ...]
    reviewed: frozenset[str]
    files: tuple[File, ...]
    sources: tuple[Source, ...]
    without: LeftOut


@dataclass(frozen=True, slots=True)
class Removed:
    """How many cards retired, and how many were erased."""

    retired: int
    erased: int


def removal(collection: Collection, name: str) -> Removal:
    """Find out what a deck's name, or the path of a file or folder of notes, stands for.

    Raises:
        InputError: there is neither such a deck nor such notes.
    """
    learner = collection.learner
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, learner)
        every = cards.all_cards(connection, learner)
        stamps = sources.stamps(connection, learner)
        without = left_out.left_out(connection, learner)
        of_deck = tuple(card for card in every if LeftOut((name,)).has_deck(card.deck))
        if of_deck:
            found = _deck(name, of_deck, every, known, without)
        else:
            found = _notes(
                name, every, known, {uid: list(of) for uid, of in stamps.items()}, without
            )
        reviewed = identity.reviewed(connection, learner, [card.uid for card in found.cards])
    return replace(found, reviewed=frozenset(reviewed))


def remove(collection: Collection, what: Removal, *, erase: bool = False) -> Removed:
    """Retire the cards, or erase them after a backup; forget the files and sources.

    What retires comes back with ``import --undo``, or when it is named to an import.

    Raises:
        InputError: all of it is retired already, or no backup could be made before erasing;
            everything is as it was.
    """
    if erase:
        backup_before(collection, "remove")
    with collection.database.writing() as connection:
        if erase:
            uids = [card.uid for card in what.cards]
            erased.erase_for_good(connection, collection.learner, uids)
            _forget(connection, collection.learner, what)
            return Removed(0, len(uids))
        return _retire(collection, connection, what)


def _retire(collection: Collection, connection: Connection, what: Removal) -> Removed:
    learner, now = collection.learner, collection.now()
    going = [card for card in what.cards if card.standing is not Standing.RETIRED]
    dropped = [c for c in going if c.standing is Standing.DRAFT and c.uid not in what.reviewed]
    gone = {card.uid for card in dropped}
    kept = [card for card in going if card.uid not in gone]
    read = {uid: sources.files_read(connection, learner, uid) for uid, _path in what.files}
    before = Before(
        cards=tuple(going),
        files=tuple(read[uid][path] for uid, path in what.files if path in read[uid]),
        forgotten=what.sources,
        left_out=left_out.left_out(connection, learner),
    )
    if not going and not before.files and not what.sources and what.without == before.left_out:
        message = _("Nothing of “{name}” is left to retire; --erase erases what it was.")
        raise InputError(message.format(name=what.what))
    cards.replace_all(
        connection, learner, ((replace(card, standing=Standing.RETIRED), now) for card in kept)
    )
    identity.erase(connection, learner, gone)
    _forget(connection, learner, what)
    import_log.log(connection, learner, collection.new_uid(now), now, what.what, before)
    return Removed(sum(card.standing is Standing.ACTIVE for card in kept), 0)


def _forget(connection: Connection, learner: str, what: Removal) -> None:
    for uid, path in what.files:
        sources.forget_file(connection, learner, uid, path)
    for source in what.sources:
        sources.forget_source(connection, learner, source.uid)
    left_out.set_left_out(connection, learner, what.without)


def _deck(
    name: str, found: Sequence[Card], every: Sequence[Card], known: Sequence[Source], out: LeftOut
) -> Removal:
    """A deck with those below it. Sources that had nothing else are forgotten with it.

    The shipped decks have other names in another language: their files are left out instead.
    """
    others = {card.uid for card in every if card.standing is Standing.ACTIVE}
    others -= {card.uid for card in found}
    left = [card for card in every if card.uid in others]
    busy_sources = {card.passage.source for card in left}
    busy_files = {(card.passage.source, card.passage.path) for card in left}
    touched = {(card.passage.source, card.passage.path) for card in found}
    gone = tuple(s for s in known if s.uid in {of for of, _ in touched} - busy_sources)
    forgotten = {source.uid for source in gone}
    files = sorted(file for file in touched if file not in busy_files)
    for of, path in files:
        if of == SHIPPED and of not in forgotten:
            out = out.and_path(of, path)
    if any(of != SHIPPED and of not in forgotten for of, _ in touched):
        out = out.and_deck(name)
    for uid in forgotten:
        out = out.of_source_again(uid)
    kept = {of for of, _ in files if of not in forgotten and of != SHIPPED}
    files = [file for file in files if file[0] not in kept]
    return Removal(name, tuple(found), frozenset(), tuple(files), gone, out)


def _notes(
    name: str,
    every: Sequence[Card],
    known: Sequence[Source],
    read: dict[str, list[str]],
    out: LeftOut,
) -> Removal:
    """A source, or a file or folder in some."""
    place = typed_path(name)
    places = {place.absolute(), place.resolve()}
    files: list[File] = []
    gone: list[Source] = []
    for source in known:
        part = _part(places, source)
        if part is None:
            continue
        all_of_it = read.get(source.uid, [])
        inside = [path for path in all_of_it if part in {"", path} or path.startswith(f"{part}/")]
        files += [(source.uid, path) for path in inside]
        if not part or (not source.whole and inside and len(inside) == len(all_of_it)):
            gone.append(source)
        elif source.whole and inside:
            out = out.and_path(source.uid, part)
    if not files and not gone:
        message = _("There is neither a deck nor a source of notes “{name}”.")
        raise InputError(message.format(name=name))
    for source in gone:
        out = out.of_source_again(source.uid)
    whole = {source.uid for source in gone}
    found = tuple(
        card
        for card in every
        if card.passage.source in whole or (card.passage.source, card.passage.path) in files
    )
    return Removal(str(place), found, frozenset(), tuple(sorted(files)), tuple(gone), out)


def _part(places: set[Path], source: Source) -> str | None:
    """Which part of a source lies at one of these places, "" for all of it; None for nothing."""
    for place in places:
        if Path(source.root).is_relative_to(place):
            return "" if source.whole or Path(source.root) == place else None
        if place.is_relative_to(source.root):
            return place.relative_to(source.root).as_posix()
    return None
