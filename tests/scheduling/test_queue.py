from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.model.schedules import NewMix, NewOrder, Phase, Preset, ReviewOrder, Schedule
from quizapp.model.waiting import Waiting
from quizapp.scheduling.limits import Left
from quizapp.scheduling.picking import pick
from quizapp.scheduling.queue import (
    answered,
    arranged,
    bring_forward,
    build,
    counts,
    last,
    next_card,
    siblings,
    without,
)

TODAY = 739_000
NOW, HOUR, MINUTE = 1_790_000_000_000, 3_600_000, 60_000
DAY_END = NOW + 10 * HOUR
PLENTY = Left({"": 1000}, {"": 1000})


def new(uid, position=0, **fields):
    return Waiting(uid, Phase.NEW, position=position, **fields)


def review(uid, due=0, **fields):
    """A review due ``due`` days from today."""
    return Waiting(uid, Phase.REVIEW, due_day=TODAY + due, last_day=TODAY - 9, **fields)


def step(uid, minutes, phase=Phase.LEARNING, last_day=TODAY, **fields):
    """A card in its steps, due ``minutes`` from now."""
    return Waiting(uid, phase, due_at=NOW + minutes * MINUTE, last_day=last_day, **fields)


PRESET = Preset()


def queue_of(*cards, left=PLENTY, day=TODAY, preset=PRESET):
    return build(cards, now=NOW, day=day, day_end=DAY_END, left=left, preset=preset)


def asked(queue, now=NOW, limit=1000):
    """The uids in the order they are asked, when every answer is the last one for today."""
    uids = []
    while (card := next_card(queue, now)) and len(uids) < limit:
        uids.append(card.uid)
        queue = answered(queue, card, Schedule(Phase.REVIEW, due_day=TODAY + 3))
    return uids


def test_due_steps_come_first_then_the_rest_then_steps_within_the_learn_ahead():
    queue = queue_of(step("soon", 15), review("review"), step("late", -1), step("later", -5))

    assert asked(queue) == ["later", "late", "review", "soon"]


def test_a_step_beyond_the_learn_ahead_is_not_asked_yet():
    queue = queue_of(step("card", 25))

    assert next_card(queue, NOW) is None
    assert next_card(queue, NOW + 5 * MINUTE).uid == "card"


def test_reviews_and_new_cards_are_mixed_evenly():
    cards = [review(f"review{n}", due=n - 6) for n in range(6)]

    order = asked(queue_of(*cards, new("new0", 0), new("new1", 1)))

    assert order == [
        "review0", "review1", "new0", "review2", "review3", "new1", "review4", "review5",
    ]  # fmt: skip


def test_new_cards_keep_the_order_of_the_notes():
    cards = [new(f"card{position}", position) for position in (3, 1, 2, 0)]

    assert asked(queue_of(*cards)) == ["card0", "card1", "card2", "card3"]


def test_reviews_that_waited_longer_come_first():
    assert asked(queue_of(review("b", -1), review("a", -3), review("c"))) == ["a", "b", "c"]


def test_reviews_of_one_day_are_shuffled_afresh_each_day_but_stay_so_all_day():
    cards = [review(f"card{n:02}", due=-4) for n in range(30)]

    today, again = asked(queue_of(*cards)), asked(queue_of(*reversed(cards)))
    tomorrow = asked(queue_of(*cards, day=TODAY + 1))

    assert today == again
    assert sorted(today) == sorted(tomorrow)
    assert today not in (sorted(today), tomorrow)


def test_the_most_likely_known_come_first_where_that_is_the_order():
    cards = [
        review("weak", stability=2.0),
        review("strong", stability=90.0),
        review("middle", stability=20.0),
    ]

    order = asked(queue_of(*cards, preset=Preset(order=ReviewOrder.RETRIEVABILITY)))

    assert order == ["strong", "middle", "weak"]


def test_relative_overdueness_weighs_the_wait_by_the_interval():
    cards = [
        review("late by a day of two", interval=2)._replace(last_day=TODAY - 3),
        review("late by ten days of a hundred", interval=100)._replace(last_day=TODAY - 110),
        review("on time", interval=9),
    ]

    order = asked(queue_of(*cards, preset=Preset(order=ReviewOrder.OVERDUE)))

    assert order == ["late by a day of two", "late by ten days of a hundred", "on time"]


def test_reviews_and_new_cards_at_random_are_shuffled_for_the_day():
    reviews = [review(f"review{n}", due=-n) for n in range(20)]
    news = [new(f"new{n:02}", n) for n in range(20)]
    preset = Preset(order=ReviewOrder.RANDOM, new_order=NewOrder.RANDOM, new_mix=NewMix.AFTER)

    order = asked(queue_of(*reviews, *news, preset=preset))

    assert order == asked(queue_of(*reviews[::-1], *news[::-1], preset=preset))
    assert order[20:] != sorted(order[20:])
    assert order[:20] != [f"review{19 - n}" for n in range(20)]
    assert order != asked(queue_of(*reviews, *news, preset=preset, day=TODAY + 30))


@pytest.mark.parametrize(
    ("mix", "expected"),
    [
        (NewMix.BEFORE, ["n0", "n1", "r0", "r1"]),
        (NewMix.MIXED, ["r0", "n0", "r1", "n1"]),
        (NewMix.AFTER, ["r0", "r1", "n0", "n1"]),
    ],
)
def test_new_cards_stand_where_they_were_wanted(mix, expected):
    cards = [new("n0", 0), new("n1", 1), review("r0", -2), review("r1", -1)]

    assert asked(queue_of(*cards, preset=Preset(new_mix=mix))) == expected


def test_topics_take_turns_within_reviews_and_within_new_cards():
    cards = [*(review(f"a{n}", n - 9) for n in range(3)), *(review(f"b{n}", n - 5) for n in (0, 1))]
    picked = pick(cards, now=NOW, day=TODAY, day_end=DAY_END, left=PLENTY, preset=Preset())
    topics = {card.uid: card.uid[0] for card in cards}

    assert asked(arranged(picked, DAY_END, NewMix.MIXED)) == ["a0", "a1", "a2", "b0", "b1"]
    assert asked(arranged(picked, DAY_END, NewMix.MIXED, topics)) == ["a0", "b0", "a1", "b1", "a2"]


def test_a_card_sent_to_the_end_comes_after_all_others():
    queue = queue_of(review("a", -2), review("b", -1))

    assert asked(last(queue, queue.main[0])) == ["b", "a"]


def test_siblings_are_the_other_cards_of_a_passage_wherever_they_wait():
    queue = queue_of(
        review("a1", passage="a"), step("a2", -1, passage="a"), new("a3", passage="a"), new("b")
    )
    first = next(card for card in queue.main if card.uid == "a1")

    assert sorted(card.uid for card in siblings(queue, first)) == ["a2", "a3"]


def test_what_is_not_due_today_is_left_out():
    queue = queue_of(review("tomorrow", due=1), step("night", 11 * 60), review("today"))

    assert asked(queue, now=DAY_END) == ["today"]


def test_a_step_that_crossed_the_end_of_its_day_is_due_all_day():
    queue = queue_of(step("overnight", 3 * 60, last_day=TODAY - 1), step("today", 3 * 60))

    assert asked(queue) == ["overnight"]


def test_a_step_of_whole_days_waits_among_the_reviews():
    tomorrow = Waiting("step", Phase.LEARNING, due_day=TODAY, last_day=TODAY - 1)

    queue = queue_of(tomorrow, review("review"))

    assert sorted(asked(queue)) == ["review", "step"]
    assert counts(queue, NOW).learning == 1


def test_limits_hold_for_each_deck_by_itself():
    cards = [new(f"{deck}{n}", n, deck=deck) for deck in ("maths", "verbs") for n in (0, 1)]
    left = Left({"": 5, "maths": 1}, {"": 10})

    assert sorted(asked(queue_of(*cards, left=left))) == ["maths0", "verbs0", "verbs1"]


def test_a_backlog_of_reviews_leaves_no_room_for_new_cards():
    cards = [*(review(f"review{n}", due=-n) for n in range(5)), new("new")]

    queue = queue_of(*cards, left=Left({"": 3}, {"": 4}))

    assert sorted(asked(queue)) == ["review1", "review2", "review3", "review4"]


def test_steps_within_the_day_are_not_limited():
    queue = queue_of(step("card", -1), left=Left({"": 0}, {"": 0}))

    assert asked(queue) == ["card"]


def test_siblings_do_not_follow_one_another():
    queue = queue_of(
        new("a1", 0, passage="a"), new("a2", 1, passage="a"), new("b1", 2, passage="b")
    )

    assert asked(queue) == ["a1", "b1", "a2"]


def test_a_step_waits_for_one_card_when_its_sibling_was_asked_last():
    queue = queue_of(step("a1", -1, passage="a"), review("b1", passage="b"))
    queue = replace(queue, last_asked="a")

    assert asked(queue) == ["b1", "a1"]


def test_a_failed_card_comes_back_after_its_step_and_not_twice_running():
    queue = queue_of(step("one", -2), step("two", 12))
    card = next_card(queue, NOW)

    queue = answered(queue, card, Schedule(Phase.LEARNING, due_at=NOW + MINUTE, last_day=TODAY))

    assert [next_card(queue, NOW).uid, next_card(queue, NOW + MINUTE).uid] == ["two", "one"]


def test_a_card_alone_in_the_queue_may_come_twice_running():
    queue = queue_of(step("one", -2))

    queue = answered(queue, queue.steps[0], Schedule(Phase.LEARNING, due_at=NOW + MINUTE))

    assert next_card(queue, NOW).uid == "one"


def test_a_step_past_the_end_of_the_day_leaves_the_queue():
    queue = queue_of(step("one", -2))

    queue = answered(queue, queue.steps[0], Schedule(Phase.LEARNING, due_at=DAY_END))

    assert next_card(queue, DAY_END) is None


def test_a_card_brought_forward_is_next_and_asked_once():
    queue = bring_forward(queue_of(review("a", -3), review("b", -2), step("c", -1)), review("b"))

    assert asked(queue) == ["b", "c", "a"]


def test_a_card_that_is_not_due_can_be_brought_forward():
    queue = bring_forward(queue_of(review("a")), review("later", due=30))

    assert asked(queue) == ["later", "a"]


def test_a_suspended_card_leaves_the_queue():
    assert asked(without(queue_of(review("a", -1), review("b")), "a")) == ["b"]


def test_going_back_to_the_queue_before_undoes_an_answer():
    before = queue_of(review("a", -1), review("b"))
    answered(before, next_card(before, NOW), Schedule(Phase.REVIEW, due_day=TODAY + 3))

    assert asked(before) == ["a", "b"]


def test_counts_tell_what_is_left():
    queue = queue_of(new("n"), review("r1"), review("r2"), step("s", 10), step("later", 30))

    assert counts(queue, NOW) == (1, 1, 2)
    assert counts(queue, NOW + 10 * MINUTE).learning == 2


CARDS = st.lists(
    st.one_of(
        st.builds(new, st.uuids().map(str), st.integers(0, 9), passage=st.sampled_from(["", "p"])),
        st.builds(review, st.uuids().map(str), st.integers(-5, 2), passage=st.sampled_from("pq")),
        st.builds(step, st.uuids().map(str), st.integers(-90, 900)),
    ),
    max_size=30,
)


@given(CARDS, st.integers(0, 8), st.integers(0, 8))
def test_every_card_due_within_the_limits_is_asked_exactly_once(cards, new_left, reviews_left):
    left = Left({"": new_left}, {"": reviews_left})

    order = asked(queue_of(*cards, left=left), now=DAY_END)

    by_uid = {card.uid: card for card in cards}
    phases = Counter(by_uid[uid].phase for uid in order)
    due_reviews = sum(card.phase is Phase.REVIEW and card.due_day <= TODAY for card in cards)
    due_steps = sum(card.due_at is not None and card.due_at < DAY_END for card in cards)
    reviews = min(reviews_left, due_reviews)
    assert len(order) == len(set(order))
    assert phases[Phase.REVIEW] == reviews
    assert phases[Phase.LEARNING] == due_steps
    assert phases[Phase.NEW] == min(
        new_left, reviews_left - reviews, sum(card.phase is Phase.NEW for card in cards)
    )
