"""The forms of code questions and their marks. Nothing is run here."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind
from quizapp.model.tasks import Check
from quizapp.questions import block_version, code_variant, draw_program, read_question
from quizapp.questions.code import CodeQuestion

ReadCode = Callable[..., CodeQuestion]

TESTS = '''

```python quiz-tests a-program
def test_it_is_so():
    assert x == n


def test_words():
    """It is {{n}} in words"""
'''
DRAW = '#: """p {{n}}"""\n#: n = integers(4, 4)\n'


def cases() -> list[tuple[str, int, str, str]]:
    """Form, line, words of the refusal, source."""
    text = (Path(__file__).parent / "fixtures/refused_code.txt").read_text(encoding="utf-8")
    found = re.split(r"^=== (\S+) (\d+) (.*)\n", text, flags=re.MULTILINE)[1:]
    return [
        (form, int(line), words, source)
        for form, line, words, source in zip(*[iter(found)] * 4, strict=True)
    ]


@pytest.mark.parametrize(("form", "line", "words", "source"), cases())
def test_marks_and_companions_that_do_not_fit_are_refused_at_their_line(
    read_code: ReadCode, form: str, line: int, words: str, source: str
) -> None:
    with pytest.raises(InputError) as refusal:
        read_code(source, f"python {form} a-program")

    assert words in refusal.value.message
    assert (refusal.value.file, refusal.value.line) == ("notes.md", 10 + line)


# quiz-bug


def test_a_bug_is_shown_without_its_mark_and_asked_by_its_line(read_code: ReadCode) -> None:
    source = DRAW + 'x = n\n#: hint("h")\ny = x - n  #! It is {{n}} too small\n\nprint(y)  # kept\n'
    question = read_code(source + '#: mistake(1, "No", id="first")\n', "quiz-bug a-program")

    variant = code_variant(question, draw_program(question, 1))

    (part,) = variant.parts
    assert variant.program == "x = 4\ny = x - 4\n\nprint(y)  # kept\n"
    assert (part.kind, part.answer, part.printed) == (AnswerKind.LINE, 2, "2")
    assert part.why == "It is 4 too small"
    assert part.task is not None and part.task.lines == 4
    assert [(m.id, m.value, m.printed) for m in part.mistakes] == [("first", 1, "1")]
    assert (variant.prompt, variant.hints) == ("p 4", ("h",))


@pytest.mark.parametrize("wrong", ["2", "0", "4", '"one"', "1.5"])
def test_a_mistake_of_a_bug_is_the_number_of_another_line(read_code: ReadCode, wrong: str) -> None:
    source = f'#: """p"""\nx = 1\ny = 2  #! m\nz = 3\n#: mistake({wrong}, "m")\n'

    with pytest.raises(InputError, match="number of another line, 1 to 3") as refusal:
        draw_program(read_code(source, "quiz-bug a-program"), 1)
    assert refusal.value.line == 10 + 5


def test_the_solution_of_a_bug_is_kept_for_check(read_code: ReadCode) -> None:
    source = DRAW + "x = 3  #! not {{n}}\n" + TESTS + "\n```python quiz-solution a-program\nx = n\n"

    program = draw_program(read_code(source, "quiz-bug a-program"), 1)

    assert (program.text, program.solution) == ("x = 3\n", "x = 4\n")


# quiz-blank


@pytest.mark.parametrize(
    ("line", "right", "shown"),
    [
        ("x = n + 1  #_ n + 1", "4 + 1", "x = ____"),
        ("x = super().go(n)  #_ super()", "super()", "x = ____.go(4)"),
        ("@property  #_ @property\ndef f(self): ...", "@property", "____\ndef f(self): ..."),
        ("class A(dict): pass  #_ (dict)", "(dict)", "class A____: pass"),
        ("x = aa + a  #_ a", "a", "x = aa + ____"),
        ('print("n is {{n}}")  #_ is {{n}}', "is 4", 'print("n ____")'),
        ("if x is None: y = 2  #_ is None", "is None", "if x ____: y = 2"),
    ],
)
def test_a_piece_of_a_line_is_blanked(
    read_code: ReadCode, line: str, right: str, shown: str
) -> None:
    question = read_code(f"{DRAW}{line}\n{TESTS}", "quiz-blank a-program")

    program = draw_program(question, 1)

    part = code_variant(question, program).parts[0]
    assert program.shown == shown + "\n"
    assert (part.kind, part.answer) == (AnswerKind.BLANK, right)
    assert part.task is not None
    assert part.task.before + right + part.task.after == program.text == part.task.program
    assert part.task.checks == (
        Check("test_it_is_so", "it is so"),
        Check("test_words", "It is 4 in words"),
    )
    assert "assert x == 4" in part.task.tests


# quiz-order

ORDER = (
    DRAW + "#: hint('h')\ndef f(x):\n    y = x + n  # sum\n\n    # a remark\n    return y\n"
    "    #x return x  # That is {{n}} less\n#x print(n)  # No function\nprint(f(n))\n"
)


def test_lines_are_shuffled_with_distractors_and_keep_their_indentation(
    read_code: ReadCode,
) -> None:
    question = read_code(ORDER, "quiz-order a-program")
    right = ["def f(x):", "    y = x + 4  # sum", "    return y", "print(f(4))"]
    shown = set()
    for seed in range(40):
        variant = code_variant(question, draw_program(question, seed))
        part = variant.parts[0]
        assert sorted(part.options) == sorted([*right, "    return x", "print(4)"])
        assert [part.options[number - 1] for number in part.answer] == right
        assert list(part.answer) != sorted(part.answer)
        assert part.printed == " ".join(map(str, part.answer))
        assert variant.program == "\n".join(part.options) + "\n"
        shown.add(part.options)
    assert len(shown) > 20


def test_each_distractor_is_a_mistake_with_its_reason(read_code: ReadCode) -> None:
    question = read_code(ORDER, "quiz-order a-program")

    part = code_variant(question, draw_program(question, 3)).parts[0]

    told = [
        (m.id, m.message, [part.options[n - 1] for n in m.value if n not in part.answer])
        for m in part.mistakes
    ]
    assert told == [
        ("x1", "That is 4 less", ["    return x"]),
        ("x2", "No function", ["print(4)"]),
    ]
    assert all(len(m.value) == 5 for m in part.mistakes)


def test_the_same_seed_gives_the_same_order(read_code: ReadCode) -> None:
    question = read_code(ORDER, "quiz-order a-program")

    assert draw_program(question, 7) == draw_program(question, 7)


def test_a_distractor_that_cannot_be_read_with_draws_is_refused(read_code: ReadCode) -> None:
    source = DRAW + "x = n\ny = n\nprint(x)\n#x print((n  # open\n"

    with pytest.raises(InputError) as refusal:
        draw_program(read_code(source, "quiz-order a-program"), 1)
    assert refusal.value.line == 10 + 6


# quiz-code


def test_a_program_to_write_starts_from_its_body(read_code: ReadCode) -> None:
    source = f"{DRAW}x = ...\n{TESTS}\n```python quiz-solution a-program\nx = n\n"
    question = read_code(source, "quiz-code a-program")

    variant = code_variant(question, draw_program(question, 1))

    (part,) = variant.parts
    assert variant.program == "x = ...\n"
    assert (part.kind, part.answer, part.printed) == (AnswerKind.PROGRAM, "x = 4\n", "x = 4")
    assert part.solution == "x = 4"


def test_a_program_whose_answer_is_its_output_must_be_run(read_code: ReadCode) -> None:
    question = read_code('#: """p"""\nprint(1)\n')

    with pytest.raises(InputError, match="comes from running it"):
        code_variant(question, draw_program(question, 1))


# The version, which trust hangs on


def test_tests_and_solution_are_part_of_the_version() -> None:
    info = "python quiz-code a-program"
    source = '#: """p"""\nx = 1\n\n```python quiz-tests a-program\ndef test_a(): ...\n'

    assert block_version(source, info) != block_version(source + "import os\n", info)
    assert block_version(source, info) != block_version(source.replace("x = 1", "x = 2"), info)


def test_the_place_of_companions_is_no_part_of_the_version() -> None:
    info = "python quiz-code a-program"
    near = '#: """p"""\nx = 1\n```python quiz-tests a-program\ndef test_a(): ...\n'
    far = near.replace("x = 1\n", "x = 1\n\n\n\n\n")

    assert block_version(near, info) == block_version(far, info)


@settings(max_examples=60, deadline=None)
@given(
    form=st.sampled_from(["quiz-bug", "quiz-blank", "quiz-order", "quiz-code", "quiz-output"]),
    lines=st.lists(
        st.sampled_from(
            [
                *(
                    "x = 1  #! a",
                    "y = x  #_ x",
                    "#x z = 2  # b",
                    "print(x)",
                    "    pass",
                    "'''",
                    "(",
                ),
                *("#!", "#_", "#x", "#: n = integers(1, 2)", "```python quiz-tests a-program"),
                *("def test_a(): ...", "```python quiz-solution a-program", "\x0c", "\t#x y  # c"),
                *("", "x = n  #! {{n}}", "x = '#_ x'  #_ '", "\\", "é = 1  #_ é"),
            ]
        ),
        max_size=9,
    ),
)
def test_any_body_is_asked_or_refused(form: str, lines: list[str]) -> None:
    source = "\n".join(['#: """p"""', *lines]) + "\n"
    try:
        question = read_question(source, f"{form} a-program", "notes.md", 10)
        assert isinstance(question, CodeQuestion)
        program = draw_program(question, 1)
    except InputError as refusal:
        assert refusal.file == "notes.md"
        assert refusal.line is not None and 10 <= refusal.line <= 12 + len(lines)
    else:
        assert ast.parse(program.text)
        assert form == "quiz-output" or program.part is not None
