"""Tests and solutions belong to a code question: its source carries them."""

import pytest

from quizapp.model.passages import Severity
from quizapp.notes.read import read_notes

QUESTION = '# Dogs\n\n```python quiz-code dog\n#: """Write it"""\nclass Dog: ...\n```\n'
TESTS = "```python quiz-tests dog\ndef test_x(): ...\n```\n"
SOLUTION = "```python quiz-solution dog\nclass Dog: pass\n```\n"


def source(text: str) -> str:
    (card,) = read_notes(text, source="", path="dogs.md").candidates
    return card.source


def findings(text: str) -> list[tuple[int, str]]:
    notes = read_notes(text, source="", path="dogs.md")
    assert all(found.severity is Severity.ERROR for found in notes.findings)
    return [(found.line, found.message) for found in notes.findings]


def test_the_source_holds_each_block_under_its_fence_line() -> None:
    assert [line for line in source(QUESTION + TESTS + SOLUTION).split("\n") if line] == [
        '#: """Write it"""',
        "class Dog: ...",
        "```python quiz-tests dog",
        "def test_x(): ...",
        "```python quiz-solution dog",
        "class Dog: pass",
    ]


@pytest.mark.parametrize(
    "text",
    [
        QUESTION + TESTS + SOLUTION,
        QUESTION + "\nSome words.\n\n- a list\n\n" + SOLUTION + "\n\n\n" + TESTS,
        QUESTION.replace("# Dogs", "# Dogs\n\nWords before.") + "\n" + TESTS,
    ],
)
def test_a_line_of_the_source_is_that_line_below_the_fence(text: str) -> None:
    (card,) = read_notes(text, source="", path="dogs.md").candidates
    lines = text.split("\n")

    for number, line in enumerate(card.source.split("\n"), 1):
        assert line in ("", lines[card.passage.first_line + number - 1])


def test_short_forms_of_the_fence_line_are_written_out() -> None:
    assert "```python quiz-tests dog\n" in source(QUESTION + TESTS.replace("python ", ""))


def test_a_question_without_companions_keeps_its_source() -> None:
    assert source(QUESTION) == '#: """Write it"""\nclass Dog: ...\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (QUESTION + TESTS.replace("dog", "cat"), 7, "belongs to no code question"),
        (QUESTION + "```python quiz-tests\n```\n", 7, "belongs to no code question"),
        (TESTS + "\n" + QUESTION, 1, "stands above its question"),
        (QUESTION + TESTS + TESTS, 10, "given twice"),
        (
            QUESTION.replace("-code", "").replace("#: ", "").replace("class Dog: ...", "answer(1)")
            + TESTS,
            7,
            "belongs to no code question",
        ),
    ],
)
def test_a_stray_companion_is_an_error_at_its_line(text: str, line: int, words: str) -> None:
    ((found, message),) = findings(text)

    assert found == line
    assert words in message
