from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.order import apart, mixed

# reviews | new cards | mixed
MIXED = """
abc | 123      | a1b2c3
abc | 12       | a1b2c
abc | 123456   | 1a23b45c6
abc | 12345678 | 12a34b56c78
abc |          | abc
    | 123      | 123
"""


@pytest.mark.parametrize("case", MIXED.strip("\n").splitlines())
def test_both_kinds_are_spread_over_the_whole(case):
    one, two, expected = (cell.strip() for cell in case.split("|"))

    assert "".join(mixed(one, two)) == expected


@pytest.mark.parametrize(("reviews", "new"), [(0, 3), (1, 1), (3, 8), (7, 2), (10, 20), (40, 7)])
def test_the_mix_is_that_of_anki(anki, reviews, new):
    assert "".join(mixed("r" * reviews, "n" * new)) == anki("mix", reviews=reviews, new=new)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mixing_keeps_every_card_and_both_orders(reviews, new):
    one, two = [("review", n) for n in range(reviews)], [("new", n) for n in range(new)]

    result = mixed(one, two)

    assert [card for card in result if card[0] == "review"] == one
    assert [card for card in result if card[0] == "new"] == two


# cards as passage letters | apart
APART = """
AB     | AB
AAB    | ABA
AAABBB | ABABAB
BAAA   | ABAA
BACAA  | ABACA
AABBC  | ABABC
ABCCC  | CACBC
AAAA   | AAAA
"""


@pytest.mark.parametrize("case", APART.strip().splitlines())
def test_siblings_get_another_card_between_them(case):
    cards, expected = (cell.strip() for cell in case.split("|"))

    assert "".join(apart(cards, str)) == expected


@given(st.lists(st.sampled_from("ABCDE"), max_size=40))
def test_keeping_apart_loses_no_card_and_joins_none(cards):
    result = apart(cards, str)

    assert sorted(result) == sorted(cards)
    assert touching(result) <= touching(cards)


@given(st.lists(st.sampled_from("ABCDE"), max_size=40))
@settings(max_examples=500)
def test_siblings_touch_only_when_there_are_too_many(cards):
    most = max(cards.count(letter) for letter in "ABCDE")

    result = apart(cards, str)

    assert touching(result) == max(0, 2 * most - len(cards) - 1)


def touching(cards):
    return sum(one == two for one, two in pairwise(cards))
