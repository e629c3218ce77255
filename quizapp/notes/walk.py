"""Folders → the notes in them."""

import os
from collections.abc import Iterator
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError

SUFFIXES = (".md", ".markdown")
_DRAWING = ".excalidraw.md"
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def note_files(place: Path) -> tuple[Path, ...]:
    """The Markdown files of a folder in sorted order, or the one file that was named.

    Hidden folders (``.git``, ``.trash``, ``.obsidian``), installed packages and drawings stored
    as Markdown are left out. Links to folders are not followed.

    Raises:
        InputError: there is no such file or folder.
    """
    if place.is_file():
        return (place,)
    if not place.is_dir():
        message = _("There is no file or folder “{path}”.")
        raise InputError(message.format(path=place))
    return tuple(sorted(_in_folder(place), key=lambda path: path.relative_to(place).parts))


def _in_folder(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _hidden(name) and name not in _SKIPPED]
        for name in files:
            lowered = name.lower()
            if lowered.endswith(SUFFIXES) and not lowered.endswith(_DRAWING) and not _hidden(name):
                yield Path(root, name)


def _hidden(name: str) -> bool:
    return name.startswith(".")
