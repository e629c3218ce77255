"""The last weeks: how much was studied on each day, and which mistakes come back."""

from dataclasses import dataclass

from quizapp.actions.collection import Collection
from quizapp.actions.figures.plots import FrequentSlip, frequent_slips
from quizapp.storage.queries import plots

WEEKS = 26
MISTAKE_DAYS = 30
COMES_BACK = 2
"""A mistake that was made so often in :data:`MISTAKE_DAYS` days comes back."""
_MOST = 5


@dataclass(frozen=True, slots=True)
class Lately:
    """The days studied in the last :data:`WEEKS`, and the mistakes made again and again."""

    days: tuple[plots.DayOfStudy, ...]
    mistakes: tuple[FrequentSlip, ...]


def lately(collection: Collection) -> Lately:
    """Look back over all decks."""
    day = collection.day_of(collection.now())
    with collection.database.reading() as connection:
        days = plots.by_day(connection, collection.learner, None, day - 7 * WEEKS + 1)
    since = day - MISTAKE_DAYS + 1
    mistakes = frequent_slips(collection, None, since, _MOST, fewest=COMES_BACK)
    return Lately(tuple(days), mistakes)
