"""Lay out the formulas of lecture notes, cold and cached, beside the reading that comes first.

Run: python bench_formulas.py. The rival is latex2mathml alone: reading LaTeX is what no layout can
do without. Every formula is a rival of its own, so that the median is that of a typical formula.
"""

import statistics
import sys
from pathlib import Path

from bench_timing import report, seconds
from latex2mathml.converter import convert_to_element

from quizapp.render import latex
from quizapp.render.markdown import render

NOTES = Path(__file__).parents[1] / "render" / "fixtures" / "lecture.txt"
ROUNDS = 9
TYPICAL_MS, SLOWEST_MS, CACHED_US = 1.0, 10.0, 5.0
ATTENTION = r"Scores: $\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V$ and $\sigma(z)$."


def lectures() -> list[str]:
    """The formulas, one a line."""
    lines = NOTES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def cold(source: str) -> object:
    """Read and lay out a formula that was never seen."""
    latex.formula.cache_clear()
    latex.parsed.cache_clear()
    return latex.formula(source, display=True)


def middle(call: object, source: str) -> float:
    """The middle time of several rounds with one formula, in milliseconds."""
    assert callable(call)
    return 1000 * statistics.median(seconds(lambda: call(source)) for _ in range(ROUNDS))


def main() -> int:
    """Print the figures; 1 if a budget is not kept."""
    sources = lectures()
    for source in sources[:20]:
        cold(source)
    whole, reading = [], []
    for source in sources:
        whole.append(middle(cold, source))
        reading.append(middle(convert_to_element, source))
    cached = 1000 * middle(lambda source: latex.formula(source, display=True), sources[0])
    ratio = statistics.median(w / r for w, r in zip(whole, reading, strict=True))
    print(f"{len(sources)} formulas, reading alone {statistics.median(reading):.2f} ms")
    kept = [
        report("a typical formula, read and laid out", statistics.median(whole), TYPICAL_MS, "ms"),
        report("the slowest of them", max(whole), SLOWEST_MS, "ms"),
        report("a formula seen before", cached, CACHED_US, "µs"),
        report("all against reading alone", ratio, 3.0),
        report("a prompt with two formulas, laid out again", again(), 0.1, "ms"),
    ]
    return 0 if all(kept) else 1


def again() -> float:
    """A prompt that was on the screen before, in milliseconds."""
    return middle(lambda text: render(text, 78), ATTENTION)


if __name__ == "__main__":
    sys.exit(main())
