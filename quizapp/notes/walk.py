"""Folders → the notes in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.language import _
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".md", ".markdown")
IGNORE_FILES = (".gitignore", ".quizignore")
"""Files of ignored paths in the syntax of Git; the later ones have the last word."""

_DRAWING = ".excalidraw.md"
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def note_files(place: Path) -> tuple[Path, ...]:
    """The Markdown files of a folder in sorted order, or the one file that was named.

    Hidden folders (``.git``, ``.trash``, ``.obsidian``), installed packages, drawings stored as
    Markdown and what ``.gitignore`` and ``.quizignore`` in the folder or below name are left
    out, and so are pipes and devices, whose reading may never end. Links to folders are not
    followed.

    Raises:
        InputError: there is no such file or folder.
    """
    if place.is_file():
        return (place,)
    if not place.is_dir():
        message = _("There is no file or folder “{path}”.")
        raise InputError(message.format(path=place))
    return tuple(sorted(_in_folder(place), key=lambda path: path.parts))


@dataclass(frozen=True, slots=True)
class _Ignored:
    """The patterns of one folder, or of one above it from which ``below`` leads down to it."""

    folder: Path
    spec: GitIgnoreSpec
    below: str = ""


def _in_folder(top: Path) -> Iterator[Path]:
    specs = {top: _ignored_above(top)}
    for root, folders, files in os.walk(top):
        here = Path(root)
        ignored = specs.pop(here, ()) + _read_ignored(here, files)
        folders[:] = [
            name
            for name in folders
            if not _hidden(name)
            and name not in _SKIPPED
            and not _is_ignored(ignored, here / name, "/")
        ]
        if ignored:
            specs.update((here / name, ignored) for name in folders)
        for name in files:
            lowered = name.lower()
            if not lowered.endswith(SUFFIXES) or lowered.endswith(_DRAWING) or _hidden(name):
                continue
            if not _is_ignored(ignored, here / name) and not _endless(here / name):
                yield here / name


def _ignored_above(top: Path) -> tuple[_Ignored, ...]:
    """The patterns of the folders above up to the root of the Git repository, as Git has it.

    Outside a repository a folder stands for itself. So does one that they ignore: who names it
    wants its notes.
    """
    place = top.resolve()
    folders = (place, *place.parents)
    root = next((n for n, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    found: tuple[_Ignored, ...] = ()
    for folder in reversed(folders[1 : root + 1]):
        names = [name for name in IGNORE_FILES if (folder / name).is_file()]
        below = place.relative_to(folder).as_posix() + "/"
        found += tuple(_Ignored(top, one.spec, below) for one in _read_ignored(folder, names))
    return () if any(one.spec.match_file(one.below) for one in found) else found


def _read_ignored(folder: Path, files: list[str]) -> tuple[_Ignored, ...]:
    """The patterns written in this folder; a file that cannot be read ignores nothing."""
    names = [name for name in IGNORE_FILES if name in files]
    if not names:
        return ()
    lines: list[str] = []
    for name in names:
        try:
            lines += (folder / name).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
    return (_Ignored(folder, _spec(lines)),)


def _spec(lines: list[str]) -> GitIgnoreSpec:
    """The patterns that are valid; like Git, the others are passed over."""
    from pathspec import GitIgnoreSpec  # Only folders with such files need it.

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(filter(_valid, lines))


def _valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _is_ignored(ignored: tuple[_Ignored, ...], path: Path, ending: str = "") -> bool:
    """Whether a path is ignored: the patterns nearest to it decide."""
    for place in reversed(ignored):
        relative = path.relative_to(place.folder).as_posix() + ending
        decided = place.spec.check_file(place.below + relative).include
        if decided is not None:
            return decided
    return False


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _endless(path: Path) -> bool:
    """Whether this is a pipe or a device; what cannot be told is left to its reader to report."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
