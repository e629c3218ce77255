"""From the start of the process to its first frame and to today's counts, in a raw terminal.

Run: python bench_first_paint.py [CARDS]. The rival is a bare Textual app that says hello. Both
are started in turns; bytes are read as a terminal reads them.
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
from pathlib import Path

import big_collection
from bench_timing import median, report
from rivals import cards_asked
from terminal import HELLO

CARDS, ROUNDS = 100_000, 10
RATIO, COUNTS_MS = 1.3, 500.0
FRAME = re.compile(rb"Today")
COUNTS = re.compile(rb"\d\S* cards")


def moments(command: list[str], *signs: re.Pattern[bytes]) -> list[float]:
    """Seconds from the start until each sign was painted; the program is ended then."""
    master, slave = pty.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 100, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    start = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    found: list[float] = []
    written = b""
    try:
        while len(found) < len(signs):
            ready, _, _ = select.select([master], [], [], 30)
            assert ready, f"nothing painted in 30 s: {written[-500:]!r}"
            written += os.read(master, 65536)
            while len(found) < len(signs) and signs[len(found)].search(written):
                found.append(time.perf_counter() - start)
    finally:
        program.kill()
        program.wait()
        os.close(master)
        os.close(slave)
    return found


def main(cards: int) -> int:
    """Measure; 1 where a budget is missed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        big_collection.build(home / "collection.db", cards, reviews_a_card=10).close()
        ours = [sys.executable, "-m", "quizapp", "--home", folder, "--lang", "en"]
        bare = [sys.executable, "-c", HELLO]
        frame, counts, hello = [], [], []
        for turn in range(ROUNDS + 1):
            painted, counted = moments(ours, FRAME, COUNTS)
            (said,) = moments(bare, re.compile(rb"hello"))
            if turn:  # the first one warms the caches of the disk
                frame.append(painted)
                counts.append(counted - painted)
                hello.append(said)
    print(f"{cards} cards: first frame {median(frame):.0f} ms, bare Textual {median(hello):.0f} ms")
    kept = [
        report("first paint against a bare Textual app", median(frame) / median(hello), RATIO),
        report("today's counts after the first paint", median(counts), COUNTS_MS, "ms"),
    ]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(cards_asked(CARDS)))
