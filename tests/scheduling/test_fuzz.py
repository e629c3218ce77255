from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.fuzz import fuzz_bounds, fuzz_factor, fuzzed, spread

INTERVALS = [*range(1, 25), 30, 37, 45, 60, 90, 120, 200, 365]


def test_ranges_are_those_that_anki_draws_from(fuzzing_anki):
    drawn = fuzzing_anki("fuzz", intervals=INTERVALS, count=500)

    for interval, found in zip(INTERVALS, drawn, strict=True):
        lower, upper = fuzz_bounds(interval, 1, 36500)
        assert found == list(range(lower, upper + 1)), f"{interval} days"


# interval | minimum, maximum | shortest, longest
BOUNDS = """
1.0   | 1 1000  | 1 1
2.49  | 1 1000  | 2 2
2.5   | 1 1000  | 2 4
7.0   | 1 1000  | 5 9
17.0  | 1 1000  | 14 20
20.0  | 1 1000  | 17 23
37.0  | 1 1000  | 33 41
100.0 | 101 1000 | 101 108
100.0 | 1 99    | 92 99
100.0 | 97 103  | 97 103
2.0   | 2 1000  | 2 2
2.0   | 3 3     | 3 3
40.0  | 50 30   | 30 30
"""


@pytest.mark.parametrize("row", BOUNDS.strip().splitlines())
def test_bounds_respect_the_shortest_and_longest_interval(row):
    interval, limits, expected = ([float(word) for word in cell.split()] for cell in row.split("|"))

    assert fuzz_bounds(interval[0], int(limits[0]), int(limits[1])) == tuple(expected)


@pytest.mark.parametrize("edge", [7.0, 20.0])
def test_the_spread_has_no_jump_where_two_ranges_meet(edge):
    assert spread(edge) == pytest.approx(spread(edge + 1e-9), abs=1e-6)


@given(
    st.floats(0.01, 1e5),
    st.integers(1, 40000),
    st.integers(1, 36500),
    st.one_of(st.none(), st.floats(0, 1, exclude_max=True)),
)
def test_whole_days_between_the_limits_come_out_whatever_goes_in(days, minimum, maximum, factor):
    result = fuzzed(days, minimum, maximum, factor)

    assert min(minimum, maximum) <= result <= maximum


def test_without_a_factor_an_interval_is_rounded_halves_upwards():
    assert [fuzzed(days, 1, 100, None) for days in (0.2, 2.49, 2.5, 3.5, 400)] == [1, 2, 3, 4, 100]


def test_the_factor_belongs_to_the_card_and_its_number_of_reviews():
    assert fuzz_factor("card", 3) == fuzz_factor("card", 3)
    assert len({fuzz_factor(uid, reps) for uid in "abc" for reps in range(10)}) == 30


def test_factors_are_spread_evenly():
    tenths = Counter(int(10 * fuzz_factor(f"card{n}", n % 7)) for n in range(10_000))

    chi_squared = sum((tenths[tenth] - 1000) ** 2 / 1000 for tenth in range(10))
    assert chi_squared < 27.9, "nine degrees of freedom: one in a thousand is above"
