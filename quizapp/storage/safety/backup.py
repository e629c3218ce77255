"""Backups of a collection: an online copy, checked, compressed, and named only when it is whole.

A backup is a complete collection as one file, compressed with zstd: it is several times faster
than gzip at the same size, and every frame ends with a checksum.
"""

import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.storage.explained import explained, written

SUFFIX = ".zst"
_FOLDER = "backups"
_MAKING = ".making-"
_ABANDONED_S = 3600.0
_BLOCK = 1 << 16
_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"-(?P<at>\d{8}T\d{6}Z)(?:-(?P<reason>[a-z0-9-]+))?\.db\.zst")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the backups folder; ``reason`` is why it was made, None for a routine."""

    file: Path
    at: datetime
    reason: str | None


def backups_folder(collection: Path) -> Path:
    """Where the backups of a collection are kept: beside it."""
    return collection.parent / _FOLDER


def backups_of(collection: Path) -> list[Backup]:
    """The backups of a collection, newest first."""
    folder, start = backups_folder(collection), len(collection.stem)
    found = []
    for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        parts = _NAME.fullmatch(file.name, start) if file.name.startswith(collection.stem) else None
        if parts is not None:
            at = datetime.strptime(parts["at"], _TIME).replace(tzinfo=UTC)
            found.append(Backup(file, at, parts["reason"]))
    return sorted(found, key=lambda backup: (backup.at, backup.file.name), reverse=True)


def make_backup(collection: Path, now: datetime, reason: str | None = None) -> Backup:
    """Add a backup to the backups folder.

    Raises:
        InputError: the collection is damaged, or there is no room.
    """
    at = now.astimezone(UTC).replace(microsecond=0)
    taken = {backup.at for backup in backups_of(collection)}
    while at in taken:
        at += timedelta(seconds=1)
    why = f"-{reason}" if reason else ""
    name = f"{collection.stem}-{at.strftime(_TIME)}{why}.db{SUFFIX}"
    file = backups_folder(collection) / name
    copy_collection(collection, file)
    return Backup(file, at, reason)


def copy_collection(collection: Path, target: Path) -> None:
    """Copy a collection, open or not, to ``target``; compressed where its name ends in ``.zst``.

    The copy is read back and compared before it replaces what was there.

    Raises:
        InputError: the collection is damaged, or ``target`` cannot be written.
    """
    with written(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        with workplace(target.parent) as folder:
            made = folder / "copy.db"
            with explained(str(collection)):
                counts = online_copy(collection, made)
                _require_whole(collection, made, counts)
            if target.suffix == SUFFIX:
                made = _packed(made, folder / "copy.zst")
            shutil.copymode(collection, made)
            put_in_place(made, target)


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A folder for unfinished files on the same disk; what a killed process left there goes."""
    for left in beside.glob(f"{_MAKING}*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_MAKING, dir=beside) as folder:
        yield Path(folder)


def put_in_place(made: Path, target: Path) -> None:
    """Give a finished file its name, durably: after a power cut there is the old or the new."""
    sync_file(made)
    made.replace(target)
    sync_folder(target.parent)


def sync_file(file: Path) -> None:
    """Make what was written into a file durable."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def unpack(packed: Path, target: Path) -> None:
    """Decompress a backup.

    Raises:
        InputError: the file is damaged or cannot be read.
    """
    with target.open("wb") as file:
        file.writelines(_unpacked(packed))


def online_copy(collection: Path, target: Path) -> dict[str, int]:
    """SQLite's online backup of one state of the collection; the rows of each table in it."""
    with closing(_opened(collection)) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("PRAGMA busy_timeout = 5000")
        source.execute("BEGIN")  # the copy and the counts see the same state
        counts = _row_counts(source)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return counts


def _opened(collection: Path) -> sqlite3.Connection:
    """A connection to read from, also on a medium that nothing can be written to."""
    connection = sqlite3.connect(collection)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        unread = collection.with_name(f"{collection.name}-wal").exists()  # commits are in there
        if unread or not isinstance(error, sqlite3.OperationalError):
            raise
        address = f"{collection.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
    return connection


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(query)]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }


def _require_whole(collection: Path, copy: Path, counts: dict[str, int]) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        whole = found == "ok" and _row_counts(connection) == counts
    if not whole:
        raise InputError(
            _("The collection is damaged, so it was not backed up: see `quizapp check`."),
            file=str(collection),
        )


def _packed(plain: Path, target: Path) -> Path:
    """Compress a file and read it back."""
    from zstandard import ZstdCompressor

    packer = ZstdCompressor(level=3, write_checksum=True)
    with plain.open("rb") as source, target.open("wb") as file:
        packer.copy_stream(source, file, size=plain.stat().st_size)
    with plain.open("rb") as expected:
        if any(block != expected.read(len(block)) for block in _unpacked(target)):
            raise OSError(None, _("what was written reads back otherwise"))
    return target


def _unpacked(packed: Path) -> Iterator[bytes]:
    """What a compressed file holds, block by block, to the checksum at its end."""
    from zstandard import ZstdDecompressor, ZstdError

    unpacker = ZstdDecompressor().decompressobj()
    try:
        with packed.open("rb") as file:
            while block := file.read(_BLOCK):
                yield unpacker.decompress(block)
    except ZstdError:
        raise _damaged(packed) from None
    if not unpacker.eof or unpacker.unused_data:
        raise _damaged(packed)


def _damaged(packed: Path) -> InputError:
    return InputError(_("This backup is damaged: choose another one."), file=str(packed))
