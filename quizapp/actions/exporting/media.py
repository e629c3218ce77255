"""The images of exported cards: found where the notes mean them, named after their content."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

from quizapp.actions.sources.media import IMAGES, MediaFolder
from quizapp.anki.notes import media_name
from quizapp.model.cards import Card
from quizapp.render.html import image_addresses


class Media:
    """The images met so far: ``files`` by their name in the package.

    Only images inside the root of a source are taken: notes are data, and must not fetch other
    files of this machine into a package that is given away.
    """

    def __init__(self, roots: Mapping[str, str]) -> None:
        self._folders = {uid: MediaFolder(Path(root), IMAGES) for uid, root in roots.items()}
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
            path = folder.file(card.passage.path, unquote(address)) if folder else None
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
