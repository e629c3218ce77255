"""What a file is by its first bytes and tables, before anything is written into it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from quizapp.language import _
from quizapp.model.errors import InputError

SQLITE = b"SQLite format 3\0"
ZSTD = b"\x28\xb5\x2f\xfd"


def head_of(path: Path) -> bytes:
    """The first bytes of a file; none of one that does not exist."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(len(SQLITE))


def refuse_other_file(path: Path) -> None:
    """Refuse a place where no collection is and none can be made.

    Raises:
        InputError: it is a folder or another program's file, or cannot be reached.
    """
    if path.is_dir():
        raise InputError(_("The collection must be a file, but this is a folder."), file=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        head = head_of(path)
    except OSError as error:
        raise InputError(
            _("Cannot open the collection: {reason}.").format(reason=error.strerror),
            file=str(path),
        ) from None
    if head and head != SQLITE:
        raise InputError(
            _("This file is not a quizapp collection; name another one with --db."),
            file=str(path),
        )


def refuse_other_tables(path: Path) -> None:
    """Refuse another program's database; a damaged one is nobody's.

    Raises:
        InputError: it holds tables, and not ours.
    """
    if head_of(path) != SQLITE:
        return
    with closing(sqlite3.connect(path)) as connection:
        try:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        except sqlite3.DatabaseError:
            return
    if names and "alembic_version" not in names:
        raise other_tables(str(path))


def other_tables(name: str) -> InputError:
    """The refusal of another program's database."""
    return InputError(
        _("This database holds tables that are not quizapp's; name another one with --db."),
        file=name,
    )
