"""Time is UTC milliseconds in storage; the learner's day starts at a local hour."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

Clock = Callable[[], datetime]
"""Answers with the present moment as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC of an aware ``moment``."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_ms(ms: int) -> datetime:
    """The UTC moment ``ms`` milliseconds after 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)


def iso(ms: int) -> str:
    """ISO-8601 in UTC, as ``--json`` shows times."""
    return from_ms(ms).isoformat(timespec="seconds").replace("+00:00", "Z")


def study_day(ms: int, zone: tzinfo | None, rollover_hour: int = 4) -> int:
    """The study day of a moment: the ordinal of its local date, days starting at the rollover.

    ``zone`` None is the machine's own. The rule is one of wall clocks, so that a day stays one
    day when summer time begins or ends.
    """
    wall = from_ms(ms).astimezone(zone).replace(tzinfo=None)
    return (wall - timedelta(hours=rollover_hour)).date().toordinal()


def day_start(day: int, zone: tzinfo | None, rollover_hour: int = 4) -> int:
    """The UTC milliseconds at which a study day begins."""
    midnight = datetime.combine(date.fromordinal(day), datetime.min.time())
    wall = midnight + timedelta(hours=rollover_hour)
    local = wall.replace(tzinfo=zone) if zone is not None else wall.astimezone()
    return to_ms(local.astimezone(UTC))
