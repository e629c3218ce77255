"""A collection of any size, as years of study leave it: written straight into the tables."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from quizapp.actions.collection import Collection, open_collection
from quizapp.model.time import study_day, to_ms

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
TODAY = study_day(to_ms(NOW), UTC, 4)
DAY_MS = 86_400_000
NEW_SHARE = 0.2
DECKS = 40


def clock() -> datetime:
    """The morning of the benchmark."""
    return NOW


def build(path: Path, cards: int, reviews_a_card: int = 10) -> Collection:
    """Make the file and open it. A fifth of the cards is new; of the others some are due."""
    collection = open_collection(path, clock, Random(1), zone=UTC)
    connection = sqlite3.connect(path)
    with connection:
        _insert(connection, "cards", _cards(cards))
        _insert(connection, "schedules", _schedules(cards))
        _insert(connection, "reviews", _reviews(cards, reviews_a_card))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return collection


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    columns = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    insert = f"INSERT INTO {table} ({columns}) VALUES ({places})"
    connection.execute(insert, first)
    connection.executemany(insert, rows)


def _uid(number: int) -> str:
    return f"{number * 2_654_435_761 % 2**64:016x}"


def _is_new(number: int, cards: int) -> bool:
    return number >= cards * (1 - NEW_SHARE)


def _cards(cards: int) -> Iterator[dict[str, object]]:
    for number in range(cards):
        yield {
            "learner": "me",
            "uid": _uid(number),
            "kind": "basic",
            "rule": "definition",
            "front": f"What is the term number {number}, and why does it matter?",
            "back": f"The **answer** number {number}: $x_{{{number}}} = \\frac{{1}}{{2}}$. " * 3,
            "extra": "",
            "source": "s",
            "path": f"notes/{number // 10}.md",
            "headings": '["Chapter", "Section"]',
            "first_line": number % 10 * 5 + 1,
            "last_line": number % 10 * 5 + 3,
            "deck": f"Subject {number % DECKS // 8}::Chapter {number % DECKS}",
            "tags": '["tag"]',
            "lang": "en",
            "fingerprint": _uid(number)[:32],
            "ordinal": 0,
            "explicit_id": None,
            "standing": "active",
            "suspended": 0,
            "buried_on": None,
            "flag": 0,
            "question": None,
            "question_version": None,
            "position": number,
            "added_at": to_ms(NOW) - 400 * DAY_MS,
            "changed_at": to_ms(NOW) - 400 * DAY_MS,
            "begun": not _is_new(number, cards),
        }


def _schedules(cards: int) -> Iterator[dict[str, object]]:
    chance = Random(2)
    for number in range(cards):
        if not _is_new(number, cards):
            interval = chance.randrange(5, 90)
            due = TODAY + chance.randrange(-2, 60)
            yield {
                "learner": "me",
                "card": _uid(number),
                "phase": "review",
                "stability": float(interval),
                "difficulty": chance.uniform(2, 8),
                "due_day": due,
                "due_at": None,
                "interval": interval,
                "step": 0,
                "reps": 10,
                "lapses": chance.randrange(3),
                "last_at": to_ms(NOW) - (TODAY - due + interval) * DAY_MS,
                "last_day": due - interval,
            }


def _reviews(cards: int, each: int) -> Iterator[dict[str, object]]:
    for back in range(each, 0, -1):
        for number in range(cards):
            if not _is_new(number, cards):
                at = to_ms(NOW) - (back * 30 + number % 30) * DAY_MS + number
                yield {
                    "learner": "me",
                    "uid": f"{at:012x}{number:016x}",
                    "device": "d",
                    "card": _uid(number),
                    "kind": "review",
                    "at": at,
                    "day": TODAY - back * 30 - number % 30,
                    "rating": 3,
                    "duration_ms": 7000,
                    "hints": 0,
                    "scheduler": "fsrs-6",
                    "due_day": TODAY - back * 30 - number % 30 + 30,
                    "phase": "review",
                    "interval": 30,
                }
