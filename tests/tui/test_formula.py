import pytest

from quizapp.render.cells import line_text
from quizapp.tui.formula import as_latex, working


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("1 / (1 + 0.3679)", r"1 / \left(1 + 0.3679\right)"),
        ("[1 2; 3 4]", r"{\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}}"),
        ("x^2", r"x^{2}"),
        ("2^-1", r"2^{-1}"),
        ("x^(n+1)", r"x^{n+1}"),
        ("sqrt(2 + 1)", r"\sqrt{2 + 1}"),
        ("1.5e-7", r"1.5 \cdot 10^{-7}"),
        ("2 * 3", r"2  \cdot  3"),
        ("row_sums", r"\mathrm{row\_sums}"),
        ("softmax([1 2])", r"\mathrm{softmax}{\begin{pmatrix} 1 & 2 \end{pmatrix}}"),
    ],
)
def test_a_printed_expression_as_latex(text: str, latex: str) -> None:
    assert as_latex(text) == latex


@pytest.mark.parametrize("text", ["sqrt(2", "a ? b", "“word”", "x^", "(1", "[1 [2]]"])
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    assert as_latex(text) is None
    assert "".join(line_text(line) for line in working(text, 40).lines).strip() == text


def test_a_matrix_is_drawn_with_two_rows() -> None:
    lines = [line_text(line) for line in working("[1 2; 3 4] / sqrt(2)", 40).lines]
    assert lines[0].startswith("⎛ 1  2 ⎞/√2")
    assert lines[1].startswith("⎝ 3  4 ⎠")


def test_every_number_of_a_step_is_drawn() -> None:
    text = "softmax([0.7071 2.828; 1.414 -1.414]) * 3"
    drawn = "".join(line_text(line) for line in working(text, 60).lines)
    for number in ("0.7071", "2.828", "1.414", "−1.414", "3"):
        assert number in drawn
