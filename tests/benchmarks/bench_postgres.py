"""What each thing a learner waits for costs on PostgreSQL, with many learners in one database.

Run: python bench_postgres.py [LEARNERS] [CARDS]: 20 learners with 5 000 cards and 40 000 reviews
each, on an embedded server with its own settings (or QUIZAPP_TEST_SERVER's). Then eight sessions
of different learners answer at once: what one server takes. Times are medians in milliseconds.
"""

import itertools
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import big_collection
import psycopg
from bench_timing import median, nearly_worst, seconds
from sqlalchemy import Table

from quizapp.actions.cards.history import past_reviews
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.figures.today import today
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.storage.database import open_database
from quizapp.storage.schema import cards, reviews, schedules

sys.path.insert(0, str(Path(__file__).parents[1] / "storage"))
from server import plain, running

SESSIONS, ANSWERS = 8, 40


def fill(url: str, learners: int, number: int) -> None:
    """The same years of study for each learner, by COPY."""
    open_database(url)[0].close()
    with psycopg.connect(plain(url)) as connection:
        for learner in range(learners):
            for table, rows in (
                (cards, big_collection._cards(number)),
                (schedules, big_collection._schedules(number)),
                (reviews, big_collection._reviews(number, 10)),
            ):
                _copy(connection, table, f"learner {learner}", rows)
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")


def _copy(
    connection: psycopg.Connection, table: Table, learner: str, rows: Iterable[dict[str, Any]]
) -> None:
    found = [{**row, "learner": learner} for row in rows]
    flags = {"suspended"} & set(found[0])
    names = ", ".join(f'"{name}"' for name in found[0])
    with connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in found:
            copy.write_row(tuple({**row, **{name: bool(row[name]) for name in flags}}.values()))


def of(url: str, number: int) -> Collection:
    """One learner's session."""
    return open_collection(url, big_collection.clock, Random(), learner=f"learner {number}")


def alone(collection: Collection) -> None:
    """Print what each thing costs while nobody else is there."""
    session = start(collection)
    ratings = itertools.cycle((Rating.GOOD, Rating.AGAIN, Rating.AGAIN))

    def answer() -> None:
        session.reveal()
        session.rate(next(ratings))

    card = session.asked.card
    calls: dict[str, tuple[Callable[[], object], int]] = {
        "open": (
            lambda: of(
                collection.database.engine.url.render_as_string(hide_password=False), 1
            ).close(),
            5,
        ),
        "today's counts": (lambda: today(collection), 10),
        "first queue": (lambda: start(collection), 10),
        "answer, commit, next card": (answer, 100),
        "undo and answer": (lambda: (session.undo(), answer()), 30),
        "log of a card": (lambda: past_reviews(collection, card), 30),
        "search a deck": (lambda: list_cards(collection, 'deck:"Subject 0::Chapter 1"'), 10),
        "search a word": (lambda: list_cards(collection, "number 77"), 5),
        "statistics": (lambda: statistics(collection), 5),
    }
    for name, (call, count) in calls.items():
        times = [seconds(call) for _ in range(count)]
        print(f"| {name} | {median(times):.1f} | {nearly_worst(times):.1f} |")


def together(url: str) -> None:
    """Print how many answers a second several learners get at once."""
    collections = [of(url, number) for number in range(SESSIONS)]
    ready = threading.Barrier(SESSIONS + 1)

    def study(collection: Collection) -> None:
        uids = [card.id for card in list_cards(collection, "is:new")[:ANSWERS]]
        ready.wait()
        for uid in uids:
            now = collection.now()
            log_review(collection, uid, Rating.GOOD, now, Preset(), Answered())

    threads = [threading.Thread(target=study, args=[one]) for one in collections]
    for thread in threads:
        thread.start()
    ready.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    rate = SESSIONS * ANSWERS / (perf_counter() - began)
    print(f"\n{SESSIONS} learners at once: {rate:.0f} answers a second")
    for collection in collections:
        collection.close()


def main(learners: int = 20, number: int = 5000) -> int:
    """Measure; nothing here has a budget."""
    with running() as server:
        url = server.database()
        fill(url, learners, number)
        print(f"{learners} learners x {number} cards\n\n| ms | median | 99 % |\n|---|---|---|")
        collection = of(url, 1)
        alone(collection)
        collection.close()
        together(url)
        with psycopg.connect(plain(url)) as connection:
            size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            print(f"size: {size[0] / learners / 1e6:.1f} MB a learner")
        server.drop(url)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
