"""A program behind a pseudo terminal: keys go in, the clock stops when something is painted.

Before each key the terminal has been silent, so that a text that arrives later is not taken for
what the key painted.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterable
from pathlib import Path

QUIET = 0.12
REPEAT = 1 / 30
REST, IDLE_SHARE = 0.25, 0.1
HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("hello")

Hello().run()
"""
"""The bare Textual app."""


class Terminal:
    """A program behind a pseudo terminal of 140 × 45."""

    def __init__(self, command: list[str]) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 140, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def close(self) -> None:
        """End the program."""
        self.program.kill()
        self.program.wait()
        os.close(self.master)

    def resize(self, columns: int, rows: int) -> None:
        """Give the program another size."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self.program.pid, signal.SIGWINCH)

    def press(self, key: bytes) -> float:
        """Press a key once all is quiet; milliseconds until something is painted."""
        self.settle()
        start = time.perf_counter()
        os.write(self.master, key)
        assert self._read(10.0), f"nothing painted for {key!r} in 10 s"
        return (time.perf_counter() - start) * 1000

    def settle(self, quiet: float = QUIET) -> float:
        """Read until nothing comes for a while; the moment of the last bytes."""
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def rest(self) -> None:
        """Read until the program has nothing left to do, in any of its threads."""
        spent = -1.0
        while self._computed() - spent > IDLE_SHARE * REST or self._runs():
            spent = self._computed()
            self.settle(REST)

    def _computed(self) -> float:
        """The seconds that the program has computed."""
        fields = Path(f"/proc/{self.program.pid}/stat").read_text("ascii").rpartition(")")[2]
        return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")

    def _runs(self) -> bool:
        """Whether a thread of the program computes, or would if a core were free."""
        threads = Path(f"/proc/{self.program.pid}/task").glob("*/stat")
        return any(
            file.read_text("ascii").rpartition(")")[2].split()[0] in "RD" for file in threads
        )

    def until(self, sign: re.Pattern[bytes]) -> float:
        """Read until a sign is painted; the moment of it."""
        written = b""
        while not sign.search(written):
            more = self._read(60.0)
            assert more, f"no {sign.pattern!r} in 60 s: {written[-300:]!r}"
            written += more
        return time.perf_counter()

    def hold(self, key: bytes, times: int) -> float:
        """Hold a key; milliseconds from its last repetition to the last paint."""
        self.settle()
        for _turn in range(times):
            os.write(self.master, key)
            self._read(0.0)
            time.sleep(REPEAT)
        start = time.perf_counter()
        return (self.settle() - start) * 1000

    def memory(self) -> float:
        """The resident set of the program and of those it started, in MB."""
        total = 0
        for process in (self.program.pid, *_children(self.program.pid)):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))
        return total / 1024

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.master], [], [], seconds)
        return os.read(self.master, 1 << 20) if ready else b""


def _children(process: int) -> list[int]:
    numbers = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(number) for number in numbers.split()]


def p95(values: Iterable[float]) -> float:
    """The value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[int(0.95 * (len(ordered) - 1))]
