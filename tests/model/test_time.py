from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.time import day_start, from_ms, iso, study_day, system_clock, to_ms

HOUR = 3_600_000
ZONES = st.sampled_from(
    [
        "UTC", "Europe/Berlin", "Europe/Moscow", "America/New_York", "America/Sao_Paulo",
        "America/St_Johns", "Asia/Tokyo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland",
        "Pacific/Kiritimati", "Pacific/Honolulu",
    ]
).map(ZoneInfo)  # fmt: skip
DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31)).map(date.toordinal)


def local(text, zone):
    """Milliseconds of a wall-clock time; ``text`` ending in ``*`` is its second occurrence."""
    wall = datetime.fromisoformat(text.rstrip("*")).replace(fold=text.endswith("*"))
    return to_ms(wall.replace(tzinfo=ZoneInfo(zone)))


# zone | wall-clock time | its study day, from 4:00 to 4:00
STUDY_DAYS = """
Europe/Berlin    | 2026-03-10 22:00  | 2026-03-10
Europe/Berlin    | 2026-03-11 03:59  | 2026-03-10
Europe/Berlin    | 2026-03-11 04:00  | 2026-03-11
Europe/Berlin    | 2026-03-29 01:59  | 2026-03-28
Europe/Berlin    | 2026-03-29 03:59  | 2026-03-28
Europe/Berlin    | 2026-03-29 04:00  | 2026-03-29
Europe/Berlin    | 2026-10-25 02:30  | 2026-10-24
Europe/Berlin    | 2026-10-25 02:30* | 2026-10-24
Europe/Berlin    | 2026-10-25 04:00  | 2026-10-25
America/New_York | 2026-03-08 03:30  | 2026-03-07
America/New_York | 2026-11-01 01:30* | 2026-10-31
America/New_York | 2026-12-31 23:59  | 2026-12-31
Asia/Tokyo       | 2026-01-01 03:00  | 2025-12-31
Asia/Kolkata     | 2026-02-28 04:00  | 2026-02-28
Pacific/Apia     | 2011-12-29 23:59  | 2011-12-29
Pacific/Apia     | 2011-12-31 00:30  | 2011-12-30
Pacific/Apia     | 2011-12-31 04:00  | 2011-12-31
"""


@pytest.mark.parametrize("case", STUDY_DAYS.strip().splitlines())
def test_the_study_day_goes_by_the_learners_clock(case):
    zone, wall, expected = (cell.strip() for cell in case.split("|"))

    day = study_day(local(wall, zone), ZoneInfo(zone))

    assert date.fromordinal(day).isoformat() == expected


def test_an_evening_and_the_next_morning_are_two_days_in_every_zone():
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Apia"):
        evening, morning = local("2026-03-28 22:00", zone), local("2026-03-29 08:00", zone)

        assert study_day(morning, ZoneInfo(zone)) - study_day(evening, ZoneInfo(zone)) == 1


def test_one_moment_is_another_study_day_elsewhere():
    moment = local("2026-05-05 12:00", "Asia/Tokyo")

    in_tokyo, in_honolulu = (
        study_day(moment, ZoneInfo(zone)) for zone in ("Asia/Tokyo", "Pacific/Honolulu")
    )

    assert in_tokyo - in_honolulu == 1


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 23),
        ("Europe/Berlin", date(2026, 10, 24), 25),
        ("America/New_York", date(2026, 3, 7), 23),
        ("America/New_York", date(2026, 10, 31), 25),
        ("Asia/Tokyo", date(2026, 3, 28), 24),
    ],
)
def test_a_study_day_is_an_hour_shorter_or_longer_when_summer_time_changes(zone, day, hours):
    start, end = (day_start(day.toordinal() + more, ZoneInfo(zone)) for more in (0, 1))

    assert end - start == hours * HOUR


@given(DAYS, ZONES)
@settings(deadline=None)
def test_a_day_starts_at_the_first_moment_that_belongs_to_it(day, zone):
    start = day_start(day, zone)

    assert study_day(start, zone) == day
    assert study_day(start - 1, zone) == day - 1


@given(DAYS, st.integers(0, 12), st.sampled_from(["Europe/Berlin", "Asia/Tokyo"]).map(ZoneInfo))
@settings(deadline=None)
def test_the_rollover_hour_can_be_chosen(day, hour, zone):
    start = day_start(day, zone, hour)

    assert (study_day(start - 1, zone, hour), study_day(start, zone, hour)) == (day - 1, day)


@given(DAYS, st.integers(0, 47 * HOUR), st.integers(0, 47 * HOUR), ZONES)
@settings(deadline=None)
def test_study_days_never_run_backwards(day, one, other, zone):
    base = day_start(day, zone)
    earlier, later = sorted((base + one, base + other))

    assert study_day(earlier, zone) <= study_day(later, zone)


def test_without_a_zone_the_machines_own_is_meant():
    noon = to_ms(datetime(2026, 7, 1, 12).astimezone())

    day = study_day(noon, None)

    assert date.fromordinal(day) == date(2026, 7, 1)
    assert day_start(day, None) == noon - 8 * HOUR


@given(st.integers(0, 4_102_444_800_000))
def test_milliseconds_survive_the_way_there_and_back(ms):
    assert to_ms(from_ms(ms)) == ms


def test_times_are_shown_in_utc():
    assert iso(local("2026-03-10 22:00", "Asia/Tokyo")) == "2026-03-10T13:00:00Z"


def test_the_clock_of_the_machine_speaks_utc():
    assert system_clock().utcoffset() == timedelta(0)
