"""What has changed in the notes since they were taken in, in the time of a directory walk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.model.passages import Source
from quizapp.notes.walk import note_files
from quizapp.storage.queries import left_out, sources
from quizapp.storage.queries.left_out import NOTHING, LeftOut
from quizapp.storage.queries.sources import Stamp

_COMPARED = 40
_LOOKED_AT = 500
_DEEP = 2


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """A source with how its files were when they were read, and what of it is left out."""

    source: Source
    stamps: Mapping[str, Stamp]
    without: LeftOut = NOTHING


@dataclass(frozen=True, slots=True)
class Gone:
    """A folder of notes that is no longer there; ``seems_at`` is where its files are now."""

    root: str
    seems_at: str | None


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """How many files of the known sources were edited, came and went, and what folder is gone."""

    edited: int = 0
    new: int = 0
    vanished: int = 0
    gone: tuple[Gone, ...] = ()

    @property
    def count(self) -> int:
        """How many files an import would read or miss."""
        return self.edited + self.new + self.vanished


def source_changes(collection: Collection) -> SourceChanges:
    """Look at the files of all known sources but the shipped one."""
    return look(known_files(collection))


def known_files(collection: Collection) -> list[KnownFiles]:
    """What to look at; asked of the collection once, so that :func:`look` can do without it."""
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        stamps = sources.stamps(connection, collection.learner)
        without = left_out.left_out(connection, collection.learner)
    return [
        KnownFiles(source, stamps.get(source.uid, {}), without)
        for source in known
        if not source.shipped
    ]


def look(known: Iterable[KnownFiles]) -> SourceChanges:
    """Compare the files with how they were, by time and size alone. Any thread may do it."""
    edited = new = vanished = 0
    gone = []
    for files in known:
        source = files.source
        if source.whole and not Path(source.root).is_dir():
            gone.append(Gone(source.root, likely_place(source, list(files.stamps))))
            continue
        there = _stamps_now(files)
        edited += sum(files.stamps.get(path, stamp) != stamp for path, stamp in there.items())
        if source.whole:
            new += len(there.keys() - files.stamps.keys())
            vanished += len(files.stamps.keys() - there.keys())
    return SourceChanges(edited, new, vanished, tuple(gone))


def refuse_gone(known: Iterable[Source], files: Mapping[str, Sequence[str]]) -> None:
    """Let nothing be imported from everywhere while a folder of notes is gone.

    Raises:
        InputError: which one, and where it seems to be.
    """
    for source in known:
        if source.whole and not source.shipped and not Path(source.root).is_dir():
            place = likely_place(source, files.get(source.uid, ()))
            raise InputError(gone_sentence(source.root, place))


def told(changes: SourceChanges) -> list[str]:
    """What to say of them on the command line, nothing where there is nothing."""
    lines = []
    if changes.count:
        count = ngettext("{n} file changed", "{n} files changed", changes.count)
        lines.append(_("{count}: `quizapp import` takes in what is new.").format(count=count))
    return lines + [gone_sentence(folder.root, folder.seems_at) for folder in changes.gone]


def gone_sentence(root: str, seems_at: str | None) -> str:
    """What to say of a folder that is gone, and what to do about it."""
    if seems_at is None:
        message = _("{folder} is gone: `quizapp import` it from its new place.")
        return message.format(folder=root)
    message = _("{folder} is gone and seems to be at {place}: `quizapp import {place}`.")
    return message.format(folder=root, place=seems_at)


def _stamps_now(files: KnownFiles) -> dict[str, Stamp]:
    found = {}
    for path, file in _files(files):
        if files.without.paths and files.without.has_path(files.source.uid, path):
            continue
        try:
            state = file.stat()
        except OSError:
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def _files(files: KnownFiles) -> Iterator[tuple[str, Path]]:
    """The files of a source that an import would look at, by their relative path."""
    root = Path(files.source.root)
    if not files.source.whole:
        yield from ((path, root / path) for path in files.stamps)
        return
    start = len((root / "x").as_posix()) - 1
    yield from ((file.as_posix()[start:], file) for file in note_files(root))


def likely_place(source: Source, paths: Sequence[str]) -> str | None:
    """The folder near the old place that has at least half of the files, None without any."""
    some = paths[:_COMPARED]
    if not some:
        return None
    found = [(sum((place / path).is_file() for path in some), place) for place in _near(source)]
    best = max(found, key=lambda hit: hit[0], default=None)
    return str(best[1]) if best and 2 * best[0] >= len(some) else None


def _near(source: Source) -> Iterator[Path]:
    """Folders around the nearest one above the old place that is still there."""
    old = Path(source.root)
    above = next((place for place in old.parents if place.is_dir()), None)
    if above is not None:
        yield from islice(_below(above, _DEEP), _LOOKED_AT)


def _below(place: Path, deep: int) -> Iterator[Path]:
    try:
        inner = sorted(
            child for child in place.iterdir() if child.is_dir() and not child.name.startswith(".")
        )
    except OSError:
        return
    yield from inner
    for child in inner if deep > 1 else ():
        yield from _below(child, deep - 1)
