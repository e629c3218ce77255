"""The folder of notes that a package becomes: laid out beside its place, then put there at once."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quizapp.anki.package import Package, unpack_media
from quizapp.anki.taken import MEDIA, Taken
from quizapp.files import replacing
from quizapp.language import _
from quizapp.model.errors import InputError

_INCOMING = ".incoming-"
_REPLACED = ".replaced-"


@dataclass(frozen=True, slots=True)
class Layout:
    """A package as files: ``place`` is its folder, ``texts`` its notes by name.

    ``others`` are the new texts of files elsewhere, which lose cards to this package.
    """

    place: Path
    texts: Mapping[str, str]
    others: Mapping[Path, str]


@contextmanager
def laid_out(layout: Layout, package: Package, taken: Taken) -> Iterator[Path]:
    """Write all files into a folder of their own beside the place, which goes at the end.

    Raises:
        InputError: a file cannot be written, or the package is broken.
    """
    home = layout.place.parent
    made = home.exists()
    folder = home / f"{_INCOMING}{secrets.token_hex(4)}"
    try:
        with _explained(layout.place):
            folder.mkdir(parents=True)
            for name, text in layout.texts.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
            _write_media(folder / MEDIA, package, taken)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not made and home.exists() and not any(home.iterdir()):
            home.rmdir()


@contextmanager
def in_place(layout: Layout, folder: Path) -> Iterator[None]:
    """Put the files where they belong while something is done with them.

    If that fails, everything is as it was.
    """
    place = layout.place
    old = place.with_name(f"{_REPLACED}{place.name}")
    kept = {path: path.read_bytes() for path in layout.others}
    with _explained(place):
        if place.exists():
            place.rename(old)
    try:
        with _explained(place):
            folder.rename(place)
            for path, text in layout.others.items():
                _replace(path, text.encode()) if text else path.unlink()
        yield
    except BaseException:
        for path, data in kept.items():
            _replace(path, data)
        shutil.rmtree(place, ignore_errors=True)
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
    for empty in {path.parent for path, text in layout.others.items() if not text}:
        if empty.parent == place.parent and not any(empty.glob("*.md")):
            shutil.rmtree(empty, ignore_errors=True)


def tidy(home: Path) -> None:
    """Clear away what an import left behind that was killed: the old notes are back then."""
    if not home.is_dir():
        return
    for path in home.iterdir():
        if path.name.startswith(_INCOMING):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(_REPLACED):
            place = path.with_name(path.name.removeprefix(_REPLACED))
            if place.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(place)


def _write_media(folder: Path, package: Package, taken: Taken) -> None:
    room = package.limits.media
    for safe, name in sorted(taken.media.items()):
        if name in package.media:
            folder.mkdir(exist_ok=True)
            room -= unpack_media(package, name, folder / safe, room)


def _replace(path: Path, data: bytes) -> None:
    with replacing(path) as made:
        made.write_bytes(data)


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            _("Cannot write the notes: {reason}.").format(reason=error.strerror or error),
            file=str(place),
        ) from None
