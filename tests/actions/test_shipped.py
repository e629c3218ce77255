"""The shipped decks: there from the first start, in the language of the interface, once."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.actions.cards.editing import Sides, as_text, edit_card, from_text
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.drafts import take_back
from quizapp.actions.importing.imported import EDITED
from quizapp.actions.sources import shipped
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating


def test_a_learner_begins_with_the_shipped_decks(open_at, tmp_path) -> None:
    cards = list_cards(open_at(tmp_path / "c.db", shipped="en"))

    assert len(cards) > 200
    assert {card.deck.split("::")[0] for card in cards} == {"Neural networks", "Python"}


def test_a_collection_begun_empty_stays_empty(open_at, tmp_path) -> None:
    open_at(tmp_path / "c.db", shipped=None).close()

    assert list_cards(open_at(tmp_path / "c.db", shipped="en")) == []


def test_another_learner_in_the_same_database_begins_with_their_own(open_at, tmp_path) -> None:
    one = open_at(tmp_path / "c.db", shipped="en")
    review(one, "sigmoid-value", Rating.GOOD)

    two = open_at(tmp_path / "c.db", shipped="en", learner="two")

    assert len(list_cards(two)) == len(list_cards(one))
    assert sum(card.reps for card in list_cards(two)) == 0


def test_a_first_start_that_was_interrupted_is_finished_by_the_next(
    open_at, tmp_path, monkeypatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(shipped, "shipped_source", lambda language: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_at(tmp_path / "c.db", shipped="en")

    assert len(list_cards(open_at(tmp_path / "c.db", shipped="en"))) > 200


def test_another_language_changes_the_texts_and_keeps_the_history(open_at, tmp_path) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    review(collection, "sigmoid-value", Rating.GOOD)
    english = {card.id: card for card in list_cards(collection)}

    shipped.follow(collection, "ru")

    russian = {card.id: card for card in list_cards(collection)}
    assert russian.keys() == english.keys()
    assert all(card.state != "retired" for card in russian.values())
    assert sum(card.reps for card in russian.values()) == 1
    assert {card.deck.split("::")[0] for card in russian.values()} == {"Нейросети", "Python"}


def test_an_edition_that_was_asked_for_is_kept(open_at, tmp_path) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")

    shipped.choose_shipped(collection, "ru")
    shipped.follow(collection, "en")

    assert "Нейросети" in {card.deck.split("::")[0] for card in list_cards(collection)}


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program whose decks a test may upgrade: two cards in a file, in English."""
    decks = tmp_path / "program" / "decks" / "en"
    decks.mkdir(parents=True)
    (decks / "one.md").write_text(
        "---\ndeck: One\n---\nQ: What is one?\nA: The first number. ^one\n\n"
        "Q: What is two?\nA: The second number. ^two\n"
    )
    source = replace(shipped.shipped_source("en"), root=str(decks))
    monkeypatch.setattr(shipped, "shipped_source", lambda language: source)
    return decks / "one.md"


def upgrade(file, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new))


def test_an_upgrade_of_the_program_updates_its_decks_in_place(open_at, tmp_path, program) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    before = {card.front: card.id for card in list_cards(collection)}
    review(collection, before["What is one?"], Rating.GOOD)
    assert shipped.follow(collection, "en") is None
    upgrade(program, "The first number", "The number before two")
    program.with_name("two.md").write_text("Q: What is three?\nA: The third number. ^three\n")

    done = shipped.follow(collection, "en")

    assert done is not None
    assert (done.added, done.changed, done.retired) == (1, 1, 0)
    (one,) = (card for card in list_cards(collection) if card.front == "What is one?")
    assert (one.id, one.back, one.reps) == (before[one.front], "The number before two.", 1)
    assert shipped.follow(collection, "en") is None


def test_a_card_in_the_learners_words_is_not_overwritten(open_at, tmp_path, program) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    (one,) = (card for card in list_cards(collection) if card.front == "What is one?")
    file = program.read_text()

    edit_card(collection, one.id, "What is one?", "Mine alone")

    assert program.read_text() == file
    upgrade(program, "The first number", "The number before two")
    upgrade(program, "What is one?", "What is the number one?")
    done = shipped.follow(collection, "en")
    assert done is not None
    (found,) = (card for card in list_cards(collection) if card.id == one.id)
    assert (found.front, found.back) == ("What is the number one?", "Mine alone")
    (finding,) = (found for found in done.lint if found.rule == EDITED)
    assert "The number before two." in finding.message


def test_an_edit_is_taken_back_like_an_import(open_at, tmp_path, program) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    before = list_cards(collection)

    edit_card(collection, before[0].id, "Other?", "Words")
    assert list_cards(collection)[0].front == "Other?"
    take_back(collection)

    assert list_cards(collection) == before


@pytest.mark.parametrize(("front", "back"), [("", "x"), ("x", "  ")])
def test_a_side_that_says_nothing_is_refused(open_at, tmp_path, program, front, back) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    before = list_cards(collection)

    with pytest.raises(InputError):
        edit_card(collection, before[0].id, front, back)

    assert list_cards(collection) == before


def test_a_question_is_not_edited_as_a_card(open_at, tmp_path) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")
    live = next(card for card in list_cards(collection) if card.kind == "live")

    with pytest.raises(InputError, match="source"):
        edit_card(collection, live.id, "a", "b")


@given(st.text(alphabet="ab\n= $", max_size=30), st.text(alphabet="ab\n= $", max_size=30))
@settings(max_examples=50)
def test_sides_come_back_from_the_text_that_is_edited(front: str, back: str) -> None:
    card = SimpleNamespace(front=front, back=back)

    assert from_text(as_text(card)) == Sides(front.strip(), back.strip())
