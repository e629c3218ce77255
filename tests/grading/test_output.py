import pytest

from quizapp.grading.output import printed_by
from quizapp.grading.runs import Run
from quizapp.grading.sandbox import run
from quizapp.model.questions import AnswerKind, Mistake, Part
from quizapp.model.verdicts import Outcome


def printed(text: str, *mistakes: Mistake) -> Part:
    return Part("1", AnswerKind.OUTPUT, text, text, mistakes=mistakes)


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("True\ndebug info", "True\ndebug info"),
        ("True\ndebug info", "  True  \n\tdebug info\n\n\n"),
        ("True\ndebug info\n", "True\r\ndebug info"),
        ("a\n\nb", "a\n\nb"),
        ("", ""),
        ("", "\n \n"),
        ("1\nTypeError", "1\nTypeError"),
        ("1\nTypeError", "1\nTypeError: unsupported operand"),
        ("OutOfRangeError", "OutOfRangeError: 5"),
        ("ValueError: printed, not raised", "ValueError: printed, not raised"),
    ],
)
def test_the_same_lines_are_right(found, right, typed):
    verdict = found(printed(right), typed)

    assert verdict.outcome is Outcome.RIGHT
    assert set(verdict.entries) <= {Outcome.RIGHT}


@pytest.mark.parametrize(
    ("right", "typed", "marks", "sentence"),
    [
        ("a\nb", "a\nB", "+-", "Line 2 is the first that differs."),
        ("a\nb", "a", "+-", "Line 2 is the first that differs."),
        ("a\nb", "a\nb\nc", "++-", "The program prints only 2 lines."),
        ("a\nb", "", "--", "Line 1 is the first that differs."),
        ("a\nb", "\na\nb", "---", "Line 1 is the first that differs."),
        ("a b", "a  b", "-", "Line 1 is the first that differs."),
        ("TypeError", "ValueError: x", "-", "Line 1 is the first that differs."),
    ],
)
def test_other_lines_are_wrong_one_by_one(found, right, typed, marks, sentence):
    verdict = found(printed(right), typed)

    assert verdict.outcome is Outcome.WRONG
    assert "".join("+" if entry is Outcome.RIGHT else "-" for entry in verdict.entries) == marks
    assert verdict.message.startswith(sentence)


def test_a_known_wrong_output_is_a_mistake(found, slip):
    verdict = found(printed("True\ndebug", slip("True\ninfo\n", "init-once")), "True \ninfo")

    assert verdict.outcome is Outcome.MISTAKE
    assert verdict.mistake == "init-once"


def test_a_text_far_longer_than_the_output_is_unreadable(found):
    assert found(printed("a"), "a\n" * 5000).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (Run("1\n2\n", finished=True), "1\n2"),
        (Run("1\n", error="TypeError", detail="bad"), "1\nTypeError"),
        (Run("1\n", error="SystemExit"), "1"),
        (Run("", finished=True), ""),
    ],
)
def test_an_exception_counts_as_its_type_on_the_last_line(run, text):
    assert printed_by(run) == text


def test_what_a_program_printed_is_the_right_answer_to_it(found):
    program = "class Shape:\n    def area(self): ...\nprint(Shape().area())\nShape().side"

    part = printed(printed_by(run(program)))

    assert found(part, "None\nAttributeError").outcome is Outcome.RIGHT
