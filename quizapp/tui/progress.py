"""How far something long is: told in the collection's thread, looked at and ended in ours."""

from threading import Event

from quizapp.language import _


class Stopped(Exception):
    """The learner has ended what was going on."""


class Progress:
    """How far a reading is; told in the collection's thread, looked at in ours.

    One that ``writes`` what it has read goes on when the learner looks at another place.
    """

    def __init__(self, *, writes: bool = False) -> None:
        self.writes = writes
        self.done = self.total = 0
        self._stop = Event()

    def stop(self) -> None:
        """Ask the reading to end at its next file."""
        self._stop.set()

    def tell(self, done: int, total: int) -> None:
        """Hear of the reading.

        Raises:
            Stopped: it was asked to end.
        """
        if self._stop.is_set():
            raise Stopped
        self.done, self.total = done, total

    def words(self) -> str:
        """``reading 312 of 1 000 files``."""
        if self.total and self.done == self.total:
            return _("writing …") if self.writes else _("comparing with your cards …")
        if not self.total:
            return _("reading …")
        done, total = (f"{number:,}".replace(",", " ") for number in (self.done, self.total))
        return _("reading {done} of {total} files").format(done=done, total=total)
