"""A deadline in the schedule: cards come in time for it, what gains most is asked first."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.model.waiting import Waiting
from quizapp.scheduling.answer import next_schedules
from quizapp.scheduling.deadline import gains, latest
from quizapp.scheduling.memory import model
from quizapp.scheduling.picking import reviews_in_order

TODAY, NOW = 739_000, 1_790_000_000_000
PLAIN = Preset(fuzz=False)


def reviewed(stability):
    return Schedule(
        phase=Phase.REVIEW,
        memory=MemoryState(stability, 5.0),
        due_day=TODAY,
        interval=round(stability),
        reps=4,
        last_at=NOW - 86_400_000 * round(stability),
        last_day=TODAY - round(stability),
    )


def next_of(stability, preset):
    return next_schedules(reviewed(stability), at=NOW, day=TODAY, uid="card", preset=preset)


@pytest.mark.parametrize("stability", [5.0, 20.0, 60.0])
@pytest.mark.parametrize("left", [3, 14, 40, 120])
def test_no_interval_reaches_past_the_day_the_deadline_wants(stability, left):
    plain = next_of(stability, PLAIN)
    wanted = next_of(stability, replace(PLAIN, deadline=TODAY + left))

    given = 0
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        memory = plain[rating].memory
        state = np.array([memory.stability]), np.array([memory.difficulty])
        last = latest(model(), *state, np.array([float(left)]))[0]
        given = max(given, 1, min(plain[rating].interval, last))
        assert wanted[rating].memory == memory
        assert wanted[rating].interval == given


def test_a_deadline_that_is_over_changes_nothing():
    assert next_of(20.0, replace(PLAIN, deadline=TODAY)) == next_of(20.0, PLAIN)


def test_before_a_deadline_reviews_are_asked_by_what_they_add():
    cards = [
        Waiting(f"card{n}", Phase.REVIEW, TODAY - n, None, TODAY - n - 9, stability=s, difficulty=d)
        for n, (s, d) in enumerate([(2.0, 9.0), (40.0, 3.0), (10.0, 5.0), (300.0, 2.0)])
    ]
    found = list(reviews_in_order(cards, Preset(deadline=TODAY + 10), TODAY))

    gained = [
        gains(
            model(),
            np.array([card.stability]),
            np.array([card.difficulty]),
            np.array([float(TODAY - card.last_day)]),
            10.0,
        )[0]
        for card in found
    ]
    assert gained == sorted(gained, reverse=True)
    assert [card.uid for card in found] != ["card3", "card2", "card1", "card0"]


def test_a_deck_without_a_deadline_does_without_numpy():
    code = (
        "import sys\n"
        "from quizapp.model.schedules import *\n"
        "from quizapp.scheduling.answer import next_schedules\n"
        "next_schedules(Schedule(), at=1, day=1, uid='a', preset=Preset())\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
