"""``sync``: machines that share a folder share their reviews, without a server."""

from dataclasses import dataclass
from pathlib import Path

from quizapp.actions.backups import backup_before
from quizapp.actions.collection import Collection
from quizapp.actions.uniting import Merged, unite
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage import segments, sync_marks
from quizapp.storage.devices import devices_here
from quizapp.storage.merge_facts import Piece, pieces
from quizapp.storage.presets import Connection
from quizapp.storage.segments import Ignored, Segment

__all__ = ["Ignored", "Synced", "sync"]


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
    with collection.database.reading() as connection:
        known = sync_marks.read_before(connection, learner)
        unknown = _unknown(collection, connection, name)
    found, ignored = segments.segments_in(folder)
    new, news, unread = _news([segment for segment in found if segment.name not in known], learner)
    merged = Merged()
    if new:
        merged, unknown = _take(collection, name, new, news)
    made = _tell(collection, folder, name, unknown) if unknown else []
    return Synced(merged, len(made), (*ignored, *unread))


def _unknown(collection: Collection, connection: Connection, name: str) -> set[str]:
    """The parts of which the folder does not know all that is here."""
    now = _marks(collection, connection)
    told = sync_marks.told(connection, collection.learner, name)
    return {part for part, mark in now.items() if told.get(part) != mark}


def _marks(collection: Collection, connection: Connection) -> sync_marks.Marks:
    learner = collection.learner
    return sync_marks.marks(connection, learner, devices_here(connection, learner))


def _news(unread: list[Segment], learner: str) -> tuple[list[Segment], list[Piece], list[Ignored]]:
    """What segments tell that were not read before; those of another learner are left alone."""
    read: list[Segment] = []
    news: list[Piece] = []
    ignored: list[Ignored] = []
    for segment in unread:
        told = segments.read_segment(segment, learner)
        if isinstance(told, Ignored):
            ignored.append(told)
        elif told is not None:
            read.append(segment)
            news += told
    return read, news, ignored


def _take(
    collection: Collection, name: str, read: list[Segment], news: list[Piece]
) -> tuple[Merged, set[str]]:
    """Take the news in; also answers with the parts of which the folder does not know all.

    What came from the folder now is known there.
    """
    backup_before(collection, "sync")
    learner = collection.learner
    with collection.database.writing() as connection:
        unknown = _unknown(collection, connection, name)
        merged = unite(collection, connection, news)
        sync_marks.note_read(connection, learner, (segment.name for segment in read))
        now = _marks(collection, connection)
        known = {part: mark for part, mark in now.items() if part not in unknown}
        sync_marks.note_told(connection, learner, name, known)
    return merged, unknown


def _tell(collection: Collection, folder: Path, name: str, unknown: set[str]) -> list[Segment]:
    """Write the parts that the folder does not know, as they are now that it was read."""
    learner = collection.learner
    with collection.database.reading() as connection:
        now = _marks(collection, connection)
        here = devices_here(connection, learner)
        told = pieces(connection, learner, here, sync_marks.parts(unknown))
        made = segments.write_segments(folder, collection.device, learner, told)
    with collection.database.writing() as connection:
        sync_marks.note_read(connection, learner, (segment.name for segment in made))
        known = {part: mark for part, mark in now.items() if part in unknown}
        sync_marks.note_told(connection, learner, name, known)
    return made
