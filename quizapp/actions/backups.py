"""Backups: before anything that changes much, now and then, and on demand."""

import re
from datetime import timedelta
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.storage import reviews
from quizapp.storage.backup import backups_of, make_backup
from quizapp.storage.backup_rotation import outlived

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
    return _made(collection, path, word)


def backup_if_due(collection: Collection) -> Path | None:
    """Back up what was studied since the last backup, at most once an hour; None if nothing is due.

    Raises:
        InputError: no backup could be made.
    """
    path = collection.database.path
    if path is None:
        return None
    known = backups_of(path)
    if known and abs(collection.clock() - known[0].at) < _AT_MOST_EVERY:
        return None
    since = round(known[0].at.timestamp() * 1000) if known else 0
    with collection.database.reading() as connection:
        studied = reviews.any_since(connection, collection.learner, since)
    return _made(collection, path, None) if studied else None


def _made(collection: Collection, path: Path, reason: str | None) -> Path:
    now = collection.clock()
    backup = make_backup(path, now, reason)
    for old in outlived(backups_of(path), now):
        if old != backup:
            old.file.unlink(missing_ok=True)
    return backup.file
