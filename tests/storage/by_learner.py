"""Does a statement ask for the rows of one learner, in every table that it names?"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, event

from quizapp.storage.schema import alembic_version, metadata

_TABLES = [table.name for table in metadata.sorted_tables if table is not alembic_version]
_NAMED = re.compile(rf"(?<![.\w])({'|'.join(_TABLES)})(?![.\w])(?: AS (\w+))?(?= |\n|,|\)|$)")
_ASKS = ("SELECT", "UPDATE", "DELETE", "WITH")
_WHO = "SELECT DISTINCT settings.learner"
"""Who is in a file that is to be merged; the only question about more than one learner."""
_ADDS = re.compile(r"INSERT INTO (?:alembic_version|sqlite_stat1|\w+ \(learner, )")


def names_a_table(statement: str) -> bool:
    """Whether it is about rows of learners at all."""
    return _NAMED.search(statement) is not None


def unbound(statement: str) -> Iterator[str]:
    """The tables in a statement whose rows are not asked for, or added, by learner.

    A table that is named several times must be bound as often.
    """
    if statement.startswith("INSERT") and not _ADDS.match(statement):
        yield statement.split()[2]
    if statement.lstrip().startswith(_ASKS) and not statement.startswith(_WHO):
        for name, times in Counter(
            alias or table for table, alias in _NAMED.findall(statement)
        ).items():
            bound = rf"\b{name}\.learner = |= {name}\.learner\b"
            if len(re.findall(bound, statement)) < times:
                yield name


class Watch:
    """Listens to all engines of this process, for statements that quizapp itself makes.

    ``found`` are those that cross learners, each with the tables and the place in the program.
    """

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.found: dict[str, tuple[list[str], str]] = {}

    def __enter__(self) -> "Watch":
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql not in self.seen:
            self.seen.add(sql)
            if (tables := list(unbound(sql))) and (place := _place()).startswith("quizapp."):
                self.found[sql] = tables, place


def _place() -> str:
    """The module and line that the statement comes from, SQLAlchemy's own left out."""
    frame = sys._getframe(2)
    while frame.f_back and frame.f_globals["__name__"].startswith(("sqlalchemy.", "contextlib")):
        frame = frame.f_back
    return f"{frame.f_globals['__name__']}:{frame.f_lineno}"
