"""The shipped decks: there from the first start, in the language of the interface, once."""

import pytest

from quizapp.actions import shipped
from quizapp.actions.listing import list_cards
from quizapp.actions.reviewing import review
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

    shipped.follow_language(collection, "ru")

    russian = {card.id: card for card in list_cards(collection)}
    assert russian.keys() == english.keys()
    assert all(card.state != "retired" for card in russian.values())
    assert sum(card.reps for card in russian.values()) == 1
    assert {card.deck.split("::")[0] for card in russian.values()} == {"Нейросети", "Python"}


def test_an_edition_that_was_asked_for_is_kept(open_at, tmp_path) -> None:
    collection = open_at(tmp_path / "c.db", shipped="en")

    shipped.choose_shipped(collection, "ru")
    shipped.follow_language(collection, "en")

    assert "Нейросети" in {card.deck.split("::")[0] for card in list_cards(collection)}
