"""Open a package of Anki (``.apkg``, ``.colpkg``): a zip made by nobody knows whom.

What it declares is checked before anything is read, what is read is counted while it is read,
and nothing is written under a name from the package that could leave its folder.
"""

import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from quizapp.anki.protobuf import BrokenMessage, number_of, read_message, text_of
from quizapp.language import _
from quizapp.model.errors import InputError

_MiB = 1 << 20
_CHUNK = 1 << 16
_NEWEST = 3
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
_LEAVES = re.compile(r"[/\\\x00]|^\.{1,2}$")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may hold at most, in bytes once unpacked.

    ``ratio`` is how many times smaller a file may be packed, ``small`` the size below which that
    is not looked at; ``field`` counts the characters of all fields of one note.
    """

    collection: int = 2048 * _MiB
    media: int = 8192 * _MiB
    listing: int = 64 * _MiB
    files: int = 200_000
    ratio: int = 300
    small: int = 64 * _MiB
    field: int = 500_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Package:
    """An open package. ``version`` is 1 to 3; ``media`` has the entry of the zip by file name."""

    file: str
    archive: zipfile.ZipFile
    version: int
    limits: Limits
    media: dict[str, str] = field(default_factory=dict)

    @property
    def collection(self) -> str:
        """The entry with the collection."""
        return _COLLECTIONS[self.version]


@contextmanager
def open_package(file: Path, limits: Limits = LIMITS) -> Iterator[Package]:
    """Open a package and look it over.

    Raises:
        InputError: this is no package, one that no honest program makes, or too new.
    """
    name = str(file)
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        if isinstance(error, OSError) and error.strerror:
            raise InputError(
                _("Cannot read the file: {reason}.").format(reason=error.strerror), file=name
            ) from None
        raise InputError(
            _("This is not a package of Anki: it is no zip file."), file=name
        ) from None
    with archive:
        _look_over(archive, name, limits)
        version = _version(archive, name, limits)
        package = Package(name, archive, version, limits)
        package.media.update(_media(package))
        yield package


def unpack_collection(package: Package, target: Path) -> None:
    """Write the collection of a package into a file.

    Raises:
        InputError: the package is broken, or larger than it may be.
    """
    _copy(package, package.collection, target, package.limits.collection)


def unpack_media(package: Package, name: str, target: Path, room: int) -> int:
    """Write one media file; answers with its size, which may be ``room`` at most.

    Raises:
        InputError: the package is broken, or larger than it may be.
    """
    _copy(package, package.media[name], target, room)
    return target.stat().st_size


def _look_over(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.files:
        raise InputError(
            _("The package holds {n} files, more than {most}.").format(
                n=len(entries), most=limits.files
            ),
            file=name,
        )
    if sum(entry.file_size for entry in entries) > limits.collection + limits.media:
        raise _too_large(name)
    for entry in entries:
        if entry.flag_bits & 1:
            raise InputError(_("The package is encrypted: export it without."), file=name)
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.small and entry.file_size > limits.ratio * packed:
            raise _too_large(name)


def _version(archive: zipfile.ZipFile, name: str, limits: Limits) -> int:
    there = set(archive.namelist())
    version = 2 if _COLLECTIONS[2] in there else 1
    if "meta" in there:
        try:
            meta = read_message(b"".join(_chunks(archive, "meta", name, limits.listing)))
        except BrokenMessage:
            raise _broken(name) from None
        version = number_of(meta, 1)
    if version > _NEWEST:
        raise InputError(
            _("A newer Anki made this package: export it with “Support older Anki versions”."),
            file=name,
        )
    if version not in _COLLECTIONS or _COLLECTIONS[version] not in there:
        raise InputError(
            _("This is not a package of Anki: there is no collection in it."), file=name
        )
    return version


def _media(package: Package) -> Iterator[tuple[str, str]]:
    """The media files of a package: their name, and the entry of the zip."""
    there = set(package.archive.namelist())
    if "media" not in there:
        return
    try:
        listed = _listing(package)
    except (BrokenMessage, ValueError, RecursionError):
        raise _broken(package.file) from None
    for entry, written in listed:
        if _LEAVES.search(written):
            raise InputError(
                _("The package names a media file “{name}”, outside its folder.").format(
                    name=written[:80]
                ),
                file=package.file,
            )
        if entry in there:
            yield unicodedata.normalize("NFC", written), entry


def safe_name(name: str) -> str:
    """A media name as every file system takes it; the same for most."""
    plain = _UNSAFE.sub("_", name).strip(" .")
    plain = f"_{plain}" if _DEVICE.match(plain) else plain
    while len(plain.encode("utf-8", "replace")) > 200:
        plain = plain[1:]
    return plain or "_"


def _listing(package: Package) -> list[tuple[str, str]]:
    """Entry and name of every media file.

    Raises:
        ValueError: the list is not what its version says.
    """
    data = _bytes(package, "media", package.limits.listing)
    if package.version == _NEWEST:
        entries = [e for e in read_message(data).get(1, []) if isinstance(e, bytes)]
        files = [read_message(entry) for entry in entries]
        return [(str(number_of(f, 255) or n), text_of(f, 1)) for n, f in enumerate(files)]
    known = json.loads(data or b"{}")
    if not isinstance(known, dict):
        raise ValueError
    return [(str(entry), str(name)) for entry, name in known.items()]


def _copy(package: Package, entry: str, target: Path, most: int) -> None:
    with target.open("wb") as out:
        for chunk in _unpacked(package, entry, most):
            out.write(chunk)


def _bytes(package: Package, entry: str, most: int) -> bytes:
    return b"".join(_unpacked(package, entry, most))


def _unpacked(package: Package, entry: str, most: int) -> Iterator[bytes]:
    """An entry of a package; in the present format it is packed with zstandard once more."""
    if package.version < _NEWEST:
        yield from _chunks(package.archive, entry, package.file, most)
        return
    import zstandard

    try:
        with (
            package.archive.open(entry) as packed,
            zstandard.ZstdDecompressor(max_window_size=128 * _MiB).stream_reader(packed) as plain,
        ):
            yield from _counted(plain, package.file, most, packed=packed)
    except (zstandard.ZstdError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise _broken(package.file) from None


def _chunks(archive: zipfile.ZipFile, entry: str, name: str, most: int) -> Iterator[bytes]:
    try:
        with archive.open(entry) as plain:
            yield from _counted(plain, name, most)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        # zipfile says the last of a compression that it does not know
        raise _broken(name) from None


def _counted(
    plain: IO[bytes] | BinaryIO, name: str, most: int, packed: IO[bytes] | None = None
) -> Iterator[bytes]:
    """What a stream holds; an error as soon as it is more than it may be."""
    size = 0
    while chunk := plain.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise _too_large(name)
        yield chunk


def _too_large(name: str) -> InputError:
    return InputError(
        _("The package unpacks to far more than a collection holds, so it was not read."),
        file=name,
    )


def _broken(name: str) -> InputError:
    return InputError(_("The package is damaged: export it from Anki again."), file=name)
