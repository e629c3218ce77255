"""Scrolling and searching Browse over very many cards, seen from the terminal's side of a pty.

Run: python bench_browse.py [CARDS]. The rival is a bare Textual app with a table of a thousand
rows; the two take turns, so that a busy machine slows both. A key is written, the clock stops at
the first bytes that the program paints for it; before each key the terminal has been silent, so
that a text that arrives later is not taken for it. Held keys come thirty times a second.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median as middle

import big_collection
from bench_timing import report

CARDS, ROUNDS = 100_000, 120
DOWN, PAGE_DOWN, END = b"\x1b[B", b"\x1b[6~", b"\x1b[F"
QUIET = 0.12
PAINT_MS, RELEASE_MS, SEARCH_MS = 33.0, 150.0, 1500.0
RATIO = 1.3
REPEAT = 1 / 30
RIVAL = """
from textual.app import App
from textual.widgets import DataTable

class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Card", "Kind", "Due", "Stability", "Recall", "Lapses")
        for number in range(1000):
            table.add_row(f"What is the term number {number}?", "basic", "1 d", "9 d", "90 %", "1")
        table.focus()

Table().run()
"""


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

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.master], [], [], seconds)
        return os.read(self.master, 1 << 20) if ready else b""


def p95(values: Iterable[float]) -> float:
    """The value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[int(0.95 * (len(ordered) - 1))]


def main(cards: int) -> int:
    """Measure; 1 where a budget is missed."""
    with tempfile.TemporaryDirectory() as folder:
        big_collection.build(Path(folder) / "collection.db", cards, reviews_a_card=10).close()
        ours = Terminal([sys.executable, "-m", "quizapp", "--home", folder, "--lang", "en"])
        rival = Terminal([sys.executable, "-c", RIVAL])
        try:
            return measure(ours, rival, cards)
        finally:
            ours.close()
            rival.close()


def measure(ours: Terminal, rival: Terminal, cards: int) -> int:
    """Scroll beside the rival, then search."""
    ours.until(re.compile(rb"\d\S* cards"))
    ours.settle()
    start = time.perf_counter()
    os.write(ours.master, b"b")
    opened = (ours.until(re.compile(rb"What is the term")) - start) * 1000
    downs, pages, rivals = [], [], []
    for turn in range(ROUNDS):
        downs.append(ours.press(DOWN))
        rivals.append(rival.press(DOWN))
        if turn % 2:
            pages.append(ours.press(PAGE_DOWN))
    released = ours.hold(DOWN, 90)
    far = ours.press(END)
    ours.settle()
    os.write(ours.master, b"/")
    ours.settle()
    start = time.perf_counter()
    os.write(ours.master, b"is:due number 7")
    searched = (ours.settle(3.0) - start) * 1000
    print(
        f"{cards} cards: opened in {opened:.0f} ms; down {middle(downs):.1f} ms, page"
        f" {middle(pages):.1f} ms, rival down {middle(rivals):.1f} ms (medians); end {far:.1f} ms"
    )
    kept = [
        report("one card down against a bare table", middle(downs) / middle(rivals), RATIO),
        report("key to paint, one card down, p95", p95(downs), PAINT_MS, "ms"),
        report("key to paint, one page down, p95", p95(pages), PAINT_MS, "ms"),
        report("last paint after a held key is let go", released, RELEASE_MS, "ms"),
        report("result of a search that is typed in one burst", searched, SEARCH_MS, "ms"),
    ]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else CARDS))
