from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.steps import DAY_MS, delays

MINUTE = 60_000

# steps in minutes | steps taken | minutes after Again, Hard, Good (- is on to review)
TABLE = """
1 10        | 0 | 1 5.5 10
1 10        | 1 | 1 10 -
10          | 0 | 10 15 -
1 10 100    | 1 | 1 10 100
1 10 100    | 2 | 1 100 -
1 10        | 7 | 1 10 -
4320        | 0 | 4320 5760 -
1440        | 0 | 1440 2880 -
900 1980    | 0 | 900 1440 1980
1440 4320   | 0 | 1440 2880 4320
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_delays_at_each_step(row):
    steps, taken, expected = (cell.split() for cell in row.split("|"))

    waits = delays(tuple(timedelta(minutes=int(step)) for step in steps), int(taken[0]), 36500)

    found = [waits.again, waits.hard, waits.good]
    assert found == [None if cell == "-" else float(cell) * MINUTE for cell in expected]


def test_no_steps_give_no_delays():
    assert delays((), 0, 36500) is None


def test_no_delay_exceeds_the_longest_interval():
    waits = delays((timedelta(days=3), timedelta(days=9)), 0, 2)

    assert (waits.again, waits.hard, waits.good) == (2 * DAY_MS, 2 * DAY_MS, 2 * DAY_MS)


@given(
    st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=20)), min_size=1, max_size=5),
    st.integers(0, 6),
    st.integers(1, 36500),
)
def test_a_better_rating_never_waits_less_whatever_the_steps(steps, taken, maximum):
    waits = delays(tuple(steps), taken, maximum)

    assert waits.again <= waits.hard
    assert waits.good is None or waits.hard <= waits.good <= maximum * DAY_MS
