"""Every deck, read as notes: the cards that are meant, and nothing else."""

from collections import Counter

import pytest

from quizapp.model.cards import Candidate, CardKind
from quizapp.notes.read import Notes, read_notes

QUESTIONS = (CardKind.LIVE, CardKind.CODE)
EDITIONS = ("ru", "en")


@pytest.fixture(scope="module")
def notes(decks) -> dict[str, dict[str, Notes]]:
    return {
        lang: {
            file: read_notes(text, source="shipped", path=f"{lang}/{file}")
            for file, text in files.items()
        }
        for lang, files in decks.items()
    }


@pytest.fixture(scope="module")
def cards(notes) -> dict[str, list[Candidate]]:
    """The cards of each edition that are not questions."""
    return {
        lang: [
            card
            for read in files.values()
            for card in read.candidates
            if card.kind not in QUESTIONS
        ]
        for lang, files in notes.items()
    }


@pytest.mark.parametrize("lang", EDITIONS)
def test_lint_finds_nothing_and_there_are_no_gaps(notes, lang: str) -> None:
    for file, read in notes[lang].items():
        assert read.findings == (), file
        assert read.gaps == (), file


@pytest.mark.parametrize("lang", EDITIONS)
def test_every_card_has_an_id_of_its_own_and_none_is_a_draft(cards, lang: str) -> None:
    ids = [card.explicit_id for card in cards[lang]]
    assert None not in ids
    assert [id for id, times in Counter(ids).items() if times > 1] == []
    assert [card.front for card in cards[lang] if not card.sure] == []


def test_the_editions_hold_the_same_cards_in_the_same_order(notes) -> None:
    def outline(lang: str) -> list[tuple[object, ...]]:
        return [
            (file, card.explicit_id, card.kind, card.rule)
            for file, read in notes[lang].items()
            for card in read.candidates
        ]

    assert outline("ru") == outline("en")


@pytest.mark.parametrize("lang", EDITIONS)
def test_an_edition_has_enough_cards_of_every_kind(cards, lang: str) -> None:
    kinds = Counter(card.kind for card in cards[lang])
    assert kinds.total() >= 150
    assert set(kinds) == {CardKind.BASIC, CardKind.CLOZE, CardKind.STEPS, CardKind.CHOICE}


@pytest.mark.parametrize("lang", EDITIONS)
def test_every_written_id_became_a_card(cards, decks, lang: str) -> None:
    written = sum(
        line.split()[-1].startswith("^")
        for text in decks[lang].values()
        for line in text.splitlines()
        if line.strip()
    )
    assert written == len(cards[lang])


@pytest.mark.parametrize("lang", EDITIONS)
def test_no_two_cards_ask_the_same(cards, lang: str) -> None:
    fronts = Counter(card.front.casefold() for card in cards[lang])
    assert [front for front, times in fronts.items() if times > 1] == []


@pytest.mark.parametrize("lang", EDITIONS)
def test_no_answer_stands_in_its_question(cards, lang: str) -> None:
    for card in cards[lang]:
        if card.kind is CardKind.BASIC:
            assert card.back.strip(" .").casefold() not in card.front.casefold(), card.explicit_id


@pytest.mark.parametrize("lang", EDITIONS)
def test_no_raw_markup_is_left_on_a_card(cards, lang: str) -> None:
    for card in cards[lang]:
        text = f"{card.front} {card.back}"
        for mark in ("[[", "%%", " ^", "\ufffc"):
            assert mark not in text, card.explicit_id
        assert text.count("$") % 2 == 0, card.explicit_id


@pytest.mark.parametrize("lang", EDITIONS)
def test_answers_are_short_and_ask_one_thing(cards, lang: str) -> None:
    for card in cards[lang]:
        if card.kind in (CardKind.BASIC, CardKind.CLOZE):
            assert len(card.back.split()) <= 30, card.explicit_id
            assert card.front.count("?") <= 1, card.explicit_id
