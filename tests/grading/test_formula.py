import pytest

from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind, Mistake, Part
from quizapp.model.verdicts import Outcome

SLIP = Mistake("no-factor", "1", "10*x + cos(4*x)", "10*x + cos(4*x)", "The factor is lost.")
SLOPE = Part(
    "1",
    AnswerKind.FORMULA,
    "10*x + 4*cos(4*x)",
    "10*x + 4*cos(4*x)",
    mistakes=(SLIP,),
    domains=(("x", -2.0, 2.0),),
)
ERROR = Part(
    "1",
    AnswerKind.FORMULA,
    "p - y",
    "p - y",
    domains=(("p", 0.0, 1.0), ("y", 0.0, 1.0)),
    only=("p", "y"),
)
SIGMOID = Part(
    "1",
    AnswerKind.FORMULA,
    "sigmoid(z)*(1 - sigmoid(z))",
    "sigmoid(z)*(1 - sigmoid(z))",
    domains=(("z", -4.0, 4.0),),
)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (SLOPE, "10x + 4cos(4x)"),
        (SLOPE, r"4\cos\left(4x\right)+10x"),
        (SLOPE, "2(5x+2cos(4x))"),
        (ERROR, "p - y"),
        (ERROR, "-(y − p)"),
        (SIGMOID, "σ(z)(1-σ(z))"),
        (SIGMOID, r"\frac{e^{-z}}{(1+e^{-z})^2}"),
        (SIGMOID, "1/(1+e^-z) * 1/(1+e^z)"),
        (SIGMOID, "(1 - tanh(z/2)^2)/4"),
    ],
)
def test_an_equal_formula_is_right_however_it_is_written(verdict_on, part, text):
    verdict = verdict_on(part, text)

    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message == "Your answer matches."


def test_the_reading_is_shown(found):
    assert found(SIGMOID, "σ(z)(1-σ(z))").read == "sigmoid(z)*(1 - sigmoid(z))"


def test_a_formula_that_a_slip_leads_to_is_that_mistake(verdict_on):
    verdict = verdict_on(SLOPE, "cos(4x) + 10x")

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, "no-factor")
    assert verdict.message == "The factor is lost."


def test_a_wrong_formula_comes_with_a_point_to_show_it(verdict_on):
    verdict = verdict_on(ERROR, "p*y")

    assert verdict.outcome is Outcome.WRONG
    words = verdict.message.replace(",", "").split()
    p, y, yours, expected = (
        float(words[words.index(name) + step].rstrip("."))
        for name, step in (("p", 2), ("y", 2), ("is", 1), ("expected", 1))
    )
    assert yours == pytest.approx(p * y, rel=1e-3)
    assert expected == pytest.approx(p - y, rel=1e-3)
    assert yours != expected


def test_a_difference_in_the_seventh_digit_is_shown_with_as_many(verdict_on):
    verdict = verdict_on(ERROR, "p - y + 0.0000001")

    yours, expected = verdict.message.split(" yours is ")[1].split(", expected ")
    assert yours != expected.split(". ")[0]


def test_where_yours_has_no_value_the_sentence_says_so(verdict_on):
    assert "yours is no number, expected" in verdict_on(ERROR, "p/0").message


def test_a_constant_is_compared_without_a_point(verdict_on):
    quarter = Part("1", AnswerKind.FORMULA, "1/4", "1/4")

    assert verdict_on(quarter, "0,25").outcome is Outcome.RIGHT
    assert verdict_on(quarter, "0.3").message.startswith("Yours is 0.3, expected 0.25.")


@pytest.mark.parametrize(
    ("part", "text", "slip"),
    [
        (ERROR, "y - p", "sign"),
        (ERROR, "2(p - y)", "factor"),
        (ERROR, "(p - y)/3", "factor"),
        (ERROR, "1/(p - y)", "reciprocal"),
        (ERROR, "100(p-y)", "percent"),
        (ERROR, "0.73(p-y)", "factor"),
        (Part("1", AnswerKind.FORMULA, "ln(x)", "", domains=(("x", 1, 9),)), "log2(x)", "log-base"),
    ],
)
def test_slips_that_need_no_author_are_found_in_formulas_too(verdict_on, part, text, slip):
    verdict = verdict_on(part, text)

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, slip)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Column 1: the formula is empty."),
        ("p -", "Column 4: something is missing at the end."),
        ("p - q", "Column 5: there is no name “q” here; known are p, y, pi, e, exp, log"),
        ("p + sin(0) - y", "Write the formula with p, y only, without “sin”."),
    ],
)
def test_what_cannot_be_read_or_has_another_form_is_unreadable(verdict_on, text, words):
    verdict = verdict_on(ERROR, text)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message.startswith(words)
    assert verdict.parts[0].value is None


def test_a_forbidden_function_is_unreadable_whatever_its_value(verdict_on):
    part = Part(
        "1", AnswerKind.FORMULA, "1", "1", domains=(("x", 0.0, 1.0),), without=("tanh", "ln")
    )

    assert verdict_on(part, "1 + tanh(x) - tanh(x)").outcome is Outcome.UNREADABLE
    assert verdict_on(part, "log(e)").message == "Write the formula without “log”."
    assert verdict_on(part, "exp(0)").outcome is Outcome.RIGHT


def test_of_two_parts_each_has_its_own_names(make_variant):
    verdict = judge(make_variant(SLOPE, ERROR), ["x", "x"])

    assert [part.outcome for part in verdict.parts] == [Outcome.WRONG, Outcome.UNREADABLE]
