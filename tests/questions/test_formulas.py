"""Questions that ask for formulas: numbers put in, differentiated, fair, printed, judged."""

from collections.abc import Callable

import pytest

from quizapp.grading.judge import judge
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Variant
from quizapp.questions import survey
from quizapp.questions.limits import BrokenVariant
from quizapp.questions.statements import Question

Draw = Callable[..., Variant]

SINE = r'''"""$f(x) = {{a}}x^2 + \sin({{b}}x)$. Find $f'(x)$."""
a = integers(2, 5)
b = integers(2, 4)
answer(derivative(formula("a*x^2 + sin(b*x)", x=(-2, 2)), "x"))
mistake(formula("2*a*x + cos(b*x)", x=(-2, 2)), "The factor ${{b}}$ is lost")
'''
FORMS = '''"""p"""
F = formula("{text}", x=(1, 2), y=(0, 1))
answer(F{options})
'''


def test_the_question_of_the_language_page_works(draw: Draw) -> None:
    for seed in range(20):
        variant = draw(SINE, seed)
        (part,) = variant.parts
        a, b = (dict(variant.drawn)[name] for name in "ab")

        assert part.kind is AnswerKind.FORMULA
        assert part.printed == part.answer == f"{2 * a}*x + {b}*cos({b}*x)"
        assert part.domains == (("x", -2.0, 2.0),)
        assert judge(variant, [part.printed]).outcome == "right"
        assert judge(variant, [rf"{b}\cos({b}x) + {2 * a}x"]).outcome == "right"
        found = judge(variant, [part.mistakes[0].printed])
        assert (found.mistake, found.message) == ("m1", f"The factor ${b}$ is lost")


def test_a_captioned_formula_is_a_worked_step(draw: Draw) -> None:
    steps = draw(
        '"""p"""\na = integers(3, 3)\n'
        'h = formula("a*x", x=(0, 1))  # Inner: $h = {{a}}x$\n'
        'f = formula("tanh(h)")  # Outer\n'
        'slope = derivative(f, "x")  # Chain rule\n'
        'second = derivative(slope, "x")  # Twice\n'
        "answer(slope)"
    ).steps

    assert [(step.name, step.substituted, step.printed) for step in steps] == [
        ("h", "a*x", "3*x"),
        ("f", "tanh(h)", "tanh(3*x)"),
        ("slope", "d/dx (tanh(3*x))", "3*(1 - tanh(3*x)^2)"),
        ("second", "d/dx (3*(1 - tanh(3*x)^2))", "-18*tanh(3*x)*(1 - tanh(3*x)^2)"),
    ]
    assert steps[0].caption == "Inner: $h = 3x$"


def test_a_mistake_parts_at_the_first_formula_it_does_not_use(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nu = formula("x^2", x=(1, 2))  # Inner\nf = formula("sin(u)")  # Outer\n'
        'slope = derivative(f, "x")  # Slope\nanswer(slope)\n'
        'mistake(derivative(u, "x"), "Only the inner one")\n'
    )

    assert variant.parts[0].mistakes[0].parts_at == "f"


def test_a_formula_fills_its_place_as_latex_or_as_text(draw: Draw) -> None:
    variant = draw(
        '"""$f = {{F}}$, that is {{F}}."""\nn = integers(-3, -3)\n'
        'F = formula("n*x/2 + 1*x^2", x=(1, 2))\nanswer(F)'
    )

    assert variant.prompt == r"$f = -\frac{3 x}{2} + x^{2}$, that is -3*x/2 + x^2."


def test_drawn_numbers_stand_exactly_and_computed_ones_with_nine_digits(draw: Draw) -> None:
    variant = draw(
        '"""p"""\na = decimals(0.1, 0.1, step=0.1)\nthird = a / 3\n'
        'answer(formula("a*x + third", x=(1, 2)))'
    )

    assert variant.parts[0].printed == "0.1*x + 0.0333333333"


def test_the_level_is_a_number_of_a_formula(draw: Draw) -> None:
    source = '"""p"""\nanswer(formula("x^level", x=(1, 2)))'

    assert draw(source, level=3, levels=3).parts[0].printed == "x^3"


def test_a_formula_takes_the_variables_of_those_it_uses(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nh = formula("w*x", w=(0, 1), x=(0, 1))\n'
        'answer(formula("h + b*x", b=(-1, 1)))\nmistake(formula("w*x + c", w=(2, 3), c=(5, 6), '
        'x=(0, 1)), "m")'
    )

    assert variant.parts[0].domains == (
        ("b", -1.0, 1.0),
        ("c", 5.0, 6.0),
        ("w", 0.0, 1.0),
        ("x", 0.0, 1.0),
    )


def test_a_choice_of_formulas_shows_them_as_they_are_typed(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nanswer(formula("x^2", x=(0, 1)), choose=True)\n'
        'mistake(formula("2*x", x=(0, 1)), "a")\noption(formula("x/2", x=(0, 1)))'
    )

    assert sorted(variant.parts[0].options) == ["2*x", "x/2", "x^2"]
    assert judge(variant, ["x^2"]).outcome == "right"
    assert judge(variant, ["2*x"]).mistake == "m1"


def test_draws_whose_mistake_equals_the_answer_are_thrown_away(
    read: Callable[..., Question],
) -> None:
    question = read(
        '"""p"""\na = integers(1, 4)\nanswer(formula("x^a", x=(1, 2)))\n'
        'mistake(formula("a*x", x=(1, 2)), "m")'
    )

    found = survey(question, 100)

    assert 0.6 < found.acceptance < 0.9
    assert found.broken == found.inseparable == ()


@pytest.mark.parametrize("text", ["ln(-x)/(x - x)", "sqrt(y - 5)/0"])
def test_a_formula_without_values_is_broken(draw: Draw, text: str) -> None:
    with pytest.raises(BrokenVariant, match="no values on its domain"):
        draw(FORMS.format(text=text, options=""))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (FORMS.format(text="exp(x)*y", options=', without=("exp",)'), "without “exp”"),
        (FORMS.format(text="x*tanh(y)", options=', only=("x", "y")'), "without “tanh”"),
        (
            FORMS.format(text="x*y", options=', only=("x", "y")')
            + 'mistake(formula("sin(x)", x=(1, 2)), "m")',
            "sin(x) could not be typed",
        ),
        ('"""p"""\nanswer(formula("x", x=(2, 1)))', "lower one first"),
        ('"""p"""\nanswer(formula("x", x=(0, inf)))', "finite ends"),
        ('"""p"""\nw = (1, 2)\nanswer(formula("w*x", x=(0, 1)))', "“w” is no number"),
        ('"""p"""\nw = one_of("a", "b")\nanswer(formula("w*x", x=(0, 1)))', "“w” is no number"),
        (
            '"""p"""\nF = formula("exp(sin(x)*tanh(x))^(x*cos(x)*ln(x))", x=(1, 2))\n'
            'answer(derivative(derivative(F, "x"), "x"))',
            "could not be typed",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_to_the_author_at_its_line(
    draw: Draw, source: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        draw(source)

    assert words in refused.value.message
    assert refused.value.file == "notes.md"
    assert refused.value.line


def test_only_and_without_reach_the_judge(draw: Draw) -> None:
    variant = draw(FORMS.format(text="x*(1 - x)", options=', only=("x",), without=("exp",)'))

    assert (variant.parts[0].only, variant.parts[0].without) == (("x",), ("exp",))
    assert judge(variant, ["x - x^2"]).outcome == "right"
    assert judge(variant, ["x - x^2 + 0y"]).outcome == "unreadable"


def test_a_number_carried_into_a_formula_is_the_learners(draw: Draw) -> None:
    from quizapp.questions import carried_part, draw_variant, read_question

    question = read_question(
        '"""p"""\na = integers(2, 5)\nd = 2 * a\nanswer(d)\n'
        'answer(formula("d*x", x=(0, 1)), carry=True)',
        "quiz two-parts",
        "notes.md",
        1,
    )
    variant = draw_variant(question, 1)

    carried = carried_part(question, variant, {"d": 7})

    assert carried is not None
    assert carried.printed == "7*x"
    verdict = judge(
        variant, ["7", "7x"], recompute=lambda values: carried_part(question, variant, values)
    )
    assert [part.outcome for part in verdict.parts] == ["wrong", "right"]
