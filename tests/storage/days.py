"""Days of study as a script: the same on every engine, so that what comes of it can be compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, event, select

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.figures.plots import plots_of
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.figures.today import today
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.machines.merging import merge
from quizapp.actions.planning.rescheduling import forget, set_due
from quizapp.actions.safety.backups import back_up
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.storage.schema import alembic_version, metadata, settings

NOTES = "---\ndeck: {deck}\ntags: [Math, физика]\n---\n" + "".join(
    f"Q: Question (вопрос) {i} of {{deck}}?\nA: Answer {i}.\n\n" for i in range(1, 13)
)
QUESTION = '''```python quiz sum-of-two
"""What is {{a}} + {{b}}?"""
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
mistake(a * b, "That is the product")
```
'''
SEARCHES = (
    "",
    "deck:Alpha",
    "deck:alpha",
    "deck:Alpha::Beta",
    "tag:math",
    "tag:физика",
    "-tag:none",
    "is:new",
    "is:due",
    "is:learning",
    "is:review",
    "is:suspended",
    "prop:s>1.5",
    "prop:reps>=2",
    "prop:ivl>0.5",
    "prop:due<=3",
    "prop:lapses=0",
    "rated:1",
    "rated:2:1",
    "rated:99999999999999999999",
    "added:1",
    "answer 3",
    "ВОПРОС",
    "ALPHA",
)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def opened(place: str, clock: Clock, learner: str = "me", number: int = 1) -> Collection:
    """A collection without anything left to chance."""
    return open_collection(place, clock, Random(number), zone=UTC, learner=learner)


def write_notes(folder: Path) -> Path:
    """Notes with two decks and a live question."""
    folder.mkdir(exist_ok=True)
    (folder / "one.md").write_text(NOTES.format(deck="Alpha") + QUESTION, encoding="utf-8")
    (folder / "two.md").write_text(NOTES.format(deck="Alpha::Beta"), encoding="utf-8")
    return folder


def study(collection: Collection, clock: Clock, answers: int = 14) -> None:
    """Rate cards one way and another, and take some back."""
    session = start(collection)
    ratings = [Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD]
    for turn in range(answers):
        if session.asked is None:
            return
        clock.moment += timedelta(seconds=20)
        session.reveal()
        session.rate(ratings[turn % 4])
        if turn % 5 == 4:
            session.undo()


def live(collection: Collection, clock: Clock, notes: Path) -> None:
    """Three days with everything that writes."""
    import_notes(collection, [str(notes)])
    for day in range(3):
        study(collection, clock)
        uids = sorted(card.id for card in list_cards(collection, "is:review"))
        set_due(collection, uids[:2], 1, 1)
        forget(collection, uids[2:3])
        if day == 1:
            (notes / "two.md").write_text(NOTES.format(deck="Alpha::Gamma"), encoding="utf-8")
            import_notes(collection, [str(notes)])
        clock.moment += timedelta(days=1)
    rebuild(collection)


def seen(collection: Collection) -> dict[str, Any]:
    """What a learner sees of a collection."""
    return {
        "problems": check_collection(collection),
        "today": today(collection),
        "statistics": statistics(collection, "Alpha"),
        "plots": plots_of(collection),
        "found": {query: list_cards(collection, query) for query in SEARCHES},
    }


def rows_of(collection: Collection, learner: str) -> dict[str, list[Any]]:
    """Every row of a learner in every table, the turn of writers left out."""
    with collection.database.reading() as connection:
        return {
            table.name: _rows(connection, table, learner)
            for table in metadata.sorted_tables
            if table is not alembic_version
        }


def _rows(connection: Connection, table: Any, learner: str) -> list[Any]:
    query = select(table).where(table.c.learner == learner).order_by(*table.primary_key)
    rows = [tuple(row) for row in connection.execute(query)]
    return [row for row in rows if table is not settings or row[1] != "turn"]


def brought(collection: Collection, other: Path) -> None:
    """Merge a backup in."""
    merge(collection, other)


def carried(collection: Collection, file: Path) -> Path:
    """A backup of one learner's collection."""
    return back_up(collection, file)


@contextmanager
def statements(collection: Collection) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the engine meanwhile, with its parameters."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        found.append((sql, values))

    event.listen(collection.database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(collection.database.engine, "before_cursor_execute", note)
