"""The curve of one card: what it reads from the log, held against the formula written out."""

from dataclasses import replace

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.cards.recall_curve import RecallCurve, curve_of, recall_curve
from quizapp.actions.planning.rescheduling import forget, set_due
from quizapp.actions.studying.log import Answered, log_review
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Preset
from quizapp.storage.queries import cards

DAY = 739_000
DECAY = 0.1542  # w20 of FSRS-6 as published


def written_out(stability: float, days: float) -> float:
    factor = 0.9 ** (-1 / DECAY) - 1
    return (1 + factor * days / stability) ** -DECAY


def a_curve(*memories: tuple[int, float | None], last: int = 40) -> RecallCurve:
    states = tuple(
        (DAY + day, MemoryState(stability, 5.0) if stability else None)
        for day, stability in memories
    )
    return RecallCurve(DAY, DAY + 30, DAY + last, 0.9, (), states)


def review(day: int, rating: Rating = Rating.GOOD, **changed: object) -> Review:
    at = (DAY + day) * 86_400_000
    return replace(Review(f"{at:x}", "d", "c", ReviewKind.REVIEW, at, DAY + day, rating), **changed)


def test_a_span_falls_from_its_beginning_to_its_end_by_the_formula() -> None:
    spans = a_curve((0, 10.0)).columns(4)

    for place, (low, high) in enumerate(spans):
        assert high == pytest.approx(written_out(10, 10 * place))
        assert low == pytest.approx(written_out(10, 10 * (place + 1)))
    assert spans[0][0] == pytest.approx(0.9)


def test_a_span_with_a_review_reaches_from_the_low_before_it_to_one() -> None:
    spans = a_curve((0, 10.0), (15, 30.0)).columns(4)

    assert spans[1] == (pytest.approx(written_out(10, 15)), 1.0)
    assert spans[2] == (
        pytest.approx(written_out(30, 15)),
        pytest.approx(written_out(30, 5)),
    )


def test_nothing_is_drawn_while_the_card_was_new_again() -> None:
    spans = a_curve((0, 10.0), (10, None), (30, 5.0)).columns(4)

    assert spans[1:3] == [None, None]
    assert spans[3] == (pytest.approx(written_out(5, 10)), 1.0)


def test_several_reviews_of_a_day_share_its_span() -> None:
    spans = a_curve((0, 1.0), (0, 2.0), (0, 4.0)).columns(40)

    assert spans[0] == (pytest.approx(written_out(4, 1)), 1.0)


def test_a_place_is_the_span_that_a_day_lies_in() -> None:
    curve = a_curve((0, 10.0))

    assert [curve.place(DAY + day, 4) for day in (0, 9, 10, 39, 40)] == [0, 0, 1, 3, 3]


def test_the_log_gives_marks_and_memories_without_what_was_undone() -> None:
    log = [
        review(0, verdict="right"),
        review(5, Rating.AGAIN, verdict="mistake", uid="slip"),
        review(5, kind=ReviewKind.UNDO, rating=None, undoes="slip", uid="back"),
        review(8, kind=ReviewKind.CRAM, uid="cram"),
        review(9, Rating.HARD),
    ]

    curve = curve_of(log, Preset(), DAY + 20)

    assert [(mark.day - DAY, mark.rating) for mark in curve.marks] == [
        (0, Rating.GOOD),
        (9, Rating.HARD),
    ]
    assert [mark.outcome for mark in curve.marks] == ["right", None]
    assert [day - DAY for day, _memory in curve.memories] == [0, 9]
    assert (curve.first, curve.today) == (DAY, DAY + 20)
    assert curve.last > curve.today


def test_a_card_without_a_review_has_no_curve(collection, notes) -> None:
    notes("Q: One?\nA: Two.\n")
    (uid,) = (card.id for card in list_cards(collection))
    with collection.database.reading() as connection:
        card = cards.card(connection, "me", uid)

    assert recall_curve(collection, card) is None


def test_the_end_of_the_curve_is_what_the_schedule_says_now(collection, notes, clock) -> None:
    notes("Q: One?\nA: Two.\n")
    (uid,) = (card.id for card in list_cards(collection))
    with collection.database.reading() as connection:
        card = cards.card(connection, "me", uid)
    for _turn in range(3):
        log_review(collection, uid, Rating.EASY, collection.now(), Preset(), Answered())
        clock.wait(days=9)
    set_due(collection, [uid], 3, 3)

    curve = recall_curve(collection, card)

    (listed,) = list_cards(collection)
    assert curve.memories[-1][1].stability == listed.stability
    assert len(curve.marks) == len(curve.memories) == 3
    forget(collection, [uid])
    assert recall_curve(collection, card).memories[-1][1] is None
