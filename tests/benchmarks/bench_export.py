"""Writing an Anki package of rendered fields, beside plain genanki with the same fields.

Run: python bench_export.py [CARDS…]. The whole verb with rendering is shown too, without a budget.
"""

import sys
import tempfile
from pathlib import Path

import big_collection
import genanki
from bench_timing import median, report, rounds

from quizapp.actions.export import export
from quizapp.anki.note_types import NoteType, field_names, model
from quizapp.anki.write import AnkiNote, write_package

SIZES = (1_000, 10_000)
RATIO = 2.0


def made_up(cards: int) -> list[AnkiNote]:
    """Notes whose fields are rendered already."""
    return [
        AnkiNote(
            uid=f"{number:016x}",
            note_type=NoteType.BASIC,
            deck=f"Subject::Chapter {number % 20}",
            fields={
                "Front": f"What is term number {number}?",
                "Back": f"<p>The <b>answer</b> {number}: \\(x_{{{number}}} = 1\\)</p>" * 3,
                "Source": f"notes/{number}.md:3",
            },
            changed=1_700_000_000,
            tags=("quizapp::definition",),
        )
        for number in range(cards)
    ]


def plain_genanki(notes: list[AnkiNote], file: Path) -> None:
    """The same notes written by genanki alone."""
    names = field_names(NoteType.BASIC)
    decks: dict[str, genanki.Deck] = {}
    for note in notes:
        deck = decks.setdefault(note.deck, genanki.Deck(1_500_000_000 + len(decks), note.deck))
        deck.add_note(
            genanki.Note(
                model=model(NoteType.BASIC),
                fields=[note.fields.get(name, "") for name in names],
                tags=list(note.tags),
            )
        )
    genanki.Package(list(decks.values())).write_to_file(file)


def measure(cards: int, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds and KiB of each rival."""
    notes = made_up(cards)
    collection = big_collection.build(folder / "c.db", cards, reviews_a_card=1)
    rivals = {
        "ours": lambda: write_package(folder / "ours.apkg", notes),
        "genanki": lambda: plain_genanki(notes, folder / "genanki.apkg"),
        "verb": lambda: export(collection, folder / "verb.apkg"),
    }
    times = {name: median(spent) for name, spent in rounds(rivals, 3).items()}
    collection.close()
    return times, {name: (folder / f"{name}.apkg").stat().st_size / 1024 for name in rivals}


def main(sizes: list[int]) -> int:
    """Measure every size; 1 where the budget is missed."""
    kept = []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as place:
            times, size = measure(cards, Path(place))
        print(
            f"{cards} cards: ours {times['ours']:.0f} ms, {size['ours']:.0f} KiB; genanki"
            f" {times['genanki']:.0f} ms, {size['genanki']:.0f} KiB"
        )
        print(f"  the whole verb, rendering included: {times['verb']:.0f} ms")
        kept.append(report("  package against genanki", times["ours"] / times["genanki"], RATIO))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
