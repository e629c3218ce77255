"""What the engine and the disk say, as the sentence a learner can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

from sqlalchemy import exc

from quizapp.language import _, marked
from quizapp.model.errors import Damaged, InputError

_DAMAGED = marked("The collection is damaged: restore a backup, or see `quizapp check`.")
_FULL = marked("Could not write: the disk is full. Everything answered before is safe.")
_REASONS = {
    "readonly": marked("The collection cannot be written: the file or its folder is read-only."),
    "disk is full": _FULL,
    "locked": marked("Another program holds the collection; close it or try again."),
    "disk I/O": marked(
        "The disk refused to read or write the collection. Everything answered before is safe."
    ),
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "decode to UTF-8": _DAMAGED,
    "no such table": _DAMAGED,
    "no such column": _DAMAGED,
    "unable to open": marked(
        "Cannot open the collection: check that the folder exists and is yours."
    ),
}


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise an :class:`InputError` about the collection ``name`` for what an engine raises."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, exc.DBAPIError) else error)
        sentence = next((text for sign, text in _REASONS.items() if sign in said), None)
        if sentence is None:
            raise
        kind = Damaged if sentence == _DAMAGED else InputError
        raise kind(_(sentence), file=name) from error
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise Damaged(_(_DAMAGED), file=name) from error


@contextmanager
def written(name: str) -> Iterator[None]:
    """Raise an :class:`InputError` about the file ``name`` for what the disk refuses."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise InputError(_(_FULL), file=name) from error
        raise InputError(
            _("Cannot write the file: {reason}.").format(reason=error.strerror), file=name
        ) from error
