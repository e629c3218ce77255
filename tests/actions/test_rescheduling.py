"""Schedules moved by hand, flags, and study of chosen cards that leaves the schedule alone."""

from dataclasses import replace
from datetime import date

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.planning.rescheduling import forget, moves, reschedule, set_due
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.selecting import Selection
from quizapp.actions.studying.study import start
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.settings.read import settings_of

pytestmark = pytest.mark.engines

CARDS = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 13))


def reviewed(collection, rating=Rating.EASY):
    for card in list_cards(collection):
        log_review(collection, card.id, rating, collection.now(), Preset(), Answered())


def days_ahead(collection) -> list[int]:
    today = collection.day_of(collection.now())
    dues = (date.fromisoformat(card.due[:10]) for card in list_cards(collection))
    return [due.toordinal() - today for due in dues]


def test_a_due_date_set_in_the_session_is_kept_by_a_rebuild_and_taken_back_by_undo(
    collection, notes, log
) -> None:
    notes(CARDS)
    session = start(collection)
    first = session.asked.card.uid

    session.set_due(5)

    assert session.asked.card.uid != first
    assert session.done == 0
    rebuild(collection)
    (card,) = (card for card in list_cards(collection) if card.id == first)
    assert (card.state, card.due) == ("review", "2026-03-17T04:00:00Z")
    assert session.undo()
    assert session.asked.card.uid == first
    assert len(list_cards(collection, "is:new")) == 12
    assert [row["kind"] for row in log()] == ["manual", "undo"]
    assert check_collection(collection) == []


def test_due_dates_over_a_range_are_spread_within_it(collection, notes) -> None:
    notes(CARDS)
    reviewed(collection)

    set_due(collection, [card.id for card in list_cards(collection)], 3, 7)

    found = days_ahead(collection)
    assert set(found) <= set(range(3, 8))
    assert len(set(found)) > 2
    assert all(card.stability for card in list_cards(collection))


@pytest.mark.parametrize("days", [(-1, 3), (4, 3), (0, 40_000)])
def test_a_range_that_is_none_is_refused(collection, notes, days) -> None:
    notes(CARDS)

    with pytest.raises(InputError, match="0 to 36500 days"):
        set_due(collection, [list_cards(collection)[0].id], *days)


def test_a_forgotten_card_is_new_and_is_asked_as_such(collection, notes, clock) -> None:
    notes("Q: What is a carry?\nA: A ten.\n")
    reviewed(collection)
    (card,) = list_cards(collection)

    forget(collection, [card.id])

    assert list_cards(collection)[0].state == "new"
    session = start(collection)
    assert session.asked.card.uid == card.id
    session.rate(Rating.GOOD)
    assert list_cards(collection)[0].state == "learning"
    assert check_collection(collection) == []


def test_forget_in_the_session_goes_on_and_can_be_undone(collection, notes, clock) -> None:
    notes(CARDS)
    reviewed(collection)
    clock.wait(days=60)
    session = start(collection)
    before = session.asked

    session.forget()
    session.undo()

    assert session.asked == before
    assert check_collection(collection) == []


def test_rescheduling_is_seen_before_it_is_done_and_agrees_with_the_log(collection, notes) -> None:
    notes(CARDS)
    reviewed(collection)
    strict = replace(collection, settings=settings_of("retention = 0.97\n"))
    before = days_ahead(strict)

    wanted = moves(strict)
    assert days_ahead(strict) == before
    reschedule(strict, wanted)

    after = days_ahead(strict)
    assert all(late > soon for late, soon in zip(before, after, strict=True))
    assert moves(strict) == []
    assert check_collection(strict) == []
    assert moves(collection, "notes") != []
    assert moves(collection, "other") == []


def test_a_flag_is_set_changed_and_taken_away(collection, notes) -> None:
    notes(CARDS)
    session = start(collection)

    assert [session.flag(3), session.flag(5), session.flag(5)] == [3, 5, 0]
    assert session.flag(7) == 7
    session.rate(Rating.EASY)
    session.undo()
    assert session.asked.card.flag == 7
    with pytest.raises(InputError, match="1 to 7"):
        session.flag(8)


def test_a_card_can_be_buried_with_all_its_siblings(collection, notes) -> None:
    notes("The capital of {{c1::France}} is {{c2::Paris}}.\n\nQ: What is a city?\nA: A town.\n")
    session = start(collection)
    assert session.counts.new == 3

    session.bury(siblings=True)

    assert session.counts.new == 1
    assert len(list_cards(collection, "is:buried")) == 2
    session.undo()
    assert session.counts.new == 3
    assert list_cards(collection, "is:buried") == []


def test_a_card_can_be_suspended_with_all_its_siblings(collection, notes) -> None:
    notes("The capital of {{c1::France}} is {{c2::Paris}}.\n\nQ: What is a city?\nA: A town.\n")
    session = start(collection)

    session.suspend(siblings=True)

    assert session.counts.new == 1
    assert len(list_cards(collection, "is:suspended")) == 2
    session.undo()
    assert session.counts.new == 3
    assert list_cards(collection, "is:suspended") == []


# Study of chosen cards


def test_cramming_asks_everything_and_moves_nothing(collection, notes, log) -> None:
    notes(CARDS)
    reviewed(collection)
    before = list_cards(collection)
    session = start(collection, selection=Selection(cram=True))
    failed = session.asked.card.uid
    asked = [failed]
    wait = session.asked.waits
    session.rate(Rating.AGAIN)
    while session.asked is not None:
        asked.append(session.asked.card.uid)
        session.rate(Rating.GOOD)

    assert sorted(asked[:-1]) == sorted(card.id for card in before)
    assert asked[-1] == failed
    assert len({wait[rating] for rating in Rating}) == 1
    assert list_cards(collection) == before
    assert [row["kind"] for row in log()].count("cram") == 13
    assert session.summary().cards == 12
    assert check_collection(collection) == []


def test_a_rating_while_cramming_can_be_undone(collection, notes) -> None:
    notes(CARDS)
    session = start(collection, selection=Selection(cram=True))
    first = session.asked

    session.rate(Rating.AGAIN)
    assert session.undo()

    assert session.asked == first
    assert session.done == 0


def test_study_ahead_asks_what_comes_due_soon_and_counts(collection, notes, clock) -> None:
    notes(CARDS)
    reviewed(collection)
    assert start(collection).asked is None
    soon = min(days_ahead(collection))

    assert start(collection, selection=Selection(ahead=soon - 1)).asked is None
    session = start(collection, selection=Selection(ahead=soon))

    before = days_ahead(collection).count(soon)
    while session.asked is not None:
        session.rate(Rating.EASY)
    assert session.done == before
    assert days_ahead(collection).count(soon) == 0


def test_what_was_forgotten_today_can_be_asked_again_without_moving(collection, notes) -> None:
    notes(CARDS)
    session = start(collection)
    session.rate(Rating.AGAIN)
    failed = session.asked.card.uid
    session.rate(Rating.AGAIN)
    session.undo()
    session.rate(Rating.EASY)
    before = list_cards(collection)

    again = start(collection, selection=Selection(forgotten=True))

    assert again.asked.card.uid != failed
    again.rate(Rating.GOOD)
    assert again.asked is None
    assert list_cards(collection) == before


def test_a_query_asks_what_is_due_or_new_of_what_it_finds_beyond_the_limits(
    collection, notes
) -> None:
    notes(CARDS)
    few = replace(collection, settings=settings_of("new_per_day = 0\n"))
    assert start(few).asked is None

    session = start(few, selection=Selection(query='"number 1"'))

    asked = []
    while session.asked is not None:
        asked.append(session.asked.card.front)
        session.rate(Rating.EASY)
    assert asked == [f"Question number {n}?" for n in (1, 10, 11, 12)]
    assert start(few, selection=Selection(query='"number 1"')).asked is None


def test_a_suspended_card_is_not_crammed(collection, notes) -> None:
    notes("Q: What is a carry?\nA: A ten.\n")
    start(collection).suspend()

    assert start(collection, selection=Selection(cram=True)).asked is None


def test_a_query_that_means_nothing_is_refused(collection, notes) -> None:
    notes(CARDS)

    with pytest.raises(InputError):
        start(collection, selection=Selection(query="is:nothing"))
