"""quizapp as it is, with a note of every turn of its event loop that took long.

Run by ``bench_stalls.py``: python stall_meter.py FILE [ARGUMENTS OF QUIZAPP]. Each line of FILE is
one turn: when it began (the monotonic clock, seconds), then its milliseconds by the clock on the
wall, of computing in this thread, and of waiting for a free core.
"""

import os
import selectors
import sys
import time
from pathlib import Path
from typing import Any, TextIO

LEAST_MS = 4.0
_WAITED = "/proc/thread-self/schedstat"


class Metered(selectors.DefaultSelector):
    """Where the loop waits for keys: what lies between two waits is one turn of it."""

    notes: TextIO

    def __init__(self) -> None:
        super().__init__()
        self._began: tuple[float, float, float] | None = None
        self._waits = os.open(_WAITED, os.O_RDONLY)

    def select(self, timeout: float | None = None) -> Any:
        """Wait as ever; note the turn that is over."""
        if self._began is not None:
            self._note(self._began, self._now())
        found = super().select(timeout)
        self._began = self._now()
        return found

    def _now(self) -> tuple[float, float, float]:
        waited = int(os.pread(self._waits, 64, 0).split()[1]) / 1e9
        return time.perf_counter(), time.thread_time(), waited

    def _note(self, before: tuple[float, ...], after: tuple[float, ...]) -> None:
        took = [1000 * (end - start) for start, end in zip(before, after, strict=True)]
        if took[0] >= LEAST_MS:
            told = " ".join(f"{each:.2f}" for each in took)
            self.notes.write(f"{before[0]:.6f} {told}\n")


def main(file: Path, arguments: list[str]) -> None:
    """Run quizapp, noting its turns."""
    from quizapp.cli.main import run

    with file.open("w", encoding="ascii", buffering=1) as notes:
        Metered.notes = notes
        selectors.DefaultSelector = Metered  # type: ignore[misc]
        sys.argv = ["quizapp", *arguments]
        run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
