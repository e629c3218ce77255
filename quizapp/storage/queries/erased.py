"""Cards that were erased: nothing of what they said is left, only their ids.

The log of reviews is append-only and keeps their rows; an id that was erased is never given to a
card again, so that the same words begin anew.
"""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, delete, or_

from quizapp.storage.merging import aliases as other_names
from quizapp.storage.queries.presets import set_setting, setting
from quizapp.storage.schema import aliases, card_versions, cards, imports, schedules

_NAME = "erased"
_CHUNK = 500


def erased(connection: Connection, learner: str) -> frozenset[str]:
    """The ids of all cards that were erased."""
    return frozenset(setting(connection, learner, _NAME) or ())


def erase_for_good(connection: Connection, learner: str, uids: Collection[str]) -> None:
    """Delete cards with their schedules and earlier words, and what would bring them back.

    Imports so far cannot be taken back afterwards: their log holds the words too.
    """
    names: set[str] = set()
    for some in _chunks(uids):
        names |= other_names.ids_of(connection, learner, some).keys()
    for some in _chunks(names):
        for table, column in (
            (cards, cards.c.uid),
            (schedules, schedules.c.card),
            (card_versions, card_versions.c.card),
        ):
            connection.execute(delete(table).where(table.c.learner == learner, column.in_(some)))
        same = or_(aliases.c.uid.in_(some), aliases.c.stands_for.in_(some))
        connection.execute(delete(aliases).where(aliases.c.learner == learner, same))
    connection.execute(delete(imports).where(imports.c.learner == learner))
    set_setting(connection, learner, _NAME, sorted(erased(connection, learner) | names))


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
