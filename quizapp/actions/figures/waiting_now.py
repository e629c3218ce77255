"""How much is due and new right now: for status lines, prompts and cron, as fast as can be."""

from dataclasses import dataclass
from pathlib import Path

from quizapp.model.time import Clock, study_day, system_clock, to_ms
from quizapp.settings.values import Settings


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """What is left to study today, daily limits applied; cards in their steps are due."""

    due: int
    new: int


def waiting_now(
    place: str, settings: Settings, learner: str = "me", clock: Clock = system_clock
) -> WaitingNow:
    """Count what Today counts, without making a collection where there is none.

    Raises:
        InputError: what is at the place is no collection.
    """
    if "://" in place:
        return _opened(place, settings, learner, clock)
    file = Path(place)
    if not file.is_file() or not file.stat().st_size:
        return WaitingNow(0, 0)
    from quizapp.storage.queries.glance import Unreadable

    try:
        return _in_file(file, settings, learner, to_ms(clock()))
    except Unreadable:
        return _opened(place, settings, learner, clock)


def _in_file(file: Path, settings: Settings, learner: str, now: int) -> WaitingNow:
    from quizapp.scheduling.limits import left_of, tree_counts
    from quizapp.scheduling.queue import LEARN_AHEAD_MS
    from quizapp.storage.queries.glance import glance

    found = glance(file, learner, study_day(now, None, settings.rollover), now + LEARN_AHEAD_MS)
    left = left_of(settings.new_limits, settings.review_limits, found.studied)
    new, learning, due = tree_counts(found.waiting, left)[""]
    return WaitingNow(learning + due, new)


def _opened(place: str, settings: Settings, learner: str, clock: Clock) -> WaitingNow:
    """The same of a collection on a server, or of an older one that has to be upgraded first."""
    from quizapp.actions.collection import has_begun, open_collection
    from quizapp.actions.figures.today import today

    if not has_begun(place, clock, learner):
        return WaitingNow(0, 0)
    collection = open_collection(place, clock, learner=learner, settings=settings)
    try:
        now = today(collection)
    finally:
        collection.close()
    return WaitingNow(now.learning + now.due, now.new)
