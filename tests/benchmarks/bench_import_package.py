"""Taking a package of Anki in, beside Anki's own importer on the same package.

Run: python bench_import_package.py [NOTES…]. Every note has five reviews. Anki copies rows from one
database into another; we also turn HTML into Markdown, write files of notes, read them back as
anybody's notes are read, match them with the cards there are, and replay every log. So the ratio is
what that costs, without a budget; a second import, of what is known already, is beside it.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import anki.lang
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from bench_timing import median, rounds

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.packages import import_package

SIZES = (1_000, 10_000)
DAY_MS = 86_400_000


def make(folder: Path, notes: int) -> Path:
    """A package of Anki's with so many studied notes, some HTML in each."""
    anki.lang.set_lang("en")
    collection = Collection(str(folder / "made.anki2"))
    basic = collection.models.by_name("Basic")
    for number in range(notes):
        note = collection.new_note(basic)
        note["Front"] = f"What is <b>term</b> number {number}?"
        note["Back"] = f"The answer {number}: \\(x_{{{number}}} = 1\\)<br>and <i>more</i> of it"
        collection.add_note(note, collection.decks.id(f"Subject::Chapter {number % 20}"))
    _study(collection)
    file = folder / "made.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
    collection.export_anki_package(out_path=str(file), options=options, limit=None)
    collection.close()
    return file


def _study(collection: Collection) -> None:
    """Five reviews a card, written as Anki's log has them, and the state they lead to."""
    begun = int(time.time() * 1000) - 200 * DAY_MS
    rows = []
    for place, card in enumerate(collection.find_cards("")):
        for step, (day, days, kind) in enumerate(
            ((0, -600, 0), (0, 3, 0), (3, 10, 1), (13, 30, 1), (43, 90, 1))
        ):
            at = begun + day * DAY_MS + 700_000 * step + place
            rows.append((at, card, -1, 3, days, 1, 500, 5000, kind))
    collection.db.executemany("INSERT INTO revlog VALUES (?,?,?,?,?,?,?,?,?)", rows)
    collection.db.execute(
        "UPDATE cards SET type = 2, queue = 2, ivl = 90, factor = 2500, reps = 5, due = ?",
        collection.sched.today + 43 + 90 - 200,
    )


def by_anki(file: Path, folder: Path) -> None:
    """Anki's importer, into an empty collection."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        collection = Collection(str(Path(place) / "c.anki2"))
        options = ImportAnkiPackageOptions(with_scheduling=True)
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        collection.import_anki_package(request)
        collection.close()


def by_us(file: Path, folder: Path, spent: list[float]) -> None:
    """Ours, into an empty collection, and once more."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        collection = open_collection(Path(place) / "c.db", lambda: datetime.now(UTC), Random(1))
        import_package(collection, str(file), Path(place) / "imported")
        begun = time.perf_counter()
        import_package(collection, str(file), Path(place) / "imported")
        spent.append(time.perf_counter() - begun)
        collection.close()


def main(sizes: list[int]) -> int:
    """Measure every size."""
    for notes in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            file = make(folder, notes)
            again: list[float] = []
            rivals = {
                "anki": lambda file=file, folder=folder: by_anki(file, folder),
                "ours": lambda file=file, folder=folder, again=again: by_us(file, folder, again),
            }
            times = {name: median(spent) for name, spent in rounds(rivals, 3).items()}
        second = median(again)
        first = times["ours"] - second
        print(
            f"{notes} notes, {5 * notes} reviews: Anki {times['anki']:.0f} ms, ours {first:.0f} ms"
            f" ({first / times['anki']:.1f} ×), {first / notes:.2f} ms a note; once more"
            f" {second:.0f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
