"""``quizapp fit`` from outside: keys, exit statuses, sentences."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

KEYS = ["parameters", "log_loss_before", "log_loss_after", "rmse_before", "rmse_after", "reviews"]
DAY_MS = 86_400_000


@pytest.fixture
def studied(run, home: Path, tmp_path: Path) -> None:
    """A hundred cards with a log of a forgetful learner."""
    text = "\n\n".join(f"Q: What is number {n}?\nA: It is {n}." for n in range(100))
    (tmp_path / "n.md").write_text(f"---\ndeck: Numbers\n---\n{text}", encoding="utf-8")
    assert run("import", tmp_path / "n.md").status == 0
    chance = Random(7)
    with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
        for (uid,) in connection.execute("SELECT uid FROM cards").fetchall():
            day = 739_000 + chance.randrange(40)
            for _review in range(7):
                rating = 1 if chance.random() < 0.35 else 3
                connection.execute(
                    "INSERT INTO reviews (learner, uid, device, card, kind, at, day, rating,"
                    " duration_ms, hints, scheduler) VALUES ('me', ?, 'd', ?, 'review', ?, ?, ?,"
                    " 5000, 0, 'fsrs-6')",
                    (f"{uid}{day}", uid, (day - 719_163) * DAY_MS + 40_000_000, day, rating),
                )
                day += chance.randrange(1, 12)
    assert run("check", "--rebuild").status == 0


def test_json_has_the_keys_of_the_contract(run, studied) -> None:
    done = run("fit", "--json")

    assert done.status == 0
    assert list(done.json)[: len(KEYS)] == KEYS
    assert len(done.json["parameters"]) == 21
    assert done.json["log_loss_after"] < done.json["log_loss_before"]
    assert done.json["reviews"] == 600
    assert done.json["adopted"]


def test_losses_before_and_after_are_shown_and_the_check_stays_clean(run, studied) -> None:
    done = run("fit")

    assert done.status == 0
    assert "before" in done.out
    assert "RMSE (bins)" in done.out
    assert "of 600 reviews, which the fit had not seen" in done.out
    assert "The new parameters are in use." in done.out
    assert "Due dates stay as they are." in done.out
    assert run("check").status == 0


def test_too_few_reviews_are_a_no_that_says_how_many_are_needed(run, notes) -> None:
    done = run("fit")

    assert done.status == 1
    assert done.out.startswith("Too few reviews to fit: 0 reviews")
    assert "400 are needed" in done.out
    as_json = run("fit", "--json")
    assert as_json.status == 1
    assert list(as_json.json)[: len(KEYS)] == KEYS
    assert as_json.json["log_loss_before"] is None


def test_an_unknown_deck_is_bad_use(run, notes) -> None:
    done = run("fit", "Nowhere")

    assert done.status == 2
    assert "There is no deck “Nowhere”" in done.err


def test_without_the_library_the_sentence_names_what_to_install(run, notes, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)

    done = run("fit")

    assert done.status == 2
    assert "pip install 'quizapp[fit]'" in done.err
    assert done.err.count("\n") == 1


def test_rescheduling_says_how_many_cards_moved(run, studied) -> None:
    done = run("fit", "--reschedule", "--json")

    assert done.status == 0
    assert done.json["rescheduled"] > 10
    assert run("check").status == 0
