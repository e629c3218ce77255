"""After a verdict: disagreeing, practising with new numbers, the card that comes next."""

import json

import pytest

from quizapp.actions.cards.history import answers_of, shown_again
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying import asking
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome

SUM = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry", see="carrying")
```

# carrying

Q: What is a carry?
A: A ten that moves one place to the left.
"""
MORE = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 4))


def sum_of(session) -> int:
    drawn = dict(session.asked.variant.drawn)
    return int(drawn["a"] + drawn["b"])


@pytest.fixture
def session(collection, notes):
    notes(f"{MORE}\n{SUM}", "notes.md")
    session = start(collection)
    while session.asked.variant is None:
        session.bury()
    return session


def test_disagreeing_is_noted_and_changes_nothing_else(session, collection, log) -> None:
    session.answer(["0"])
    before = session.proposed

    assert session.disagree()
    assert (session.verdict.outcome, session.proposed) == (Outcome.WRONG, before)
    session.rate(Rating.GOOD)

    (row,) = log()
    assert (row["verdict"], row["rating"]) == ("wrong", 3)
    assert json.loads(row["answer"]) == {"answers": ["0"], "disagrees": True}
    again = shown_again(collection, row["uid"])
    assert (again.answers, again.disagrees) == (("0",), True)
    assert check_collection(collection) == []


def test_disagreeing_twice_takes_it_back(session, log) -> None:
    session.answer(["0"])
    session.disagree()

    assert not session.disagree()
    session.rate(Rating.AGAIN)
    assert json.loads(log()[0]["answer"]) == ["0"]


def test_without_an_answer_there_is_nothing_to_disagree_with(session, log) -> None:
    session.reveal()

    assert not session.disagree()
    session.rate(Rating.AGAIN)
    assert log()[0]["answer"] is None


def test_practising_asks_new_numbers_and_moves_no_schedule(session, collection, log) -> None:
    first = session.asked.variant
    session.answer(["0"])

    assert session.again()
    assert session.practising and not session.revealed
    assert session.asked.variant.drawn != first.drawn
    practised = session.asked.variant
    assert session.answer([str(sum_of(session))]).outcome is Outcome.RIGHT
    assert session.proposed is Rating.AGAIN

    (row,) = log()
    assert (row["kind"], row["rating"], row["verdict"]) == ("cram", None, "right")
    assert json.loads(row["drawn"]) == dict(practised.drawn)
    assert all(card.reps == 0 for card in list_cards(collection))
    assert check_collection(collection) == []


def test_the_rating_after_practice_is_that_of_the_review(session, collection, log, clock) -> None:
    first = session.asked.variant
    session.answer(["0"])
    clock.wait(seconds=5)
    session.again()
    session.answer([str(sum_of(session))])
    clock.wait(seconds=5)
    session.rate(Rating.AGAIN)

    practice, review = log()
    assert (practice["kind"], review["kind"]) == ("cram", "review")
    assert json.loads(review["drawn"]) == dict(first.drawn)
    assert (review["verdict"], json.loads(review["answer"])) == ("wrong", ["0"])
    assert session.summary().cards == 1
    assert check_collection(collection) == []


def test_a_practice_can_be_given_up_and_repeated(session, log, clock) -> None:
    session.answer(["0"])
    session.again()
    session.reveal()
    clock.wait(seconds=1)
    session.again()
    session.answer(["1"])

    assert [(row["kind"], row["verdict"]) for row in log()] == [("cram", None), ("cram", "wrong")]


def test_undo_leaves_the_practice_for_its_review(session, log) -> None:
    session.answer(["0"])
    verdict = session.verdict
    session.again()

    assert session.undo()
    assert (session.practising, session.revealed, session.verdict) == (False, True, verdict)
    assert log() == []


def test_an_unreadable_answer_in_practice_logs_nothing(session, log) -> None:
    session.answer(["0"])
    session.again()
    session.answer(["1,234"])

    assert not session.revealed
    assert log() == []


def test_there_is_no_practice_before_the_verdict_or_without_numbers(collection, notes) -> None:
    notes(SUM)
    session = start(collection)
    assert not session.again()
    session.bury()
    session.reveal()

    assert session.asked.variant is None
    assert not session.again()


def test_a_review_is_kept_where_no_new_numbers_can_be_drawn(session, monkeypatch, log) -> None:
    session.answer(["0"])
    verdict = session.verdict
    monkeypatch.setattr(asking, "drawn", lambda _, card, *_before: (None, "broken", card))

    assert not session.again()
    assert (session.verdict, session.practising) == (verdict, False)
    session.rate(Rating.AGAIN)
    assert log()[0]["verdict"] == "wrong"


def test_the_card_that_comes_next_is_known_before_the_rating(session) -> None:
    session.answer([str(sum_of(session) + 10)])

    assert session.comes_next.front == "What is a carry?"
    session.rate(Rating.AGAIN)
    assert session.asked.card.front == "What is a carry?"
    assert session.comes_next is None


def test_no_card_is_announced_that_the_limit_leaves_no_room_for(collection, notes) -> None:
    notes(SUM)
    session = start(collection, limit=1)
    session.answer([str(sum_of(session) + 10)])

    assert session.comes_next is None


def test_time_and_median_are_known_with_the_verdict(session, collection, clock) -> None:
    for seconds, days in ((20, 1), (40, 30), (30, 3000)):
        clock.wait(seconds=seconds)
        session.answer([str(sum_of(session))])
        session.rate(Rating.GOOD)
        clock.wait(days=days)
        session = start(collection)
        while session.asked.variant is None:
            session.bury()
    clock.wait(seconds=10)
    session.answer([str(sum_of(session))])

    assert (session.attempt.took, session.attempt.median) == (10_000, 30_000)
    assert session.proposed is Rating.EASY


def test_old_rows_without_a_mark_are_read_as_before(session, collection, log) -> None:
    session.answer(["0"])
    session.rate(Rating.AGAIN)
    review = shown_again(collection, log()[0]["uid"]).review

    assert answers_of(review) == (("0",), False)
