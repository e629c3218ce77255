"""Notes go in all or nothing, and edits never cost a review."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.cards import Standing
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.storage.queries import cards

from ..storage.days import statements

pytestmark = pytest.mark.engines

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

    notes(TWO_CARDS.split("\n\n", maxsplit=1)[0])
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
    def version() -> str | None:
        with collection.database.reading() as connection:
            (card,) = cards.all_cards(connection, collection.learner)
        return card.question_version

    notes(QUESTION)
    review(collection, "double-it", Rating.GOOD)
    before = version()

    notes(QUESTION.replace("(2, 9)", "(3, 8)"))

    (card,) = list_cards(collection)
    assert (card.reps, card.state) == (1, "learning")
    assert version() not in {None, before}


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


def test_a_folder_that_has_moved_keeps_its_cards(collection, tmp_path: Path) -> None:
    for name in ("a.md", "deep/b.md"):
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_text(TWO_CARDS.replace("?", f" in {name}?"))
    import_notes(collection, [str(tmp_path / "old")])
    before = {card.id for card in list_cards(collection)}
    (tmp_path / "old").rename(tmp_path / "new")

    moved = import_notes(collection, [str(tmp_path / "new")])

    assert counts(moved) == {
        "added": 0, "changed": 0, "unchanged": 4, "moved": 0,
        "retired": 0, "restored": 0, "drafts": 0,
    }  # fmt: skip
    assert {card.id for card in list_cards(collection)} == before
    assert all(card.file.startswith(str(tmp_path / "new")) for card in list_cards(collection))
    assert counts(import_notes(collection))["unchanged"] == 4


def test_a_new_folder_in_the_place_of_one_that_moved_is_another_source(
    collection, tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "a.md").write_text(TWO_CARDS)
    import_notes(collection, [str(old)])
    old.rename(new)
    import_notes(collection, [str(new)])
    old.mkdir()
    (old / "b.md").write_text("Q: One more?\nA: Yes, one more.\n")

    import_notes(collection, [str(old)])

    assert counts(import_notes(collection))["unchanged"] == 3


def test_a_folder_that_is_gone_for_now_loses_nothing_to_another_one(collection, tmp_path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(f"Q: What is {name}?\nA: The word {name}.\n")
    import_notes(collection, [str(tmp_path / "one")])
    (tmp_path / "one").rename(tmp_path / "away")

    import_notes(collection, [str(tmp_path / "two")])

    assert [card.state for card in list_cards(collection)] == ["new", "new"]


def test_a_single_file_renamed_or_moved_elsewhere_keeps_its_cards(collection, tmp_path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(TWO_CARDS)
    import_notes(collection, [str(path)])
    before = [card.id for card in list_cards(collection)]
    renamed = path.rename(tmp_path / "renamed.md")
    renamed.write_text(TWO_CARDS.replace("A distribution.", "A probability distribution."))

    done = import_notes(collection, [str(renamed)])
    assert (done.added, done.changed, done.moved) == (0, 1, 1)
    (tmp_path / "away").mkdir()
    away = renamed.rename(tmp_path / "away" / "n.md")
    done = import_notes(collection, [str(away)])

    assert (done.added, done.moved) == (0, 2)
    assert [card.id for card in list_cards(collection)] == before


DRAFT = "# Релиз\nОн выходит раз в год летом.\n"


def test_a_draft_whose_text_is_gone_is_deleted(collection, notes) -> None:
    notes(DRAFT)
    assert [card.state for card in list_cards(collection)] == ["draft"]

    notes("# Релиз\n")

    assert list_cards(collection) == []


def stand(collection, **holds: object) -> None:
    """Give every card this standing, as the preview of an import will."""
    with collection.database.writing() as connection:
        for card in cards.all_cards(connection, collection.learner):
            cards.replace(connection, collection.learner, replace(card, **holds), None)


@pytest.mark.parametrize("reviewed", [True, False])
def test_an_accepted_draft_that_comes_back_is_a_card_again(collection, notes, reviewed) -> None:
    notes(DRAFT)
    stand(collection, standing=Standing.ACTIVE)
    if reviewed:
        review(collection, list_cards(collection)[0].id, Rating.GOOD)
    notes("# Релиз\n")
    assert [card.state for card in list_cards(collection)] == ["retired"]

    notes(DRAFT)

    assert [card.state for card in list_cards(collection)] == ["learning" if reviewed else "new"]


def test_a_draft_that_is_never_wanted_stays_away_when_its_text_comes_back(
    collection, notes
) -> None:
    notes(DRAFT)
    stand(collection, suspended=True)
    notes("# Релиз\n")

    done = import_notes(collection, [str(notes(DRAFT))], dry_run=True)

    (card,) = list_cards(collection)
    assert (card.state, done.drafts) == ("draft", 0)


def test_an_import_that_finds_nothing_new_writes_nothing(collection, notes) -> None:
    path = notes(TWO_CARDS)
    with statements(collection) as asked:
        import_notes(collection, [str(path)])

    assert [sql for sql, _ in asked if not sql.startswith(("SELECT", "BEGIN"))] == []


def test_cards_that_may_be_either_are_told_with_their_places(collection, notes) -> None:
    path = notes("# One\nQ: What does the state of a network hold?\nA: What it has read so far.\n")
    both = "".join(
        f"Q: What does the state of a network {name} hold?\nA: What it has read so far.\n\n"
        for name in ("A", "B")
    )
    path.write_text("# Two\n" + both)

    done = import_notes(collection, [str(path)])

    found = [(lint.line, lint.message) for lint in done.lint if lint.rule == "identity-ambiguous"]
    assert (done.added, done.retired, done.changed) == (2, 1, 0)
    assert [line for line, _ in found] == [2, 2, 5]
    assert f"{path}:2, {path}:5" in found[0][1]
    assert f"{path}:2" in found[1][1]
    assert import_notes(collection, [str(path)]).lint == ()
