"""Scrolling and searching Browse over very many cards, seen from the terminal's side of a pty.

Run: python bench_browse.py [CARDS]. The rival is a bare Textual app with a table of a thousand
rows; the two take turns, so that a busy machine slows both. A key is written, the clock stops at
the first bytes that the program paints for it. Held keys come thirty times a second.
"""

import os
import re
import sys
import time
from statistics import median as middle

from bench_timing import report
from rivals import beside, cards_asked
from terminal import Terminal, p95

CARDS, ROUNDS = 100_000, 120
DOWN, PAGE_DOWN, END = b"\x1b[B", b"\x1b[6~", b"\x1b[F"
PAINT_MS, RELEASE_MS, SEARCH_MS = 33.0, 150.0, 1500.0
RATIO = 1.3
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
    sys.exit(beside(RIVAL, measure, cards_asked(CARDS)))
