"""Taking notes in again: nothing changed, and one file of a thousand.

Run: python bench_reimport.py [CARDS]. 10 k cards in 1 000 files by default. Budgets: unchanged at
most 50 ms, one file changed at most 60 ms, both at least 20 times faster than the first import
(exit 1 otherwise). Medians of rounds that alternate, in one process.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes

FILES = 1000
ROUNDS = 9
UNCHANGED_MS = 50.0
CHANGED_MS = 60.0
FASTER = 20.0
SYLLABLES = [a + b for a in "бвгджзклмнпрстфхцчш" for b in "аеиоу"]


def vault(folder: Path, cards: int, random: Random) -> None:
    """Files of headings, prose, a formula and cards in the mark-up people use."""
    words = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(5000)]

    def sentence(least: int, most: int) -> str:
        return " ".join(random.choices(words, k=random.randint(least, most))).capitalize() + "."

    for n in range(FILES):
        parts = [f"---\ntags: [t{n % 7}]\n---\n# {sentence(2, 4)}\n"]
        for m in range(cards // FILES):
            parts.append(f"## {sentence(1, 3)}\n\n{sentence(30, 60)}\n\n$$x_{{{m}}} = {n}$$\n")
            parts.append(f"Q: {sentence(4, 8)[:-1]}?\nA: {sentence(6, 16)}\n")
        path = folder / f"part-{n % 40:02}" / f"{n:04}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(parts), encoding="utf-8")


def milliseconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begin)


def main() -> int:
    """Measure; 1 where a budget is missed."""
    cards = int(sys.argv[1]) if sys.argv[1:] else 10_000
    with tempfile.TemporaryDirectory() as home:
        notes = Path(home, "notes")
        notes.mkdir()
        vault(notes, cards, Random(1))
        collection = open_collection(Path(home, "collection.db"), random=Random(1))
        try:
            return measured(collection, notes)
        finally:
            collection.close()


def measured(collection: object, notes: Path) -> int:
    paths = [str(notes)]
    first = milliseconds(lambda: print(import_notes(collection, paths).added, "cards"))
    files = sorted(notes.rglob("*.md"))
    unchanged, changed = [], []
    for n in range(ROUNDS):
        unchanged.append(milliseconds(lambda: import_notes(collection, paths)))
        path = files[n * 37]
        text = path.read_text(encoding="utf-8")
        at = text.index("A: ") + 6
        path.write_text(text[:at] + text[at + 1 :], encoding="utf-8")
        changed.append(milliseconds(lambda: import_notes(collection, paths)))
    still, one = statistics.median(unchanged), statistics.median(changed)
    print(f"first {first:.0f} ms, unchanged {still:.1f} ms (at most {UNCHANGED_MS:.0f})")
    print(f"one file changed {one:.1f} ms (at most {CHANGED_MS:.0f})")
    print(
        f"faster than the first: {first / still:.0f} and {first / one:.0f} times (≥ {FASTER:.0f})"
    )
    slow = still > UNCHANGED_MS or one > CHANGED_MS
    return int(slow or first < FASTER * max(still, one))


if __name__ == "__main__":
    sys.exit(main())
