"""The next interval, as a button and a line say it."""

import pytest

from quizapp.actions.studying.waits import Wait
from quizapp.wording import wait_text


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (Wait(minutes=0), "now"),
        (Wait(minutes=1), "1 min"),
        (Wait(minutes=90), "2 hours"),
        (Wait(days=1), "1 day"),
        (Wait(days=365), "1.0 y"),
    ],
)
def test_a_wait_is_said_in_its_own_unit(wait: Wait, said: str) -> None:
    assert wait_text(wait) == said
