"""What a folder knows already: segments that were read here, and marks of what was told there.

A mark stands for all rows of one part of a table. Where it is as it was when the folder last
heard of that part, the folder knows it; so nothing is read or told twice, and the log is not
gone through row by row.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, literal_column, select

from quizapp.storage.merging.aliases import members
from quizapp.storage.merging.cards import Row
from quizapp.storage.merging.facts import KEYS, PART, TABLES, part_of
from quizapp.storage.schema import aliases, card_versions, cards, synced

_CHUNK = 500
_READ = "read"
_WROTE = "wrote"
_SUMMARY = (
    *("uid", "changed_at", "holds", "added_at", "seen_by", "fingerprint", "path", "headings"),
    *("deck", "tags", "standing", "suspended", "buried_on", "flag", "question_version", "written"),
)

Marks = dict[str, str]
"""The mark of each part by ``table/part``."""


def read_before(connection: Connection, learner: str) -> set[str]:
    """The names of the segments that were read, or written, here."""
    start = f"{_READ}/"
    query = select(synced.c.name).where(
        synced.c.learner == learner, synced.c.name.startswith(start)
    )
    return {name.removeprefix(start) for name in connection.scalars(query)}


def note_read(connection: Connection, learner: str, names: Iterable[str]) -> None:
    """Note that segments were read, or written, here."""
    _note(connection, learner, {f"{_READ}/{name}": "" for name in names})


def told(connection: Connection, learner: str, folder: str) -> Marks:
    """The marks of what a folder knows."""
    start = f"{folder}/"
    query = select(synced).where(synced.c.learner == learner, synced.c.name.startswith(start))
    return {row.name.removeprefix(start): row.mark for row in connection.execute(query)}


def note_told(connection: Connection, learner: str, folder: str, now: Marks) -> None:
    """Note that a folder knows the parts with these marks."""
    before = told(connection, learner, folder)
    other = {name: mark for name, mark in now.items() if before.get(name) != mark}
    _note(connection, learner, {f"{folder}/{name}": mark for name, mark in other.items()})


def note_written(
    connection: Connection, learner: str, folder: str, sizes: Mapping[str, int]
) -> None:
    """Note the segments that were written into a folder from here, with their sizes in bytes."""
    start = _written(folder)
    _note(connection, learner, {start + name: str(size) for name, size in sizes.items()})


def lost(connection: Connection, learner: str, folder: str, sizes: Mapping[str, int]) -> set[str]:
    """Which segments that were written from here are not in a folder any more, or not whole.

    ``sizes`` are those of all segments that are there, in bytes.
    """
    start = _written(folder)
    query = select(synced).where(synced.c.learner == learner, synced.c.name.startswith(start))
    written = {row.name.removeprefix(start): int(row.mark) for row in connection.execute(query)}
    return {name for name, size in written.items() if sizes.get(name) != size}


def forget_told(connection: Connection, learner: str, folder: str, lost: Iterable[str]) -> None:
    """Forget all that a folder was told, since segments of ours are lost."""
    start = _written(folder)
    gone = synced.c.name.in_([start + name for name in lost])
    parts = synced.c.name.startswith(f"{folder}/")
    connection.execute(delete(synced).where(synced.c.learner == learner, gone | parts))


def _written(folder: str) -> str:
    return f"{_WROTE}/{folder}/"


def marks(connection: Connection, learner: str, here: str) -> Marks:
    """The marks of what is here; ``here`` are the devices that had this collection."""
    found: Marks = {}
    for name in ("question_versions", "exams", "reviews"):
        key = KEYS[name]
        part = func.substr(key, literal_column("1"), literal_column(str(PART[name])))
        query = (
            select(part, func.count(), func.min(key), func.max(key))
            .where(TABLES[name].c.learner == learner)
            .group_by(part)
        )
        for start, *rest in connection.execute(query):
            found[f"{name}/{start}"] = " ".join(map(str, rest))
    return found | _card_marks(connection, learner, here)


def parts(names: Iterable[str]) -> dict[str, set[str]]:
    """The parts of each table among ``table/part``; a card goes with its versions."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        table, _slash, part = name.partition("/")
        found[table].add(part)
    found["card_versions"] |= found["cards"]
    return dict(found)


def _card_marks(connection: Connection, learner: str, here: str) -> Marks:
    lines: defaultdict[str, list[str]] = defaultdict(list)
    grouped = select(aliases.c.uid).where(aliases.c.learner == learner)
    query = select(*(cards.c[name] for name in _SUMMARY)).where(
        cards.c.learner == learner, cards.c.uid.not_in(grouped)
    )
    for row in connection.execute(query):
        lines[part_of("cards", row.uid)].append(_summary(dict(row._mapping), here))
    for card in members(connection, learner):
        lines[part_of("cards", card["uid"])].append(_summary(card, here))
    versions = select(card_versions.c.card, card_versions.c.version, card_versions.c.changed_at)
    for card, *rest in connection.execute(versions.where(card_versions.c.learner == learner)):
        lines[part_of("cards", card)].append(" ".join(map(str, (card, *rest))))
    return {f"cards/{part}": _digest(some) for part, some in lines.items()}


def _summary(card: Row, here: str) -> str:
    card["seen_by"] = card["seen_by"] or here
    return " ".join(str(card[name]) for name in _SUMMARY)


def _digest(lines: Iterable[str]) -> str:
    text = "\n".join(sorted(lines)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def _note(connection: Connection, learner: str, rows: Mapping[str, str]) -> None:
    names = sorted(rows)
    for start in range(0, len(names), _CHUNK):
        some = names[start : start + _CHUNK]
        connection.execute(
            delete(synced).where(synced.c.learner == learner, synced.c.name.in_(some))
        )
        connection.execute(
            synced.insert(),
            [{"learner": learner, "name": name, "mark": rows[name]} for name in some],
        )
