"""``sync``: machines that share a folder share their reviews, without a server."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.actions.machines.uniting import Merged, unite
from quizapp.actions.safety.backups import backup_before
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.merging import marks as sync_marks
from quizapp.storage.merging import segments
from quizapp.storage.merging.facts import Piece, pieces
from quizapp.storage.merging.segments import Ignored, Segment
from quizapp.storage.queries.devices import devices_here
from quizapp.storage.queries.presets import Connection
from quizapp.storage.safety.backup import backups_of

__all__ = ["Ignored", "Synced", "sync"]

_OFTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did: what came from others, how many segments were written, what was left."""

    merged: Merged
    written: int
    ignored: tuple[Ignored, ...]


def sync(collection: Collection, folder: Path) -> Synced:
    """Read what other machines wrote into a folder, and write what it does not know yet.

    Raises:
        InputError: there is no such folder, it cannot be written, or a newer program wrote there.
    """
    if not folder.is_dir():
        raise InputError(_("There is no such folder."), file=str(folder))
    learner = collection.learner
    fresh = collection.new_uid(collection.now())
    name = segments.folder_name(folder, collection.device, fresh)
    found, ignored = segments.segments_in(folder)
    _tell_again_what_is_lost(collection, name, found)
    with collection.database.reading() as connection:
        known = sync_marks.read_before(connection, learner)
        unknown = _unknown(collection, connection, name)
    new = _unread(found, known, learner, ignored)
    merged = Merged()
    if new:
        merged, unknown = _take(collection, name, new, ignored)
    made = _tell(collection, folder, name, unknown) if unknown else []
    return Synced(merged, len(made), tuple(ignored))


def _tell_again_what_is_lost(collection: Collection, name: str, found: Iterable[Segment]) -> None:
    """Nobody else may have read a segment before it was lost: the folder knows nothing for sure."""
    learner = collection.learner
    sizes = {segment.name: segment.size for segment in found}
    with collection.database.reading() as connection:
        lost = sync_marks.lost(connection, learner, name, sizes)
    if lost:
        with collection.database.writing() as connection:
            sync_marks.forget_told(connection, learner, name, lost)


def _unknown(collection: Collection, connection: Connection, name: str) -> set[str]:
    """The parts of which the folder does not know all that is here."""
    now = _marks(collection, connection)
    told = sync_marks.told(connection, collection.learner, name)
    return {part for part, mark in now.items() if told.get(part) != mark}


def _marks(collection: Collection, connection: Connection) -> sync_marks.Marks:
    learner = collection.learner
    return sync_marks.marks(connection, learner, devices_here(connection, learner))


def _unread(
    found: Iterable[Segment], known: Container[str], learner: str, ignored: list[Ignored]
) -> list[Segment]:
    """The segments that have news of a learner; those of another one are left alone."""
    unread: list[Segment] = []
    for segment in found:
        if segment.name not in known:
            fits = segments.is_for(segment, learner)
            if isinstance(fits, Ignored):
                ignored.append(fits)
            elif fits:
                unread.append(segment)
    return unread


def _take(
    collection: Collection, name: str, unread: Iterable[Segment], ignored: list[Ignored]
) -> tuple[Merged, set[str]]:
    """Take the news in, segment by segment.

    Also answers with the parts of which the folder does not know all that is here; what came from
    it now is known there.
    """
    _back_up(collection)
    learner = collection.learner
    read: list[str] = []

    def news() -> Iterator[Piece]:
        for segment in unread:
            told = segments.read_segment(segment)
            if isinstance(told, Ignored):
                ignored.append(told)
            else:
                read.append(segment.name)
                yield from told

    with collection.database.writing() as connection:
        unknown = _unknown(collection, connection, name)
        merged = unite(collection, connection, news())
        sync_marks.note_read(connection, learner, read)
        now = _marks(collection, connection)
        known = {part: mark for part, mark in now.items() if part not in unknown}
        sync_marks.note_told(connection, learner, name, known)
    return merged, unknown


def _back_up(collection: Collection) -> None:
    """Have a backup from before: machines may sync often, so one an hour is enough."""
    path = collection.database.path
    now = collection.clock()
    if path is None or not any(abs(now - made.at) < _OFTEN for made in backups_of(path)):
        backup_before(collection, "sync")


def _tell(collection: Collection, folder: Path, name: str, unknown: set[str]) -> list[Segment]:
    """Write the parts that the folder does not know, as they are now that it was read."""
    learner = collection.learner
    with collection.database.reading() as connection:
        now = _marks(collection, connection)
        here = devices_here(connection, learner)
        told = pieces(connection, learner, here, sync_marks.parts(unknown))
        made = segments.write_segments(folder, collection.device, learner, told)
    with collection.database.writing() as connection:
        sizes = {segment.name: segment.size for segment in made}
        sync_marks.note_read(connection, learner, sizes)
        sync_marks.note_written(connection, learner, name, sizes)
        known = {part: mark for part, mark in now.items() if part in unknown}
        sync_marks.note_told(connection, learner, name, known)
    return made
