"""An Anki package of rendered fields with five log rows a card, beside plain genanki and Anki.

Run: python bench_export.py [CARDS…]. genanki writes the same notes without states and log; Anki's
own exporter writes the collection that our package was imported into, log and all. Memory is the
peak of a process of its own. The whole verb, from the collection with rendering, follows, and the
verb once more when nothing has changed.
"""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import big_collection
import genanki
import zstandard
from bench_timing import median, report, rounds

from quizapp.actions.exporting.export import export
from quizapp.anki.note_types import NoteType, field_names, model
from quizapp.anki.notes import AnkiCard, AnkiNote, Package
from quizapp.anki.reviews import AnkiReview
from quizapp.anki.states import FIRST_DAY, CardState
from quizapp.anki.write import collection_bytes, write_package

SIZES = (1_000, 10_000, 50_000)
RATIO = 2.0
SIZE_RATIO = 0.12
UNCHANGED = 0.3
LOG = 5
DAY_MS = 86_400_000
BEGUN_MS = 1_700_000_000_000


def made_up(cards: int) -> Package:
    """Notes whose fields are rendered already, their states and logs as study leaves them."""
    chance = Random(1)
    notes, logs = [], {}
    for number in range(cards):
        uid = f"{number * 2_654_435_761 % 2**64:016x}"
        logs[uid] = _log(number, chance)
        last = logs[uid][-1]
        due = last.id // DAY_MS + 719_163 + last.interval - FIRST_DAY
        data = f'{{"pos":{number},"s":{last.interval}.0,"d":5.1,"dr":0.9,"decay":0.154,'
        state = CardState(
            *(2, 2, due, last.interval, 2500, LOG, 0, 0, 0), f'{data}"lrt":{last.id // 1000}}}'
        )
        notes.append(
            AnkiNote(
                uid=uid,
                note_type=NoteType.BASIC,
                deck=f"Subject::Chapter {number % 20}",
                fields={
                    "Front": f"<p>What is the term number {number}, and why does it matter?</p>",
                    "Back": f"<p>The <b>answer</b> {number}: \\(x_{{{number}}} = 1\\)</p>" * 3,
                    "Context": "<p>Chapter › Section</p>",
                    "Source": f"<p>notes/{number // 10}.md:{number % 10 * 5 + 1}</p>",
                },
                changed=1_700_000_000,
                tags=("tag", "quizapp::definition", "quizapp::Section"),
                cards=(AnkiCard(uid, 0, state),),
            )
        )
    return Package(notes, logs)


def _log(number: int, chance: Random) -> tuple[AnkiReview, ...]:
    """One card: learnt with its neighbours in one sitting, then asked at growing intervals."""
    rows = []
    at, last = BEGUN_MS + number // 60 * DAY_MS // 4 + number % 60 * 9_000, 0
    for interval in (-600, 2, 8, 23, 61)[:LOG]:
        took = chance.randrange(2_000, 20_000)
        rows.append(AnkiReview(at + took, 3, interval, last, 556, took, 0 if last <= 0 else 1))
        at += max(interval, 0) * DAY_MS or 600_000
        last = interval
    return tuple(rows)


def plain_genanki(package: Package, file: Path) -> None:
    """The same notes written by genanki alone."""
    names = field_names(NoteType.BASIC)
    decks: dict[str, genanki.Deck] = {}
    for note in package.notes:
        deck = decks.setdefault(note.deck, genanki.Deck(1_500_000_000 + len(decks), note.deck))
        fields = {"Uid": note.uid, **note.fields}
        deck.add_note(
            genanki.Note(
                model=model(NoteType.BASIC),
                fields=[fields.get(name, "") for name in names],
                tags=list(note.tags),
            )
        )
    genanki.Package(list(decks.values())).write_to_file(file)


def imported(package: Path, place: Path) -> "object":
    """A collection of Anki's that holds our package."""
    import anki.lang
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    anki.lang.set_lang("en")
    collection = Collection(str(place))
    options = ImportAnkiPackageOptions(with_scheduling=True)
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(package), options=options)
    )
    return collection


def anki_export(collection: "object", file: Path) -> None:
    """Anki's own exporter, in the format that all its clients read."""
    from anki.collection import ExportAnkiPackageOptions

    collection.export_anki_package(  # type: ignore[attr-defined]
        out_path=str(file),
        options=ExportAnkiPackageOptions(with_scheduling=True, legacy=True),
        limit=None,
    )


def measure(cards: int, folder: Path) -> bool:
    """Print times, memory and sizes of all rivals at one size; whether the budgets are kept."""
    package = made_up(cards)
    write_package(folder / "ours.apkg", package)
    program = imported(folder / "ours.apkg", folder / "anki.anki2")
    rivals = {
        "ours": lambda: write_package(folder / "ours.apkg", package),
        "genanki": lambda: plain_genanki(package, folder / "genanki.apkg"),
        "anki": lambda: anki_export(program, folder / "anki.apkg"),
    }
    times = {
        name: median(spent) for name, spent in rounds(rivals, 5 if cards < 20_000 else 3).items()
    }
    program.close()  # type: ignore[attr-defined]
    size = {name: (folder / f"{name}.apkg").stat().st_size / 2**20 for name in rivals}
    print(f"{cards} cards, {LOG} log rows each (genanki: none)")
    for name in rivals:
        peak = _peak(name, cards)
        print(
            f"  {name:<8} {times[name]:7.0f} ms  {peak:5.0f} MiB peak  {size[name]:6.2f} MiB file"
        )
    write_package(folder / "bare.apkg", replace(package, logs={}))
    bare = (folder / "bare.apkg").stat().st_size / 2**20
    print(f"  the log makes {size['ours'] - bare:.2f} MiB of ours: {size['ours'] / bare:.1f} times")
    if cards < 20_000:
        alone, whole = _at_least(collection_bytes(package))
        print(
            f"  of genanki's {size['ours'] / size['genanki']:.3f} with the log; the same database"
            f" through zstd 19 instead of zip {whole / 2**20 / size['genanki']:.3f},"
            f" every column alone through zstd 19 {alone / 2**20 / size['genanki']:.3f}"
        )
    kept = [
        report("  time against genanki without a log", times["ours"] / times["genanki"], RATIO),
        report("  size without the log against genanki", bare / size["genanki"], SIZE_RATIO),
        report("  size with the log against Anki's own", size["ours"] / size["anki"], 1),
        _verb(cards, folder),
    ]
    return all(kept)


def _at_least(collection: bytes) -> tuple[int, int]:
    """Bytes that zstd needs for the columns one by one, without rows and pages, and for all.

    Two thirds of the first are the log's times, which nobody can foretell.
    """
    pack = zstandard.ZstdCompressor(level=19).compress
    alone = 0
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(collection)
        for table in ("notes", "cards", "revlog"):
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            columns = ("\n".join(map(str, column)) for column in zip(*rows, strict=True))
            alone += sum(len(pack(column.encode())) for column in columns)
    return alone, len(pack(collection))


def _verb(cards: int, folder: Path) -> bool:
    """From the collection, rendering included; then again with nothing changed."""
    collection = big_collection.build(folder / "c.db", cards, reviews_a_card=LOG)
    file = folder / "verb.apkg"

    def first() -> None:
        file.unlink(missing_ok=True)
        export(collection, file)

    spent = rounds({"first": first, "again": lambda: export(collection, file)}, 3, warm_up=0)
    collection.close()
    once, again = median(spent["first"]), median(spent["again"])
    print(
        f"  the whole verb {once:.0f} ms, {file.stat().st_size / 2**20:.2f} MiB;"
        f" again {again:.0f} ms"
    )
    return report("  unchanged re-export against the first", again / once, UNCHANGED)


def _peak(name: str, cards: int) -> float:
    """The peak memory of one rival in a process of its own, in MiB."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", name, str(cards)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def alone(name: str, cards: int) -> None:
    """One export; prints the peak memory of this process in MiB."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        package = made_up(cards)
        if name == "anki":
            write_package(folder / "ours.apkg", package)
            anki_export(imported(folder / "ours.apkg", folder / "a.anki2"), folder / "out.apkg")
        elif name == "ours":
            write_package(folder / "out.apkg", package)
        else:
            plain_genanki(package, folder / "out.apkg")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmHWM" in line))


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where a budget is missed."""
    kept = []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as place:
            kept.append(measure(cards, Path(place)))
    return int(not all(kept))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
