"""Answers to code questions: a line, a blank, an order, a program."""

import pytest

from quizapp.grading.judge import judge
from quizapp.grading.python_text import unfolded
from quizapp.model.questions import AnswerKind, Mistake, Part, Tolerance, Variant
from quizapp.model.tasks import Check, Task
from quizapp.model.verdicts import Outcome, PartVerdict

EQUAL = Tolerance(0.0, 0.0)


def judged(part: Part, text: str) -> PartVerdict:
    """The verdict on one answer."""
    (verdict,) = judge(Variant("q", "v", 1, 1, "code", "p", (part,)), [text]).parts
    return verdict


LINE = Part(
    name="1",
    kind=AnswerKind.LINE,
    answer=7,
    printed="7",
    tolerance=EQUAL,
    mistakes=(Mistake("head", "1", 1, "1", "The head is fine"),),
    task=Task("", lines=12),
    why="It makes another object",
)


@pytest.mark.parametrize("text", ["7", " 7 ", "7.", "#7", "line 7", "строка 7", "07"])
def test_the_right_line_is_right_and_says_why(text: str) -> None:
    verdict = judged(LINE, text)

    assert (verdict.outcome, verdict.message) == (Outcome.RIGHT, "It makes another object")
    assert (verdict.value, verdict.entries) == (7, (Outcome.RIGHT,))


def test_another_line_is_wrong_and_says_which_one_and_why() -> None:
    verdict = judged(LINE, "8")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == "It is line 7: It makes another object"


def test_a_line_that_looks_wrong_is_a_mistake() -> None:
    verdict = judged(LINE, "1")

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, "head")
    assert verdict.message == "The head is fine. It is line 7: It makes another object"


@pytest.mark.parametrize("text", ["", "13", "0", "-7", "7 8", "seven", "7.5", "9" * 50])
def test_what_is_no_line_is_unreadable(text: str) -> None:
    verdict = judged(LINE, text)

    assert verdict.outcome is Outcome.UNREADABLE
    assert "1 to 12" in verdict.message


BEFORE = "class S:\n    it = None\n    def __new__(cls):\n        if cls.it is None: cls.it = "
AFTER = "\n        return cls.it\n"
RIGHT = "super().__new__(cls)"
TESTS = "def test_one():\n    assert S() is S()\ndef test_kind():\n    assert type(S()) == S\n"
CHECKS = (Check("test_one", "one object"), Check("test_kind", "of its class"))
BLANK = Part(
    name="1",
    kind=AnswerKind.BLANK,
    answer=RIGHT,
    printed=RIGHT,
    tolerance=EQUAL,
    mistakes=(Mistake("klass", "1", "cls", "cls", "No object at all"),),
    task=Task(BEFORE + RIGHT + AFTER, TESTS, CHECKS, BEFORE, AFTER),
)


@pytest.mark.parametrize(
    "text", [RIGHT, " super( ).__new__( cls ) ", "(super().__new__(cls))", f"{RIGHT}  # so"]
)
def test_the_same_syntax_fills_a_blank_without_a_run(monkeypatch, text: str) -> None:
    monkeypatch.setattr("quizapp.grading.code.run_tests", None)

    assert judged(BLANK, text).outcome is Outcome.RIGHT


def test_what_passes_the_tests_fills_a_blank_too() -> None:
    verdict = judged(BLANK, "object.__new__(cls)")

    assert (verdict.outcome, verdict.message) == (Outcome.RIGHT, "All 2 tests pass.")


def test_a_known_slip_in_a_blank_is_named() -> None:
    assert judged(BLANK, "(cls)").mistake == "klass"


def test_a_blank_that_fails_says_which_test_and_how() -> None:
    verdict = judged(BLANK, "object()")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == ("Test “of its class”: type(S()) == S: expected S, got object.")


@pytest.mark.parametrize("text", ["", "  ", "object(", "a b", "x\nimport os", "'", "9" * 400])
def test_what_makes_no_program_is_unreadable_in_a_blank(text: str) -> None:
    assert judged(BLANK, text).outcome is Outcome.UNREADABLE


def test_without_tests_only_the_same_syntax_is_right() -> None:
    part = Part("1", AnswerKind.BLANK, "a + b", "a + b", tolerance=EQUAL, task=Task("x = a + b\n", before="x = ", after="\n"))  # fmt: skip # noqa: E501

    assert judged(part, "a+b").outcome is Outcome.RIGHT
    assert judged(part, "b + a").outcome is Outcome.WRONG


LINES = ("print(a + b)", "a = 3", "b = 4", "b = a", "print(a)")
ORDER = Part(
    name="1",
    kind=AnswerKind.ORDER,
    answer=(2, 3, 5, 1),
    printed="2 3 5 1",
    tolerance=EQUAL,
    options=LINES,
    mistakes=(Mistake("x1", "1", (2, 3, 4, 5, 1), "2 3 4 5 1", "b is a number of its own"),),
    task=Task("a = 3\nb = 4\nprint(a)\nprint(a + b)\n", lines=5),
)


@pytest.mark.parametrize("text", ["2 3 5 1", "2, 3, 5, 1", "2351", "[2 3 5 1]", "2>3>5>1"])
def test_the_order_of_the_source_is_right_without_a_run(monkeypatch, text: str) -> None:
    monkeypatch.setattr("quizapp.grading.sandbox.run", None)

    assert judged(ORDER, text).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", ["3 2 5 1", "2 5 3 1"])
def test_every_order_that_prints_the_same_is_right(text: str) -> None:
    verdict = judged(ORDER, text)

    assert (verdict.outcome, verdict.message) == (Outcome.RIGHT, "This order prints the same.")
    assert verdict.entries == (Outcome.RIGHT,) * 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 3 1 5", "prints something else"),
        ("1 2 3 5", "ends with NameError"),
        ("2 3 5", "1 line is missing."),
        ("2", "3 lines are missing."),
    ],
)
def test_other_orders_are_wrong_and_say_what_they_do(text: str, words: str) -> None:
    verdict = judged(ORDER, text)

    assert verdict.outcome is Outcome.WRONG
    assert words in verdict.message


@pytest.mark.parametrize("text", ["2 3 4 5 1", "4 3 5 1", "4"])
def test_a_line_that_does_not_belong_names_its_reason(text: str) -> None:
    verdict = judged(ORDER, text)

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, "x1")
    assert verdict.message == "b is a number of its own"


@pytest.mark.parametrize("text", ["", "2 3 3 1", "2 3 5 6", "0 1 2 3", "a b", "2 3 5 1 x"])
def test_what_names_no_lines_is_unreadable(text: str) -> None:
    assert judged(ORDER, text).outcome is Outcome.UNREADABLE


def test_an_order_of_tested_lines_is_judged_by_the_tests() -> None:
    lines = ("    return wrap", "def deco(cls):", "    def wrap(): return cls", "    n = 1")
    program = "\n".join(lines[i] for i in (1, 3, 2, 0)) + "\n"
    tests = "def test_same():\n    assert deco(int)() is int\n"
    task = Task(program, tests, (Check("test_same", "gives the class back"),), lines=4)
    part = Part("1", AnswerKind.ORDER, (2, 4, 3, 1), "2 4 3 1", tolerance=EQUAL, options=lines, task=task)  # fmt: skip # noqa: E501

    assert judged(part, "2 3 4 1").outcome is Outcome.RIGHT
    assert "gives the class back" in judged(part, "2 1 3 4").message
    assert "line 1 cannot be read as Python" in judged(part, "1 2 3 4").message


INDENTED = Part(
    name="1",
    kind=AnswerKind.ORDER,
    answer=(3, 1, 4, 2),
    printed="3 1 4 2",
    tolerance=EQUAL,
    options=("    x += 1", "print(x)", "for x in range(3):", "    x += 1  # twice", "x += 1"),
    mistakes=(Mistake("x1", "1", (3, 1, 4, 5, 2), "3 1 4 5 2", "It stands outside"),),
    task=Task("for x in range(3):\n    x += 1\n    x += 1  # twice\nprint(x)\n", lines=5),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3:0 1:1 4:1 2:0", "Every line stands in its place."),
        ("3 1:1 4 2:0", "Every line stands in its place."),
        ("3:0 4:1 1:1 2:0", "This order prints the same."),
        ("3:0 5:1 4:1 2:0", "Every line stands in its place."),
        ("3:0 1:1 4:0 2:0", "This order prints the same."),
    ],
)
def test_lines_may_be_indented_by_their_levels(text: str, words: str) -> None:
    verdict = judged(INDENTED, text)

    assert (verdict.outcome, verdict.message) == (Outcome.RIGHT, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3:1 1:1 4:1 2:0", "In this order line 1 cannot be read as Python."),
        ("3:0 1:0 4:1 2:0", "It stands outside"),
        ("3:0 1:1 4:1 2:1", "In this order the program prints something else."),
        ("3:0 1:0 4:1 5:0 2:0", "It stands outside"),
        ("3:0 1:1 4:1 5:0 2:0", "It stands outside"),
    ],
)
def test_indentation_that_changes_the_program_is_wrong(text: str, words: str) -> None:
    verdict = judged(INDENTED, text)

    assert verdict.outcome in {Outcome.WRONG, Outcome.MISTAKE}
    assert verdict.message == words


@pytest.mark.parametrize("text", ["3:a 1", "3: 1", "3:-1", "3:100", ":1"])
def test_what_is_no_level_is_unreadable(text: str) -> None:
    assert judged(INDENTED, text).outcome is Outcome.UNREADABLE


def test_lines_that_print_nothing_have_one_right_order() -> None:
    task = Task("a = 1\nb = 2\nc = 3\n", lines=3)
    part = Part("1", AnswerKind.ORDER, (2, 1, 3), "2 1 3", tolerance=EQUAL, options=("b = 2", "a = 1", "c = 3"), task=task)  # fmt: skip # noqa: E501

    assert judged(part, "1 2 3").outcome is Outcome.WRONG
    assert judged(part, "2 1 3").outcome is Outcome.RIGHT


PROGRAM = Part(
    name="1",
    kind=AnswerKind.PROGRAM,
    answer="class S: ...",
    printed="class S: ...",
    tolerance=EQUAL,
    task=Task("class S: ...", TESTS, CHECKS),
)


def test_a_program_is_right_when_its_tests_pass() -> None:
    verdict = judged(PROGRAM, BEFORE + RIGHT + AFTER)

    assert (verdict.outcome, verdict.entries) == (Outcome.RIGHT, (Outcome.RIGHT,) * 2)


def test_a_program_that_fails_says_the_first_test_and_marks_each() -> None:
    verdict = judged(PROGRAM, "class S: ...")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == (
        "Test “one object”: S() is S(): expected one and the same object, got two."
    )
    assert verdict.entries == (Outcome.WRONG, Outcome.RIGHT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\n  \n", "empty"),
        ("class S:\n", "Line 1 cannot be read"),
        ("x = 1\n  y = 2", "Line 2 cannot be read"),
        ("x = (" * 200, "cannot be read"),
        ("(" * 5000, "cannot be read"),
        ("a\0b", "cannot be read"),
        ("x = 1\n" * 2000, "longer than 8 kB"),
    ],
)
def test_what_is_no_program_is_unreadable(text: str, words: str) -> None:
    verdict = judged(PROGRAM, text)

    assert verdict.outcome is Outcome.UNREADABLE
    assert words in verdict.message


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("class A:\\n    x = 1", "class A:\n    x = 1"),
        ('x = "a\\nb"', 'x = "a\\nb"'),
        ("a = '\\n'\nb = 1", "a = '\\n'\nb = 1"),
        ("1\\nTypeError", "1\nTypeError"),
        ("TypeError", "TypeError"),
    ],
)
def test_lines_may_be_typed_on_one(typed: str, read: str) -> None:
    assert unfolded(typed) == read
