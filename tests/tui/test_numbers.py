from quizapp.model.questions import AnswerKind, Part, Tolerance
from quizapp.tui.widgets.numbers import as_judged, evened


def test_every_entry_of_a_matrix_has_as_many_decimals() -> None:
    printed = "[0.7071 2.828; 1.414 -1.414]"
    value = ((0.70710678, 2.82842712), (1.41421356, -1.41421356))

    assert evened(printed, value) == "[0.7071 2.8284; 1.4142 -1.4142]"


def test_digits_come_from_the_value_and_are_never_invented() -> None:
    assert evened("[0.038; 2.828]", ((0.038,), (2.8284271,))) == "[0.038; 2.828]"
    assert evened("[0.0381; 2.828]", ((0.03812,), (2.8284271,))) == "[0.0381; 2.8284]"


def test_a_vector_is_even_along_its_row() -> None:
    assert evened("[0.0746 0.623 0.3]", (0.0746, 0.623, 0.3)) == "[0.0746 0.6230 0.3000]"


def test_whole_numbers_zero_and_what_is_no_number_stay() -> None:
    assert evened("[1 2; 30 -4]", ((1, 2), (30, -4))) == "[1 2; 30 -4]"
    assert evened("[0; 0.25]", ((-1e-12,), (0.25,))) == "[0.00; 0.25]"
    assert evened("[inf; 0.25]", ((float("inf"),), (0.25,))) == "[inf; 0.25]"
    assert evened("[1.5e-7; 0.25]", ((1.5e-7,), (0.25,))) == "[1.5e-7; 0.25]"
    assert evened("0.25", 0.25) == "0.25"
    assert evened("x + 1", None) == "x + 1"
    assert evened("[[1 2; 3 4], [5 6; 7 8.5]]", (((1, 2), (3, 4)), ((5, 6), (7, 8.5)))) == (
        "[[1 2; 3 4], [5 6; 7 8.5]]"
    )


def test_columns_of_very_different_sizes_go_by_themselves() -> None:
    value = ((0.00012346, 1234.5678), (0.1, 2.0))

    assert evened("[0.0001235 1234.57; 0.1 2]", value) == "[0.0001235 1234.57; 0.1000000 2.00]"


def test_a_column_of_very_different_sizes_stays_as_printed() -> None:
    assert evened("[0.00001234; 1234.5]", ((0.00001234,), (1234.5,))) == "[0.00001234; 1234.5]"


def test_a_quotient_is_shown_with_four_digits_and_typed_digits_stay() -> None:
    part = Part("w", AnswerKind.ARRAY, (0.0, 0.0), "", shape=(2,))

    shown = as_judged([["0.0132129", "0.123456"]], part, (0.1353 / 10.24, 0.123456))

    assert shown == [["0.01321", "0.123456"]]


def test_a_fine_tolerance_shows_more_digits() -> None:
    part = Part("x", AnswerKind.NUMBER, 1 / 3, "", tolerance=Tolerance(0, 0, digits=6))

    assert as_judged([["0.333333"]], part, 1 / 3) == [["0.33333333"]]
