"""``quizapp simulate`` from outside: keys, tables, what is refused."""

from datetime import date, timedelta

import pytest


def test_json_has_a_row_for_each_day_from_today_on(run, notes) -> None:
    done = run("simulate", "--days", "30", "--json")

    assert done.status == 0
    assert len(done.json) == 30
    assert {"day", "reviews", "minutes", "retention"} <= done.json[0].keys()
    days = [date.fromisoformat(row["day"]) for row in done.json]
    assert days == [days[0] + timedelta(days=n) for n in range(30)]
    assert done.json[0]["new"] == 2
    assert 0.85 < done.json[0]["retention"] <= 1


def test_the_same_collection_gives_the_same_days(run, notes) -> None:
    assert run("simulate", "--json").out == run("simulate", "--json").out


def test_new_cards_a_day_and_minutes_are_what_was_asked_for(run, notes) -> None:
    none = run("simulate", "--new", "0", "--days", "5", "--json").json
    one = run("simulate", "--new", "1", "--days", "5", "--json").json

    assert [row["new"] for row in none] == [0] * 5
    assert none[-1]["retention"] is None
    assert [row["new"] for row in one] == [1, 1, 0, 0, 0]


def test_the_table_compares_retentions_and_names_the_least_work(run, notes) -> None:
    done = run("simulate", "--days", "60")

    assert done.status == 0
    for retention in ("80 %", "90 %", "97 %"):
        assert f"\n{retention} " in done.out
    assert "Least work for what is known: " in done.out


def test_a_deadline_compares_two_ways_with_the_same_time(run, notes) -> None:
    first = run("simulate", "--days", "1", "--json").json[0]["day"]
    day = date.fromisoformat(first) + timedelta(days=40)

    done = run("simulate", "--deadline", day.isoformat())

    assert done.status == 0
    assert f"Known on {day.isoformat()}" in done.out
    assert "without a deadline" in done.out
    assert "with the deadline" in done.out
    assert len(run("simulate", "--deadline", day.isoformat(), "--json").json) == 40


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--retention", "3"], "no retention from 0.70 to 0.99"),
        (["--retention", "much"], "no retention"),
        (["--days", "0"], "is not a number from 1 on"),
        (["--days", "99999"], "too many"),
        (["--deadline", "soon"], "no date"),
        (["--deadline", "2020-01-01"], "not within 3650 days from tomorrow"),
        (["Nowhere"], "There is no deck"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_one_sentence(run, notes, words, sentence) -> None:
    done = run("simulate", *words)

    assert done.status == 2
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_an_empty_collection_has_nothing_ahead(run) -> None:
    done = run("simulate", "--days", "3", "--json")

    assert done.status == 0
    assert [(row["reviews"], row["retention"]) for row in done.json] == [(0.0, None)] * 3
    assert run("simulate", "--days", "3").status == 0
