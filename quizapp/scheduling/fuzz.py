"""Fuzz: cards answered together should not stay together for ever.

The ranges are Anki's. The draw is seeded by the card and its number of reviews, so that the
interval shown on a button is the interval given, on every machine and at every rebuild.
"""

from hashlib import blake2b


def fuzz_factor(uid: str, reps: int) -> float:
    """Where in its range the next interval of a card lies: evenly spread, 0 ≤ factor < 1."""
    digest = blake2b(f"{uid}:{reps}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def spread(interval: float) -> float:
    """By how many days fuzz may move an interval, both ways: none below 2.5 days.

    One day, plus 15 % of the days from 2.5 to 7, 10 % of those from 7 to 20, 5 % of the rest.
    """
    if interval < 2.5:
        return 0.0
    if interval <= 7:
        return 1 + 0.15 * (interval - 2.5)
    if interval <= 20:
        return 1.675 + 0.10 * (interval - 7)
    return 2.975 + 0.05 * (interval - 20)


def fuzz_bounds(interval: float, minimum: int, maximum: int) -> tuple[int, int]:
    """The shortest and the longest interval in days that fuzz may make of ``interval``.

    Both lie within ``minimum`` and ``maximum``. Where ``minimum`` squeezes the range to a single
    day of three or more, the next day is allowed too.
    """
    minimum = min(minimum, maximum)
    centre = minimum if interval < minimum else maximum if interval > maximum else interval
    days = spread(centre)
    lower = max(int(centre - days + 0.5), minimum)
    upper = min(int(centre + days + 0.5), maximum)
    if lower == upper and 2 < upper < maximum:
        upper += 1
    return lower, upper


def fuzzed(interval: float, minimum: int, maximum: int, factor: float | None) -> int:
    """Whole days for an interval: drawn from its range, or rounded when ``factor`` is None."""
    if factor is None:
        return min(max(round_days(interval), min(minimum, maximum)), maximum)
    lower, upper = fuzz_bounds(interval, minimum, maximum)
    return lower + int(factor * (upper - lower + 1))


def round_days(days: float) -> int:
    """The nearest whole number, halves upwards, as Anki rounds."""
    return int(days + 0.5)
