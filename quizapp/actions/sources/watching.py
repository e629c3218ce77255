"""Take notes in again whenever they are saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from quizapp.actions.collection import Collection
from quizapp.actions.importing.notes import Imported, import_notes
from quizapp.model.errors import InputError
from quizapp.notes.walk import IGNORE_FILES, SUFFIXES

if TYPE_CHECKING:
    from watchfiles import Change

WAIT_MS = 400
"""So long changes that follow each other at once are waited for: an editor saves in steps."""
FIRST_MS = 1000
"""After so long the notes are read once more, whether a change was seen or not."""


def watch(
    collection: Collection, paths: Sequence[str], *, stop: Event | None = None
) -> Iterator[Imported | InputError]:
    """Import files and folders now and after every change in them, until ``stop``.

    What cannot be taken in at the moment, because a folder is gone or another program holds the
    collection, is handed over as its error once and tried again until it can.

    Raises:
        InputError: a path is missing or no text at the start. Nothing is written then.
    """
    stop = stop or Event()
    yield import_notes(collection, paths)
    told = ""
    for _moment in _moments(_Watched.of(paths), stop):
        while not stop.is_set():
            try:
                done = import_notes(collection, paths)
            except InputError as error:
                if told != str(error):
                    told = str(error)
                    yield error
                stop.wait(FIRST_MS / 1000)
                continue
            told = ""
            yield done
            break


@dataclass(frozen=True, slots=True)
class _Watched:
    """What was named, and the folders in which changes of it are seen."""

    files: frozenset[Path]
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, paths: Sequence[str]) -> _Watched:
        files = (Path(path).resolve() for path in paths if Path(path).is_file())
        folders = (Path(path).resolve() for path in paths if Path(path).is_dir())
        return cls(frozenset(files), tuple(folders))

    def places(self) -> tuple[Path, ...]:
        """The named folders and those of the named files."""
        return tuple(dict.fromkeys((*self.folders, *sorted(file.parent for file in self.files))))

    def concerns(self, change: Change, name: str) -> bool:
        path = Path(name)
        if path in self.files or path in self.places():
            return True
        return any(_is_notes_of(path, folder, change) for folder in self.folders)

    def is_lost(self, changes: set[tuple[Change, str]]) -> bool:
        """Whether a watched folder was removed or moved: what has its name now is another one."""
        return any(
            change.name == "deleted" and Path(name) in self.places() for change, name in changes
        )


def _moments(watched: _Watched, stop: Event) -> Iterator[None]:
    """When to read: as soon as changes are seen, and once after every beginning.

    What was saved before the first look was seen by nobody.
    """
    import watchfiles

    while not stop.is_set():
        begun = False
        try:
            for changes in watchfiles.watch(
                *watched.places(),
                watch_filter=watched.concerns,
                stop_event=stop,
                debounce=WAIT_MS,
                rust_timeout=FIRST_MS,
                yield_on_timeout=True,
            ):
                if changes or not begun:
                    begun = True
                    yield
                if watched.is_lost(changes):
                    break
        except FileNotFoundError:
            yield
            stop.wait(FIRST_MS / 1000)


def _is_notes_of(path: Path, folder: Path, change: Change) -> bool:
    """Whether a file may change what an import of a folder finds; a folder in it may, too.

    Nobody knows any more whether something that is gone was a folder.
    """
    if not path.is_relative_to(folder):
        return False
    if path.name in IGNORE_FILES:
        hidden = path.relative_to(folder).parts[:-1]
    else:
        hidden = path.relative_to(folder).parts
    if any(part.startswith(".") for part in hidden):
        return False
    return path.suffix.lower() in (*SUFFIXES, "") or change.name == "deleted" or path.is_dir()
