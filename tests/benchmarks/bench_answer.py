"""Answer, commit and ask the next card, at three sizes, beside bare sqlite3 on the same file.

Run: python bench_answer.py [CARDS…]. The bare rival updates the schedule, appends the review,
commits with a full sync and selects the next card: what no program can do without.
"""

import itertools
import sqlite3
import sys
import tempfile
from pathlib import Path

import big_collection
from bench_timing import median, nearly_worst, report, rounds

from quizapp.actions.collection import Collection
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating

SIZES = (1_000, 10_000, 100_000)
TURNS = 150
RATIO, WORST_RATIO, FLAT = 4.0, 10.0, 1.5


class Bare:
    """The same writes and reads with nothing around them."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        rows = self.connection.execute(
            "SELECT card FROM schedules ORDER BY due_day DESC LIMIT 1000"
        )
        self.cards = itertools.cycle([card for (card,) in rows])
        self.numbers = itertools.count()

    def answer(self) -> object:
        """One review and the next card."""
        run, card = self.connection.execute, next(self.cards)
        run("BEGIN IMMEDIATE")
        run(
            "UPDATE schedules SET stability = stability + 1, due_day = due_day + 1, reps = reps + 1"
            " WHERE learner = 'me' AND card = ?",
            (card,),
        )
        run(
            "INSERT INTO reviews (learner, uid, device, card, kind, at, day, rating, duration_ms,"
            " hints, scheduler) VALUES ('me', ?, 'd', ?, 'review', 1, 1, 3, 0, 0, 'fsrs-6')",
            (f"bare{next(self.numbers)}", card),
        )
        run("COMMIT")
        return run(
            "SELECT * FROM cards LEFT JOIN schedules ON schedules.card = cards.uid"
            " AND schedules.learner = cards.learner WHERE cards.learner = 'me' AND cards.uid = ?",
            (next(self.cards),),
        ).fetchone()


def measure(collection: Collection, path: Path) -> dict[str, list[float]]:
    """Ours and the bare one in turns."""
    session = start(collection)
    bare = Bare(path)

    ratings = itertools.cycle((Rating.GOOD, Rating.AGAIN, Rating.AGAIN))  # so that cards are left

    def answer() -> None:
        session.reveal()
        session.rate(next(ratings))
        assert session.asked is not None

    return rounds({"quizapp": answer, "sqlite3": bare.answer}, TURNS, warm_up=10)


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where a budget is missed."""
    kept, ours = [], []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "collection.db"
            collection = big_collection.build(path, cards)
            times = measure(collection, path)
            collection.close()
        mine, peer = times["quizapp"], times["sqlite3"]
        ours.append(median(mine))
        print(f"{cards} cards: {median(mine):.2f} ms, sqlite3 {median(peer):.2f} ms")
        kept.append(report("  answer and next card", median(mine) / median(peer), RATIO))
        worst = nearly_worst(mine) / nearly_worst(peer)
        kept.append(report("  the same, 99th percentile", worst, WORST_RATIO))
    kept.append(report(f"{sizes[-1]} cards against {sizes[0]}", ours[-1] / ours[0], FLAT))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
