"""Backups: before anything that changes much, now and then, and on demand."""

import re
from datetime import timedelta
from pathlib import Path
from typing import cast

from quizapp.actions.collection import Collection
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.time import Clock, system_clock, to_ms
from quizapp.storage.queries import reviews
from quizapp.storage.safety.backup import backups_of, copy_collection, make_backup
from quizapp.storage.safety.carrying import carry
from quizapp.storage.safety.collection_file import ZSTD, head_of
from quizapp.storage.safety.restore import newest_good, restore_collection
from quizapp.storage.safety.rotation import outlived

_AT_MOST_EVERY = timedelta(hours=1)


def backup_before(collection: Collection, reason: str) -> Path | None:
    """Back the collection up before a merge, a package import and the like.

    ``reason`` is one word for the file's name. Answers with the backup; None on another engine
    than SQLite, which has its own tools for this.

    Raises:
        InputError: no backup could be made; what was to come must not happen then.
    """
    path = collection.database.path
    if path is None:
        return None
    word = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")
    return _made(collection, path, f"before-{word}")


def backup_if_due(collection: Collection) -> Path | None:
    """Back up what was studied since the last backup, at most once an hour; None if nothing is due.

    Raises:
        InputError: no backup could be made.
    """
    path = collection.database.path
    if path is None:
        return None
    now = collection.clock()
    # one from the future was made while the clock was wrong
    last = next((backup.at for backup in backups_of(path) if backup.at <= now), None)
    if last is not None and now - last < _AT_MOST_EVERY:
        return None
    since = to_ms(last) if last is not None else 0
    with collection.database.reading() as connection:
        studied = reviews.any_since(connection, collection.learner, since)
    return _made(collection, path, None) if studied else None


def back_up(collection: Collection, file: Path | None = None) -> Path:
    """Back up into the backups folder, or to ``file``: compressed if it ends in ``.zst``.

    What a learner has on a server goes to a ``file``, as a collection of their own.

    Raises:
        InputError: the collection is damaged, or on a server and no file is named; ``file`` cannot
            be written, or is there already and no compressed backup: it could be somebody's
            collection.
    """
    path = collection.database.path
    if file is None and path is None:
        message = _("Name a file for the backup: a collection on a server has no folder for them.")
        raise InputError(message, file=collection.database.name)
    if file is None:
        return _made(collection, cast(Path, path), "asked-for")
    if file.is_dir():
        raise InputError(_("This is a folder: name a file in it."), file=str(file))
    if file.exists() and not head_of(file).startswith(ZSTD):
        raise InputError(
            _("This file exists and is no compressed backup, so it is not replaced."),
            file=str(file),
        )
    if path is None:
        carry(collection.database, collection.learner, file)
    else:
        copy_collection(path, file)
    return file


def restore(place: str, file: Path, clock: Clock = system_clock) -> Path | None:
    """Replace the collection at ``place`` by a backup or another collection file.

    What was there is kept beside it; the answer is where, None if there was nothing.

    Raises:
        InputError: ``file`` is damaged, not ours or newer than this program; the collection is
            held by another program. Then everything is as it was.
    """
    if "://" in place:
        raise InputError(
            _("Only a collection in a file is replaced by a backup; `quizapp merge` takes one in.")
        )
    if not file.is_file():
        raise InputError(_("There is no such backup file."), file=str(file))
    return restore_collection(Path(place), file, clock())


def good_backup(place: str) -> Path | None:
    """The newest backup of the collection at ``place`` that is whole."""
    found = newest_good(Path(place)) if "://" not in place else None
    return found.file if found else None


def _made(collection: Collection, path: Path, reason: str | None) -> Path:
    now = collection.clock()
    backup = make_backup(path, now, reason)
    for old in outlived(backups_of(path), now):
        if old != backup:
            old.file.unlink(missing_ok=True)
    return backup.file
