"""Rivals take turns within one run, so that a busy machine slows all of them; medians count."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Call = Callable[[], object]


def seconds(call: Call) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def rounds(rivals: Mapping[str, Call], count: int, warm_up: int = 1) -> dict[str, list[float]]:
    """The times of each rival, who all have one turn a round."""
    for _ in range(warm_up):
        for call in rivals.values():
            call()
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(count):
        for name, call in rivals.items():
            times[name].append(seconds(call))
    return times


def median(times: Sequence[float]) -> float:
    """The middle one, in milliseconds."""
    return 1000 * statistics.median(times)


def nearly_worst(times: Sequence[float]) -> float:
    """The 99th percentile, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def report(what: str, value: float, budget: float, unit: str = "×") -> bool:
    """Print one figure beside its budget; whether it is kept."""
    kept = value <= budget
    print(f"{what:<58} {value:8.2f} {unit:<3} budget {budget:g}  {'ok' if kept else 'OVER'}")
    return kept
