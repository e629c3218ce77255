"""``due``: what Today says, without opening anything."""

import json
from pathlib import Path

import pytest

from quizapp.actions.collection import open_collection
from quizapp.actions.studying.log import undo_in
from quizapp.model.schedules import Preset
from quizapp.storage.queries import reviews

DECKS = """\
---
deck: {deck}
---
Q: One {deck}?
A: 1

Q: Two {deck}?
A: 2

Q: Three {deck}?
A: 3
"""


@pytest.fixture
def three_decks(run, tmp_path: Path) -> None:
    for name in ("A", "A::B", "C"):
        path = tmp_path / f"{name.replace(':', '-')}.md"
        path.write_text(DECKS.format(deck=name), encoding="utf-8")
        run("import", path)


def as_today(run) -> dict[str, int]:
    today = run("--json").json
    return {"due": today["learning"] + today["due"], "new": today["new"]}


def test_it_says_what_today_says_through_days_of_study(run, three_decks, home: Path) -> None:
    uids = [card["id"] for card in run("cards", "--json").json]
    assert run("due", "--json").json == as_today(run) == {"due": 0, "new": 9}
    for uid, rating, day in zip(
        uids, ("good", "again", "easy", "hard") * 2, "11223344", strict=False
    ):
        run("review", uid, rating, "--at", f"2026-03-0{day}T09:00:00Z")

    assert run("due", "--json").json == as_today(run)
    assert run("due", "--json").json["due"] == 8
    run("review", uids[0], "again")
    run("review", uids[8], "good")

    assert run("due", "--json").json == as_today(run)


def test_it_keeps_to_the_daily_limits(run, three_decks, home: Path) -> None:
    (home / "config.toml").write_text(
        'new_per_day = 4\n[decks.A]\nnew_per_day = 2\n[decks."A::B"]\nnew_per_day = 1\n',
        encoding="utf-8",
    )
    assert run("due", "--json").json == as_today(run) == {"due": 0, "new": 5}
    (card, *_rest) = run("cards", "deck:A", "--json").json
    run("review", card["id"], "good")

    assert run("due", "--json").json == as_today(run)
    assert run("due").out == "1 due, 4 new\n"


def test_a_review_that_was_taken_back_does_not_use_the_limit_up(run, three_decks, home) -> None:
    (home / "config.toml").write_text("new_per_day = 1\n", encoding="utf-8")
    (card, *_rest) = run("cards", "--json").json
    run("review", card["id"], "good")
    assert run("due", "--json").json == as_today(run) == {"due": 1, "new": 0}
    collection = open_collection(home / "collection.db")
    with collection.database.reading() as connection:
        (row,) = reviews.whole_log(connection, "me")
    with collection.database.writing() as connection:
        undo_in(connection, collection, row, Preset())
    collection.close()

    assert run("due", "--json").json == as_today(run) == {"due": 0, "new": 1}


def test_nothing_to_do_is_status_one(run, notes) -> None:
    assert run("due").status == 0
    for card in run("cards", "--json").json:
        run("review", card["id"], "easy")

    done = run("due")

    assert (done.status, done.out) == (1, "0 due, 0 new\n")


@pytest.mark.parametrize("place", ["collection.db", "sqlite"])
def test_no_collection_is_made(bare, home: Path, place: str) -> None:
    words = ["--db", f"sqlite:///{home / 'c.db'}"] if place == "sqlite" else []
    done = bare("--home", home, *words, "due", "--json")

    assert (done.status, json.loads(done.out)) == (1, {"due": 0, "new": 0})
    assert not home.exists()


def test_another_learner_begins_with_the_shipped_decks_all_the_same(bare, home: Path) -> None:
    bare("--home", home, "--empty", "stats")

    assert bare("--home", home, "--learner", "two", "due").status == 1
    assert bare("--home", home, "--learner", "two", "stats", "--json").json["cards"] > 200


def test_a_file_of_another_kind_is_refused_in_a_sentence(bare, home: Path) -> None:
    home.mkdir()
    (home / "collection.db").write_text("not a database at all, but long enough " * 20)

    done = bare("--home", home, "due")

    assert done.status == 2
    assert "collection.db" in done.err
