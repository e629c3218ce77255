"""Several learners in one database: what one does asks for, and changes, nothing of the others."""

import pytest

from quizapp.actions.exporting.export import export
from quizapp.actions.machines.syncing import sync
from quizapp.storage.queries.glance import Glance, glance

from .by_learner import names_a_table, unbound
from .days import Clock, brought, carried, live, opened, rows_of, seen, statements, write_notes


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


def at_a_glance(collection) -> Glance | None:
    """What a status line counts, where the collection is a file."""
    file, now = collection.database.path, collection.now()
    return file and glance(file, collection.learner, collection.day_of(now), now)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT cards.uid FROM cards WHERE cards.learner = ?", []),
        ("SELECT cards.learner FROM cards WHERE cards.uid = ?", ["cards"]),
        ("SELECT 1 FROM cards, reviews AS r WHERE cards.learner = ?", ["r"]),
        ("DELETE FROM schedules WHERE schedules.card = ?", ["schedules"]),
        ("INSERT INTO cards (learner, uid) VALUES (?, ?)", []),
        ("INSERT INTO cards (uid) VALUES (?)", ["cards"]),
        (
            "SELECT cards.uid FROM cards WHERE cards.learner = ? AND cards.uid IN"
            " (SELECT cards.uid FROM cards WHERE cards.flag = 1)",
            ["cards"],
        ),
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

    ours = [(sql, values) for sql, values in asked if names_a_table(sql)]
    assert len({sql for sql, _ in ours}) > 60
    assert {sql: found for sql, _ in ours if (found := list(unbound(sql)))} == {}
    assert not any("boris" in str(values) for _, values in ours)


def test_the_life_of_one_learner_leaves_another_as_they_were(tmp_path, place) -> None:
    """Both have the same notes, so the same ids of cards; Boris is studied before Anna lives."""
    clock = Clock()
    boris = opened(place, clock, "boris", number=5)
    live(boris, clock, write_notes(tmp_path / "notes"))
    before, looked, counted = rows_of(boris, "boris"), seen(boris), at_a_glance(boris)

    hour = clock.moment
    anna = opened(place, clock, "anna")
    whole_life(anna, clock, tmp_path)
    assert len(rows_of(anna, "anna")["reviews"]) > len(before["reviews"])
    anna.close()

    clock.moment = hour
    assert rows_of(boris, "boris") == before
    assert at_a_glance(boris) == counted
    notes_changed = {"problems"}
    assert {k: v for k, v in seen(boris).items() if k not in notes_changed} == {
        k: v for k, v in looked.items() if k not in notes_changed
    }
    boris.close()
