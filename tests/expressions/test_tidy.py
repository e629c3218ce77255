import pytest

from quizapp.expressions import parse, plain, signed, tidied


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("1*x^2", "x^2"),
        ("0*x + 3", "3"),
        ("x + 0", "x"),
        ("x^1", "x"),
        ("x^0", "1"),
        ("x*2*3", "6*x"),
        ("2*(3*x)", "6*x"),
        ("6*x/3", "2*x"),
        ("4*x/6", "2*x/3"),
        ("x/4*0.5", "0.5*x/4"),
        ("0.1*3*x", "0.3*x"),
        ("-(-x)", "x"),
        ("a + (-b)", "a - b"),
        ("a - (-b)", "a + b"),
        ("a - (b - c)", "a - b + c"),
        ("-2*-x", "2*x"),
        ("x*-1", "-x"),
        ("-x/-y", "x/y"),
        ("1 + x + 2", "3 + x"),
        ("1 + x - 1", "x"),
        ("x - 5 + 2", "x - 3"),
        ("y*(1/x)", "y/x"),
        ("2^10*x", "1024*x"),
        ("2^0.5*x", "2^0.5*x"),
        ("x/0", "x/0"),
        ("0/0", "0/0"),
        ("sin(1*x)", "sin(x)"),
        ("x - x", "x - x"),
        ("999999999999999*10", "999999999999999*10"),
        ("9^64", "9^64"),
    ],
)
def test_a_formula_is_written_as_a_person_would(typed, tidy):
    assert plain(tidied(parse(typed, "abcxy"))) == tidy


def test_only_signs_are_joined_where_only_that_is_asked():
    tree = parse("1*x + (-3)*y + (-2) - (-sin(a + (-b)))", "abxy")

    assert plain(signed(tree)) == "1*x - 3*y - 2 + sin(a - b)"
