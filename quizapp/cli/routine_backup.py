"""The backup that comes with studying: at most once an hour, never in the way, never silent."""

from threading import Timer
from typing import TYPE_CHECKING

from quizapp.cli.failures import complain
from quizapp.language import _
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection

_SETTLED_S = 3.0


class RoutineBackup:
    """A backup of what was studied up to now, made in a thread of its own behind the app.

    It begins once the first screen stands, and dies with the program: a half-made backup has no
    name yet, so that it is never taken for one.
    """

    def __init__(self) -> None:
        self._timer: Timer | None = None
        self._failure: InputError | None = None

    def begin(self, collection: "Collection") -> None:
        """Start it soon."""
        self._timer = Timer(_SETTLED_S, self._make, [collection])
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Begin nothing any more, and say what went wrong."""
        if self._timer is not None:
            self._timer.cancel()
        if self._failure is not None:
            _tell(self._failure)

    def _make(self, collection: "Collection") -> None:
        from quizapp.actions.safety.backups import backup_if_due

        try:
            backup_if_due(collection)
        except InputError as error:
            self._failure = error


def back_up_after(collection: "Collection") -> None:
    """Back up at the end of a sitting, if it is due; a failure is told and changes nothing else."""
    from quizapp.actions.safety.backups import backup_if_due

    try:
        backup_if_due(collection)
    except InputError as error:
        _tell(error)


def _tell(error: InputError) -> None:
    complain(_("No backup was made: {reason}").format(reason=error))
