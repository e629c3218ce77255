"""How much memory the terminal program takes with very many cards, above a bare Textual app.

Run: python bench_memory.py [CARDS]. Linux only: the resident set as the kernel counts it from
outside, after Today is counted, after some cards were studied, and after Browse has listed all.
"""

import os
import re
import sys

from bench_timing import report
from rivals import beside, cards_asked
from terminal import HELLO, Terminal

CARDS, STUDIED = 100_000, 20
MORE_MB = 75.0
ENTER, GOOD, END = b"\r", b"3", b"q"


def measure(ours: Terminal, bare: Terminal, cards: int) -> int:
    """Look at the memory on each screen."""
    found = {}
    bare.until(re.compile(rb"hello"))
    ours.until(re.compile(rb"\d\S* cards"))
    ours.settle(1.0)
    found["Today"] = ours.memory()
    ours.press(ENTER)
    ours.settle(1.0)
    for _card in range(STUDIED):
        ours.press(ENTER)
        ours.press(GOOD)
    ours.settle(1.0)
    found[f"{STUDIED} cards studied"] = ours.memory()
    ours.press(END)
    ours.settle(1.0)
    ours.press(ENTER)
    ours.settle(1.0)
    os.write(ours.master, b"b")
    ours.until(re.compile(rb"What is the term"))
    ours.settle(2.0)
    found["Browse with all cards"] = ours.memory()
    floor = bare.memory()
    print(f"{cards} cards: a bare Textual app takes {floor:.0f} MB")
    kept = [report(f"above it: {name}", mb - floor, MORE_MB, "MB") for name, mb in found.items()]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(beside(HELLO, measure, cards_asked(CARDS)))
