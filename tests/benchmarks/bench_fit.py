"""Fitting a collection, beside fsrs-rs alone on examples that are ready.

Run: python bench_fit.py [REVIEWS …]. Also how well a fit finds a learner's true parameters.
"""

import sys
import tempfile
from pathlib import Path

import big_collection
from bench_timing import median, report, rounds, seconds

from quizapp.actions.planning.fitting import fit_deck
from quizapp.scheduling.fitting import _trained, examples, fit
from quizapp.storage.queries import histories

SIZES = (10_000, 100_000)
SHARE, SECONDS_A_MILLION = 12.0, 30.0
EACH = 10


def measured(reviews: int) -> bool:
    """Fit one collection; whether the budgets are kept."""
    with tempfile.TemporaryDirectory() as folder:
        cards = int(reviews / EACH / (1 - big_collection.NEW_SHARE))
        collection = big_collection.build(Path(folder) / "collection.db", cards, EACH)
        with collection.database.reading() as connection:
            rows = histories.answers(connection, collection.learner, None)
        known = examples((row.card, row.day, row.rating) for row in rows)
        rivals = {
            "all": lambda: fit_deck(collection),
            "read": lambda: examples((row.card, row.day, row.rating) for row in rows),
            "fit": lambda: fit(known, ()),
            "fsrs-rs": lambda: _trained(known, len(known), 1),
        }
        if reviews > 200_000:
            times = {name: 1000 * seconds(call) for name, call in rivals.items()}
        else:
            times = {name: median(spent) for name, spent in rounds(rivals, 3).items()}
        collection.close()
    print(
        f"{reviews} reviews: all {times['all']:.0f} ms; examples {times['read']:.0f}, fit with its"
        f" test {times['fit']:.0f}, fsrs-rs alone {times['fsrs-rs']:.0f}"
    )
    print(f"{times['fit'] / times['all']:.0%} of the time is the library's: training and test")
    most = SECONDS_A_MILLION * max(reviews, 50_000) / 1e6
    return report("the whole verb, memory states included", times["all"] / 1000, most, "s")


def main(sizes: tuple[int, ...]) -> int:
    """Measure; 1 where a budget is missed."""
    kept = [measured(size) for size in sizes]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
