"""An exam line by line."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp import language
from quizapp.actions.collection import open_collection
from quizapp.actions.exams.exam import ExamSession, half_way, start_exam
from quizapp.actions.exams.report import report
from quizapp.actions.importing.notes import import_notes
from quizapp.plain.exam import examine, report_lines

NOTES = """\
---
lang: en
---
# Evens

Q: Which of these is even?
- [x] two
- [ ] three

```python quiz two-parts
\"\"\"Add and multiply {{a}} and {{b}}.\"\"\"
a = integers(2, 9)
b = integers(2, 9)
s = a + b   # Add: $a + b$
answer(s, part="sum")
answer(a * b, part="product")
```
"""


@pytest.fixture
def begin(tmp_path: Path) -> Callable[[], ExamSession]:
    language.use("en")
    file = tmp_path / "notes.md"
    file.write_text(NOTES, encoding="utf-8")
    collection = open_collection(tmp_path / "collection.db")
    import_notes(collection, [str(file)])
    yield lambda: start_exam(collection, count=2)
    collection.close()


def talk(session: ExamSession, *lines: str):
    written: list[str] = []
    exam = examine(session, io.StringIO("".join(f"{line}\n" for line in lines)), written.append)
    return exam, written


def typed(session: ExamSession) -> list[str]:
    """The lines that answer the whole paper rightly."""
    lines = []
    for sheet in session.paper:
        if sheet.asked.variant is not None:
            a, b = (value for _name, value in sheet.asked.variant.drawn)
            lines += [str(a + b), str(a * b)]
        else:
            lines.append("ab"[[option.right for option in sheet.asked.choice.options].index(True)])
    return lines


def test_every_question_is_put_once_and_the_last_answer_ends_the_exam(begin) -> None:
    session = begin()

    exam, written = talk(session, *typed(session))

    assert exam.score == 1
    assert [line[:5] for line in written if line.startswith("[")] == ["[1/2]", "[2/2]"]


def test_nothing_is_said_of_an_answer_before_the_end(begin) -> None:
    session = begin()

    _exam, written = talk(session, *typed(session))

    assert not any("Right" in line or "Not this time" in line for line in written)


def test_an_empty_line_leaves_a_question_open_and_b_goes_back(begin) -> None:
    session = begin()
    lines = typed(session)
    first = 2 if session.paper[0].asked.variant else 1

    exam, written = talk(session, "", ":b", *lines[:first], ":q")

    assert [answer.outcome is None for answer in exam.answers] == [False, True]
    assert [line[:5] for line in written if line.startswith("[")] == ["[1/2]", "[2/2]"] * 2


def test_the_end_asks_once_more_while_a_question_is_open(begin) -> None:
    session = begin()
    lines = typed(session)
    first = 2 if session.paper[0].asked.variant else 1

    exam, written = talk(session, *lines[:first], "", ":b", "", "")

    assert written.count("1 question left open") == 2
    assert "An empty line ends the exam, :b goes back, :p puts it off." in written
    assert [answer.outcome is None for answer in exam.answers] == [False, True]


def test_an_exam_put_off_goes_on_at_its_first_open_question(begin) -> None:
    session = begin()
    lines = typed(session)
    first = 2 if session.paper[0].asked.variant else 1

    exam, _written = talk(session, *lines[:first], ":p")
    again = half_way(session.collection)
    _exam, written = talk(again, *lines[first:])

    assert exam is None
    assert written[0].startswith("2 questions, ")
    assert [line[:5] for line in written if line.startswith("[")] == ["[2/2]"]
    assert _exam.score == 1


def test_leaving_without_an_answer_keeps_no_exam(begin) -> None:
    exam, _written = talk(begin())

    assert exam is None


def test_the_report_says_score_topics_and_what_the_open_ones_should_have_been(begin) -> None:
    session = begin()
    lines = typed(session)
    first = 2 if session.paper[0].asked.variant else 1
    exam, _written = talk(session, *lines[:first], ":q")

    told = report_lines(session.collection, report(session.collection, exam))

    assert told[0] == "50 %: 1 of 2 points, close counts half"
    assert "1 question left open" in told
    assert any("left open" in line and ":" in line for line in told)
    assert any(line.startswith("Right answer: ") for line in told)


def test_the_report_works_out_what_was_left_open_with_its_numbers(begin) -> None:
    session = begin()
    (live,) = (sheet.asked.variant for sheet in session.paper if sheet.asked.variant)
    a, b = (value for _name, value in live.drawn)
    place = next(n for n, sheet in enumerate(session.paper) if sheet.asked.choice)
    session.turn(place)
    session.answer(["a"])

    told = report_lines(session.collection, report(session.collection, session.finish()))

    assert f"Add and multiply {a} and {b}." in told
    assert f"Right answer: sum = {a + b}" in told
    assert f"Right answer: product = {a * b}" in told
    assert f"1. Add: a + b: {a} + {b} = {a + b}" in told


class Interrupted(io.StringIO):
    """After these lines the learner presses ctrl+c."""

    def readline(self, size: int = -1) -> str:
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.mark.parametrize("answers", [0, 1])
def test_ctrl_c_puts_an_exam_off_once_something_is_answered(begin, answers: int) -> None:
    session, written = begin(), []
    paper = "".join(f"{line}\n" for line in typed(session))
    first = 2 if session.sheet.asked.variant is not None else 1
    lines = "".join(paper.splitlines(keepends=True)[: first * answers])

    with pytest.raises(KeyboardInterrupt):
        examine(session, Interrupted(lines), written.append)

    kept = half_way(session.collection)
    assert (kept.answered if kept else 0) == answers
    assert ("The exam is put off" in written[-1]) == bool(answers)
