"""``review``: one review from outside, at any time after the last."""

import pytest

pytestmark = pytest.mark.usefixtures("utc")


@pytest.fixture
def card(run, notes) -> str:
    """The id of a new card."""
    return str(run("cards", "--json").json[0]["id"])


def test_an_evening_and_the_next_morning_are_two_study_days(run, card: str) -> None:
    """Anki's own backend gives S = 7.3153: one day, though only ten hours went by."""
    run("review", card, "good", "--at", "2026-03-12T22:00:00Z")
    done = run("review", card, "good", "--at", "2026-03-13T08:00:00Z", "--json")

    assert done.status == 0
    assert done.json["stability"] == pytest.approx(7.3153, abs=5e-5)


def test_the_same_ten_hours_within_one_study_day_are_none(run, card: str) -> None:
    run("review", card, "good", "--at", "2026-03-12T05:00:00Z")
    done = run("review", card, "good", "--at", "2026-03-12T15:00:00Z", "--json")

    assert done.json["stability"] < 3
    assert done.json["retrievability"] == 1


@pytest.mark.parametrize(
    ("word", "number"), [("again", "1"), ("hard", "2"), ("good", "3"), ("Easy", "4")]
)
def test_ratings_have_a_name_and_a_number(run, notes, word: str, number: str) -> None:
    one, two = (card["id"] for card in run("cards", "--json").json)
    at = ("--at", "2026-03-12T09:00:00Z", "--json")

    named, counted = run("review", one, word, *at).json, run("review", two, number, *at).json

    assert named["stability"] == counted["stability"]
    assert named["difficulty"] == counted["difficulty"]


def test_retrievability_is_that_before_the_review(run, card: str) -> None:
    first = run("review", card, "good", "--at", "2026-03-01T09:00:00Z", "--json").json
    second = run("review", card, "again", "--at", "2026-03-11T09:00:00Z", "--json").json

    assert first["retrievability"] is None
    assert 0 < second["retrievability"] < 0.9
    assert second["stability"] < first["stability"]


def test_times_of_another_zone_are_converted(run, card: str) -> None:
    done = run("review", card, "again", "--at", "2026-03-12T23:30:00+03:00", "--json")

    assert done.json["due"] == "2026-03-12T20:31:00Z"


def test_a_question_may_be_called_by_its_id(run, notes) -> None:
    done = run("review", "sum-of-two", "easy", "--at", "2026-03-12T09:00:00Z", "--json")

    assert done.status == 0
    assert done.json["card"] == run("cards", "is:review", "--json").json[0]["id"]


def test_the_beginning_of_an_id_is_enough(run, card: str) -> None:
    assert run("review", card[:6], "good", "--json").json["card"] == card


def test_a_time_before_the_last_review_is_refused_and_writes_nothing(run, card: str) -> None:
    run("review", card, "good", "--at", "2026-03-12T09:00:00Z")

    done = run("review", card, "good", "--at", "2026-03-12T08:59:59Z")

    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "quizapp: The time 2026-03-12T08:59:59Z is before the card's last review"
        " at 2026-03-12T09:00:00Z.\n"
    )
    assert run("stats", "--json").json["reviews"] == 1


def test_without_a_time_a_clock_that_is_behind_comes_after_the_last_review(run, card: str) -> None:
    """As where another program reviewed the card while this one began."""
    run("review", card, "good", "--at", "2199-03-12T09:00:00Z")

    done = run("review", card, "good", "--json")

    assert done.status == 0
    assert done.json["retrievability"] == 1
    assert run("check").status == 0


def test_the_cache_agrees_with_the_log_afterwards(run, card: str) -> None:
    for day, rating in enumerate("31342", start=10):
        run("review", card, rating, "--at", f"2026-03-{day}T09:00:00Z")
    before = run("cards", "--json").json

    assert run("check", "--json").json == {"ok": True, "problems": []}
    assert run("check", "--rebuild").status == 0
    assert run("cards", "--json").json == before
