"""One thread behind the screens in which the collection lives.

SQLAlchemy and numpy are slow to import and a question may run code, so the screens never wait:
everything that touches the collection is done here, one thing after the other.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class Background:
    """Runs calls in order in a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="collection")
        self._begun = 0

    @property
    def busy(self) -> bool:
        """Whether something is done there, or waits for its turn."""
        return self._begun > 0

    async def run(self, call: Callable[[], Result]) -> Result:
        """Do ``call`` there and wait for its result without blocking the screens."""
        self._begun += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, call)
        finally:
            self._begun -= 1

    def close(self, last: Callable[[], object]) -> None:
        """Do ``last`` after everything begun, then end the thread."""
        try:
            self._thread.submit(last).result()
        finally:
            self._thread.shutdown(wait=True)
