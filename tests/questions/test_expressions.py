"""Expressions against plain ``math``: whole numbers stay whole, no last bit decides anything."""

import math
from collections.abc import Callable

import pytest

from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Value, Variant
from quizapp.questions.limits import BrokenVariant

Worth = Callable[..., Value]

WHOLE = {
    "7 + 3 * 2": 13,
    "7 - 10": -3,
    "7 // 2": 3,
    "-7 // 2": -4,
    "-7 % 3": 2,
    "2 ** 10": 1024,
    "-2 ** 2": -4,
    "abs(-3)": 3,
    "sign(-0.5)": -1,
    "floor(-2.5)": -3,
    "ceil(2.1)": 3,
    "round(2.5)": 2,
    "round(3.5)": 4,
    "round(-2.6)": -3,
    "floor(0.3 / 0.1)": 3,
    "ceil(0.1 * 3 / 0.1)": 3,
    "0.3 // 0.1 == 3": 1,
    "maximum(3, 5)": 5,
    "minimum(3, 5)": 3,
    "clip(9, 0, 5)": 5,
    "sum((1, 2, 3))": 6,
    "prod([2, 3, 4])": 24,
    "max((1, 5, 2))": 5,
    "min((4, 2))": 2,
    "ptp((4, 2, 9))": 7,
    "argmax((1, 5, 5))": 1,
    "argmin((4, 2, 2))": 1,
    "argmax((0.1 + 0.2, 0.3))": 0,
    "len((4, 2, 9))": 3,
    "size(zeros((2, 3)))": 6,
    "shape(zeros((2, 3)))[1]": 3,
    "dot((1, 2), (3, 4))": 11,
    "array((1, 2)) @ array((3, 4))": 11,
    "sum((1, 2, 3) > array((0, 2, 5)))": 1,
    "1 if 2 > 1 and not False else 0": 1,
    "1 if 0.1 + 0.2 == 0.3 else 0": 1,
    "1 if 0.1 + 0.2 > 0.3 else 0": 0,
    "1 if 0.1 + 0.2 >= 0.3 else 0": 1,
    "1 if 0.1 * 3 - 0.3 != 0 else 0": 0,
    "1 if 1.000000001 == 1 else 0": 0,
    "1 if 1.0000000001 == 1 else 0": 1,
    "1 if 0 < 1 < 2 else 0": 1,
    "1 if 0 < 3 < 2 else 0": 0,
    "1 if any(array((0, 1))) and not all(array((0, 1))) else 0": 1,
    "1 if isfinite(log(0)) else 0": 0,
    "True + True": 2,
    "(5, 6, 7)[1]": 6,
    "(5, 6, 7)[-1]": 7,
    "sum((5, 6, 7)[1:])": 13,
    "array(((1, 2), (3, 4)))[1, 0]": 3,
    "array(((1, 2), (3, 4))).T[1, 0]": 2,
    "sum([i * i for i in range(5)])": 30,
    "sum([[i * j for j in range(3)] for i in range(4)])": 18,
    "level": 1,
}


@pytest.mark.parametrize(("expression", "expected"), WHOLE.items(), ids=WHOLE)
def test_whole_numbers_stay_whole(value: Worth, expression: str, expected: int) -> None:
    found = value(expression)

    assert found == expected
    assert type(found) is int


REAL = {
    "6 / 3": 2.0,
    "2 ** -1": 0.5,
    "2 ** 0.5": math.sqrt(2),
    "exp(1.5)": math.exp(1.5),
    "log(3)": math.log(3),
    "log2(8)": 3.0,
    "log10(50)": math.log10(50),
    "sqrt(2)": math.sqrt(2),
    "sin(1)": math.sin(1),
    "cos(1)": math.cos(1),
    "tanh(0.5)": math.tanh(0.5),
    "pi * e": math.pi * math.e,
    "mean((1, 2, 6))": 3.0,
    "var((1, 2, 6))": (4 + 1 + 9) / 3,
    "std((1, 2, 6))": math.sqrt(14 / 3),
    "norm((3, 4))": 5.0,
    "5.5 // 2": 2.0,
    "5.5 % 2": 1.5,
    "0.3 % 0.1": 0.0,
    "sigmoid(0.75)": 1 / (1 + math.exp(-0.75)),
    "where(0 > 1, 1 / 2, 1 / 4)": 0.25,
    "where(1 > 0, 0.5, log(0))": 0.5,
    "0.5 if 1 > 0 else 1 / 0": 0.5,
    "1 / inf": 0.0,
}


@pytest.mark.parametrize(("expression", "expected"), REAL.items(), ids=REAL)
def test_real_numbers_are_those_of_plain_math(
    value: Worth, expression: str, expected: float
) -> None:
    found = value(expression)

    assert found == pytest.approx(expected, rel=1e-14)
    assert type(found) is float


ARRAYS = {
    "array((1, 2)) + 1": (2, 3),
    "(1, 2) + array((3, 4))": (4, 6),
    "(1, 2) * array((3, 4))": (3, 8),
    "-array((1, -2))": (-1, 2),
    "[1, 2] / array((2, 4))": (0.5, 0.5),
    "array((1, 2)) ** 2": (1, 4),
    "array((1, 2)) ** -1": (1.0, 0.5),
    "[[1, 2], [3, 4]]": ((1, 2), (3, 4)),
    "array(((1, 2), (3, 4))) @ array((1, 1))": (3, 7),
    "array(((1, 2), (3, 4))) @ eye(2)": ((1, 2), (3, 4)),
    "array(((1, 2), (3, 4))).T": ((1, 3), (2, 4)),
    "sum(array(((1, 2), (3, 4))), axis=0)": (4, 6),
    "mean(array(((1, 2), (3, 4))), axis=1)": (1.5, 3.5),
    "argmax(array(((1, 2), (4, 3))), axis=1)": (1, 0),
    "cumsum((1, 2, 3))": (1, 3, 6),
    "sort((3, 1, 2))": (1, 2, 3),
    "zeros(2)": (0, 0),
    "ones((1, 2))": ((1, 1),),
    "arange(3)": (0, 1, 2),
    "arange(1, 2, 0.5)": (1.0, 1.5),
    "arange(0, 0.3, 0.1)": (0.0, 0.1, 0.2),
    "reshape((1, 2, 3, 4), (2, 2))": ((1, 2), (3, 4)),
    "reshape((1, 2, 3, 4), 2, 2)": ((1, 2), (3, 4)),
    "concat((1, 2), (3,))": (1, 2, 3),
    "concat(((1, 2), (3,)))": (1, 2, 3),
    "concat(eye(2), zeros((2, 1)), axis=1)": ((1, 0, 0), (0, 1, 0)),
    "stack((1, 2), (3, 4))": ((1, 2), (3, 4)),
    "stack([(1, 2), (3, 4)], axis=1)": ((1, 3), (2, 4)),
    "diag((1, 2))": ((1, 0), (0, 2)),
    "diag(array(((1, 2), (3, 4))))": (1, 4),
    "tril(ones((2, 2)))": ((1, 0), (1, 1)),
    "triu(ones((2, 2)), 1)": ((0, 1), (0, 0)),
    "outer((1, 2), (3, 4))": ((3, 4), (6, 8)),
    "maximum((1, -2), 0)": (1, 0),
    "where(array((1, -2)) > 0, 1, -1)": (1, -1),
    "array((1, 2)) > 1": (0, 1),
    "[(1, 2)[i] for i in range(2)]": (1, 2),
    "(4, 5, 6)[array((2, 0))]": (6, 4),
    "sign((-2, 0.0, 3))": (-1, 0, 1),
    "round((0.5, 1.5, 2.4))": (0, 2, 2),
}


@pytest.mark.parametrize(("expression", "expected"), ARRAYS.items(), ids=ARRAYS)
def test_arrays_are_worked_out_entry_by_entry(
    value: Worth, expression: str, expected: Value
) -> None:
    found = value(expression)

    assert found == (pytest.approx(expected) if "0.3" in expression else expected)
    assert whole(found) == whole(expected)


def whole(value: Value) -> bool:
    """Whether the entries of an array are whole numbers."""
    return whole(value[0]) if isinstance(value, tuple) else isinstance(value, int)


def test_a_named_result_is_unpacked(value: Worth) -> None:
    found = value("(mu, v, y[0])", "mu, v, n, y = batch_norm((1, 2, 6), eps=0)")

    assert found == pytest.approx((3, 14 / 3, -2 / math.sqrt(14 / 3)))


def test_a_text_goes_to_a_reference_function_as_a_keyword(value: Worth) -> None:
    assert value('rounded_to(0.1, name="float16")') == pytest.approx(0.1, rel=1e-3)


REDRAWN = {
    "division by zero": "1 / n",
    "zero in an array": "sum(1 / array((1, n)))",
    "whole division by zero": "1 // n",
    "remainder by zero": "1 % n",
    "negative power of zero": "n ** -1",
    "logarithm of zero": "log(n)",
    "root of a negative number": "sqrt(n - 1)",
    "fractional power of a negative number": "(n - 1) ** 0.5",
    "overflow": "exp(1000)",
    "NaN in an array": "log((1, n - 1))",
}


@pytest.mark.parametrize("expression", REDRAWN.values(), ids=REDRAWN)
def test_an_answer_that_is_no_finite_number_is_redrawn(value: Worth, expression: str) -> None:
    with pytest.raises(BrokenVariant, match="none of 200 tries"):
        value(expression, "n = integers(0, 0)")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("1 if array((1, 2)) > 1 else 0", "all"),
        ("x[0]", "no entries"),
        ("x.T", "transpose"),
        ("(1, 2)[5]", "cannot be computed"),
        ("(1, 2)[0.5]", "cannot be computed"),
        ("array((1, 2)) @ array((1, 2, 3))", "do not fit together"),
        ("1 @ array((1, 2))", "write \\* for numbers"),
        ("sum((1, 2), axis=1)", "cannot be computed"),
        ("softmax(zeros((0, 2)))", "empty array"),
        ("mean(zeros(0))", "empty array"),
        ("reshape((1, 2, 3), 2)", "cannot be computed"),
        ("reshape((1, 2), -1)", "not negative"),
        ("len(3)", "no length"),
        ("[i for i in range(101)]", "0 to 100"),
        ("[i for i in range(x)]", "0 to 100"),
        ("prod([99 for i in range(99)])", "2\\*\\*53"),
        ("w + 1", "not texts"),
        ("sum(w)", "not texts"),
        ("1 if w else 0", "one yes or no"),
        ("1 if w < w else 0", "no order"),
    ],
)
def test_values_that_do_not_fit_are_refused_at_their_line(
    value: Worth, expression: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as refusal:
        value(expression, "x = decimals(0.5, 0.5)", "w = words(2)")

    assert refusal.value.line == 14


def test_words_are_compared_and_counted(value: Worth) -> None:
    w = 'w = one_of(("a", "b", "a"), ("a", "b", "a"))'

    assert value("sum([w[i] == w[0] for i in range(len(w))])", w) == 2
    assert value("1 if w[1] != w[0] else 0", w) == 1


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("1", AnswerKind.INTEGER),
        ("1.0", AnswerKind.NUMBER),
        ("1 > 0", AnswerKind.INTEGER),
        ("(1, 2)", AnswerKind.ARRAY),
        ("shape(2, 3)", AnswerKind.SHAPE),
        ("shape(zeros((2, 3)))", AnswerKind.SHAPE),
        ('"softmax"', AnswerKind.TEXT),
        ('order("a", "b")', AnswerKind.ORDER),
    ],
)
def test_the_type_of_the_value_is_the_kind(
    draw: Callable[..., Variant], expression: str, kind: AnswerKind
) -> None:
    assert draw(f'"""p"""\nanswer({expression})').parts[0].kind is kind
