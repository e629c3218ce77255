"""A backlog is spread over days by retrievability, shown before it is done, taken back in one."""

from collections import Counter

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.planning.backlog import accept, backlog, take_back, vacation
from quizapp.actions.planning.rescheduling import set_due
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.storage.queries import schedules

CARDS = 60


@pytest.fixture
def away(collection, notes, clock):
    """Sixty cards studied on several days, then three weeks away."""
    notes("\n".join(f"Q: What is number {n}?\nA: Answer {n * 7919}.\n" for n in range(CARDS)))
    for place, card in enumerate(list_cards(collection)):
        if not place % 10:
            clock.wait(days=1)
        rating = (Rating.EASY, Rating.GOOD)[place % 2]
        review(collection, card.id, rating)
        if rating is Rating.GOOD:
            clock.wait(minutes=15)
            review(collection, card.id, Rating.GOOD)
    clock.wait(days=21)
    return collection


def due_days(collection) -> dict[str, int | None]:
    with collection.database.reading() as connection:
        found = schedules.all_schedules(connection, collection.learner)
    return {uid: state.due_day for uid, state in found.items()}


def test_no_day_has_more_than_it_may(away) -> None:
    today = away.day_of(away.now())
    plan = backlog(away, 12)

    accept(away, plan)

    load = Counter(max(day, today) for day in due_days(away).values() if day is not None)
    assert plan.cards == CARDS
    assert load == {today + ahead: 12 for ahead in range(5)}
    assert [(day.day, day.backlog) for day in plan.days] == sorted(load.items())
    assert check_collection(away) == []


def test_looking_at_a_plan_moves_nothing(away) -> None:
    before = due_days(away)

    backlog(away, 5)
    vacation(away, away.day_of(away.now()), away.day_of(away.now()) + 3)

    assert due_days(away) == before


def test_the_most_likely_known_come_first_and_more_stays_known(away) -> None:
    plan = backlog(away, 6)

    recalls = [day.recall for day in plan.days]
    assert recalls == sorted(recalls, reverse=True)
    assert plan.kept >= plan.kept_by_date
    assert sum(day.backlog * day.recall for day in plan.days) == pytest.approx(plan.kept)


def test_cards_that_fall_due_anyway_count_against_the_day(away) -> None:
    later = [card.id for card in list_cards(away)][:8]
    set_due(away, later, 1, 1)

    plan = backlog(away, 10)

    tomorrow = plan.days[1]
    assert (tomorrow.due, tomorrow.backlog) == (8, 2)
    assert plan.cards == CARDS - 8


def test_a_plan_is_taken_back_in_one_step_but_not_over_a_review(away) -> None:
    before = due_days(away)
    plan = backlog(away, 12)
    moved = accept(away, plan)
    studied = plan.moves[0].card
    review(away, studied, Rating.GOOD)
    since = due_days(away)[studied]

    assert take_back(away) == moved - 1

    assert due_days(away) == {**before, studied: since}
    assert check_collection(away) == []
    with pytest.raises(InputError):
        take_back(away)


def test_a_plan_that_moves_nothing_leaves_the_one_before_to_be_taken_back(away) -> None:
    before = due_days(away)
    moved = accept(away, backlog(away, 12))

    assert accept(away, backlog(away, 12)) == 0
    assert take_back(away) == moved > 0
    assert due_days(away) == before


def test_a_vacation_moves_what_is_due_past_it(away) -> None:
    today = away.day_of(away.now())
    uids = [card.id for card in list_cards(away)]
    set_due(away, uids[:20], 3, 6)
    set_due(away, uids[20:], 40, 40)
    plan = vacation(away, today + 2, today + 8, 5)

    accept(away, plan)

    after = due_days(away)
    assert {after[uid] for uid in uids[20:]} == {today + 40}
    load = Counter(after[uid] for uid in uids[:20])
    assert load == {today + 9 + ahead: 5 for ahead in range(4)}


@pytest.mark.parametrize(("first", "last"), [(5, 3), (-9, -2)])
def test_a_vacation_that_is_over_or_ends_before_it_begins_is_refused(away, first, last) -> None:
    today = away.day_of(away.now())

    with pytest.raises(InputError):
        vacation(away, today + first, today + last)


def test_a_day_that_is_full_anyway_gets_nothing(away) -> None:
    set_due(away, [card.id for card in list_cards(away)][:30], 1, 1)

    plan = backlog(away, 1)

    days = [day.day - plan.days[0].day for day in plan.days]
    assert days == [0, *range(2, 31)]


def test_without_a_backlog_there_is_nothing_to_plan(collection) -> None:
    plan = backlog(collection)

    assert (plan.cards, plan.days, plan.moves) == (0, (), ())
    assert accept(collection, plan) == 0
