"""Take notes in again whenever they are saved."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from quizapp.actions.collection import Collection
from quizapp.actions.importing.notes import Imported, import_notes
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.notes.walk import IGNORE_FILES, SUFFIXES

WAIT_MS = 400
"""So long changes that follow each other at once are waited for: an editor saves in steps."""
FIRST_MS = 1000
"""After so long the notes are read once more, whether a change was seen or not."""


def watch(
    collection: Collection, paths: Sequence[str], *, stop: Event | None = None
) -> Iterator[Imported | InputError]:
    """Import files and folders now and after every change in them, until ``stop``.

    What cannot be read while it is being written is handed over as its error, not raised.

    Raises:
        InputError: a path is missing or no text at the start. Nothing is written then.
    """
    import watchfiles

    yield import_notes(collection, paths)
    files = {Path(path).resolve() for path in paths if Path(path).is_file()}
    folders = [Path(path).resolve() for path in paths if Path(path).is_dir()]

    def concerns(_change: watchfiles.Change, name: str) -> bool:
        path = Path(name)
        return path in files or any(_is_notes_of(path, folder) for folder in folders)

    places = dict.fromkeys([*folders, *(file.parent for file in sorted(files))])
    try:
        begun = False
        for changes in watchfiles.watch(
            *places,
            watch_filter=concerns,
            stop_event=stop,
            debounce=WAIT_MS,
            rust_timeout=FIRST_MS,
            yield_on_timeout=True,
        ):
            # What was saved between the first import and the first look was seen by neither.
            if changes or not begun:
                begun = True
                yield _take_in(collection, paths)
    except FileNotFoundError as error:
        raise InputError(_("There is no such file or folder."), file=str(error)) from None


def _is_notes_of(path: Path, folder: Path) -> bool:
    """Whether a file may change what an import of a folder finds; a folder in it may, too."""
    if not path.is_relative_to(folder):
        return False
    if any(part.startswith(".") for part in path.relative_to(folder).parts[:-1]):
        return False
    return path.name in IGNORE_FILES or path.suffix.lower() in (*SUFFIXES, "")


def _take_in(collection: Collection, paths: Sequence[str]) -> Imported | InputError:
    try:
        return import_notes(collection, paths)
    except InputError as error:
        return error
