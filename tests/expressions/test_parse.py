import pytest

from quizapp.expressions import UnreadableExpression, parse, plain
from quizapp.expressions.tree import Binary, Name, Negative, Number, names


def test_what_people_type_is_understood(readable_row):
    typed, variables, understood = readable_row

    assert plain(parse(typed, variables.split())) == understood


def test_what_cannot_be_read_is_told_with_its_column(unreadable_row):
    typed, variables, column, words = unreadable_row

    with pytest.raises(UnreadableExpression) as refused:
        parse(typed, variables.split())

    assert words in refused.value.message
    assert refused.value.column == int(column)
    assert f"Column {column}" in refused.value.message
    assert refused.value.message.endswith(".")
    assert set(variables.split()) < set(refused.value.known)


def test_a_minus_binds_looser_than_a_power_and_tighter_than_a_product():
    x = Name("x")

    assert parse("-x^2", "x") == Negative(Binary("^", x, Number(2)))
    assert parse("2*-x", "x") == Binary("*", Number(2), Negative(x))


def test_a_variable_hides_a_constant_and_a_function_of_its_name():
    assert names(parse("tanh(x)", ("tanh", "x"))) == {"tanh", "x"}
    assert isinstance(parse("tanh(x)", ("tanh", "x")), Binary)


@pytest.mark.parametrize(
    ("accepted", "refused", "words"),
    [
        ("1" + "+1" * 74, "1" + "+1" * 75, "more than 150 signs"),
        ("x" * 150, "x" * 151, "more than 150 signs"),
        ("(" * 40 + "x" + ")" * 40, "(" * 41 + "x" + ")" * 41, "deeper than 40"),
        ("-" * 40 + "x", "-" * 41 + "x", "deeper than 40"),
        (" " * 299 + "x", " " * 300 + "x", "longer than 300"),
        ("123456789012345", "1234567890123456", "15 digits"),
        ("12345678.9012345", "12345678.90123456", "15 digits"),
        ("x^999", "x^1000", "3 digits"),
    ],
)
def test_limits_are_held_to_the_last_sign(accepted, refused, words):
    assert parse(accepted, "x")
    with pytest.raises(UnreadableExpression, match=words):
        parse(refused, "x")


def test_the_known_names_are_the_variables_first():
    with pytest.raises(UnreadableExpression) as refused:
        parse("z", ("w", "b"))

    assert refused.value.known[:4] == ("w", "b", "pi", "e")
