"""Exports as text: tables for Anki and Quizlet, notes that read back, everything as JSON."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import anki.collection
import anki.lang
import pytest

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import export
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.storage.queries.export import leaving_cards

NOTES = """\
---
deck: Sums
tags: [arithmetic, two words]
cards: marked
---
# Carrying

Q: What is a carry, in "words"?
A: A ten, that moves

one place. %% no cards %%

Capital:::Lima $a<b$

The {{c1::second::which}} of {{c2::two}}.

Q: Which are even?
- [x] two
- [ ] three

## Steps

Q: How to add?
A: 1. Write
2. Carry
3. Sum %% steps %%

```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
```
"""


def contents(collection: Collection) -> list[tuple[object, ...]]:
    with collection.database.reading() as connection:
        leaving = leaving_cards(connection, collection.learner, None, retired=False)
    return sorted(
        (
            *(card.kind.value, card.front, card.back, card.extra, card.deck, card.lang),
            *(card.tags, card.passage.headings, card.question or "", card.question_version or ""),
        )
        for card in (one.card for one in leaving)
    )


def again(open_at: Callable[..., Collection], file: Path, name: str = "again.db") -> Collection:
    other = open_at(file.parent / name)
    done = import_notes(other, [str(file)])
    assert not done.skipped and not done.gaps and not done.lint
    return other


def test_notes_read_back_as_the_same_cards(collection, notes, open_at, tmp_path: Path) -> None:
    notes(NOTES)
    notes("---\ndeck: Other::Deck\nlang: ru\n---\nQ: Что это?\nA: То", "ru.md")

    done = export(collection, tmp_path / "out.md")

    assert done.cards == len(contents(collection))
    assert "steps" in {kind for kind, *_rest in contents(collection)}
    assert contents(again(open_at, tmp_path / "out.md")) == contents(collection)


@pytest.mark.parametrize("edition", ["en", "ru"])
def test_the_shipped_decks_read_back_as_the_same_cards(
    clock, open_at, tmp_path: Path, edition: str
) -> None:
    shipped = open_at(tmp_path / "shipped.db", shipped=edition)

    export(shipped, tmp_path / "out.md")

    assert len(contents(shipped)) > 300
    assert contents(again(open_at, tmp_path / "out.md")) == contents(shipped)


def test_a_second_export_of_what_was_read_back_is_the_same(
    collection, notes, open_at, tmp_path: Path
) -> None:
    notes(NOTES)
    export(collection, tmp_path / "out.md")
    other = again(open_at, tmp_path / "out.md")

    export(other, tmp_path / "next.md")

    third = again(open_at, tmp_path / "next.md", "third.db")
    assert contents(third) == contents(collection)


def test_a_table_is_imported_by_anki_and_updates_in_place(
    collection, notes, tmp_path: Path
) -> None:
    notes(NOTES)
    done = export(collection, tmp_path / "out.csv")
    anki.lang.set_lang("en")
    program = anki.collection.Collection(str(tmp_path / "anki.anki2"))
    try:
        counts = []
        for _time in range(2):
            metadata = program.get_csv_metadata(path=str(tmp_path / "out.csv"), delimiter=None)
            request = anki.collection.ImportCsvRequest(
                path=str(tmp_path / "out.csv"), metadata=metadata
            )
            log = program.import_csv(request).log
            counts.append((len(log.new), len(log.conflicting) + len(log.missing_notetype)))
        assert counts == [(done.cards, 0), (0, 0)]
        found = program.get_note(program.find_notes("Capital")[0])
        assert program.decks.name(found.cards()[0].did) == "Sums"
        assert found.has_tag("arithmetic")
        cloze = program.get_note(program.find_notes("which")[0])
        assert cloze.fields[0] == "<p>The [which] of two.</p>"
        assert "second" in cloze.fields[1]
    finally:
        program.close()


def test_a_table_has_five_columns_and_keeps_quotes_and_lines(
    collection, notes, tmp_path: Path
) -> None:
    notes(NOTES)

    done = export(collection, tmp_path / "out.csv")

    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    assert [line for line in lines if line.startswith("#")] == lines[:5]
    rows = list(csv.reader(lines[5:]))
    assert len(rows) == done.cards
    assert {len(row) for row in rows} == {5}
    assert any('in "words"' in row[0] or "in &quot;words&quot;" in row[0] for row in rows)


def test_pairs_are_plain_lines_with_one_tab(collection, notes, tmp_path: Path) -> None:
    notes(NOTES)

    done = export(collection, tmp_path / "out.txt")

    lines = (tmp_path / "out.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == done.cards
    assert all(line.count("\t") == 1 for line in lines)
    assert "The [which] of two.\tThe second of two." in lines
    assert not any("<p>" in line for line in lines)


def test_json_has_cards_and_with_scheduling_the_log(collection, notes, tmp_path: Path) -> None:
    notes(NOTES)
    with collection.database.reading() as connection:
        uid = leaving_cards(connection, collection.learner, None, retired=False)[0].card.uid
    review(collection, uid, Rating.GOOD)

    export(collection, tmp_path / "all.json")
    export(collection, tmp_path / "bare.json", choices=Choices(scheduling=False))

    whole = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    bare = json.loads((tmp_path / "bare.json").read_text(encoding="utf-8"))
    assert [card["uid"] for card in whole["cards"]] == [card["uid"] for card in bare["cards"]]
    assert [row["card"] for row in whole["reviews"]] == [uid]
    assert list(whole["schedules"]) == [uid]
    assert "reviews" not in bare and "schedules" not in bare


@pytest.mark.parametrize("name", ["out.doc", "out", "out.apkg.zip"])
def test_another_ending_is_a_sentence(collection, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"must end in one of \.apkg, \.csv, \.txt, \.md, \.json"):
        export(collection, tmp_path / name)


@pytest.mark.parametrize("ending", ["apkg", "csv", "txt", "md", "json"])
def test_a_failed_export_leaves_nothing(collection, notes, tmp_path: Path, ending: str) -> None:
    notes(NOTES)

    with pytest.raises(InputError, match="Cannot write"):
        export(collection, tmp_path / "nowhere" / f"out.{ending}")


@pytest.mark.parametrize("ending", ["apkg", "csv", "txt", "md", "json"])
def test_the_same_collection_gives_the_same_bytes(
    collection, notes, tmp_path: Path, ending: str
) -> None:
    notes(NOTES)
    for name in ("one", "two"):
        export(collection, tmp_path / f"{name}.{ending}", choices=Choices(variants=3))

    one, two = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert one == two
