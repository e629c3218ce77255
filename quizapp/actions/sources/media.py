"""The media files of notes: found where the notes mean them, never outside their folder."""

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from quizapp.actions.collection import Collection
from quizapp.storage.queries import sources

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif"})
SOUNDS = frozenset({".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac", ".aac", ".3gp"})
FILMS = frozenset({".mp4", ".webm", ".mkv", ".mov", ".ogv"})
MEDIA = IMAGES | SOUNDS | FILMS

_ADDRESS = {"image": "src", "link": "href"}


class MediaFolder:
    """The root of a source, with an index of its media that is only made when one is missed."""

    def __init__(self, root: Path, suffixes: frozenset[str] = MEDIA) -> None:
        self.root = root.resolve()
        self._suffixes = suffixes

    def file(self, notes: str, target: str) -> Path | None:
        """The file that notes mean: beside them, from the root, or the only one of its name."""
        for folder in ((self.root / notes).parent, self.root):
            path = self._allowed(folder / target)
            if path is not None:
                return path
        alike = self._by_name.get(Path(target).name, [])
        return self._allowed(alike[0]) if len(alike) == 1 else None

    def _allowed(self, path: Path) -> Path | None:
        try:
            resolved = path.resolve()
            inside = resolved.is_relative_to(self.root) and resolved.is_file()
        except (OSError, ValueError):
            return None
        return resolved if inside and resolved.suffix.lower() in self._suffixes else None

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in self._suffixes:
                    found.setdefault(name, []).append(Path(folder, name))
        return found


def meant_by(collection: Collection, source: str, notes: str, address: str) -> Path | None:
    """The media file that an address in the notes of a source leads to on this machine."""
    root = root_of(collection, source)
    return None if root is None else MediaFolder(root).file(notes, unquote(address))


def media_of(root: Path, notes: str, texts: Iterable[str]) -> tuple[Path, ...]:
    """The media files in texts of a notes file, in order: images, and links to what is played."""
    folder = MediaFolder(root)
    found = [folder.file(notes, unquote(address)) for address in addresses(texts)]
    return tuple(path for path in found if path is not None)


def addresses(texts: Iterable[str]) -> list[str]:
    """Where the texts show or link to a media file."""
    from quizapp.render.syntax import tree

    found: list[str] = []
    for text in texts:
        for node in tree(text).walk() if "](" in text else ():
            if node.type in _ADDRESS:
                found.append(str(node.attrs.get(_ADDRESS[node.type], "")))
    return [one for one in found if Path(one).suffix.lower() in MEDIA and "://" not in one]


def root_of(collection: Collection, source: str) -> Path | None:
    """The folder of a source on this machine."""
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
    return next((Path(one.root) for one in known if one.uid == source), None)
