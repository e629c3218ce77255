"""Rebuild the schedules from the log, beside reading the same rows and calling py-fsrs on them.

Run: python bench_rebuild.py [CARDS…]. Each card has ten reviews. The rival reads the rows with
sqlite3 in the same order and gives each review to py-fsrs, its dates snapped to study days.
"""

import sqlite3
import sys
import tempfile
from datetime import UTC, datetime, time
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import big_collection
from bench_timing import median, report, rounds
from fsrs import Card, Rating, Scheduler

from quizapp.actions.collection import Collection
from quizapp.actions.planning.replaying import write_schedules_anew

SIZES = (10_000, 125_000)
RATIO, FLAT = 1.2, 1.5


def bare(path: Path) -> int:
    """What no rebuild can do without: the rows in order, the memory model on each."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT card, uid, kind, at, day, rating, undoes, due_day, due_at, phase, interval"
        " FROM reviews WHERE learner = 'me' ORDER BY card, at, uid"
    )
    done = 0
    for _card, log in groupby(rows, key=itemgetter(0)):
        card = Card(card_id=1, due=datetime.now(UTC))
        for _uid, _key, _kind, _at, day, rating, *_due in log:
            midnight = datetime.combine(datetime.fromordinal(day), time(tzinfo=UTC))
            card, _ = scheduler.review_card(card, Rating(rating), midnight)
            done += 1
    connection.close()
    return done


def rebuild(collection: Collection) -> None:
    """The whole cache from the log, as `check --rebuild` writes it."""
    with collection.database.writing() as connection:
        write_schedules_anew(collection, connection)


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where a budget is missed."""
    kept, each = [], []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "collection.db"
            collection = big_collection.build(path, cards)

            count = bare(path)
            calls = {"quizapp": partial(rebuild, collection), "bare": partial(bare, path)}
            times = rounds(calls, 3, warm_up=0)
            collection.close()
        mine, peer = median(times["quizapp"]), median(times["bare"])
        each.append(mine / count)
        print(f"{count} reviews: {mine / 1000:.2f} s, rows and py-fsrs {peer / 1000:.2f} s")
        kept.append(report("  rebuild", mine / peer, RATIO))
    kept.append(report("a review of the largest against the smallest", each[-1] / each[0], FLAT))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
