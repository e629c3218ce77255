"""Several learners in one database: what one does asks for, and changes, nothing of the others."""

import re
from collections.abc import Iterator

import pytest

from quizapp.actions.export import export
from quizapp.actions.syncing import sync
from quizapp.storage.schema import alembic_version, metadata

from .days import Clock, brought, carried, live, opened, rows_of, seen, statements, write_notes

TABLES = [table.name for table in metadata.sorted_tables if table is not alembic_version]
_NAMED = re.compile(rf"(?<![.\w])({'|'.join(TABLES)})(?![.\w])(?: AS (\w+))?(?= |\n|,|\)|$)")
_ASKED = ("SELECT", "UPDATE", "DELETE", "WITH")


def whole_life(collection, clock, tmp_path) -> None:
    """Everything that reads or writes, a merge and a sync with another machine too."""
    notes = write_notes(tmp_path / "notes")
    live(collection, clock, notes)
    seen(collection)
    export(collection, tmp_path / "cards.apkg")
    other = opened(str(tmp_path / "other.db"), clock, collection.learner, number=2)
    live(other, clock, notes)
    brought(collection, carried(other, tmp_path / "backup.db.zst"))
    (tmp_path / "shared").mkdir()
    for machine in (collection, other, collection):
        sync(machine, tmp_path / "shared")
    other.close()


def unbound(statement: str) -> Iterator[str]:
    """The tables in a statement whose rows are not asked for by learner."""
    for table, alias in _NAMED.findall(statement):
        name = alias or table
        bound = rf"\b{name}\.learner = |= {name}\.learner\b"
        if not re.search(bound, statement):
            yield name


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT cards.uid FROM cards WHERE cards.learner = ?", []),
        ("SELECT cards.learner FROM cards WHERE cards.uid = ?", ["cards"]),
        ("SELECT 1 FROM cards, reviews AS r WHERE cards.learner = ?", ["r"]),
        ("DELETE FROM schedules WHERE schedules.card = ?", ["schedules"]),
    ],
)
def test_a_query_without_a_learner_would_be_found(statement, found) -> None:
    assert list(unbound(statement)) == found


def test_every_query_of_every_table_asks_by_the_learner(tmp_path, place) -> None:
    clock = Clock()
    opened(place, clock, "boris").close()
    collection = opened(place, clock, "anna")
    with statements(collection) as asked:
        whole_life(collection, clock, tmp_path)
    collection.close()

    ours = [(sql, values) for sql, values in asked if _NAMED.search(sql)]
    queries = {sql for sql, _ in ours if sql.lstrip().startswith(_ASKED)}
    assert len(queries) > 60
    assert {sql: found for sql in queries if (found := list(unbound(sql)))} == {}
    assert not any("boris" in str(values) for _, values in ours)
    inserts = {sql for sql, _ in ours if sql.startswith("INSERT")}
    assert all(re.match(r"INSERT INTO \w+ \(learner, ", sql) for sql in inserts)


def test_the_life_of_one_learner_leaves_another_as_they_were(tmp_path, place) -> None:
    """Both have the same notes, so the same ids of cards; Boris is studied before Anna lives."""
    clock = Clock()
    boris = opened(place, clock, "boris", number=5)
    live(boris, clock, write_notes(tmp_path / "notes"))
    before, looked = rows_of(boris, "boris"), seen(boris)

    hour = clock.moment
    anna = opened(place, clock, "anna")
    whole_life(anna, clock, tmp_path)
    assert len(rows_of(anna, "anna")["reviews"]) > len(before["reviews"])
    anna.close()

    clock.moment = hour
    assert rows_of(boris, "boris") == before
    notes_changed = {"problems"}
    assert {k: v for k, v in seen(boris).items() if k not in notes_changed} == {
        k: v for k, v in looked.items() if k not in notes_changed
    }
    boris.close()
