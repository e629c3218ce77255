"""From key to paint while studying a very large collection, seen from the terminal's side of a pty.

Run: python bench_study.py [CARDS]. Show the answer, rate it, look why the card is due now, and so
on; a rating is painted once the review is committed and the next card is read. The rival is a bare
Textual app that paints a screen of text anew at each key; the two take turns, so that a busy
machine slows both. All cards of the collection are due: nobody's queue is longer.
"""

import re
import sys
import time
from statistics import median as middle

from bench_timing import report
from rivals import beside, cards_asked
from terminal import Terminal, p95

CARDS, ROUNDS = 100_000, 80
PAINT_MS, STALL_MS = 33.0, 50.0
RATIO = 1.5
SHOW, GOOD, AGAIN, WHY, UNDO = b" ", b"3", b"1", b"i", b"u"
RIVAL = """
from textual.app import App
from textual.widgets import Static

class Count(App):
    def compose(self):
        yield Static()

    def on_key(self, event):
        self.pressed = getattr(self, "pressed", 0) + 1
        line = f"[b]{self.pressed}[/b] times [red]{event.key}[/red] was pressed; " * 3
        self.query_one(Static).update("\\n".join([line] * 40))

Count().run()
"""


def measure(ours: Terminal, rival: Terminal, cards: int) -> int:
    """Study, each key beside one of the rival's."""
    ours.until(re.compile(rb"\d\S* cards"))
    ours.settle()
    start = time.perf_counter()
    ours.press(b"\r")
    first = (ours.settle() - start) * 1000
    times: dict[str, list[float]] = {"show": [], "rate": [], "why": [], "undo": []}
    rivals = []
    for turn in range(ROUNDS):
        times["show"].append(ours.press(SHOW))
        times["rate"].append(ours.press(AGAIN if turn % 4 == 3 else GOOD))
        rivals.append(rival.press(b"x"))
        if turn % 4 == 0:
            times["why"] += [ours.press(WHY), ours.press(WHY)]
        if turn % 4 == 1:
            times["undo"].append(ours.press(UNDO))
    medians = ", ".join(f"{name} {middle(each):.1f}" for name, each in times.items())
    print(
        f"{cards} cards: first card {first:.0f} ms; {medians}, rival {middle(rivals):.1f} (medians)"
    )
    every = [ms for each in times.values() for ms in each]
    kept = [
        report("a key against the bare app", middle(every) / middle(rivals), RATIO),
        report("key to paint, all keys, p95", p95(every), PAINT_MS, "ms"),
        report("key to paint, a rating, p95", p95(times["rate"]), PAINT_MS, "ms"),
        report("key to paint, the slowest key", max(every), STALL_MS, "ms"),
    ]
    print(f"the bare app: p95 {p95(rivals):.1f} ms, slowest {max(rivals):.1f} ms")
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(beside(RIVAL, measure, cards_asked(CARDS)))
