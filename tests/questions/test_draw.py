"""The row of draws of the language: ends included, nothing avoided but ``avoid=``, on a grid."""

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from quizapp.model.errors import InputError
from quizapp.model.questions import Value, Variant
from quizapp.questions import draw_variant
from quizapp.questions.statements import Question
from quizapp.questions.words import WORDS

Read = Callable[..., Question]


def drawn(read: Read, line: str, seeds: int = 300, **options: str) -> list[Value]:
    question = read(f'"""p"""\n{line}\nanswer(1)', **options)
    return [draw_variant(question, seed).drawn[-1][1] for seed in range(seeds)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("n = integers(-2, 2)", {-2, -1, 0, 1, 2}),
        ("n = integers(-2, 2, avoid=(0,))", {-2, -1, 1, 2}),
        ("n = integers(-2, 2, avoid=(-2, 1, 7))", {-1, 0, 2}),
        ("n = integers(3, 3)", {3}),
        ("n = integers(1, 2 * level)", {1, 2}),
        ("n = decimals(-1, 1, step=0.25)", {k / 4 for k in range(-4, 5)}),
        ("n = decimals(-1, 1, step=0.25, avoid=(0,))", {k / 4 for k in range(-4, 5)} - {0}),
        ("n = decimals(0, 1)", {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}),
        ("n = decimals(0.05, 0.25)", {0.05, 0.15, 0.25}),
        ("n = decimals(0, 1, step=0.3)", {0.0, 0.3, 0.6, 0.9}),
        ("n = decimals(0.1, 0.3, avoid=(0.3,))", {0.1, 0.2}),
        ("n = one_of(-0.5, 2, 7)", {-0.5, 2, 7}),
        ('n = one_of("a", "b")', {"a", "b"}),
        ("n = one_of((1, 2), (3, 4))", {(1, 2), (3, 4)}),
        ("n = distinct(1, 3, 2)", {(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)}),
        ("n = distinct(0, 0.2, 2, step=0.2)", {(0.0, 0.2), (0.2, 0.0)}),
        ("n = some_of(1, (5, 7))", {(5,), (7,)}),
        ('n = some_of(2, ("a", "b"))', {("a", "b"), ("b", "a")}),
        ("n = probabilities(2, step=0.5)", {(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)}),
        ("n = permutation(2)", {(0, 1), (1, 0)}),
    ],
)
def test_a_draw_gives_every_value_of_its_grid_and_no_other(
    read: Read, line: str, expected: set[Value]
) -> None:
    assert set(drawn(read, line)) == expected


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("n = integers(0, 9, shape=3)", (3,)),
        ("n = integers(0, 9, shape=(3,))", (3,)),
        ("n = integers(0, 9, shape=(2, 3))", (2, 3)),
        ("n = decimals(0, 9, shape=(1, 4))", (1, 4)),
    ],
)
def test_a_shape_is_filled_entry_by_entry(read: Read, line: str, shape: tuple[int, ...]) -> None:
    value = drawn(read, line, seeds=1)[0]
    assert isinstance(value, tuple)

    rows = value if len(shape) == 2 else (value,)
    assert (len(rows), len(rows[0])) == (shape if len(shape) == 2 else (1, *shape))


def test_decimals_are_the_floats_that_their_decimals_mean(read: Read) -> None:
    for value in drawn(read, "n = decimals(-3, 3, step=0.07)"):
        exact = Fraction(-3) + round((float(str(value)) + 3) / 0.07) * Fraction(7, 100)
        assert value == float(exact)
        assert len(repr(value).split(".")[1]) <= 2


def test_zero_has_no_sign(read: Read) -> None:
    zeros = [value for value in drawn(read, "n = decimals(-1, 1, step=0.5)") if value == 0]

    assert zeros
    assert {str(value) for value in zeros} == {"0.0"}


def test_whole_draws_are_whole_and_decimals_are_not(read: Read) -> None:
    assert {type(value) for value in drawn(read, "n = integers(0, 3)")} == {int}
    assert {type(value) for value in drawn(read, "n = decimals(0, 3, step=1)")} == {float}
    assert {type(value) for row in drawn(read, "n = distinct(0, 3, 2)") for value in row} == {int}


def test_probabilities_add_up_to_one_on_their_grid(read: Read) -> None:
    for value in drawn(read, "n = probabilities(4)"):
        assert sum(round(p * 20) for p in value) == 20
        assert all(p == round(p * 20) / 20 for p in value)


def test_a_draw_is_even(read: Read) -> None:
    values = drawn(read, "n = integers(1, 4)", seeds=2000)

    for each in (1, 2, 3, 4):
        assert 400 < values.count(each) < 600


def test_words_share_their_draw_between_editions(read: Read) -> None:
    english = drawn(read, "n = words(5)", seeds=20)
    russian = drawn(read, "n = words(5)", seeds=20, language="ru")

    translated = dict(WORDS)
    assert [tuple(translated[word] for word in words) for words in english] == russian
    assert all(len(set(words)) == 5 for words in english)


def test_a_sentence_has_as_many_words_as_asked_in_both_editions(read: Read) -> None:
    english = drawn(read, "n = sentence(7)", seeds=5)
    russian = drawn(read, "n = sentence(7)", seeds=5, language="ru")

    assert {len(words) for words in english + russian} == {7}
    assert not set(english) & set(russian)


def test_the_stream_is_random_random_of_the_seed_alone(draw: Callable[..., Variant]) -> None:
    uniform = Random(12).random
    a, b = int(uniform() * 100), -50 + int(uniform() * 101)

    variant = draw('"""p"""\na = integers(0, 99)\nb = integers(-50, 50)\nanswer(a)', seed=12)

    assert dict(variant.drawn) == {"a": a, "b": b}


def test_the_same_seed_gives_the_same_variant_in_another_process(
    draw: Callable[..., Variant],
) -> None:
    source = '"""p {{x}}"""\nx = decimals(-9, 9, shape=5)\nw = words(3)\nanswer(softmax(x))'
    script = (
        "from quizapp.questions import draw_variant, read_question\n"
        f"question = read_question({source!r}, 'quiz a-question levels=1', 'notes.md', 10)\n"
        "print(repr(draw_variant(question, 99)))"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert told.stdout.decode("utf-8").strip() == repr(draw(source, seed=99))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("n = integers(2, 1)", "first bound"),
        ("n = integers(0.5, 2)", "whole numbers"),
        ("n = integers(1, 2, avoid=(1, 2))", "avoided"),
        ("n = integers(1, inf)", "whole numbers"),
        ("n = integers((1, 2), 3)", "plain numbers"),
        ("n = integers(0, 1, shape=-1)", "not negative"),
        ("n = integers(0, 1, shape=0)", "at least one"),
        ("n = integers(0, 1, shape=(200, 200))", "10000"),
        ("n = decimals(0, 1, step=0)", "step must be above 0"),
        ("n = decimals(0, 1, step=1/3)", "decimals"),
        ("n = one_of()", "something to choose"),
        ("n = some_of(3, (1, 2))", "3 different"),
        ("n = some_of(1, 2)", "in brackets"),
        ("n = distinct(1, 3, 4)", "4 different"),
        ("n = probabilities(2, step=0.3)", "divides 1"),
        ("n = permutation(0)", "different"),
        ("n = words(99)", "99 different"),
        ("n = sentence(101)", "1 to 100"),
    ],
)
def test_a_draw_that_cannot_be_is_refused_at_its_line(read: Read, line: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refusal:
        drawn(read, line, seeds=1)

    assert refusal.value.line == 12
