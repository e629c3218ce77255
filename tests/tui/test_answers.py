import pytest

from quizapp.tui.answers import joined, poured

MATRICES = [
    ("1 2; 3 4", [["1", "2"], ["3", "4"]]),
    ("[[1, 2], [3, 4]]", [["1", "2"], ["3", "4"]]),
    ("[[1,2],[3,4]]", [["1", "2"], ["3", "4"]]),
    ("1 2\n3 4\n", [["1", "2"], ["3", "4"]]),
    ("1\t2\r\n3\t4", [["1", "2"], ["3", "4"]]),
    ("array([[0.5, -1.],\n       [3e-1, 4.]])", [["0.5", "-1."], ["3e-1", "4."]]),
    ("np.array([[1, 2], [3, 4]])", [["1", "2"], ["3", "4"]]),
    ("0,5 1,5; 2,5 3,5", [["0,5", "1,5"], ["2,5", "3,5"]]),
    ("1 2 3 4", [["1", "2"], ["3", "4"]]),
]


@pytest.mark.parametrize(("text", "cells"), MATRICES, ids=[text for text, _ in MATRICES])
def test_a_pasted_matrix_fills_the_grid(text: str, cells: list[list[str]]) -> None:
    assert poured(text, 2, 2) == cells


@pytest.mark.parametrize("text", ["1 2 3", "1 2; 3", "1 2 3; 4", "1 2; 3 4; 5 6", "", ";"])
def test_a_matrix_of_another_shape_does_not(text: str) -> None:
    assert poured(text, 2, 2) is None


def test_a_vector_pours_into_one_row() -> None:
    assert poured("[0.1, 0.2, 0.7]", 1, 3) == [["0.1", "0.2", "0.7"]]
    assert poured("0.1\n0.2\n0.7", 1, 3) is not None


def test_cells_become_the_text_the_grader_reads() -> None:
    assert joined([["1", "2/3"], [" .5", "-4"]]) == "1 2/3; .5 -4"


def test_a_single_cell_stays_as_it_was_typed() -> None:
    assert joined([[" 1 200 "]]) == "1 200"
    assert joined([["1,234"]]) == "1,234"


def test_spaces_inside_an_entry_do_not_make_two_of_it() -> None:
    assert joined([["1 200", "3 / 4"]]) == "1200 3/4"


def test_two_numbers_in_one_cell_stay_two() -> None:
    assert joined([["1 2", "3"]]) == "1 2 3"
