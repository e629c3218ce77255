"""The composition root: an open collection with its clock, random generator and time zone."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from random import Random, SystemRandom
from types import MappingProxyType
from typing import TYPE_CHECKING

from quizapp.model.schedules import Preset
from quizapp.model.time import Clock, day_start, study_day, system_clock, to_ms
from quizapp.settings.values import Settings, nearest
from quizapp.storage.database import Database, holds_a_collection, open_database
from quizapp.storage.queries import devices, presets

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection

_DEFAULTS = Settings()
_BEGUN = "begun_with_shipped"


@dataclass(frozen=True, slots=True)
class Collection:
    """An open collection. Everything that a test wants to own is a field.

    ``zone`` None is the machine's time zone; ``device`` names this machine in the log;
    ``settings`` are what the learner set.
    """

    database: Database
    clock: Clock
    random: Random
    zone: tzinfo | None
    learner: str
    device: str
    settings: Settings = _DEFAULTS

    def now(self) -> int:
        """The present in UTC milliseconds."""
        return to_ms(self.clock())

    def day_of(self, ms: int) -> int:
        """The study day of a moment."""
        return study_day(ms, self.zone, self.settings.rollover)

    def start_of(self, day: int) -> int:
        """The UTC milliseconds at which a study day begins."""
        return day_start(day, self.zone, self.settings.rollover)

    def new_uid(self, at: int) -> str:
        """A fresh id for a log row: sorts by time, unique across devices."""
        return f"{at:012x}{self.random.getrandbits(64):016x}"

    def close(self) -> None:
        """Give the file back."""
        self.database.close()


def deck_presets(
    collection: Collection,
    connection: "Connection",
    parameters: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> dict[str, Preset]:
    """The presets by deck, ``""`` for all others: what people chose, with what was fitted.

    A deck stands here when it or its parameters differ from the deck above it; ask for any other
    with ``nearest``. ``parameters`` are those that decks are about to get by a fit.
    """
    chosen = collection.settings.presets
    stored = presets.all_fitted(connection, collection.learner)
    fitted = {deck: kept.parameters for deck, kept in stored.items()}
    fitted |= {deck: tuple(new) for deck, new in parameters.items()}
    found: dict[str, Preset] = {}
    for deck in sorted({*chosen, *fitted}):
        above = nearest(found, deck).parameters
        used = fitted.get(deck, above)
        found[deck] = replace(nearest(chosen, deck), name=deck or "default", parameters=used)
    return found


def preset_of(collection: Collection, connection: "Connection", deck: str) -> Preset:
    """The preset of one deck."""
    return nearest(deck_presets(collection, connection), deck)


def open_collection(
    place: str | Path,
    clock: Clock = system_clock,
    random: Random | None = None,
    *,
    zone: tzinfo | None = None,
    learner: str = "me",
    shipped: str | None = None,
    settings: Settings = _DEFAULTS,
) -> Collection:
    """Open the collection at a path or database URL; make it if there is none.

    A learner who begins here gets the decks that come with the program, in the language
    ``shipped``; with None they begin without any, and it stays so.

    Raises:
        InputError: the place is not a collection, or cannot be read and written.
    """
    database, _made = open_database(str(place), clock, learner)
    random = random if random is not None else SystemRandom()
    try:
        device = _device(database, learner, random)
        collection = Collection(database, clock, random, zone, learner, device, settings)
        if _begins(collection):
            if shipped is not None:
                from quizapp.actions.sources.shipped import import_shipped

                import_shipped(collection, shipped)
            with database.writing() as connection:
                presets.set_setting(connection, learner, _BEGUN, shipped)
    except BaseException:
        database.close()
        raise
    return collection


def has_begun(place: str, clock: Clock, learner: str) -> bool:
    """Whether a learner has opened the collection at a place before; nothing is made for it.

    Raises:
        InputError: the place is not a collection, or cannot be read.
    """
    if not holds_a_collection(place):
        return False
    database, _made = open_database(place, clock, learner)
    try:
        with database.reading() as connection:
            return presets.has_setting(connection, learner, _BEGUN)
    finally:
        database.close()


def _begins(collection: Collection) -> bool:
    """Whether this learner opens the collection for the first time, or was interrupted then."""
    with collection.database.reading() as connection:
        return not presets.has_setting(connection, collection.learner, _BEGUN)


def _device(database: Database, learner: str, random: Random) -> str:
    """The name of this machine in the log: made once, found again by the machine's host name."""
    host = platform.node()
    name = devices.setting_of(host)
    with database.reading() as connection:
        known = presets.setting(connection, learner, name)
    if known is None:
        with database.writing() as connection:
            known = presets.setting(connection, learner, name)  # another program may be faster
            if known is None:
                known = f"{random.getrandbits(48):012x}"
                devices.join(connection, learner, host, known)
    return str(known)
