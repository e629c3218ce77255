"""What was answered before: mistakes that come back, past reviews shown again exactly."""

import json
from dataclasses import replace

import pytest

from quizapp.actions.cards.history import past_answers, past_reviews, shown_again
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.study import start
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.model.verdicts import Outcome

SUM = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many at {{a}}", id="carry")
mistake(a * b, "That is the product", id="product")
```
"""


def sum_of(session) -> int:
    drawn = dict(session.asked.variant.drawn)
    return int(drawn["a"] + drawn["b"])


def slip(session) -> None:
    session.answer([str(sum_of(session) + 10)])


@pytest.fixture
def sit(collection, notes, clock):
    """Begins a sitting on the one question, another time each."""

    def sit():
        clock.wait(minutes=30)
        return start(collection)

    notes(SUM)
    return sit


def test_the_same_mistake_in_a_row_is_counted(sit) -> None:
    for times in (1, 2, 3):
        session = sit()
        slip(session)
        assert session.attempt.in_a_row == times
        session.rate(Rating.AGAIN)


def test_another_answer_in_between_begins_the_count_anew(sit) -> None:
    session = sit()
    slip(session)
    session.rate(Rating.AGAIN)
    session = sit()
    session.answer([str(sum_of(session))])
    assert session.attempt.in_a_row == 0
    session.rate(Rating.HARD)
    session = sit()
    slip(session)
    assert session.attempt.in_a_row == 1


def test_a_mistake_that_was_taken_back_does_not_count(sit) -> None:
    session = sit()
    slip(session)
    session.rate(Rating.AGAIN)
    session.undo()
    slip(session)

    assert session.attempt.in_a_row == 1


def test_the_summary_tells_that_a_mistake_came_back(sit) -> None:
    session = sit()
    slip(session)
    session.rate(Rating.AGAIN)
    session = sit()
    slip(session)
    session.rate(Rating.AGAIN)

    (entry,) = session.summary().again

    assert (entry.outcome, entry.in_a_row) == (Outcome.MISTAKE, 2)


def test_past_answers_come_newest_first_with_what_was_said(sit, collection) -> None:
    session = sit()
    number = dict(session.asked.variant.drawn)["a"]
    slip(session)
    session.rate(Rating.AGAIN)
    session = sit()
    session.answer([str(sum_of(session))])
    session.rate(Rating.GOOD)
    session.undo()
    card = session.asked.card
    session.rate(Rating.EASY)

    latest, first = past_answers(collection, card, past_reviews(collection, card))

    assert (latest.rating, latest.outcome, latest.message) == (Rating.EASY, None, "")
    assert (first.rating, first.outcome) == (Rating.AGAIN, Outcome.MISTAKE)
    assert first.message == f"One carry too many at {number}"


def test_a_past_review_is_shown_again_after_the_question_was_edited(
    sit, collection, notes, log
) -> None:
    session = sit()
    variant = session.asked.variant
    typed = str(sum_of(session) + 10)
    session.answer([typed])
    session.rate(Rating.AGAIN)
    notes(SUM.replace("integers(2, 90)", "integers(100, 190)").replace("What is", "Compute"))

    (row,) = log()
    again = shown_again(collection, row["uid"])

    assert again.variant == variant
    assert (again.answers, again.disagrees) == ((typed,), False)
    assert sit().asked.variant.prompt.startswith("Compute 1")


def test_a_past_review_is_shown_again_with_its_numbers_though_its_seed_draws_others(
    sit, collection, log, clock
) -> None:
    """As after an update of the program that changed how numbers are drawn."""
    session = sit()
    card, variant = session.asked.card, session.asked.variant
    other = replace(variant, seed=variant.seed + 1)
    log_review(
        collection, card.uid, Rating.GOOD, collection.now(), Preset(), Answered(variant=other)
    )

    (row,) = log()
    again = shown_again(collection, row["uid"]).variant

    assert row["seed"] != variant.seed
    assert (again.prompt, again.parts, again.steps) == (
        variant.prompt,
        variant.parts,
        variant.steps,
    )
    assert dict(again.drawn) == json.loads(row["drawn"])


def test_a_review_of_a_card_without_numbers_has_nothing_to_draw(collection, notes, log) -> None:
    notes("Q: What is a carry?\nA: A ten that moves one place to the left.\n")
    session = start(collection)
    session.rate(Rating.GOOD)

    (row,) = log()
    again = shown_again(collection, row["uid"])

    assert (again.variant, again.choice, again.answers) == (None, None, None)


def test_an_unknown_review_is_refused(collection) -> None:
    with pytest.raises(InputError, match="There is no review “nope” in the log"):
        shown_again(collection, "nope")
