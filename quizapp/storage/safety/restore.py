"""Put a backup in the place of a collection: checked before, nothing thrown away, atomic."""

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import Damaged, InputError
from quizapp.storage.database import bring_up_to_date
from quizapp.storage.explained import explained, written
from quizapp.storage.queries.devices import begin_anew
from quizapp.storage.safety.backup import (
    Backup,
    backups_of,
    online_copy,
    put_in_place,
    sync_file,
    sync_folder,
    unpack,
    workplace,
)
from quizapp.storage.safety.collection_file import SQLITE, ZSTD, head_of, refuse_other_tables

_SIDES = ("-wal", "-journal")


def restore_collection(collection: Path, file: Path, now: datetime) -> Path | None:
    """Replace a collection by a backup or another collection file.

    What was there is kept beside it; the answer is where, None if there was nothing.

    Raises:
        InputError: ``file`` is damaged, not ours or newer than this program; the collection is in
            use, or is no collection; the disk refuses. Then everything is as it was.
    """
    if collection.is_dir():
        raise InputError(
            _("The collection must be a file, but this is a folder."), file=str(collection)
        )
    with written(str(collection)):
        refuse_other_tables(collection)
        collection.parent.mkdir(parents=True, exist_ok=True)
        with workplace(collection.parent) as folder:
            made = ready_copy(file, folder)
            bring_up_to_date(made, str(file), now)
            begin_anew(made)
            if collection.exists():
                shutil.copymode(collection, made)
            kept = _keep(collection, now)
            put_in_place(made, collection)
    return kept


def newest_good(collection: Path) -> Backup | None:
    """The newest backup of a collection that is whole, None if there is none."""
    return next((backup for backup in backups_of(collection) if _is_whole(backup.file)), None)


def ready_copy(file: Path, folder: Path) -> Path:
    """A checked copy of a backup or a collection, as a plain file in ``folder``.

    Raises:
        InputError: the file is damaged, or neither of both.
    """
    made = folder / "ready.db"
    try:
        head = head_of(file)
    except OSError as error:
        raise InputError(
            _("Cannot read the file: {reason}.").format(reason=error.strerror), file=str(file)
        ) from None
    try:
        with explained(str(file)):
            if head.startswith(ZSTD):
                unpack(file, made)
            elif head == SQLITE:
                online_copy(file, made)
            _check(made, file)
    except Damaged:
        raise _damaged(file) from None
    return made


def _check(made: Path, file: Path) -> None:
    """Refuse what is damaged or not ours."""
    if head_of(made) != SQLITE:
        raise InputError(_("This is neither a backup nor a collection."), file=str(file))
    with closing(sqlite3.connect(made)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _damaged(file)


def _damaged(file: Path) -> InputError:
    return InputError(_("This file is damaged: choose another backup."), file=str(file))


def _is_whole(file: Path) -> bool:
    try:
        with tempfile.TemporaryDirectory() as folder:
            ready_copy(file, Path(folder))
    except InputError:
        return False
    return True


def _keep(collection: Path, now: datetime) -> Path | None:
    """Give what is there a second name; at every moment the first one stands for a collection."""
    kept = _free_name(collection, now)
    there = collection.exists()
    if there:
        # what SQLite cannot settle any more is kept as it lies there
        with suppress(Damaged), explained(str(collection)):
            _settle(collection)
        _second_name(collection, kept)
    for side in _SIDES:  # they must never meet the file that comes now
        if (lying := _beside(collection, side)).exists():
            lying.replace(_beside(kept, side))
    _beside(collection, "-shm").unlink(missing_ok=True)  # only an index of the first
    sync_folder(collection.parent)
    return kept if there else None


def _second_name(collection: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(collection)
    except OSError:  # a disk without links
        shutil.copy2(collection, kept)
        sync_file(kept)


def _settle(collection: Path) -> None:
    """Write what was committed into the one file; only possible while nobody else has it open."""
    with closing(sqlite3.connect(collection, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = DELETE")


def _beside(collection: Path, side: str) -> Path:
    return collection.with_name(collection.name + side)


def _free_name(collection: Path, now: datetime) -> Path:
    start = f"{collection.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (f"{start}-{number}" if number else start for number in range(1000))
    return next(path for name in names if not (path := collection.with_name(name)).exists())
