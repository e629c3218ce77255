import pytest

from quizapp.expressions import UnreadableExpression, derivative, parse, plain

CASES = [
    ("4*x^2 + sin(3*x)", "x", "8*x + 3*cos(3*x)"),
    ("-y*log(p) - (1 - y)*log(1 - p)", "p", "-y/p + (1 - y)/(1 - p)"),
    ("sigmoid(z)", "z", "sigmoid(z)*(1 - sigmoid(z))"),
    ("sigmoid(2*z + 1)", "z", "2*sigmoid(2*z + 1)*(1 - sigmoid(2*z + 1))"),
    ("tanh(2*x)", "x", "2*(1 - tanh(2*x)^2)"),
    ("(3*x - 2)^4", "x", "12*(3*x - 2)^3"),
    ("exp(-x^2/2)", "x", "-x*exp(-x^2/2)"),
    ("sqrt(1 + x^2)", "x", "x/sqrt(1 + x^2)"),
    ("relu(x)", "x", "(1 + sign(x))/2"),
    ("x^n", "x", "n*x^(n - 1)"),
    ("2^x", "x", "log(2)*2^x"),
    ("p*y", "z", "0"),
]


@pytest.mark.parametrize(("text", "by", "expected"), CASES, ids=[case[0] for case in CASES])
def test_derivatives_look_as_in_a_textbook(text, by, expected):
    assert plain(derivative(parse(text, "npxyz"), by)) == expected


def test_a_derivative_that_grows_without_end_is_refused():
    tree = parse("exp(x*sin(x*tanh(x*cos(x))))^(x*log(x))", "x")

    with pytest.raises(UnreadableExpression, match="too long"):
        for _time in range(9):
            tree = derivative(tree, "x")
