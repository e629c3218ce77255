"""The first queue of the day and today's counts, beside bare sqlite3 reading the same rows.

Run: python bench_queue.py [CARDS]. Budget: 50 ms for the queue at 100 000 cards.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

import big_collection
from bench_timing import median, report, rounds

from quizapp.actions.figures.today import today
from quizapp.actions.studying.study import start

CARDS = 100_000
QUEUE_MS, COUNTS_MS = 50.0, 500.0


def bare(path: Path) -> object:
    """Read what is due or new, with nothing around it."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT cards.uid, cards.deck, schedules.phase, schedules.due_day, schedules.last_day"
        " FROM cards LEFT JOIN schedules ON schedules.learner = cards.learner"
        " AND schedules.card = cards.uid WHERE cards.learner = 'me' AND cards.standing = 'active'"
        " AND (schedules.phase IS NULL OR schedules.due_day <= ?) ORDER BY cards.position",
        (big_collection.TODAY,),
    ).fetchall()
    connection.close()
    return rows


def main(cards: int) -> int:
    """Measure; 1 where a budget is missed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.db"
        collection = big_collection.build(path, cards)
        rivals = {
            "queue": lambda: start(collection),
            "counts": lambda: today(collection),
            "sqlite3": lambda: bare(path),
        }
        times = {name: median(spent) for name, spent in rounds(rivals, 15).items()}
        collection.close()
    print(f"{cards} cards: bare sqlite3 {times['sqlite3']:.1f} ms for the same rows")
    kept = [
        report("first queue of the day, first card asked", times["queue"], QUEUE_MS, "ms"),
        report("today's counts", times["counts"], COUNTS_MS, "ms"),
    ]
    print(f"{'the queue against bare sqlite3':<58} {times['queue'] / times['sqlite3']:8.2f} ×")
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else CARDS))
