"""Garbage is swept while nobody waits: one look through all that lives takes 50 ms and more.

Python looks through the oldest generation in whichever thread happens to make the next object,
and every other thread stands still meanwhile. Here only the young generations are looked through
while the learner types; the oldest one once the keys rest and nothing is computed.
"""

import gc
import time
from collections.abc import Callable

YOUNG = 10
"""Young generations looked through since, from which on a sweep is worth it."""
RESTS, EVERY = 1.5, 0.5
"""Seconds without a key after which they rest; seconds between two looks whether they do."""
LONG = 0.02
"""Seconds of a sweep from which on the next one must be spared what outlived it."""
_NEVER = 1_000_000


class Sweeper:
    """Says when.

    Args:
        busy: Whether something is computed behind the screens.
        clock: Seconds that only go on.
    """

    def __init__(
        self, busy: Callable[[], bool], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._busy, self._clock = busy, clock
        self._touched = clock()
        self._thresholds = gc.get_threshold()

    def begin(self) -> None:
        """From now on the oldest generation is looked through by :meth:`sweep` alone."""
        gc.set_threshold(*self._thresholds[:2], _NEVER)

    def end(self) -> None:
        """As it was before."""
        gc.set_threshold(*self._thresholds)

    def touched(self) -> None:
        """A key was pressed: the next one may follow at once."""
        self._touched = self._clock()

    def keep(self) -> None:
        """What is in memory now stays for good: no sweep looks at it again."""
        gc.freeze()

    def sweep(self) -> bool:
        """Look through everything if the keys rest and there is reason to; whether it was done."""
        rests = self._clock() - self._touched >= RESTS and not self._busy()
        if not rests or gc.get_count()[2] < YOUNG:
            return False
        began = time.thread_time()
        gc.collect()
        if time.thread_time() - began > LONG:
            self.keep()
        return True
