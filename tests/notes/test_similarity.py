"""How alike two cards are; 0 where they state two facts."""

from dataclasses import replace

import pytest

from quizapp.model.cards import Candidate, CardKind
from quizapp.model.passages import Passage
from quizapp.notes.similarity import similarity, statement

CARD = Candidate(
    CardKind.BASIC, "qa", "Что такое слой?", "Преобразование входа", Passage("s", "p", (), 1, 1), ""
)
CLOZE = replace(CARD, kind=CardKind.CLOZE)
CHOICE = replace(CARD, kind=CardKind.CHOICE)


def alike(one: Candidate, other: Candidate, cutoff: float = 0.1) -> float:
    return similarity(statement(one), statement(other), cutoff)


def test_capitals_emphasis_spaces_and_yo_do_not_count() -> None:
    other = replace(CARD, front="что  такое **слой**?", back="Преобразование\u00a0входа")
    assert alike(CARD, other) == 1


def test_the_less_alike_of_both_sides_counts() -> None:
    other = replace(CARD, back="Преобразование входа сети")
    # 20 letters of 20 and 25, as the definition of the indel ratio has it.
    assert alike(CARD, other) == pytest.approx(2 * 20 / 45)
    assert alike(CARD, other, cutoff=0.95) == 0


def test_a_formula_in_a_question_is_one_letter() -> None:
    one = replace(CARD, front=r"Зачем $\sum_{i=1}^{n} x_i^2$ в норме?", back="Чтобы знак пропал.")
    other = replace(one, front=r"Зачем $\int x$ в норме?")
    assert alike(one, other) == pytest.approx(2 * 15 / 32)


def test_words_in_common_are_needed_letters_are_not_enough() -> None:
    one = replace(CARD, front="Why?", back="a category as a vector of zeros with one in its place")
    other = replace(CARD, front="Why?", back="a thing that turns some list to probability space")
    assert alike(one, other) == 0


def test_kinds_are_never_alike() -> None:
    assert alike(CARD, replace(CARD, kind=CardKind.STEPS)) == 0


def test_a_cloze_is_known_by_what_it_hides_and_where() -> None:
    one = replace(CLOZE, front="Ночью {{c1::темно::как?}}, днём светло.", back="темно")
    renumbered = replace(one, front="Ночью {{c3::темно}}, днём светло.")
    beside = replace(one, front="Ночью темно, днём {{c1::светло}}.", back="светло")
    assert alike(one, renumbered) == 1
    assert alike(one, beside) == 0


def test_a_hole_in_a_formula_hides_a_formula() -> None:
    one = replace(CLOZE, front=r"Сигмоида $\frac{1}{ {{c1::1 + e^{-x}}} }$", back="1 + e^{-x}")
    other = replace(one, front=one.front.replace("-x", "x"), back="1 + e^{x}")
    spaced = replace(one, front=one.front.replace(" + ", "+"), back="1+e^{-x}")
    assert alike(one, other) == 0
    assert alike(one, spaced, 0.5) > 0.5


def test_only_the_right_options_are_the_answer_of_a_choice() -> None:
    one = replace(CHOICE, back="- [x] да\n- [ ] вовсе нет")
    assert alike(one, replace(one, back="- [ ] может быть\n- [x] да")) == 1
    assert alike(one, replace(one, back="- [ ] да\n- [x] вовсе нет")) == 0
