"""What is let through can be worked out and written: the three tables of nodes stay one grammar."""

from quizapp.questions import evaluate, grammar, substitute


def test_every_node_that_is_let_through_has_a_value_and_a_text() -> None:
    assert grammar._HANDLERS.keys() == evaluate._COMPILE.keys() == substitute._WRITERS.keys()


def test_every_operator_that_is_let_through_has_a_value_and_a_text() -> None:
    assert grammar._OPERATORS == evaluate._BINARY.keys() == substitute._OPERATORS.keys()
    assert evaluate._COMPARE.keys() == substitute._COMPARISONS.keys()
