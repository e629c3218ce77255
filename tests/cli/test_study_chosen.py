"""``quizapp study`` with other cards than those of today."""

import io
import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def study(run, monkeypatch):
    """Study line by line with these lines typed."""

    def study(*options, lines=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run("study", "--plain", *options)

    return study


@pytest.fixture
def rows(home):
    """Kind and rating of each row of the log."""

    def read():
        with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
            return connection.execute("SELECT kind, rating FROM reviews ORDER BY at").fetchall()

    return read


def test_cramming_logs_and_moves_nothing(study, run, notes, rows) -> None:
    before = run("cards", "--json").json

    done = study("--cram", "--query", "carry", lines=["", "3"])

    assert "1 card studied" in done.out
    assert rows() == [("cram", 3)]
    assert run("cards", "--json").json == before


def test_a_query_chooses_the_cards(study, notes, rows) -> None:
    done = study("--query", "is:new carry", lines=["", "4"])

    assert "What is a carry?" in done.out
    assert "sum" not in done.out.lower().split("what is a carry")[1]
    assert rows() == [("review", 4)]


def test_ahead_and_forgotten_choose_by_the_schedule(study, notes, rows) -> None:
    study("--query", "carry", lines=["", "1"])

    assert "Nothing is due." in study("--ahead", "400", "--query", "is:review").out
    assert "1 card studied" in study("--forgotten", lines=["", "3"]).out
    assert rows() == [("review", 1), ("cram", 3)]


def test_two_ways_at_once_are_refused(study, notes) -> None:
    done = study("--cram", "--ahead", "3")

    assert done.status == 2
    assert "only one makes sense" in done.err


def test_a_query_that_means_nothing_is_refused(study, notes) -> None:
    assert study("--query", "is:nothing").status == 2
