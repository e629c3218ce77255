"""Notes go in all or nothing, and edits never cost a review."""

from dataclasses import asdict
from pathlib import Path

import pytest

from quizapp.actions.importing import import_notes
from quizapp.actions.listing import list_cards
from quizapp.actions.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating

SEED = Path(__file__).parents[1] / "notes" / "fixtures" / "seed-notes.ru.md"

TWO_CARDS = """\
Q: What does softmax return?
A: A distribution.

Q: What is the range of a sigmoid?
A: From 0 to 1.
"""

QUESTION = """\
```python quiz double-it
\"\"\"What is twice {{n}}?\"\"\"
n = integers(2, 9)
answer(2 * n)
mistake(n * n, "That is the square", when=n != 2)
mistake(n + 20, "Twenty too much")
```
"""


def counts(imported) -> dict[str, int]:
    return {key: value for key, value in asdict(imported).items() if isinstance(value, int)}


def test_the_seed_notes_become_cards_and_gaps(collection) -> None:
    first = import_notes(collection, [str(SEED)])
    again = import_notes(collection, [str(SEED)])

    assert first.added >= 20
    assert [(gap.kind, gap.heading) for gap in first.gaps] == [
        ("bullet", "Базовая, верхнеуровневая структура"),
        ("heading", "Multi-Head Attention"),
        ("heading", "Параллелизм в генеративных моделях"),
        (
            "heading",
            "Как мы отбираем признаки, что можем перенести в другой формат, а что - нет",
        ),
        ("heading", "Накопление градиента"),
        ("heading", "Layer Normalization"),
        ("heading", "Residual Connection (Остаточное соединение)"),
        ("heading", "Абстрактный класс"),
        ("heading", "Фабрика классов"),
        ("heading", "Singleton (Синглтон)"),
    ]
    assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)
    assert again.gaps == first.gaps
    assert not [found for found in first.lint if found.severity == "error"]


def test_a_dry_run_writes_nothing(collection, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(TWO_CARDS)

    plan = import_notes(collection, [str(tmp_path / "notes.md")], dry_run=True)

    assert plan.added == 2
    assert list_cards(collection) == []


def test_a_moved_card_keeps_its_history(collection, notes) -> None:
    notes(TWO_CARDS)
    card = list_cards(collection)[0]
    review(collection, card.id, Rating.GOOD)

    path = notes("# A heading\n\nSome words.\n\n" + TWO_CARDS)

    after = {found.id: found for found in list_cards(collection)}
    assert after[card.id].reps == 1
    assert after[card.id].line == card.line + 4
    assert path.read_text().startswith("# A heading")


def test_removed_text_retires_its_card_and_the_text_back_brings_it_back(collection, notes) -> None:
    notes(TWO_CARDS)
    kept, removed = list_cards(collection)
    review(collection, removed.id, Rating.GOOD)

    notes(TWO_CARDS.split("\n\n")[0])
    assert [card.state for card in list_cards(collection)] == ["new", "retired"]

    notes(TWO_CARDS)
    back = list_cards(collection)
    assert [card.state for card in back] == ["new", "learning"]
    assert back[1].reps == 1
    assert [card.id for card in back] == [kept.id, removed.id]


def test_two_collections_give_the_same_notes_the_same_ids(open_at, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    for folder in ("one", "two"):
        (tmp_path / folder / "n.md").write_text(TWO_CARDS)
    one, two = open_at(tmp_path / "1.db"), open_at(tmp_path / "2.db")

    import_notes(one, [str(tmp_path / "one")])
    import_notes(two, [str(tmp_path / "two")])

    assert [c.id for c in list_cards(one)] == [c.id for c in list_cards(two)]


def test_a_folder_is_remembered_and_a_bare_import_reads_it_again(collection, tmp_path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(TWO_CARDS)
    import_notes(collection, [str(vault)])
    (vault / "b.md").write_text("Q: One more?\nA: Yes, one more.\n")
    (vault / "a.md").unlink()

    again = import_notes(collection)

    assert counts(again) == {
        "added": 1, "changed": 0, "unchanged": 0, "moved": 0,
        "retired": 2, "restored": 0, "drafts": 0,
    }  # fmt: skip


def test_a_bad_file_in_a_folder_is_listed_and_retires_nothing(collection, tmp_path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(TWO_CARDS)
    import_notes(collection, [str(vault)])
    (vault / "a.md").write_bytes(b"\xff\xfe broken \x00")
    (vault / "b.md").write_text("Q: One more?\nA: Yes, one more.\n")

    again = import_notes(collection, [str(vault)])

    assert (again.added, again.retired) == (1, 0)
    (skipped,) = again.skipped
    assert skipped.file == str(vault / "a.md")
    assert "binary file" in skipped.reason


def test_a_bad_file_that_was_named_is_refused_and_nothing_written(collection, tmp_path) -> None:
    (tmp_path / "good.md").write_text(TWO_CARDS)
    (tmp_path / "bad.md").write_bytes("Q: кто?\nA: я\n".encode("cp1251"))

    with pytest.raises(InputError) as refusal:
        import_notes(collection, [str(tmp_path / "good.md"), str(tmp_path / "bad.md")])

    assert str(refusal.value) == (
        f"{tmp_path / 'bad.md'}:1: This is not UTF-8 text."
        " Save the file as UTF-8 and import it again."
    )
    assert list_cards(collection) == []


def test_a_missing_file_is_a_sentence(collection) -> None:
    with pytest.raises(InputError, match=r"nowhere\.md: There is no such file or folder"):
        import_notes(collection, ["nowhere.md"])


def test_a_broken_question_is_an_error_at_its_line_and_keeps_its_card(collection, notes) -> None:
    notes(QUESTION)
    review(collection, "double-it", Rating.GOOD)

    path = notes(QUESTION.replace("2 * n", "2 * m"))
    (card,) = list_cards(collection)
    (lint,) = import_notes(collection, [str(path)]).lint

    assert (card.state, card.reps) == ("learning", 1)
    assert (lint.severity, lint.line, lint.card) == ("error", 4, "double-it")
    assert "m" in lint.message


def test_a_question_changed_keeps_its_card_and_gets_a_new_version(collection, notes) -> None:
    notes(QUESTION)
    review(collection, "double-it", Rating.GOOD)

    notes(QUESTION.replace("(2, 9)", "(3, 8)"))

    (card,) = list_cards(collection)
    assert (card.reps, card.state) == (1, "learning")


def test_a_question_id_of_other_notes_is_refused(collection, notes) -> None:
    notes(QUESTION, "one.md")
    path = notes(QUESTION, "other/two.md")

    assert len(list_cards(collection)) == 1
    (lint,) = [
        found
        for found in import_notes(collection, [str(path)], dry_run=True).lint
        if found.rule == "duplicate-id"
    ]
    assert lint.file == str(path)


def test_a_deck_asked_for_with_the_import_stays(collection, tmp_path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(TWO_CARDS)
    import_notes(collection, [str(path)], deck="Mine::Deep")
    path.write_text(TWO_CARDS + "\nQ: Third?\nA: The third one.\n")

    import_notes(collection, [str(path)])

    assert {card.deck for card in list_cards(collection)} == {"Mine::Deep"}
