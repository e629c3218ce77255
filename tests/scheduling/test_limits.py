import random

import pytest

from quizapp.scheduling.limits import Left, Ration, chain, in_time, left_of, within

# new a day, reviews a day | done: new, reviews | still to be had: new, reviews
DONE = """
20 200 | 0 0    | 20 200
20 200 | 5 30   | 15 165
20 200 | 25 250 | 0 0
20 10  | 0 0    | 10 10
20 200 | 0 190  | 10 10
0 50   | 0 10   | 0 40
"""


@pytest.mark.parametrize("case", DONE.strip().splitlines())
def test_daily_limits_less_what_was_done_today(case):
    limits, done, expected = ([int(n) for n in cell.split()] for cell in case.split("|"))
    studied = [("A", True)] * done[0] + [("B::C", False)] * done[1]

    left = left_of({"": limits[0]}, {"": limits[1]}, studied)

    news, reviews = Ration(left), Ration(left)
    assert sum(news.take_new("A") for _ in range(300)) == expected[0]
    assert sum(reviews.take_review("B") for _ in range(300)) == expected[1]


def test_a_card_counts_against_every_deck_above_it_that_sets_a_limit():
    limits = {"": 20, "A": 10, "A::B::C": 3}

    assert chain(limits, "A::B::C::D") == ("A", "A::B::C")
    assert chain(limits, "A::B") == ("A",)
    assert chain(limits, "AB") == ("",)


def test_a_limit_of_a_deck_above_caps_the_decks_below():
    ration = Ration(Left({"": 20, "A": 4, "A::B": 3, "A::C": 30}, {"": 100}))

    taken = [deck for deck in ["A::B"] * 5 + ["A::C"] * 5 + ["Z"] * 2 if ration.take_new(deck)]

    assert taken == ["A::B"] * 3 + ["A::C"] + ["Z"] * 2


def test_a_deck_with_its_own_limit_leaves_that_of_the_others_alone():
    left = left_of({"": 20, "A": 5}, {"": 200, "A": 50}, [("A::B", True), ("A", False)])

    assert left == Left({"": 20, "A": 4}, {"": 200, "A": 48})


def test_counts_of_a_tree_show_what_studying_just_that_deck_gives():
    counts = {"A": 5, "A::B": 10, "A::C": 10, "Z": 3, "Y": 9}

    assert within(counts, {"": 6, "A": 12, "A::B": 4}) == {
        "": 18, "A": 12, "A::B": 4, "A::C": 10, "Z": 3, "Y": 6,
    }  # fmt: skip


def test_the_counts_are_those_that_a_ration_gives_out_card_by_card():
    chance = random.Random(4)
    decks = ["A", "A::B", "A::B::C", "A::D", "E", "E::F", "G"]
    for _try in range(200):
        counts = {deck: chance.randrange(8) for deck in decks}
        limits = {"": chance.randrange(20)}
        limits |= {deck: chance.randrange(12) for deck in chance.sample(decks, 3)}
        cards = [deck for deck, count in counts.items() for _ in range(count)]
        chance.shuffle(cards)
        found = within(counts, limits)
        for name in ("", *decks):
            ration = Ration(Left({"": 0}, limits))
            inside = [deck for deck in cards if not name or f"{deck}::".startswith(f"{name}::")]
            assert found[name] == sum(ration.take_review(deck) for deck in inside)


def test_minutes_a_day_are_a_limit_at_the_learners_own_pace():
    limits = in_time({"": 200, "Exam": 50}, {"Exam": 10, "Other": 1}, seconds_a_card=15.0)

    assert limits == {"": 200, "Exam": 40, "Other": 4}
    assert in_time({"": 200}, {}, 15.0) == {"": 200}
    assert in_time({"": 5}, {"": 60}, 15.0) == {"": 5}
