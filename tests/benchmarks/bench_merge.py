"""Merge two collections with the same cards and logs of their own; sync the same through a folder.

Run: python bench_merge.py [REVIEWS…]. The bare rival unites the two logs with sqlite3 alone
(``INSERT OR IGNORE … SELECT``, durable) and works all schedules out again with our own rebuild:
what no merge can do without. Merging once more, with nothing new, is measured beside it.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import big_collection
from bench_timing import median, report

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.machines.merging import merge
from quizapp.actions.machines.syncing import sync
from quizapp.actions.safety.integrity import rebuild

SIZES = (10_000, 100_000)
ROUNDS = 3
RATIO, AGAIN, LINEAR = 3.0, 1.5, 1.5


def build(path: Path, reviews: int, machine: int) -> None:
    """A collection whose log no other machine has: ten reviews of most cards."""
    cards = reviews // 8
    big_collection.build(path, cards, 1).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM schedules")
        big_collection._insert(connection, "reviews", _reviews(cards, machine))
    connection.close()


def _reviews(cards: int, machine: int) -> Iterator[dict[str, object]]:
    for row in big_collection._reviews(cards, 10):
        at = int(str(row["at"])) + machine * 3_600_000
        yield {**row, "at": at, "uid": f"{at:012x}{machine:04x}{row['uid'][16:]}"}


def fresh(source: Path, folder: Path) -> Collection:
    """A copy to merge into."""
    target = Path(tempfile.mkdtemp(dir=folder)) / "collection.db"
    shutil.copy2(source, target)
    return open_collection(target, big_collection.clock)


def bare(ours: Path, theirs: Path, folder: Path) -> float:
    """Seconds for the log alone, and all schedules."""
    collection = fresh(ours, folder)
    began = perf_counter()
    connection = sqlite3.connect(collection.database.name)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("ATTACH ? AS other", (str(theirs),))
    connection.execute("INSERT OR IGNORE INTO reviews SELECT * FROM other.reviews")
    connection.commit()
    connection.close()
    rebuild(collection)
    took = perf_counter() - began
    collection.close()
    return took


def timed(collection: Collection, other: Path) -> float:
    """Seconds for a merge."""
    began = perf_counter()
    merge(collection, other)
    return perf_counter() - began


def synced(one: Path, other: Path, folder: Path) -> tuple[float, float]:
    """Seconds for the first sync of a machine with all of another's, and for one without news."""
    shared = Path(tempfile.mkdtemp(dir=folder))
    there, here = fresh(other, folder), fresh(one, folder)
    sync(there, shared)
    times = []
    for _ in range(2):
        began = perf_counter()
        sync(here, shared)
        times.append(perf_counter() - began)
    there.close()
    here.close()
    return times[0], times[1]


def measure(reviews: int) -> tuple[float, list[bool]]:
    """The seconds of one merge, and which budgets were kept."""
    times: dict[str, list[float]] = {
        name: [] for name in ("bare", "merge", "again", "sync", "idle")
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = folder / "ours.db", folder / "theirs.db"
        for machine, path in enumerate((ours, theirs), start=1):
            build(path, reviews, machine)
        for _ in range(ROUNDS):
            times["bare"].append(bare(ours, theirs, folder))
            collection = fresh(ours, folder)
            times["merge"].append(timed(collection, theirs))
            times["again"].append(timed(collection, theirs))
            collection.close()
            first, idle = synced(ours, theirs, folder)
            times["sync"].append(first)
            times["idle"].append(idle)
    took = {what: median(some) / 1000 for what, some in times.items()}
    said = ", ".join(f"{what} {seconds:.2f} s" for what, seconds in took.items())
    print(f"{reviews} reviews on each side: {said}")
    kept = [
        report("  merge against the bare union and rebuild", took["merge"] / took["bare"], RATIO),
        report("  the same with nothing new", took["again"] / took["bare"], AGAIN),
    ]
    return took["merge"], kept


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where a budget is missed."""
    found = [measure(size) for size in sizes]
    kept = [good for _, some in found for good in some]
    growth = (found[-1][0] / found[0][0]) / (sizes[-1] / sizes[0])
    kept.append(report(f"time by review, {sizes[-1]} against {sizes[0]}", growth, LINEAR))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
