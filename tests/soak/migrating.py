"""Open a collection of the first schema: afterwards it is the old one or the new one."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from quizapp.storage.database import open_database
from quizapp.storage.guards import missing
from quizapp.storage.migrate import configuration
from quizapp.storage.safety.restore import ready_copy
from quizapp.storage.schema import REVISION

ROWS = 2000


class Migrating:
    """A learner who updates the program and pulls the plug."""

    def __init__(self, folder: Path) -> None:
        self.old = folder / "old.db"
        self.home = folder / "home"
        self.place = self.home / "collection.db"
        folder.mkdir(parents=True)
        engine = create_engine(f"sqlite:///{self.old}")
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.exec_driver_sql(
                "INSERT INTO reviews (learner, uid, device, card, kind, at, day, rating,"
                " duration_ms, hints, scheduler) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                f" SELECT i + 1 FROM n WHERE i < {ROWS}) SELECT 'me', printf('%016x', i), 'd',"
                " 'c', 'review', i, 1, 3, 7000, 0, 'fsrs-6' FROM n"
            )
        engine.dispose()
        self.log = _log(self.old)

    def prepare(self) -> None:
        """The old collection again."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        shutil.copy(self.old, self.place)

    def live(self, say: Callable[[str], None]) -> None:
        """Open it, which upgrades it."""
        open_database(str(self.place))[0].close()
        say("upgrade")

    def examine(self, said: list[str]) -> Counter[str]:
        """The log is there in either case; what is new is complete; a backup is whole."""
        assert _log(self.place) == self.log
        with closing(sqlite3.connect(self.place)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ((revision,),) = connection.execute("SELECT version_num FROM alembic_version")
        assert revision in ({REVISION} if said else {"0001", REVISION})
        backups = list(self.home.glob("backups/*.zst"))
        assert backups or revision == "0001"
        for backup in backups:
            assert _log(ready_copy(backup, self.home)) == self.log
        database, _made = open_database(str(self.place))
        with database.reading() as connection:
            assert missing(connection) == []
        database.close()
        old_or_new = "old" if revision == "0001" else "new"
        return Counter({f"upgrades that left the {old_or_new} state": 1})


def _log(place: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place)) as connection:
        query = "SELECT learner, uid, card, at, rating, duration_ms FROM reviews ORDER BY uid"
        return connection.execute(query).fetchall()
