"""The composition root: an open collection with its clock, random generator and time zone."""

import platform
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from random import Random, SystemRandom

from quizapp.model.time import Clock, day_start, study_day, system_clock, to_ms
from quizapp.storage import presets
from quizapp.storage.database import Database, open_database

ROLLOVER_HOUR = 4
_BEGUN = "begun_with_shipped"


@dataclass(frozen=True, slots=True)
class Collection:
    """An open collection. Everything that a test wants to own is a field.

    ``zone`` None is the machine's time zone; ``device`` names this machine in the log.
    """

    database: Database
    clock: Clock
    random: Random
    zone: tzinfo | None
    learner: str
    device: str
    rollover: int = ROLLOVER_HOUR

    def now(self) -> int:
        """The present in UTC milliseconds."""
        return to_ms(self.clock())

    def day_of(self, ms: int) -> int:
        """The study day of a moment."""
        return study_day(ms, self.zone, self.rollover)

    def start_of(self, day: int) -> int:
        """The UTC milliseconds at which a study day begins."""
        return day_start(day, self.zone, self.rollover)

    def new_uid(self, at: int) -> str:
        """A fresh id for a log row: sorts by time, unique across devices."""
        return f"{at:012x}{self.random.getrandbits(64):016x}"

    def close(self) -> None:
        """Give the file back."""
        self.database.close()


def open_collection(
    place: str | Path,
    clock: Clock = system_clock,
    random: Random | None = None,
    *,
    zone: tzinfo | None = None,
    learner: str = "me",
    shipped: str | None = None,
) -> Collection:
    """Open the collection at a path or database URL; make it if there is none.

    A learner who begins here gets the decks that come with the program, in the language
    ``shipped``; with None they begin without any, and it stays so.

    Raises:
        InputError: the place is not a collection, or cannot be read and written.
    """
    database, _made = open_database(str(place), clock)
    random = random if random is not None else SystemRandom()
    try:
        device = _device(database, learner, random)
        collection = Collection(database, clock, random, zone, learner, device)
        if _begins(collection):
            if shipped is not None:
                from quizapp.actions.shipped import import_shipped

                import_shipped(collection, shipped)
            with database.writing() as connection:
                presets.set_setting(connection, learner, _BEGUN, shipped)
    except BaseException:
        database.close()
        raise
    return collection


def _begins(collection: Collection) -> bool:
    """Whether this learner opens the collection for the first time, or was interrupted then."""
    with collection.database.reading() as connection:
        return not presets.has_setting(connection, collection.learner, _BEGUN)


def _device(database: Database, learner: str, random: Random) -> str:
    """The name of this machine in the log: made once, found again by the machine's host name."""
    name = f"device:{platform.node()}"[:64]
    with database.reading() as connection:
        known = presets.setting(connection, learner, name)
    if known is not None:
        return str(known)
    with database.writing() as connection:
        device = f"{random.getrandbits(48):012x}"
        presets.set_setting(connection, learner, name, device)
    return device
