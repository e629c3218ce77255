"""Kill a working program at random points, again and again, and look at what it leaves.

Run: python kills.py [KILLS] [SEED]. Each life is a forked child that does what a learner does and
says on a pipe what it has finished; the parent kills it with SIGKILL, opens what is left and holds
it against what was said. Prints figures; the first broken promise ends it with a traceback.
"""

import os
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Protocol

import migrating
import restoring
import studying

Say = Callable[[str], None]
SHARES = {"study": 0.7, "restore": 0.15, "migrate": 0.15}


class Scenario(Protocol):
    """What is done in each life, and what must be true after its death."""

    def prepare(self) -> None:
        """Make ready for the next life."""

    def live(self, say: Say) -> None:
        """Work until killed, saying what is finished."""

    def examine(self, said: list[str]) -> Counter[str]:
        """Compare what is left with what was said; figures for the report."""


def kill_once(scenario: Scenario, after: float, *, at_work: bool) -> list[str]:
    """One life: fork, let it work for ``after`` seconds, kill it; what it said.

    Where it shall be ``at_work``, the seconds begin with the first thing that it finished, so that
    a busy machine does not only kill what has hardly begun.
    """
    scenario.prepare()
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        status = 1
        try:
            scenario.live(lambda text: os.write(said, f"{text}\n".encode()) and None)
            status = 0
        finally:
            os._exit(status)
    os.close(said)
    text = _listen(heard, 60.0, first=True) if at_work else b""
    text += _listen(heard, after)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in {0, -signal.SIGKILL}:
        raise AssertionError("the child failed by itself")
    text += _listen(heard, 60.0)
    os.close(heard)
    return text.decode().splitlines()


def _listen(pipe: int, seconds: float, *, first: bool = False) -> bytes:
    """What comes through a pipe until its end or for so long; only what comes ``first``."""
    text, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        if not (part := os.read(pipe, 65536)):
            break
        text += part
        if first:
            break
    return text


def main(kills: int, seed: int) -> None:
    """Kill so often, in all scenarios; print what was found."""
    chance, began = Random(seed), time.monotonic()
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        scenarios: dict[str, Scenario] = {
            "study": studying.Studying(Path(folder) / "study", Random(seed)),
            "restore": restoring.Restoring(Path(folder) / "restore"),
            "migrate": migrating.Migrating(Path(folder) / "migrate"),
        }
        for number in range(kills):
            (name,) = chance.choices(list(SHARES), list(SHARES.values()))
            after, at_work = chance.expovariate(1 / 0.1), chance.random() < 0.5
            said = kill_once(scenarios[name], after, at_work=at_work)
            try:
                found = scenarios[name].examine(said)
            except BaseException:
                print(f"kill {number} of seed {seed}, while {name}: said {said}", file=sys.stderr)
                raise
            figures += Counter({f"kills: {name}": 1}) + found
    print(f"{kills} kills in {time.monotonic() - began:.0f} s, nothing lost")
    for name, count in sorted(figures.items()):
        print(f"  {name}: {count}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    main(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()))
