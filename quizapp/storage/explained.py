"""What the engine and the disk say, as the sentence a learner can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

from sqlalchemy import exc

from quizapp.language import _, marked
from quizapp.model.errors import Damaged, InputError, Overtaken

_DAMAGED = marked("The collection is damaged: restore a backup, or see `quizapp check`.")
_FULL = marked("Could not write: the disk is full. Everything answered before is safe.")
_BUSY = marked("Another program holds the collection; close it or try again.")
_MEANWHILE = marked("Another program changed the collection meanwhile: try again.")
_REASONS = {
    "readonly": marked("The collection cannot be written: the file or its folder is read-only."),
    "disk is full": _FULL,
    "locked": _BUSY,
    "UNIQUE constraint": _MEANWHILE,
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


_STATES = {
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "53100": _FULL,
    "53300": marked("The database server has too many connections: try again later."),
    "25006": marked("The database cannot be written: the server is read-only."),
    "42501": marked("The database refuses: its user may not do this."),
    "42P01": _DAMAGED,
    "42703": _DAMAGED,
    "23505": _MEANWHILE,
}
"""PostgreSQL's SQLSTATE codes, appendix A of its manual."""

_AWAY = marked("The database server cannot be reached: check that it runs, and the address.")
_NOT_YOU = marked("The database server does not accept this user with this password.")
_REFUSALS = {
    "password": _NOT_YOU,
    "authentication": _NOT_YOU,
    'role "': marked("The database server does not know this user."),
    'database "': marked("There is no such database on the server: `createdb` makes one."),
    "too many": _STATES["53300"],
}
"""What a server says before there is a connection: libpq passes on no code then."""

_KINDS = {_DAMAGED: Damaged, _MEANWHILE: Overtaken}
_LOST = ("08", "57P")
"""Classes of codes: the connection broke, or the server shuts down."""


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise an :class:`InputError` about the collection ``name`` for what an engine raises."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, exc.DBAPIError) else error
        sentence = _of_file(original) if isinstance(original, sqlite3.Error) else _of_server(error)
        if sentence is None:
            raise
        raise _KINDS.get(sentence, InputError)(_(sentence), file=name) from error
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise Damaged(_(_DAMAGED), file=name) from error


def _of_file(error: BaseException | None) -> str | None:
    return next((text for sign, text in _REASONS.items() if sign in str(error)), None)


def _of_server(error: exc.DBAPIError | sqlite3.Error) -> str | None:
    original = getattr(error, "orig", error)
    state = getattr(original, "sqlstate", None)
    if state is not None and not state.startswith(_LOST):
        return _STATES.get(state)
    if not isinstance(error, exc.OperationalError):
        return None
    return next((text for sign, text in _REFUSALS.items() if sign in str(original)), _AWAY)


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
