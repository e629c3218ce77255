"""Which edits of a text leave its fact alone, and which make it another one."""

import pytest

from quizapp.notes.facts import another_answer, another_context, another_question

SAME = [
    ("Сеть обучается на батче", "Сеть учится на батче"),
    ("катушка, которая не пропускает ток", "катушка, не пропускающая ток"),
    ("mean 0 and deviation 1", "deviation 1 and mean 0"),
    ("среднее $x^2$", "среднее x^2"),
    ("`relu` обнуляет", "relu обнуляет"),
    ("из двух слоёв", "из 2 слоёв"),
    (r"это $\frac{1}{2}$", r"это $\frac{1}{ 2 }$"),
    ("не только A, но и B", "A и B"),
    ("10\u00a0000 слов", "10000 слов"),
    ("0,5", "0.5"),
    ("число $5$", "число 5"),
    ("модель GlOve", "модель GloVe"),
    ("никогда не растёт", "не растёт"),
    ("Её придумали в Google", "Её придумали в Google Brain"),
    ("memory of LSTM", "memory of Long Short-Term Memory"),
    ("x ≥ 0", "x >= 0"),
]
OTHER = [
    ("from 0 to 1", "from 1 to 0"),
    ("mean 0 and deviation 1", "mean 1 and deviation 0"),
    ("Среднее становится 0, разброс становится 1", "Среднее становится 1, разброс становится 0"),
    ("не пропускает ток", "пропускает ток"),
    ("увеличивает шаг", "уменьшает шаг"),
    ("$a$ is the scale", "$b$ is the scale"),
    ("обучаемый слой", "необучаемый слой"),
    ("a linear layer", "a nonlinear layer"),
    ("x > 0", "x < 0"),
    ("x -> y", "x <- y"),
    ("в двух слоях", "в трёх слоях"),
    ("GPT-3", "GPT-4"),
    ("10 ms", "10 min"),
    ("5 млн", "5 млрд"),
    ("Её придумал Хинтон", "Её придумал Лекун"),
    ("с весами", "без весов"),
    ("$e^{-x}$", "$e^{x}$"),
    ("-5 градусов", "5 градусов"),
    ("true", "false"),
    ("max over rows", "min over rows"),
    ("хранит строки", "хранит столбцы"),
    ("`a[0]` берёт", "`a[1]` берёт"),
    ("is not a norm but a metric", "is not a metric but a norm"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_same_fact_in_other_words(before, after) -> None:
    assert not another_answer(before, after)
    assert not another_answer(after, before)


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_another_fact_in_nearly_the_same_letters(before, after) -> None:
    assert another_answer(before, after)
    assert another_answer(after, before)


LONG = "Чтобы смотреть на все слова сразу."


@pytest.mark.parametrize(
    ("before", "after", "answer", "other"),
    [
        ("3. Внимание: зачем?", "4. Внимание: зачем?", "да", False),
        ("Глава 3: зачем внимание?", "Глава 4: зачем внимание?", LONG, False),
        ("Слой 1: ядро?", "Слой 3: ядро?", "3×3", True),
        ("Что такое LSTM?", "Что такое GRU?", LONG, True),
        ("Зачем нужен энкодер?", "Зачем нужен декодер?", LONG, True),
        ("Что растёт?", "Что не растёт?", LONG, True),
        ("Диапазон $f(x)$?", "Диапазон $g(x)$?", "(0, 1)", True),
        ("Что значит $f(x)$?", "Что значит $f (x)$?", "(0, 1)", False),
    ],
)
def test_a_question_is_another_one_where_its_answer_does_not_tell(
    before, after, answer, other
) -> None:
    assert another_question(before, after, answer) is other


def test_the_text_around_a_cloze_may_change_its_numbers_but_not_its_sense() -> None:
    assert not another_context("Вышла в 2017 году у \ufffc", "Вышла в 2018 году у \ufffc")
    assert another_context("Сеть \ufffc растёт", "Сеть \ufffc не растёт")
