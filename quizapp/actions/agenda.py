"""The queue of today: rows of the collection, handed to the scheduler's order."""

from collections.abc import Iterable, Iterator, Mapping

from quizapp.actions.collection import Collection
from quizapp.actions.today import allowances
from quizapp.model.schedules import Preset
from quizapp.scheduling.queue import Queue, Waiting, build
from quizapp.settings.values import chooser
from quizapp.storage import reviews, schedules


def agenda(collection: Collection, chosen: Mapping[str, Preset], deck: str | None) -> Queue:
    """What is left to study today in a deck with those below it, or everywhere."""
    now = collection.now()
    day = collection.day_of(now)
    day_end = collection.start_of(day + 1)
    learner = collection.learner
    with collection.database.reading() as connection:
        studied = reviews.studied_today(connection, learner, day)
        left = allowances(studied, chosen)
        rows = schedules.in_steps(connection, learner, day, day_end, deck)
        due = schedules.due_reviews(connection, learner, day, deck)
        rows += _as_many(due, chosen, {name: allowed.reviews for name, allowed in left.items()})
        new = schedules.never_studied(connection, learner, day, deck)
        rows += _as_many(new, chosen, {name: allowed.new for name, allowed in left.items()})
    waiting = (
        Waiting(
            uid=row.uid,
            phase=row.phase,
            due_day=row.due_day,
            due_at=row.due_at,
            last_day=row.last_day,
            position=row.position,
            passage=row.passage,
            preset=chooser(chosen, row.deck),
        )
        for row in rows
    )
    return build(waiting, now=now, day=day, day_end=day_end, allowances=left)


def _as_many(
    rows: Iterable[schedules.Waiting], chosen: Mapping[str, Preset], left: dict[str, int]
) -> Iterator[schedules.Waiting]:
    """The first cards, until each preset has as many as it allows: no more are read than needed.

    The day on which that happens is read to its end: the queue shuffles within a day.
    """
    last: int | None = None
    for row in rows:
        if not any(left.values()) and (row.due_day is None or row.due_day != last):
            return
        last = row.due_day
        name = chooser(chosen, row.deck)
        left[name] = max(0, left[name] - 1)
        yield row
