"""Restore one of two backups over and over: there is always one of them, whole."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from quizapp.actions.safety.backups import restore
from quizapp.storage.database import open_database
from quizapp.storage.safety.backup import copy_collection

NAMES = ("first", "second")


class Restoring:
    """A learner who cannot decide which backup was the good one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "collection.db"
        self.backups = [folder / "kept" / f"{name}.db.zst" for name in NAMES]
        for name, backup in zip(NAMES, self.backups, strict=True):
            database, _made = open_database(str(folder / f"{name}.db"))
            with database.writing() as connection:
                connection.exec_driver_sql(f"INSERT INTO settings VALUES ('me', '{name}', '1')")
            database.close()
            copy_collection(folder / f"{name}.db", backup)
        restore(str(self.place), self.backups[0])

    def prepare(self) -> None:
        """The files that were replaced are thrown away, and what the dead left."""
        for replaced in self._kept():
            replaced.unlink()
        for left in self.folder.glob(".making-*"):
            shutil.rmtree(left)

    def live(self, say: Callable[[str], None]) -> None:
        """Restore in turns, with a commit in between that waits beside the file."""
        while True:
            for backup in self.backups[::-1]:
                restore(str(self.place), backup)
                database, _made = open_database(str(self.place))
                with database.writing() as connection:
                    connection.exec_driver_sql("INSERT INTO settings VALUES ('me', 'more', '1')")
                database.close()
                say("restore")

    def examine(self, said: list[str]) -> Counter[str]:
        """The collection is one of the two; so is every file that was kept."""
        assert _name(self.place) in NAMES
        kept = [file for file in self._kept() if not file.name.endswith(("-wal", "-journal"))]
        assert all(_name(file) in NAMES for file in kept)
        return Counter({"finished: restore": len(said), "replaced files, all whole": len(kept)})

    def _kept(self) -> list[Path]:
        return list(self.folder.glob("collection.db.replaced-*"))


def _name(place: Path) -> str:
    """Which of the two a collection is."""
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        query = "SELECT name FROM settings WHERE name <> 'more'"
        ((name,),) = connection.execute(query).fetchall()
        return str(name)
