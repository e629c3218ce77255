"""The first import of a large vault, and importing it again, beside markdown-it-py.

Run: python bench_import.py [FILES]. 10 k cards in 1 000 files of 12 MB by default. The rival reads
and parses every file in full with the same plugins; it makes no card and writes nothing. Times are
CPU seconds of rounds that alternate, medians. Then the cost of a card in vaults of 1 k to 50 k.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path

from bench_notes import full_parser, note, seconds
from bench_timing import report

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes

FILES = 1_000
VAULTS = (100, 1_000, 5_000)
FIRST, AGAIN_MS, ONE_MS, FASTER = 2.0, 50.0, 60.0, 20.0
MOST_GROWTH = 1.5


def write_vault(folder: Path, files: int) -> int:
    """Notes of ten sections each, a hundred files a folder. Their bytes."""
    size = 0
    for number in range(files):
        data = note(number).encode()
        size += len(data)
        path = folder / f"part {number // 100}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return size


def parse_all(folder: Path) -> None:
    """What any program must do that reads Markdown in full."""
    parser = full_parser()
    for path in sorted(folder.rglob("*.md")):
        parser.parse(path.read_text(encoding="utf-8"))


def growth() -> bool:
    """The first import of vaults of more and more files: milliseconds a card."""
    costs = []
    for files in VAULTS:
        with tempfile.TemporaryDirectory() as place:
            vault = Path(place) / "vault"
            vault.mkdir()
            write_vault(vault, files)
            collection = open_collection(Path(place) / "collection.db")
            took = seconds(lambda c=collection, v=vault: import_notes(c, [str(v)]))
            cards = import_notes(collection, [str(vault)]).unchanged
            collection.close()
        costs.append(1000 * took / cards)
        print(f"{cards} cards in {files} files: {costs[-1]:.3f} ms a card")
    return report("the dearest card against the cheapest", max(costs) / min(costs), MOST_GROWTH)


def main(files: int) -> int:
    """Measure; 1 where a budget is missed."""
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "vault"
        vault.mkdir()
        size = write_vault(vault, files)
        firsts, parses = [], []
        for turn in range(3):
            collection = open_collection(Path(place) / f"{turn}.db")
            firsts.append(seconds(lambda c=collection: import_notes(c, [str(vault)])))
            parses.append(seconds(lambda: parse_all(vault)))
            if turn < 2:
                collection.close()
        done = import_notes(collection, [str(vault)])
        again = sorted(seconds(lambda: import_notes(collection, [str(vault)])) for _ in range(7))[3]
        one = []
        for turn in range(5):
            path = vault / "part 0" / "5.md"
            path.write_text(path.read_text() + f"\n## New {turn}\n\nQ: New {turn}?\nA: Yes.\n")
            os.utime(path)
            one.append(seconds(lambda: import_notes(collection, [str(vault)])))
        collection.close()
    first, parse = sorted(firsts)[1], sorted(parses)[1]
    print(f"{files} files, {size / 1e6:.1f} MB, {done.unchanged} cards, {done.drafts} new drafts")
    print(f"first import {first:.2f} s, markdown-it-py {parse:.2f} s")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    kept = [
        report("first import against a full parse", first / parse, FIRST),
        report("import again, nothing changed", 1000 * again, AGAIN_MS, "ms"),
        report("import again, one file changed", 1000 * sorted(one)[2], ONE_MS, "ms"),
    ]
    print(f"{'import again is faster than the first by':<58} {first / again:8.1f} ×   at least 20")
    kept.append(growth())
    return int(not (all(kept) and first / again >= FASTER))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else FILES))
