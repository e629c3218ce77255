"""Every figure of Statistics worked out once more, from the raw rows of the log alone.

Plain Python over SQLite's rows: no query, replay or counting of the program is used. Memories are
those of py-fsrs itself.
"""

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Any

from fsrs import Card, Rating, Scheduler

Row = dict[str, Any]


class Log:
    """The raw rows of a collection's file."""

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            self.rows = [dict(row) for row in connection.execute("SELECT * FROM reviews")]
            self.cards = {row["uid"]: dict(row) for row in connection.execute(_CARDS)}
            names = dict(connection.execute("SELECT uid, stands_for FROM aliases").fetchall())
        self.rows.sort(key=lambda row: (row["at"], row["uid"]))
        taken_back = {row["undoes"] for row in self.rows if row["kind"] == "undo"}
        self.by_card: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            row["card"] = names.get(row["card"], row["card"])
            if row["kind"] in ("review", "manual") and row["uid"] not in taken_back:
                self.by_card[row["card"]].append(row)
        self.reviews = [
            row for row in self.rows if row["kind"] == "review" and row["uid"] not in taken_back
        ]

    def active(self) -> dict[str, Row]:
        """The cards that are studied."""
        return {uid: card for uid, card in self.cards.items() if card["standing"] == "active"}


_CARDS = "SELECT uid, deck, standing, suspended, buried_on FROM cards"
_STABILITIES = (0, 1, 2, 4, 8, 15, 30, 60, 120, 240, 365)
_SHARES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def figures(path: Path, day: int, period: int, zone: tzinfo) -> dict[str, Any]:
    """What Statistics has to say on a study day, by the names of its figures."""
    log = Log(path)
    late = [row for row in log.reviews if row["day"] > day - period]
    memories = {uid: _memory(log.by_card[uid]) for uid in log.active() if log.by_card.get(uid)}
    known = {uid: memory for uid, memory in memories.items() if memory is not None}
    return {
        "all reviews": len(log.reviews),
        "days": dict(sorted(Counter(row["day"] for row in late).items())),
        "time": sum(row["duration_ms"] for row in late),
        "recalled": _recalled(log, day - period),
        "hours": dict(Counter(_hour(row, zone) for row in late)),
        "streak": _streak({row["day"] for row in log.reviews}, day),
        "slips": Counter(
            (row["card"], row["mistake"]) for row in late if row["mistake"] is not None
        ),
        "forecast": _forecast(log, day),
        "stability": _histogram([card.stability for card, _day in known.values()], _STABILITIES),
        "difficulty": _histogram([c.difficulty for c, _day in known.values()], range(1, 11)),
        "recall": _histogram([_recall(card, day - last) for card, last in known.values()], _SHARES),
        "cards": dict(Counter(card["deck"] for card in log.active().values())),
        "mastered": dict(
            Counter(log.cards[uid]["deck"] for uid, (c, _day) in known.items() if c.stability >= 21)
        ),
        "lapses": {uid: count for uid in known if (count := _lapses(log.by_card[uid]))},
    }


def _recalled(log: Log, after: int) -> dict[int, tuple[int, int]]:
    """Asked and passed by the days since the card's review before."""
    last: dict[str, int] = {}
    found: defaultdict[int, list[bool]] = defaultdict(list)
    for row in log.reviews:
        gap = row["day"] - last.get(row["card"], row["day"])
        if gap > 0 and row["day"] > after:
            found[(1, 8, 31, 91)[bisect_right((1, 8, 31, 91), gap) - 1]].append(row["rating"] > 1)
        last[row["card"]] = row["day"]
    return {band: (len(passed), sum(passed)) for band, passed in found.items()}


def _hour(row: Row, zone: tzinfo) -> int:
    return datetime.fromtimestamp(row["at"] // 1000, UTC).astimezone(zone).hour


def _streak(days: set[int], today: int) -> int:
    day = today if today in days else today - 1
    count = 0
    while day - count in days:
        count += 1
    return count


def _forecast(log: Log, today: int) -> dict[int, int]:
    due: Counter[int] = Counter()
    for uid, card in log.active().items():
        rows = log.by_card.get(uid)
        if not rows or card["suspended"] or card["buried_on"] == today:
            continue
        day = rows[-1]["due_day"]
        if day is not None and day < today + 28:
            due[max(day, today) - today] += 1
    return dict(due)


def _memory(rows: list[Row]) -> tuple[Card, int] | None:
    """py-fsrs after the ratings of a card, a day a study day; and the day of the last one."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, last = Card(card_id=1), None
    for row in rows:
        if row["kind"] == "review":
            last = row["day"]
            at = datetime.combine(date.fromordinal(last), time(tzinfo=UTC))
            card, _ = scheduler.review_card(card, Rating(row["rating"]), at)
    return (card, last) if last is not None else None


def _recall(card: Card, days: int) -> float:
    """The forgetting curve of FSRS-6 with the parameters py-fsrs begins with."""
    decay = -Scheduler().parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * days / card.stability) ** decay)


def _lapses(rows: list[Row]) -> int:
    """Again for a card that was in review."""
    count, phase = 0, "new"
    for row in rows:
        count += row["kind"] == "review" and row["rating"] == 1 and phase == "review"
        phase = row["phase"] if row["kind"] == "review" else phase
    return count


def _histogram(values: list[float], bounds: Any) -> dict[float, int]:
    bounds = list(bounds)
    return dict(Counter(bounds[max(0, bisect_right(bounds, value) - 1)] for value in values))
