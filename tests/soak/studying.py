"""Study, undo, import, back up and rebuild: whatever was finished must be there."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.backups import backup_before
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.study import Session, start
from quizapp.model.reviews import Rating
from quizapp.storage.safety.restore import ready_copy

Say = Callable[[str], None]
LIVES = 40
CARDS = 12
BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Studying:
    """A learner whose machine loses power all the time; a new collection every 40 lives."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder = folder
        self.chance = chance
        self.life = -1
        self.rows: set[str] = set()
        self.looked_at: set[Path] = set()

    def prepare(self) -> None:
        """The notes say something new in each life, in two files."""
        self.life += 1
        self.seed = self.chance.getrandbits(32)
        self.now = BEGIN + timedelta(days=self.life)
        self.home = self.folder / str(self.life // LIVES)
        self.place = self.home / "collection.db"
        if self.life % LIVES == 0:
            self.rows, self.looked_at = set(), set()
        notes = self.home / "notes"
        notes.mkdir(parents=True, exist_ok=True)
        # in letters, because other numbers would be other facts
        edition = "".join("abcdefghij"[int(digit)] for digit in str(self.life))
        for name in ("one", "two"):
            cards = (
                f"Q: What is the word {name} {'abcdefghijkl'[number]}?\n"
                f"A: It is a long story, told many times, edition {edition}\n\n"
                for number in range(CARDS)
            )
            (notes / f"{name}.md").write_text("".join(cards))

    def live(self, say: Say) -> None:
        """One life of the learner."""
        chance = Random(self.seed)
        collection = open_collection(self.place, lambda: self.now, chance, zone=UTC)
        say("opened")
        learner = Learner(collection, self.home / "notes", say)
        while True:
            self.now += timedelta(seconds=chance.randrange(1, 600))
            (work,) = chance.choices(list(WORK), list(WORK.values()))
            work(learner, chance)

    def examine(self, said: list[str]) -> Counter[str]:
        """Every finished review is in the log, the cache agrees with it, imports are whole."""
        figures = Counter(f"finished: {line.split()[0]}" for line in said)
        figures["died with commits in the log beside the file"] = int(_waiting_log(self.place))
        figures["died before the collection was there"] = int(not self.place.exists())
        promised = self.rows | {line.split()[1] for line in said if line.startswith("row ")}
        self.rows = self._rows()
        assert promised <= self.rows, promised - self.rows
        figures["rows finished, but not said any more"] = len(self.rows - promised)
        self._look_at_collection()
        self._look_at_backups()
        return figures

    def _rows(self) -> set[str]:
        if not self.place.exists():
            return set()
        with closing(sqlite3.connect(self.place)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall():
                return set()
            return {uid for (uid,) in connection.execute("SELECT uid FROM reviews")}

    def _look_at_collection(self) -> None:
        collection = open_collection(self.place, lambda: self.now, Random(1), zone=UTC)
        try:
            assert check_collection(collection) == []
            query = "standing = 'active' GROUP BY back"
            with closing(sqlite3.connect(self.place)) as connection:
                found = connection.execute(f"SELECT back, count(*) FROM cards WHERE {query}")
                editions = found.fetchall()
            assert [count for _back, count in editions] in ([], [2 * CARDS]), editions
        finally:
            collection.close()

    def _look_at_backups(self) -> None:
        for backup in set((self.home / "backups").glob("*.zst")) - self.looked_at:
            ready_copy(backup, self.home).unlink()
            self.looked_at.add(backup)


class Learner:
    """What is done in a life, one method a kind of work."""

    def __init__(self, collection: Collection, notes: Path, say: Say) -> None:
        self.collection = collection
        self.notes = notes
        self.say = say
        self.session: Session | None = None

    def answer(self, chance: Random) -> None:
        """Rate a card, and say which row of the log that is."""
        if self.session is None or self.session.asked is None:
            self.session = start(self.collection)
        if self.session.asked is not None:
            before = self._newest()
            self.session.reveal()
            self.session.rate(chance.choice(list(Rating)))
            self._say_new(before)

    def undo(self, _chance: Random) -> None:
        """Take the last rating back."""
        before = self._newest()
        if self.session is not None and self.session.undo():
            self._say_new(before)

    def take_in(self, _chance: Random) -> None:
        """Import both files of notes."""
        import_notes(self.collection, [str(self.notes)])
        self.session = None
        self.say("import")

    def back_up(self, _chance: Random) -> None:
        """Back up as before a merge."""
        backup_before(self.collection, "merge")
        self.say("backup")

    def rebuild(self, _chance: Random) -> None:
        """Rewrite the cache."""
        rebuild(self.collection)
        self.say("rebuild")

    def _say_new(self, before: set[str]) -> None:
        for uid in self._newest() - before:
            self.say(f"row {uid}")

    def _newest(self) -> set[str]:
        with self.collection.database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT uid FROM reviews ORDER BY rowid DESC LIMIT 5")
            return set(rows.scalars())


WORK = {
    Learner.answer: 12,
    Learner.undo: 4,
    Learner.take_in: 3,
    Learner.back_up: 1,
    Learner.rebuild: 1,
}


def _waiting_log(place: Path) -> bool:
    log = place.with_name(f"{place.name}-wal")
    return log.exists() and log.stat().st_size > 0
