import math

import pytest

from quizapp.expressions import Domain, equivalent, parse, sample, values


def domains_of(text: str) -> tuple[Domain, ...]:
    words = text.split()
    return tuple(
        (words[i], float(words[i + 1]), float(words[i + 2])) for i in range(0, len(words), 3)
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_truth_table_of_pairs_holds_for_every_seed(pairs_row, seed):
    typed, right, domain_text, truth = pairs_row
    domains = domains_of(domain_text)
    variables = [name for name, _lowest, _highest in domains]

    found = equivalent(parse(typed, variables), parse(right, variables), domains, seed)

    assert found.equal == (truth == "equal")
    assert (found.counterexample is None) == found.equal


def test_a_counterexample_is_a_point_of_the_domain_with_both_values():
    found = equivalent(parse("x^2", "x"), parse("2*x", "x"), [("x", 3.0, 5.0)])

    assert found.counterexample is not None
    ((name, x),) = found.counterexample.point
    assert name == "x"
    assert 3 < x < 5
    assert found.counterexample.left == pytest.approx(x**2)
    assert found.counterexample.right == pytest.approx(2 * x)


def test_a_value_that_is_not_real_is_missing_from_the_counterexample():
    found = equivalent(parse("ln(x)", "x"), parse("x", "x"), [("x", -3.0, -1.0)])

    assert found.counterexample is not None
    assert found.counterexample.left is None


def test_a_formula_without_values_equals_nothing_not_even_itself():
    nowhere = parse("1/(x - x)", "x")

    assert not equivalent(nowhere, nowhere, [("x", 0.0, 1.0)]).equal


def test_points_are_short_decimals_within_the_domain_and_the_same_for_a_seed():
    domains = (("p", 0.0, 1.0), ("x", -250.0, 250.0))
    points = sample(domains, 7)

    assert points == sample(domains, 7) == sample(domains[::-1], 7) != sample(domains, 8)
    assert all(0 < p < 1 and round(p, 2) == p for p in points["p"])
    assert all(-250 < x < 250 and x == round(x) for x in points["x"])
    assert len(set(points["x"])) > 20


def test_a_domain_too_narrow_for_short_decimals_still_has_points_inside():
    (x,) = sample([("x", 1.0, 1.0 + 1e-13)], count=1)["x"]

    assert 1.0 <= x <= 1.0 + 1e-13
    assert sample([("x", 2.0, 2.0)], count=2) == {"x": [2.0, 2.0]}


@pytest.mark.parametrize("factor", ["-1", "sqrt(-1)", "x"])
def test_formulas_at_the_end_of_floats_differ_without_an_overflow(factor):
    edge = "1.2*10^308*(1 + sqrt(-1))"

    found = equivalent(parse(edge, "x"), parse(f"{factor}*{edge}", "x"), [("x", -0.9, 0.9)])

    assert not found.equal
    assert equivalent(parse(edge, "x"), parse(edge, "x"), [("x", 0.0, 1.0)]).equal


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("sigmoid(x)", -800, 0.0),
        ("sigmoid(x)", 800, 1.0),
        ("tanh(x)", 0.5, math.tanh(0.5)),
        ("log(x)", math.e, 1.0),
        ("log2(x)", 8, 3.0),
        ("log10(x)", 0.01, -2.0),
        ("tan(x)", 1, math.tan(1)),
        ("sign(x)", -3, -1.0),
        ("relu(x)", -3, 0.0),
        ("min(x, 2)", 5, 2.0),
        ("max(x, 2)", 5, 5.0),
        ("pi*x", 2, math.tau),
        ("x^0.5", 2, math.sqrt(2)),
    ],
)
def test_functions_have_their_values(text, x, expected):
    assert values(parse(text, "x"), {"x": [x]}, 1) == [pytest.approx(expected)]


@pytest.mark.parametrize(
    "text",
    [
        *("1/0", "exp(1000)", "9^9^9^9", "log(0)", "0^-1", "1/(10^200*10^200)", "max(sqrt(-1), 1)"),
        *("1.7*10^308*(1 + sqrt(-1))", "(10^200*(1 + sqrt(-1)))^2", "exp(709.5 + sqrt(-1))*2"),
    ],
)
def test_what_is_not_finite_anywhere_has_no_value(text):
    (value,) = values(parse(text, ""), {}, 1)

    assert math.isnan(value.real)
