import pytest

from quizapp.expressions import UnreadableExpression, equivalent, parse, plain
from quizapp.expressions.symbolic import from_sympy, simplified, to_sympy

PATIENT = 60.0


@pytest.mark.parametrize(
    ("text", "simple"),
    [("sin(x)^2 + cos(x)^2", "1"), ("(x^2 - 1)/(x - 1)", "x + 1"), ("x + x + 0*y", "2*x")],
)
def test_a_simpler_form_is_found_in_another_process(text, simple):
    found = simplified(parse(text, "xy"), PATIENT)

    assert found is not None
    assert plain(found) == simple


def test_what_takes_too_long_is_killed_and_has_no_simpler_form():
    assert simplified(parse("sin(x)^2", "x"), seconds=0.01) is None


@pytest.mark.parametrize("text", ["9^9^9", "exp(exp(exp(9)))", "x/0", "2^(10^9)"])
def test_a_bomb_is_refused_before_sympy_builds_it(text):
    with pytest.raises(UnreadableExpression):
        to_sympy(parse(text, "x"))


@pytest.mark.parametrize(
    "text",
    [
        "sigmoid(x)*(1 - sigmoid(x))",
        "relu(x) + max(x, 1) - min(x, 2, )".replace(", )", ")"),
        "log2(x) + log10(x) + ln(x)",
        "abs(x)*sign(x)",
        "e^-x/pi",
        "sqrt(x)*tan(x)",
        "0.25*x - 1/3",
    ],
)
def test_sympy_objects_mean_what_the_tree_means(text):
    tree = parse(text, "x")

    there_and_back = from_sympy(to_sympy(tree))

    assert equivalent(there_and_back, tree, [("x", 0.1, 3.0)]).equal


def test_what_cannot_be_typed_has_no_tree():
    import sympy

    with pytest.raises(UnreadableExpression, match="erf"):
        from_sympy(sympy.erf(sympy.Symbol("x")))
