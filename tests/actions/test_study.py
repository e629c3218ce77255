"""One sitting: ask, answer, rate, undo. Every rating is in the log before the next card."""

import json

import pytest
from sqlalchemy import select

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.figures.today import today
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.reviewing import review
from quizapp.actions.studying.study import start
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.storage.schema import reviews

pytestmark = pytest.mark.engines

CARDS = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 31))

SUM = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry", see="carrying")
mistake(a * b, "That is the product")
hint("Take the tens first")
```

# carrying

Q: What is a carry?
A: A ten that moves one place to the left.
"""


def log(collection) -> list[dict[str, object]]:
    query = select(reviews).order_by(reviews.c.at, reviews.c.uid)
    with collection.database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def test_a_rating_is_in_the_log_at_once_and_the_next_card_follows(collection, notes) -> None:
    notes(CARDS)
    session = start(collection)
    first = session.asked.card.uid

    session.reveal()
    assert session.proposed is Rating.GOOD
    session.rate(Rating.GOOD)

    (row,) = log(collection)
    assert (row["card"], row["rating"], row["kind"]) == (first, 3, "review")
    assert session.asked.card.uid != first


def test_the_interval_on_a_key_is_the_interval_given(collection, notes, clock) -> None:
    notes(CARDS)
    session = start(collection)
    uid = session.asked.card.uid
    promised = session.asked.waits[Rating.EASY].days

    session.rate(Rating.EASY)

    card = next(card for card in list_cards(collection) if card.id == uid)
    day = collection.day_of(collection.now())
    assert card.due == f"2026-03-{12 + promised:02}T04:00:00Z"
    assert log(collection)[0]["due_day"] == day + promised


def test_new_cards_stop_at_the_daily_limit_and_learning_cards_come_back(
    collection, notes, clock
) -> None:
    notes(CARDS)
    session = start(collection)
    seen = []
    while session.asked is not None:
        seen.append(session.asked.card.uid)
        session.rate(Rating.GOOD)
        clock.wait(seconds=30)

    assert len(set(seen)) == 20
    assert all(seen.count(uid) == 2 for uid in set(seen))
    assert today(collection).new == 0
    clock.wait(days=1)
    assert today(collection).new == 10


def test_undo_asks_the_card_again_and_appends_to_the_log(collection, notes) -> None:
    notes(CARDS)
    session = start(collection)
    first = session.asked
    session.rate(Rating.AGAIN)
    session.rate(Rating.GOOD)

    assert session.undo()
    assert session.undo()
    assert not session.undo()

    assert session.asked == first
    assert sorted(row["kind"] for row in log(collection)) == ["review", "review", "undo", "undo"]
    assert all(card.reps == 0 for card in list_cards(collection))
    assert check_collection(collection) == []


def test_a_review_that_was_taken_back_is_none_to_a_search(collection, notes) -> None:
    notes("Q: A?\nA: B.\n")
    session = start(collection)
    session.reveal()
    session.rate(Rating.AGAIN)
    assert len(list_cards(collection, "rated:1:1")) == 1

    session.undo()

    assert list_cards(collection, "rated:1") == []


def test_a_live_question_is_judged_and_kept_in_full(collection, notes) -> None:
    notes(SUM)
    session = start(collection)
    variant = session.asked.variant
    drawn = dict(variant.drawn)

    verdict = session.answer([str(drawn["a"] + drawn["b"] + 10)])

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, "carry")
    assert session.proposed is Rating.AGAIN
    session.rate(Rating.AGAIN)
    (row,) = log(collection)
    assert row["seed"] == variant.seed
    assert row["question_version"] == variant.version
    assert json.loads(row["drawn"]) == drawn
    assert json.loads(row["printed_answer"]) == {variant.parts[0].name: variant.parts[0].printed}
    assert json.loads(row["answer"]) == [str(drawn["a"] + drawn["b"] + 10)]
    assert (row["verdict"], row["mistake"]) == ("mistake", "carry")


def test_the_card_that_a_mistake_points_at_comes_next(collection, notes) -> None:
    notes(SUM + "\n" + CARDS)
    session = start(collection)
    drawn = dict(session.asked.variant.drawn)

    session.answer([str(drawn["a"] + drawn["b"] + 10)])
    session.rate(Rating.AGAIN)

    assert session.asked.card.front == "What is a carry?"


def test_an_unreadable_answer_logs_nothing_and_reveals_nothing(collection, notes) -> None:
    notes(SUM)
    session = start(collection)

    verdict = session.answer(["1,234"])

    assert verdict.outcome is Outcome.UNREADABLE
    assert not session.revealed
    assert session.proposed is None
    assert log(collection) == []


def test_fresh_numbers_are_other_numbers_until_the_answer_is_seen(collection, notes) -> None:
    notes(SUM)
    session = start(collection)
    before = session.asked.variant.drawn

    assert session.fresh()
    assert session.asked.variant.drawn != before
    session.reveal()
    assert not session.fresh()


def test_hints_come_one_by_one_and_make_a_right_answer_hard(collection, notes) -> None:
    notes(SUM)
    session = start(collection)

    assert session.hints_left == 1
    assert session.hint() == "Take the tens first"
    assert session.hint() is None
    drawn = dict(session.asked.variant.drawn)
    session.answer([str(drawn["a"] + drawn["b"])])
    assert session.proposed is Rating.HARD


def test_not_knowing_a_question_proposes_again(collection, notes) -> None:
    notes(SUM)
    session = start(collection)

    session.reveal()

    assert session.proposed is Rating.AGAIN


def test_a_suspended_card_is_gone_until_undo(collection, notes) -> None:
    notes(CARDS)
    session = start(collection)
    first = session.asked.card.uid

    session.suspend()
    assert next(c.state for c in list_cards(collection) if c.id == first) == "suspended"
    assert session.undo()

    assert session.asked.card.uid == first
    assert next(c.state for c in list_cards(collection) if c.id == first) == "new"


def test_a_buried_card_returns_tomorrow(collection, notes, clock) -> None:
    notes(SUM.split("# carrying", maxsplit=1)[0])
    session = start(collection)

    session.bury()
    assert session.asked is None
    clock.wait(days=1)

    assert start(collection).asked is not None


def test_a_limit_ends_the_sitting(collection, notes) -> None:
    notes(CARDS)
    session = start(collection, limit=2)
    session.rate(Rating.GOOD)
    session.rate(Rating.GOOD)

    assert session.asked is None
    assert session.summary().cards == 2


def test_minutes_end_the_sitting(collection, notes, clock) -> None:
    notes(CARDS)
    session = start(collection, minutes=5)
    clock.wait(minutes=6)
    session.rate(Rating.GOOD)

    assert session.asked is None


def test_only_the_deck_asked_for_is_studied(collection, notes) -> None:
    notes(CARDS, "one.md")
    notes("---\ndeck: Other\n---\nQ: Elsewhere?\nA: Yes, elsewhere.\n", "two.md")

    session = start(collection, "Other")

    assert (session.asked.card.front, session.total) == ("Elsewhere?", 1)


def test_an_unknown_deck_names_the_known_ones(collection, notes) -> None:
    notes(CARDS)
    with pytest.raises(InputError, match=r"There is no deck “Nope”: use one of “notes”\."):
        start(collection, "Nope")


def test_a_clock_set_back_keeps_the_order_of_the_log(collection, notes, clock) -> None:
    notes(SUM)
    session = start(collection)
    session.rate(Rating.GOOD)
    clock.wait(hours=-5)
    session = start(collection)
    uid = log(collection)[0]["card"]
    collection_card = next(card for card in list_cards(collection) if card.id == uid)
    assert collection_card.reps == 1

    clock.wait(hours=5, minutes=20)
    review(collection, uid, Rating.GOOD)

    assert check_collection(collection) == []


def test_a_damaged_cache_is_found_and_rebuilt_from_the_log(collection, notes, clock) -> None:
    notes(CARDS)
    session = start(collection)
    for rating in (Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.HARD):
        session.rate(rating)
        clock.wait(minutes=2)
    before = list_cards(collection)
    with collection.database.writing() as connection:
        connection.exec_driver_sql("UPDATE schedules SET stability = 99, due_day = 1")

    (problem,) = check_collection(collection)
    rebuilt = rebuild(collection)

    assert problem.rule == "cache"
    assert "quizapp check --rebuild" in problem.message
    assert rebuilt == 4
    assert list_cards(collection) == before
    assert check_collection(collection) == []


def test_two_sessions_on_one_collection_lose_no_review(
    open_at, collection, notes, tmp_path
) -> None:
    notes(CARDS)
    other = open_at(tmp_path / "collection.db")
    one, two = start(collection), start(other)
    assert one.asked.card.uid == two.asked.card.uid

    one.rate(Rating.GOOD)
    two.rate(Rating.GOOD)

    card = list_cards(collection)[0]
    assert card.reps == 2
    assert check_collection(collection) == []


def test_a_hint_takes_the_place_of_what_could_not_be_read(collection, notes) -> None:
    notes(SUM)
    session = start(collection)
    session.answer(["1,234"])

    assert session.hint() == "Take the tens first"
    assert session.verdict is None
