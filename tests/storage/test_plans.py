"""Every query that a learner waits for finds its rows by an index that the learner leads."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from quizapp.actions.cards.history import past_reviews
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection
from quizapp.actions.figures.plots import plots_of
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.figures.today import today
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.storage.queries import cards as stored
from quizapp.storage.queries.glance import STATEMENTS

from .days import Clock, live, opened, statements, write_notes

HOT = {"cards", "schedules", "reviews"}


def waited_for(collection: Collection) -> None:
    """Counts, queue, answer, next card, undo, the log of a card, what is due, a deck, a card."""
    today(collection)
    session = start(collection)
    assert session.asked is not None
    card = session.asked.card
    session.reveal()
    session.rate(Rating.GOOD)
    session.undo()
    past_reviews(collection, card)
    for query in ("deck:Alpha", "is:due", "is:new"):
        list_cards(collection, query)
    with collection.database.reading() as connection:
        assert stored.cards_named(connection, collection.learner, card.uid[:6])


def looked_over(collection: Collection) -> None:
    """What goes through all cards or the whole log of a learner by its nature.

    A file has one learner as a rule: there SQLite reads the table in its own order, rightly.
    """
    for query in ("tag:math", "prop:s>1", "rated:7", "question"):
        list_cards(collection, query)
    for deck in (None, "Alpha"):
        statistics(collection, deck)
        plots_of(collection, deck)


@pytest.fixture
def asked(tmp_path, place) -> Iterator[tuple[Collection, list[tuple[str, Any]]]]:
    clock = Clock()
    collection = opened(place, clock)
    live(collection, clock, write_notes(tmp_path / "notes"))
    with statements(collection) as found:
        waited_for(collection)
        if collection.database.path is None:
            looked_over(collection)
    read = {sql: values for sql, values in found if re.match(r"SELECT|WITH", sql)}
    assert len(read) > 15
    yield collection, list(read.items())
    collection.close()


def test_no_query_that_a_learner_waits_for_reads_what_is_not_theirs(asked) -> None:
    collection, queries = asked
    explained = _on_sqlite if collection.database.path is not None else _on_postgres
    with collection.database.engine.connect() as connection:
        if collection.database.path is None:
            connection.exec_driver_sql("SET enable_seqscan = off")
        found = {sql: list(explained(connection, sql, values)) for sql, values in queries}
    assert {sql: wrong for sql, wrong in found.items() if wrong} == {}


@pytest.mark.file
def test_a_status_line_reads_nothing_that_is_not_theirs(tmp_path) -> None:
    collection = opened(str(tmp_path / "c.db"), Clock())
    values = {"learner": "me", "day": 1, "soon": 1}
    with collection.database.reading() as connection:
        for sql in STATEMENTS:
            assert list(_on_sqlite(connection, sql, values)) == []
    collection.close()


def _on_sqlite(connection: Connection, sql: str, values: Any) -> Iterator[str]:
    """The steps that read a hot table otherwise than by an index with the learner first."""
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values):
        step = str(row[3])
        named = re.match(r"(SCAN|SEARCH) (\w+)", step)
        if named is None or not _is_hot(named[2], sql):
            continue
        if named[1] == "SCAN" or "(learner=?" not in step:
            yield step


def _is_hot(name: str, sql: str) -> bool:
    return name in HOT or any(f"{table} AS {name}" in sql for table in HOT)


def _on_postgres(connection: Connection, sql: str, values: Any) -> Iterator[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", values).scalar_one()
    document = json.loads(plan) if isinstance(plan, str) else plan
    yield from _steps(document[0]["Plan"])


def _steps(step: dict[str, Any]) -> Iterator[str]:
    reads_table = step.get("Relation Name") in HOT and step["Node Type"] != "Bitmap Heap Scan"
    of_bitmap = step["Node Type"] == "Bitmap Index Scan"
    if (reads_table or of_bitmap) and "learner" not in step.get("Index Cond", ""):
        yield f"{step['Node Type']} {step.get('Relation Name', step.get('Index Name'))}"
    for below in step.get("Plans", ()):
        yield from _steps(below)
