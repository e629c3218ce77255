"""Intervals of many cards at once: the rules of ``answer`` and ``fuzz`` over numpy arrays."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizapp.scheduling.memories import Floats

if TYPE_CHECKING:
    from numpy.random import Generator

Bools: TypeAlias = NDArray[np.bool_]


def intervals(
    exact: Floats, before: Floats, passed: Bools, most: int, chance: "Generator | None"
) -> Floats:
    """The next intervals in whole days: drawn from their ranges, rounded without ``chance``.

    ``exact`` are those of the memory model, ``before`` the present ones. For cards in review that
    ``passed``, what grows grows by a day at least, and what stays within its fuzz does not shrink.
    """
    rounded = np.floor(exact + 0.5)
    least = np.where(passed & (rounded > before), before + 1, 1)
    if chance is None:
        return np.clip(rounded, np.minimum(least, most), most)
    lower, upper = fuzz_bounds(exact, np.ones_like(exact), most)
    least = np.where(passed & (least == 1) & (before <= upper), np.maximum(before, 1), least)
    lower, upper = fuzz_bounds(exact, least, most)
    return lower + np.floor(chance.random(len(exact)) * (upper - lower + 1))


def fuzz_bounds(exact: Floats, least: Floats, most: int) -> tuple[Floats, Floats]:
    """``fuzz.fuzz_bounds`` over arrays."""
    least = np.minimum(least, most)
    centre = np.clip(exact, least, most)
    spread = (
        1.0
        + 0.15 * np.clip(centre - 2.5, 0, 4.5)
        + 0.10 * np.clip(centre - 7, 0, 13)
        + 0.05 * np.clip(centre - 20, 0, None)
    ) * (centre >= 2.5)
    lower = np.maximum(np.floor(centre - spread + 0.5), least)
    upper = np.minimum(np.floor(centre + spread + 0.5), most)
    return lower, np.where((lower == upper) & (upper > 2) & (upper < most), upper + 1, upper)
