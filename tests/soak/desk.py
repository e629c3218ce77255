"""A machine on which a learner works for a year: its copy of the notes, its program, its file."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from vault import Fact, Vault

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.machines.syncing import sync
from quizapp.actions.sources import shipped
from quizapp.actions.studying.study import Session, start
from quizapp.grading.picked import LETTERS
from quizapp.model.passages import Source
from quizapp.model.reviews import Rating

ZONE = ZoneInfo("Europe/Berlin")
_RATINGS = {Rating.AGAIN: 12, Rating.HARD: 10, Rating.GOOD: 70, Rating.EASY: 8}


@dataclass(slots=True)
class Clock:
    """The one clock of the world."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)


@dataclass(slots=True)
class Ledger:
    """What was done, written down by the one who did it.

    ``rows`` are all rows of the log that were ever finished, ``rated`` those of each fact;
    ``taken_back`` counts undos.
    """

    rows: set[str] = field(default_factory=set)
    rated: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    reviews: int = 0
    taken_back: int = 0
    done: Counter[str] = field(default_factory=Counter)


class Desk:
    """One of the machines."""

    def __init__(self, home: Path, number: int, clock: Clock, ledger: Ledger) -> None:
        self.home = home
        self.notes = home / "notes"
        self.file = home / "collection.db"
        self.program = home / "program" / "decks" / "en"
        self.clock = clock
        self.chance = Random(number)
        self.ledger = ledger
        self.known: dict[int, Fact] = {}
        home.mkdir(parents=True)

    @contextmanager
    def open(self) -> Iterator[Collection]:
        """The program is started and ended; a new edition of its decks is taken in."""
        source = Source(shipped.SHIPPED, str(self.program), "quizapp", shipped=True)
        before, shipped.shipped_source = shipped.shipped_source, lambda _language: source
        collection = open_collection(self.file, self.clock, self.chance, zone=ZONE, shipped="en")
        try:
            shipped.follow(collection, "en")
            yield collection
        finally:
            collection.close()
            shipped.shipped_source = before

    def carry(self, vault: Vault) -> None:
        """The notes arrive as they are now."""
        vault.write(self.notes)

    def take_in(self, collection: Collection) -> None:
        """Import the notes."""
        self.clock.wait(seconds=5)
        import_notes(collection, [str(self.notes)])

    def sync(self, collection: Collection, folder: Path) -> int:
        """Sync once; answers with how much came and went."""
        self.clock.wait(seconds=5)
        found = sync(collection, folder)
        assert found.ignored == ()
        return found.written + found.merged.added

    def study(self, collection: Collection, vault: Vault, count: int) -> None:
        """Rate so many cards, a few of them by mistake."""
        before = self.rows()
        session = start(collection, limit=count)
        facts: list[int | None] = []
        while session.asked is not None:
            self.clock.wait(seconds=self.chance.uniform(3, 25))
            fact = fact_of(vault, session.asked.card.front, session.asked.card.back)
            self._answer(session)
            (rating,) = self.chance.choices(list(_RATINGS), list(_RATINGS.values()))
            session.rate(rating)
            facts.append(fact.number if fact else None)
            self.ledger.reviews += 1
            if self.chance.random() < 0.02:
                self.clock.wait(seconds=2)
                assert session.undo()
                self.ledger.taken_back += 1
                facts[-1] = -1
        self._write_down(before, facts)

    def _answer(self, session: Session) -> None:
        asked = session.asked
        assert asked is not None
        slip = self.chance.random() < 0.15
        if asked.variant is not None:
            (part,) = asked.variant.parts
            wrong = part.mistakes[0].printed if part.mistakes else part.printed[:-1]
            session.answer([wrong if slip else part.printed])
        elif asked.choice is not None:
            right = [option.right for option in asked.choice.options]
            session.answer([LETTERS[right.index(not slip)]])
        if not session.revealed:
            session.reveal()

    def _write_down(self, before: set[str], facts: list[int | None]) -> None:
        """Which rows the log has since, and of which facts they are."""
        with closing(sqlite3.connect(self.file)) as connection:
            rows = connection.execute("SELECT uid, kind, undoes FROM reviews").fetchall()
        new = [row for row in rows if row[0] not in before]
        rated = [uid for uid, kind, _undoes in new if kind == "review"]
        undone = [uid for uid, kind, _undoes in new if kind == "undo"]
        assert (len(rated), len(undone)) == (len(facts), facts.count(-1))
        self.ledger.rows |= {uid for uid, _kind, _undoes in new}
        for uid, fact in zip(sorted(rated), facts, strict=True):  # ids begin with the time
            if fact is not None and fact >= 0:
                self.ledger.rated[fact].add(uid)

    def rows(self) -> set[str]:
        """The ids of all rows of the log."""
        with closing(sqlite3.connect(self.file)) as connection:
            return {uid for (uid,) in connection.execute("SELECT uid FROM reviews")}


def fact_of(vault: Vault, front: str, back: str) -> Fact | None:
    """The fact that a card asks for, also an earlier one of the same question; None of no fact."""
    words = front.casefold().replace(",", " ").replace("?", " ").split()
    named = [fact for fact in (*vault.facts(), *vault.gone) if fact.key in words]
    if len(named) < 2:
        return named[0] if named else None
    told = set(back.split())
    return max(named, key=lambda fact: len(told & set(fact.says)))
