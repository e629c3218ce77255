from collections import Counter
from dataclasses import replace

import pytest

from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.scheduling.answer import next_schedules
from quizapp.scheduling.balance import BALANCED_DAYS, Workload, balanced
from quizapp.scheduling.fuzz import fuzz_bounds, fuzz_factor

TODAY, NOW, DAY_MS = 739_000, 1_790_000_000_000, 86_400_000  # a Monday comes on 739_005


def days(interval, workload, count=2000, **options):
    """How often each interval is given to one of many cards."""
    return Counter(
        balanced(
            interval, 1, 36500, fuzz_factor(f"card{n}", 3), day=TODAY, workload=workload, **options
        )
        for n in range(count)
    )


def test_every_day_of_the_fuzz_range_is_as_likely_when_all_have_as_much_to_do():
    lower, upper = fuzz_bounds(20, 1, 36500)

    found = days(20, Workload())

    assert set(found) == set(range(lower, upper + 1))
    assert max(found.values()) < 1.35 * min(found.values())


def test_a_day_with_less_to_do_is_as_much_likelier_as_its_load_is_smaller_squared():
    lower, upper = fuzz_bounds(10, 1, 36500)
    due = {TODAY + day: 9 for day in range(lower, upper + 1)} | {TODAY + 10: 4}

    found = days(10, Workload(due), 6000)

    others = [found[day] for day in range(lower, upper + 1) if day != 10]
    assert found[10] / (sum(others) / len(others)) == pytest.approx(4, rel=0.15)


def test_answers_one_after_the_other_spread_evenly():
    workload = Workload()
    for number in range(400):
        factor = fuzz_factor(f"card{number}", 2)
        day = TODAY + balanced(15, 1, 36500, factor, day=TODAY, workload=workload)
        workload = workload.moved(None, day)

    alone = days(15, Workload(), 400)
    assert max(workload.due.values()) - min(workload.due.values()) < 12
    assert max(workload.due.values()) < max(alone.values())


def test_no_card_is_given_to_a_day_off_and_half_a_day_gets_half():
    weekend = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)

    found = days(30, Workload(), 6000, easy_days=weekend)

    by_weekday = Counter()
    for interval, count in found.items():
        by_weekday[(TODAY + interval - 1) % 7] += count
    assert by_weekday[6] == 0
    assert by_weekday[5] / by_weekday[4] == pytest.approx(0.5, rel=0.2)


def test_where_all_days_are_off_fuzz_decides():
    assert len(days(10, Workload(), easy_days=(0.0,) * 7)) > 3


def test_days_count_by_the_calendar():
    import datetime

    monday = datetime.date(2026, 3, 9).toordinal()
    off_on_tuesday = (1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0)

    found = {
        balanced(3, 1, 9, n / 99, day=monday - 3, workload=Workload(), easy_days=off_on_tuesday)
        for n in range(99)
    }

    assert monday + 1 not in {monday - 3 + interval for interval in found}


def reviewed(interval):
    return Schedule(
        phase=Phase.REVIEW,
        memory=MemoryState(interval, 5.0),
        due_day=TODAY,
        interval=interval,
        reps=4,
        last_at=NOW - interval * DAY_MS,
        last_day=TODAY - interval,
    )


PRESET = Preset()


def next_of(uid, workload, preset=PRESET, interval=12):
    return next_schedules(
        reviewed(interval), at=NOW, day=TODAY, uid=uid, preset=preset, workload=workload
    )


def test_an_answer_avoids_the_crowded_day_but_keeps_the_order_of_the_ratings():
    plain = [next_of(f"card{n}", None)[Rating.GOOD].due_day for n in range(60)]
    crowded = Counter(plain).most_common(1)[0][0]
    workload = Workload({crowded: 500})

    moved = [next_of(f"card{n}", workload) for n in range(60)]

    assert all(each[Rating.GOOD].due_day != crowded for each in moved)
    for each in moved:
        intervals = [each[rating].interval for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
        assert intervals == sorted(intervals)


def test_without_balancing_or_fuzz_the_workload_changes_nothing():
    busy = Workload({TODAY + day: day * 37 % 11 for day in range(100)})

    for preset in (Preset(load_balance=False), Preset(fuzz=False)):
        for n in range(20):
            assert next_of(f"card{n}", busy, preset) == next_of(f"card{n}", None, preset)


def test_intervals_beyond_the_horizon_are_left_to_fuzz():
    busy = Workload({TODAY + day: 1000 for day in range(BALANCED_DAYS, 2000, 2)})

    for n in range(20):
        assert next_of(f"card{n}", busy, interval=200) == next_of(f"card{n}", None, interval=200)


def test_easy_days_alone_work_without_the_load():
    preset = replace(Preset(load_balance=False), easy_days=(1, 1, 1, 1, 1, 1, 0.0))
    busy = Workload({TODAY + day: 50 for day in range(60)})

    dues = {next_of(f"card{n}", busy, preset)[Rating.GOOD].due_day for n in range(100)}

    assert all((due - 1) % 7 != 6 for due in dues)


def test_a_workload_follows_the_answers():
    assert Workload({5: 2}).moved(5, 9).due == {5: 1, 9: 1}
    assert Workload({5: 0}).moved(5, None).due == {5: 0}
