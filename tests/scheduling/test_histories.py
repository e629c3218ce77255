"""A thousand histories by the wall clock, beside Anki's own backend in the same time zone.

Late evenings and early mornings, answers after midnight, several answers a day, changes between
summer and winter time: stability, difficulty and the next due day must be Anki's.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import MemoryState, Phase, Preset
from quizapp.model.time import study_day, to_ms
from quizapp.scheduling.answer import next_schedules, wait
from quizapp.scheduling.replay import replay

BERLIN = ZoneInfo("Europe/Berlin")
PLAIN = Preset(fuzz=False)
HISTORIES, SEED = 1000, 20_260_312

EVENING, MORNING, AFTER_MIDNIGHT, DAY = (22, 24), (5.5, 9), (24, 26.5), (9, 21)
"""Hours of the study day; from 24 on they are the next morning's. Anki counts days back from the
present rollover in whole 24 hours, so that the hour around a rollover under the other clock is
another day to it than on the wall: those hours (2:30 to 5:30) are left out."""


def wall(day, hour):
    """The UTC milliseconds of an hour of a study day in Berlin."""
    at = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(hours=hour)
    return to_ms(at.replace(tzinfo=BERLIN).astimezone(UTC))


def history(chance, today):
    """The answers of one card, oldest first; the last lies before ``today``."""
    gaps = [chance.choice([1, 1, 1, 2, 3, 7, 20, 60, 150]) for _ in range(chance.randrange(1, 8))]
    day, rows = today - sum(gaps), []
    for place, gap in enumerate(gaps):
        evening = chance.random() < 0.4
        low, high = chance.choice([EVENING, AFTER_MIDNIGHT]) if evening else MORNING
        if chance.random() < 0.2:
            low, high = DAY
        moment = wall(day, chance.uniform(low, high))
        rating = chance.choice([1, 2, 3, 3, 3, 3, 4])
        rows.append((moment + place, rating))
        while chance.random() < 0.35 or (rating == 1 and chance.random() < 0.8):
            rating = chance.choice([1, 3, 3, 3, 2, 4])
            rows.append((rows[-1][0] + chance.randrange(30, 300) * 1000, rating))
        day += gap
    return rows


def replayed(rows):
    log = [
        Review(f"row{place:03}", "d", "card", ReviewKind.REVIEW, at, study_day(at, BERLIN), rating)
        for place, (at, rating) in enumerate((at, Rating(rating)) for at, rating in rows)
    ]
    return replay(log, "card", PLAIN)


@pytest.fixture(scope="module")
def compared(anki_in):
    """Of each history: our schedule, Anki's memory state and its four next states."""
    today = study_day(to_ms(datetime.now(UTC)), BERLIN)
    chance = Random(SEED)
    histories = [history(chance, today) for _ in range(HISTORIES)]
    ours = [replayed(rows) for rows in histories]
    request = [
        {
            "reviews": rows,
            "card": {
                "phase": schedule.phase,
                "interval": schedule.interval,
                "lapses": schedule.lapses,
                "left": max(0, len(steps(schedule)) - schedule.step),
            },
        }
        for rows, schedule in zip(histories, ours, strict=True)
    ]
    with anki_in("Europe/Berlin") as ask:
        return today, histories, ours, ask("histories", PLAIN, histories=request)


def steps(schedule):
    lapsed = schedule.phase in (Phase.REVIEW, Phase.RELEARNING)
    return PLAIN.relearning_steps if lapsed else PLAIN.learning_steps


def test_the_histories_hold_what_they_are_for(compared):
    _today, histories, _ours, _anki = compared
    pairs = [(one, two) for rows in histories for (one, _), (two, _) in pairwise(rows)]
    days = [(study_day(one, BERLIN), study_day(two, BERLIN)) for one, two in pairs]
    offsets = [
        {datetime.fromtimestamp(at / 1000, BERLIN).utcoffset() for at, _ in rows}
        for rows in histories
    ]

    overnight = [
        1
        for (one, two), (before, after) in zip(pairs, days, strict=True)
        if after == before + 1 and two - one < 12 * 3_600_000
    ]
    assert len(overnight) > 150
    assert sum(before == after for before, after in days) > 1000
    assert sum(len(found) == 2 for found in offsets) > 100


def test_stability_and_difficulty_of_a_thousand_histories_are_those_of_anki(compared):
    _today, _histories, ours, anki = compared

    assert len(ours) == HISTORIES
    for schedule, (stability, difficulty, _states) in zip(ours, anki, strict=True):
        assert schedule.memory.stability == pytest.approx(stability, rel=1e-5)
        assert schedule.memory.difficulty == pytest.approx(difficulty, rel=1e-5)


def between_days(schedule):
    """Whether an interval lies so near a half that Anki's 32 bits may round it the other way."""
    days = schedule.memory.stability
    return abs(days - int(days) - 0.5) < 1e-5 * days


def test_the_next_due_day_after_each_rating_is_that_of_anki(compared):
    today, _histories, ours, anki = compared
    now = wall(today, 12)

    for schedule, (stability, difficulty, states) in zip(ours, anki, strict=True):
        # Anki keeps four and three decimals with the card.
        kept = MemoryState(round(stability, 4), round(difficulty, 3))
        before = replace(schedule, memory=kept)
        results = next_schedules(before, at=now, day=today, uid="card", preset=PLAIN)
        for result, theirs in zip(results.values(), states, strict=True):
            assert result.phase == theirs["phase"]
            assert result.memory.stability == pytest.approx(theirs["stability"], rel=1e-5)
            assert result.memory.difficulty == pytest.approx(theirs["difficulty"], rel=1e-5)
            if result.phase is Phase.REVIEW and not between_days(result):
                assert result.due_day - today == theirs["days"]
            elif result.phase is Phase.REVIEW:
                assert result.due_day - today == pytest.approx(theirs["days"], abs=1)
            else:
                seconds = wait(result, at=now, day=today).total_seconds()
                assert seconds == pytest.approx(theirs["seconds"], abs=2)
