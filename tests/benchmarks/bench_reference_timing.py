"""Timing for the reference benchmarks: rivals alternate, medians count, one thread computes."""

import os
import statistics
import time
from collections.abc import Callable, Mapping

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

Call = Callable[[], object]


def medians(rivals: Mapping[str, Call], repeats: int = 60) -> dict[str, float]:
    """Seconds a call, the median of ``repeats`` rounds in which every rival has one turn."""
    for call in rivals.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(repeats):
        for name, call in rivals.items():
            start = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(spent) for name, spent in times.items()}


def many(call: Call, times: int = 200) -> Call:
    """The call repeated, for calls too short to time one by one."""

    def repeated() -> None:
        for _ in range(times):
            call()

    return repeated
