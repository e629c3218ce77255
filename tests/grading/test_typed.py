"""Typed cards: verdicts letter by letter, and both wordings set beside each other."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.grading.letters import graphemes, letters_between
from quizapp.grading.typed import judge_typed
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.model.questions import AnswerKind, Part
from quizapp.model.verdicts import Letters, Outcome

CASES = [
    ("Лима", "лима", "right"),
    ("Лима", "  Лима. ", "right"),
    ("Королёв", "королев", "right"),
    ("Co-operate", "co\u2013operate", "right"),
    ("don't", "don’t", "right"),
    ("Йена", unicodedata.normalize("NFD", "йена"), "right"),
    ("New York", "new   york", "right"),
    ("?", "?", "right"),
    ("?", "!", "wrong"),
    ("café au lait", "cafe au lait", "close"),
    ("Лима", "Лимa", "close"),
    ("HTTP", "НТТР", "close"),
    ("аттенюатор", "атенюатор", "close"),
    ("мой", "мои", "wrong"),
    ("Лима", "Лема", "wrong"),
    ("Лима", "Кито", "wrong"),
    ("Лима", "Лима Кальяо", "wrong"),
]
TEXTS = st.text(st.sampled_from("abcАБВё́\u0301\u200d‍👩👧é 'x"), max_size=14)


def part(answer: str) -> Part:
    return Part("answer", AnswerKind.TYPED, answer, answer)


@pytest.mark.parametrize(("right", "typed", "outcome"), CASES)
def test_what_counts_and_what_does_not(right: str, typed: str, outcome: str) -> None:
    verdict = judge_typed(part(right), typed)
    assert verdict.outcome.value == outcome
    assert bool(verdict.letters) is (outcome != "right")


def test_the_letters_of_another_alphabet_are_named() -> None:
    latin = judge_typed(part("Лима"), "Лимa")
    assert latin.message == "Latin letters stand for Cyrillic ones that look alike: a."
    cyrillic = judge_typed(part("HTTP"), "НТТP")
    assert cyrillic.message == "Cyrillic letters stand for Latin ones that look alike: Н, Т."


@pytest.mark.parametrize("typed", ["", "  ", "kbvf", "KBVF"])
def test_nothing_and_the_keys_of_another_layout_are_no_answer(typed: str) -> None:
    with pytest.raises(UnreadableAnswer):
        judge_typed(part("Лима"), typed)


def test_letters_are_the_same_too_many_or_missing() -> None:
    assert letters_between("Сантяяго", "сантьяго") == (
        Letters("Сант", "сант"),
        Letters("я", ""),
        Letters("", "ь"),
        Letters("яго", "яго"),
    )


@given(TEXTS, TEXTS)
def test_the_joined_pieces_are_both_texts_again(typed: str, right: str) -> None:
    pieces = letters_between(typed, right)
    assert "".join(piece.typed for piece in pieces) == typed
    assert "".join(piece.right for piece in pieces) == right
    for piece in pieces:
        if piece.typed and piece.right:
            assert len(graphemes(piece.typed)) == len(graphemes(piece.right))


@given(TEXTS)
def test_a_text_is_right_beside_itself_whatever_its_case(text: str) -> None:
    assert all(piece.typed and piece.right for piece in letters_between(text, text))
    if text.strip(" \u200d\u0301"):
        assert judge_typed(part(text), text.swapcase()).outcome is Outcome.RIGHT
