"""Prompts, captions and messages: what places print, and what stays LaTeX."""

from collections.abc import Callable

import pytest

from quizapp.model.errors import InputError
from quizapp.model.questions import Variant
from quizapp.questions.limits import BrokenVariant, Redraw
from quizapp.questions.printing import Look, digits_needed, print_number, print_value

Draw = Callable[..., Variant]

NAMES = """a = one_of(-0.5)
n = one_of(3)
x = one_of((1, -2.5))
M = one_of(array(((1, 2), (3, 4))))
T = reshape(arange(8), (2, 2, 2))
w = one_of("cat")
s = some_of(2, ("b", "b"))
c = 2 / 3
t = 1 / 3000000
h = 12345.678 / 1
z = 0.5 - 0.5
g = softmax((1, 2))
k = 7 // 2
mask = causal_mask(2)
answer(1.0)"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{a}}", "-0.5"),
        ("{{ a }}", "-0.5"),
        ("{{n}}", "3"),
        ("{{a:.2f}}", "-0.50"),
        ("{{n:.2f}}", "3.00"),
        ("{{n:+}}", "+3"),
        ("{{a:+}}", "-0.5"),
        ("{{a:()}}", "(-0.5)"),
        ("{{n:()}}", "3"),
        ("{{n:+.1f}}", "+3.0"),
        ("{{a:.2f()}}", "(-0.50)"),
        ("{{x}}", "[1 -2.5]"),
        ("{{x[0]}}", "1"),
        ("{{x[-1]}}", "-2.5"),
        ("{{x[1]:()}}", "(-2.5)"),
        ("{{M}}", "[1 2; 3 4]"),
        ("{{M[1]}}", "[3 4]"),
        ("{{mask}}", "[1 0; 1 1]"),
        ("${{mask}}$", r"$\begin{pmatrix} 1 & 0 \\ 1 & 1 \end{pmatrix}$"),
        ("{{M[1][0]}}", "3"),
        ("{{M[1, 0]}}", "3"),
        ("{{T}}", "[[0 1; 2 3], [4 5; 6 7]]"),
        ("${{x}}$", r"$\begin{pmatrix} 1 & -2.5 \end{pmatrix}$"),
        ("$${{M}}$$", r"$$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$$"),
        ("$1$ {{x}}", "$1$ [1 -2.5]"),
        (r"\${{x}}", r"\$[1 -2.5]"),
        ("`$` {{x}}", "`$` [1 -2.5]"),
        ("`{{n}}`", "`3`"),
        ("{{w}}", "cat"),
        ("{{s}}", "b b"),
        ("{{c}}", "0.6667"),
        ("{{c:.2f}}", "0.67"),
        ("{{t}}", "3.333e-7"),
        ("${{t}}$", r"$3.333 \cdot 10^{-7}$"),
        ("{{h}}", "12346"),
        ("{{z}}", "0"),
        ("{{g}}", "[0.2689 0.7311]"),
        ("{{k}}", "3"),
        ("{{level}}", "1"),
        ("{{pi}}", "3.142"),
        (r"\frac{{{n}}}{2}", r"\frac{3}{2}"),
        (r"$\text{{\bf x}}$ {{2}} {{a b}} {{}}", r"$\text{{\bf x}}$ {{2}} {{a b}} {{}}"),
        (r"$\top\xi\nu$", r"$\top\xi\nu$"),
        ("{n} {{{n}}}", "{n} {3}"),
    ],
)
def test_a_place_prints_its_value(draw: Draw, text: str, expected: str) -> None:
    assert draw(f'"""{text}"""\n{NAMES}').prompt == expected


def test_an_index_that_the_value_does_not_have_is_refused(draw: Draw) -> None:
    with pytest.raises(InputError, match=r"has no entry \[5\]") as refusal:
        draw(f'"""{{{{x[5]}}}}"""\n{NAMES}')

    assert refusal.value.line == 11


def test_captions_hints_and_messages_have_places_too(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nn = integers(4, 4)\nk = n / 8  # Half of {{n}}, $k = {{k}}$\n'
        'answer(k, unit="m", part="half")\nmistake(n, "It is {{n:+}}", id="whole")\n'
        'hint("Halve {{n}}")\nhint("Then again")'
    )

    assert variant.steps[0].caption == "Half of 4, $k = 0.5$"
    assert variant.parts[0].mistakes[0].message == "It is +4"
    assert variant.hints == ("Halve 4", "Then again")
    assert variant.parts[0].unit == "m"
    assert variant.parts[0].name == "half"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.73105857863, 4, "0.7311"),
        (1234.5, 5, "1234.5"),
        (1234.6, 4, "1235"),
        (123456.7, 4, "123457"),
        (0.00123456, 4, "0.001235"),
        (0.0000123456, 4, "0.00001235"),
        (0.00000123456, 4, "1.235e-6"),
        (1.5e13, 4, "1.5e13"),
        (9999.96, 4, "10000"),
        (0.99996, 4, "1"),
        (100.0, 4, "100"),
        (-0.5, 4, "-0.5"),
    ],
)
def test_computed_numbers_print_with_significant_digits(
    value: float, digits: int, expected: str
) -> None:
    assert print_number(value, Look(digits)) == expected


@pytest.mark.parametrize("value", [0.12345, 1.0625, 2.0005, 1.0005 + 2**-52, 0.12345 - 1e-17])
def test_a_value_on_a_rounding_tie_is_redrawn(value: float) -> None:
    with pytest.raises(Redraw):
        print_number(value, Look(4))

    assert print_number(value, Look(4, ties=True))


def test_a_question_that_always_ties_is_broken(draw: Draw) -> None:
    with pytest.raises(BrokenVariant, match="rounding tie"):
        draw('"""p"""\nanswer(17 / 16)')


def test_draws_print_exactly_whatever_their_digits(draw: Draw) -> None:
    source = '"""{{n}} {{m}} {{x}}"""\nn = one_of(1.0625)\nm = one_of(123456.789)\n'
    variant = draw(source + "x = one_of(0.000012345)\nanswer(1)")

    assert variant.prompt == "1.0625 123456.789 0.000012345"


@pytest.mark.parametrize(
    ("value", "tolerance", "digits"),
    [
        (0.5, 0.006, 4),
        (123.456, 0.005, 5),
        (123.456, 0.0005, 6),
        (12345.0, 0.006, 7),
        (1.0, 0.5e-6, 7),
        (0.0, 1e-9, 4),
        (1e-12, 0.006, 4),
    ],
)
def test_as_many_digits_as_the_tolerance_needs(value: float, tolerance: float, digits: int) -> None:
    assert digits_needed(value, tolerance) == digits
    assert abs(float(print_number(value, Look(digits, ties=True))) - value) <= tolerance * 1.000001


def test_not_finite_numbers_have_names() -> None:
    assert [print_value(v) for v in (float("inf"), -float("inf"), float("nan"))] == [
        "inf",
        "-inf",
        "nan",
    ]
    assert print_value(-float("inf"), Look(math=True)) == r"-\infty"


SUBSTITUTED = {
    "1 / (1 + exp(-z))": "1 / (1 + exp(-(-0.75)))",
    "z * n": "-0.75 * 3",
    "n * z": "3 * (-0.75)",
    "n + z": "3 + (-0.75)",
    "z + n": "-0.75 + 3",
    "n + z * n": "3 + (-0.75) * 3",
    "n - (n - n)": "3 - (3 - 3)",
    "n / (n * n)": "3 / (3 * 3)",
    "z ** 2": "(-0.75)^2",
    "n ** 2 ** n": "3^2^3",
    "(n ** 2) ** n": "(3^2)^3",
    "2 ** -n": "2^(-3)",
    "-n ** 2": "-3^2",
    "exp(z)": "exp(-0.75)",
    "x[0] + x[-1]": "1 + (-2)",
    "x[1:] * n": "[-2] * 3",
    "x @ x": "[1 -2] @ [1 -2]",
    "M.T @ x": "[1 3; 2 4] @ [1 -2]",
    "sum(M, axis=0)": "sum([1 2; 3 4], axis=0)",
    "n if n > 2 and not z >= 0 else pi": "3 if 3 > 2 and not -0.75 >= 0 else pi",
    "sum([x[i] * n for i in range(2)])": "sum([x[i] * 3 for i < 2])",
    "(n, z)": "[3 -0.75]",
    "level * n": "1 * 3",
    "third * n": "0.3333 * 3",
    "softmax(x)[0]": "softmax([1 -2])[0]",
}


@pytest.mark.parametrize(("expression", "expected"), SUBSTITUTED.items(), ids=SUBSTITUTED)
def test_a_step_shows_its_expression_with_the_numbers_put_in(
    draw: Draw, expression: str, expected: str
) -> None:
    names = "z = one_of(-0.75)\nn = one_of(3)\nx = one_of((1, -2))\nM = one_of([[1, 2], [3, 4]])"
    variant = draw(
        f'"""p"""\n{names}\nthird = 1 / 3\ns = {expression}  # step\nanswer(sum(s), rel=0.1)'
    )

    assert variant.steps[0].substituted == expected


def test_only_captioned_lines_are_steps(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nn = integers(2, 2)  # a draw\n# a comment\na = n + 1\n'
        "b = a * 2  # doubled\nc = (b\n     + 1)  # over two lines\nanswer(c)  # here"
    )

    assert [(step.name, step.caption, step.printed) for step in variant.steps] == [
        ("b", "doubled", "6"),
        ("c", "over two lines", "7"),
    ]


def test_an_unpacked_step_shows_all_its_values(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nx = one_of((1, 2, 6))\nm, v, n, y = batch_norm(x, eps=0)  # all\nanswer(y)'
    )

    assert variant.steps[0].name == "m, v, n, y"
    assert variant.steps[0].printed.startswith("3, 4.667, [-0.9258 -0.4629 1.389]")
