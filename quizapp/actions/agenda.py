"""The queue of today: rows of the collection, handed to the scheduler's order."""

from collections.abc import Mapping

from quizapp.actions.collection import Collection
from quizapp.actions.today import allowances
from quizapp.model.schedules import Preset
from quizapp.scheduling.queue import Queue, Waiting, build
from quizapp.storage import presets, reviews, schedules


def agenda(collection: Collection, chosen: Mapping[str, Preset], deck: str | None) -> Queue:
    """What is left to study today in a deck with those below it, or everywhere."""
    now = collection.now()
    day = collection.day_of(now)
    day_end = collection.start_of(day + 1)
    with collection.database.reading() as connection:
        rows = schedules.waiting(connection, collection.learner, day, day_end, deck)
        studied = reviews.studied_today(connection, collection.learner, day)
    waiting = (
        Waiting(
            uid=row.uid,
            phase=row.phase,
            due_day=row.due_day,
            due_at=row.due_at,
            last_day=row.last_day,
            position=row.position,
            passage=row.passage,
            preset=presets.chooser(chosen, row.deck),
        )
        for row in rows
    )
    left = allowances(studied, chosen)
    return build(waiting, now=now, day=day, day_end=day_end, allowances=left)
