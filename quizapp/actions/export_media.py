"""The images of exported cards: found where the notes mean them, named after their content."""

import os
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

from quizapp.anki.notes import media_name
from quizapp.model.cards import Card
from quizapp.render.html import image_addresses

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif"})


class Media:
    """The images met so far: ``files`` by their name in the package.

    Only images inside the root of a source are taken: notes are data, and must not fetch other
    files of this machine into a package that is given away.
    """

    def __init__(self, roots: Mapping[str, str]) -> None:
        self._folders = {uid: _Folder(Path(root)) for uid, root in roots.items()}
        self._names: dict[Path, str] = {}
        self.files: dict[str, Path] = {}

    def of(self, card: Card, *texts: str) -> tuple[dict[str, str], int]:
        """The media name of each image address in the texts; the latest change of any, in seconds.

        Addresses that lead nowhere are left out.
        """
        folder = self._folders.get(card.passage.source)
        found: dict[str, str] = {}
        changed = 0
        for address in {a for text in texts if "![" in text for a in image_addresses(text)}:
            path = folder.image(card.passage.path, unquote(address)) if folder else None
            if path is not None:
                found[address] = self._name(path)
                changed = max(changed, int(path.stat().st_mtime))
        return found, changed

    def _name(self, path: Path) -> str:
        if path not in self._names:
            digest = blake2b(path.read_bytes(), digest_size=4).hexdigest()
            self._names[path] = media_name(path, digest)
            self.files[self._names[path]] = path
        return self._names[path]


class _Folder:
    """The root of a source, with an index of its images that is only made when one is missed."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def image(self, notes: str, target: str) -> Path | None:
        """The image a notes file means: beside it, from the root, or the only one of its name."""
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
        return resolved if inside and resolved.suffix.lower() in _SUFFIXES else None

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in _SUFFIXES:
                    found.setdefault(name, []).append(Path(folder, name))
        return found
