"""Which pictures of the notes are there: beside the file, in the folder, or anywhere in it."""

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath


class Pictures:
    """The pictures of a folder of notes.

    Obsidian names a picture by its name alone, wherever it lies: the names of a ``whole`` folder
    are collected when the first one is asked for that does not stand at its path.
    """

    def __init__(self, root: Path, *, whole: bool) -> None:
        self._root = root
        self._names: frozenset[str] | None = None if whole else frozenset()

    def beside(self, file: Path) -> Callable[[str], bool]:
        """Whether a picture that a file names is there."""

        def is_there(target: str) -> bool:
            path = target.lstrip("/")
            if any(_exists(folder / path) for folder in (file.parent, self._root)):
                return True
            return PurePosixPath(path).name.casefold() in self._collected()

        return is_there

    def _collected(self) -> frozenset[str]:
        if self._names is None:
            found = (name for _root, _folders, names in os.walk(self._root) for name in names)
            self._names = frozenset(name.casefold() for name in found)
        return self._names


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no name that a file could have
        return False
