"""A year ahead, beside fsrs-rs's simulator; and what a deadline is worth.

Run: python bench_simulate.py [CARDS …]. Budget: 2 s for a year of 10 000 cards. fsrs-rs starts
with new cards only; ours starts with the memory of every card.
"""

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import big_collection
import fsrs_rs_python
from bench_timing import median, report, rounds
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.actions.planning.simulating import Simulation, What

SIZES = (1_000, 10_000, 100_000)
YEAR_SECONDS = 2.0
DEADLINE_DAYS = 60


def peer(cards: int) -> object:
    """The same year with fsrs-rs."""
    config = fsrs_rs_python.default_simulator_config()
    config.deck_size, config.learn_limit, config.review_limit = cards, 20, 200
    return fsrs_rs_python.simulate(list(DEFAULT_PARAMETERS), 0.9, config, 1)


def measured(cards: int) -> bool:
    """Simulate one collection; whether the budget is kept."""
    with tempfile.TemporaryDirectory() as folder:
        collection = big_collection.build(Path(folder) / "collection.db", cards, 2)
        rivals = {
            "read": lambda: Simulation(collection),
            "year": lambda: Simulation(collection).outlook(What()),
            "fsrs-rs": lambda: peer(cards),
        }
        times = {
            name: median(spent)
            for name, spent in rounds(rivals, 5 if cards < 50_000 else 1).items()
        }
        deadline = date.fromordinal(big_collection.TODAY) + timedelta(days=DEADLINE_DAYS)
        found = Simulation(collection).towards(deadline, What(minutes=60, new=50))
        collection.close()
    print(
        f"{cards} cards: read {times['read']:.0f} ms, read and a year {times['year']:.0f} ms,"
        f" fsrs-rs {times['fsrs-rs']:.0f} ms"
    )
    plain, towards = found.plain, found.towards
    print(
        f"  known in {DEADLINE_DAYS} days with an hour a day: {plain.known / plain.cards:.1%} by"
        f" plain FSRS, {towards.known / towards.cards:.1%} towards the deadline"
    )
    most = YEAR_SECONDS * max(1.0, cards / 10_000)
    return report("a year from the cards as they are", times["year"] / 1000, most, "s")


def main(sizes: tuple[int, ...]) -> int:
    """Measure; 1 where a budget is missed."""
    kept = [measured(size) for size in sizes]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
