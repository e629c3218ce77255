import pytest

from quizapp.expressions import latex, number, parse, plain

CASES = [
    ("2*a*x + cos(b*x)", "abx", r"2 a x + \cos(b x)"),
    ("(x + 1)/(2*x)", "x", r"\frac{x + 1}{2 x}"),
    ("sigmoid(z)*(1 - sigmoid(z))", "z", r"\sigma(z) (1 - \sigma(z))"),
    ("-x^2", "x", "-x^{2}"),
    ("(-x)^2", "x", "(-x)^{2}"),
    ("(x/2)^2", "x", r"\left(\frac{x}{2}\right)^{2}"),
    ("e^(-z)", "z", "e^{-z}"),
    ("e^(-(x/2)^2)", "x", r"e^{-\left(\frac{x}{2}\right)^{2}}"),
    ("a - (b - c)", "abc", "a - (b - c)"),
    ("a - (-b)", "ab", "a - (-b)"),
    ("a/(b/c)", "abc", r"\frac{a}{\frac{b}{c}}"),
    ("a*(b/c)", "abc", r"a \frac{b}{c}"),
    ("x*2^x", "x", r"x \cdot 2^{x}"),
    ("x^(1000)", "x", "x^{1000}"),
    ("(e^x)^2", "x", "(e^{x})^{2}"),
    ("sqrt(x)", "x", r"\sqrt{x}"),
    ("abs(x)", "x", r"\left|x\right|"),
    ("max(0, x)", "x", r"\max(0, x)"),
    ("relu(x)", "x", r"\operatorname{ReLU}(x)"),
    ("log2(x)", "x", r"\log_{2}(x)"),
    ("w1*x", ("w1", "x"), "w_{1} x"),
    ("eta*loss", ("eta", "loss"), r"\eta \mathrm{loss}"),
    ("y_true", ("y_true",), "y_{true}"),
    ("sigmoid(sigma)", ("sigma",), r"\operatorname{sigmoid}(\sigma)"),
]


@pytest.mark.parametrize(("text", "variables", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_formula_is_shown_in_both_ways_and_each_can_be_typed_back(text, variables, expected):
    tree = parse(text, variables)

    assert plain(tree) == text
    assert latex(tree) == expected
    assert plain(parse(expected, variables)) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.5, "0.5"),
        (-2, "-2"),
        (0.000001, "0.000001"),
        (0.1 + 0.2, "0.3"),
        (10**14, "100000000000000"),
        (1e20, "1*10^20"),
        (-2.5e-20, "-2.5*10^-20"),
        (2.0, "2"),
    ],
)
def test_a_number_has_at_most_15_digits(value, expected):
    assert plain(number(value)) == expected
    assert plain(parse(expected, "")) == expected.replace("^-20", "^(-20)")


def test_an_exponential_under_a_power_keeps_its_brackets():
    assert latex(parse("exp(x)^2", "x")) == "(e^{x})^{2}"
