"""Two questions that ask for the same calls are one question, whatever they call things."""

from collections.abc import Callable

import pytest

from quizapp.questions.likeness import call_tree
from quizapp.questions.statements import Question

FIRST = '"""p"""\nx = integers(1, 9)\ny = x + 1  # one more\nanswer(sigmoid(y))'

CHOICE = (
    '"""p"""\nz = integers(2, 5)\nanswer(sigmoid(z + 1), choose=True)\n'
    "option(1)\noption(2)\noption(3)"
)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ('"""other words"""\nz = integers(2, 5)\nanswer(sigmoid(z + 1))', True),
        ('"""p"""\nz = integers(2, 5)\nanswer(tanh(z + 1))', False),
        ('"""p"""\nz = integers(2, 5)\nanswer(sigmoid(z + 2))', False),
        ('"""p"""\na = integers(2, 5)\nb = integers(2, 5)\nanswer(sigmoid(a + b))', False),
        (CHOICE, False),
    ],
)  # fmt: skip
def test_names_and_words_do_not_make_another_question(
    read: Callable[..., Question], other: str, same: bool
) -> None:
    assert (call_tree(read(FIRST)) == call_tree(read(other))) is same


def test_the_draws_are_told_apart_by_their_place(read: Callable[..., Question]) -> None:
    draws = '"""p"""\na = integers(1, 9)\nb = integers(1, 9)\n'

    assert call_tree(read(draws + "answer(a - b)")) == call_tree(read(draws + "answer(b - a)"))
    assert call_tree(read(draws + "answer(a - b)")) != call_tree(read(draws + "answer(a - a)"))
