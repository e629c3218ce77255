"""Back up and restore, at three sizes, beside ``cp`` with a sync and gzip on the same file.

Run: python bench_backup.py [CARDS…], ten reviews a card. No program can be faster than copying the
file; what is added is the check of the copy, the compression and the comparison.
"""

import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import big_collection
from bench_timing import report

from quizapp.storage.safety.backup import make_backup
from quizapp.storage.safety.restore import restore_collection

SIZES = (1_000, 10_000, 100_000)
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
AGAINST_GZIP, GROWTH = 1.5, 1.5


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes: the better of two."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return min(times)


def copy(source: Path, target: Path) -> None:
    """The least a backup can do."""
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def packed(source: Path, target: Path) -> None:
    """The peer: the same file through gzip, unchecked."""
    with source.open("rb") as plain, gzip.open(target, "wb", compresslevel=6) as file:
        shutil.copyfileobj(plain, file, 1 << 20)


def measure(folder: Path, cards: int) -> tuple[float, float, float]:
    """Backup, gzip (seconds) and megabytes of the collection."""
    path = folder / "collection.db"
    big_collection.build(path, cards).close()
    size = path.stat().st_size / 1e6
    backup = make_backup(path, NOW)
    times = {
        "backup": seconds(lambda: make_backup(path, NOW)),
        "copy": seconds(lambda: copy(path, folder / "copy.db")),
        "gzip": seconds(lambda: packed(path, folder / "copy.gz")),
        "restore": seconds(lambda: restore_collection(path, backup.file, NOW)),
    }
    shown = ", ".join(f"{name} {taken:.2f} s" for name, taken in times.items())
    share = backup.file.stat().st_size / path.stat().st_size
    print(f"{cards} cards, {size:.0f} MB, backup has {share:.0%} of it: {shown}")
    return times["backup"], times["gzip"], size


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where a budget is missed."""
    kept, a_megabyte = [], []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ours, peer, size = measure(Path(folder), cards)
        a_megabyte.append(ours / size)
        kept.append(report("  backup against gzip alone", ours / peer, AGAINST_GZIP))
    kept.append(report("a megabyte of the largest", a_megabyte[-1] / a_megabyte[0], GROWTH))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
