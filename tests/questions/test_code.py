"""Code questions: what is cut, what is replaced, what is shown. Nothing is run here."""

import ast
from collections.abc import Callable

import pytest

from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Tolerance
from quizapp.questions import draw_program, output_variant
from quizapp.questions.code import CodeQuestion
from quizapp.questions.limits import BrokenVariant

ReadCode = Callable[..., CodeQuestion]

SINGLETON = '''#: """What does it print? There are {{n}} of them."""
#: n = integers(3, 3)
#: Kind = one_of("Cat")
class Kind:
    made = n

    def __new__(cls):
        return super().__new__(cls)

#: k = n + 1
print(Kind.made * n, "{{n}} {{Kind}}s")
#: mistake(k, "One too many", id="more")
#: mistake("9\\n10", "Two lines", see="^why")
#: hint("Count to {{n}}")
'''


def test_lines_of_the_question_language_are_cut_and_names_replaced(read_code: ReadCode) -> None:
    program = draw_program(read_code(SINGLETON), 1)

    assert program.text == (
        "class Cat:\n    made = 3\n\n    def __new__(cls):\n"
        '        return super().__new__(cls)\n\nprint(Cat.made * 3, "3 Cats")\n'
    )
    assert program.prompt == "What does it print? There are 3 of them."
    assert program.drawn == (("n", 3), ("Kind", "Cat"))
    assert program.hints == ("Count to 3",)
    assert [(m.id, m.value, m.message, m.see) for m in program.mistakes] == [
        ("more", "4", "One too many", None),
        ("m2", "9\n10", "Two lines", "^why"),
    ]


def test_the_output_of_the_sandbox_makes_the_variant(read_code: ReadCode) -> None:
    question = read_code(SINGLETON, "python quiz-output a-program levels=2")
    program = draw_program(question, 5, 2)

    variant = output_variant(question, program, ["  9 3 Cats ", "ValueError"])

    assert (variant.question, variant.seed, variant.level) == ("a-program", 5, 2)
    assert (variant.kind, variant.program) == ("code", program.text)
    assert variant.version == question.version
    (part,) = variant.parts
    assert (part.kind, part.answer) == (AnswerKind.OUTPUT, "9 3 Cats\nValueError")
    assert part.tolerance == Tolerance(0, 0)
    assert [mistake.id for mistake in part.mistakes] == ["more", "m2"]


def test_a_mistake_that_stands_for_the_very_output_is_no_mistake(read_code: ReadCode) -> None:
    question = read_code(SINGLETON)

    variant = output_variant(question, draw_program(question, 1), ["4"])

    assert [mistake.id for mistake in variant.parts[0].mistakes] == ["m2"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("print(n)", "print((-2))"),
        ("print(n - n)", "print((-2) - (-2))"),
        ("print(name, names, xn)", "print(name, names, xn)"),
        ("obj.n = n", "obj.n = (-2)"),
        ("obj.go(n)", "obj.run((-2))"),
        ("print('n', \"go\")", "print('n', \"go\")"),
        ("print('{{n}}', '{{n:+}}', '{{other}}')", "print('-2', '-2', '{{other}}')"),
        ("print(f'{n} {{n}} {n!r}')", "print(f'{(-2)} -2 {(-2)!r}')"),
        ("print(f'{n:n} {n:>{n}}')", "print(f'{(-2):n} {(-2):>{(-2)}}')"),
        ("print(f'{d[\"n\"]} {{kept}} n')", "print(f'{d[\"n\"]} {{kept}} n')"),
        ("print(rf'{n}\\d')", "print(rf'{(-2)}\\d')"),
        ("print(f'{go}' 'go')", "print(f'{run}' 'go')"),
        ("print(x, y)", "print(0.5, [1, 2])"),
        ("# n stays in comments", "# n stays in comments"),
        ('"""{{n}} of\nmany lines"""', '"""-2 of\nmany lines"""'),
    ],
)  # fmt: skip
def test_a_drawn_name_is_replaced_where_it_is_an_identifier(
    read_code: ReadCode, line: str, expected: str
) -> None:
    draws = (
        '#: """p"""\n#: n = integers(-2, -2)\n#: go = one_of("run")\n'
        "#: x = one_of(0.5)\n#: y = one_of((1, 2))\n"
    )

    program = draw_program(read_code(f"{draws}{line}\n"), 1)

    assert program.text == expected + "\n"
    assert ast.parse(program.text)


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ('#: """p"""\nprint(\n', 2, "This is not a question"),
        ('#: """p"""\n#: n = open("x")\nprint(1)\n', 2, "open"),
        ("print(1)\n", 1, "prompt"),
        ('#: """p"""\n#: answer(1)\nprint(1)\n', 2, "comes from running it"),
        ('#: """p {{m}}"""\nprint(1)\n', 1, "{{m}}"),
        ('#: """p"""\n' + "# " + "x" * 8192, 1, "8 kB"),
    ],
)
def test_a_code_question_that_cannot_be_read_is_refused_at_its_line(
    read_code: ReadCode, source: str, line: int, words: str
) -> None:
    with pytest.raises(InputError) as refusal:
        read_code(source)

    assert words in refusal.value.message
    assert refusal.value.line == 10 + line


def test_values_that_break_the_program_are_refused(read_code: ReadCode) -> None:
    with pytest.raises(InputError, match="n = 2 put in"):
        draw_program(read_code('#: """p"""\n#: n = one_of(2)\nn = 3\n'), 1)
    with pytest.raises(InputError, match="“a b” is no identifier"):
        draw_program(read_code('#: """p"""\n#: n = one_of("a b")\nprint(n)\n'), 1)
    with pytest.raises(InputError, match="the text or the number"):
        draw_program(read_code('#: """p"""\nprint(1)\n#: mistake((1, 2), "m")\n'), 1)


def test_two_mistakes_with_one_output_are_never_fair(read_code: ReadCode) -> None:
    with pytest.raises(BrokenVariant, match="same answer"):
        draw_program(
            read_code('#: """p"""\nprint(1)\n#: mistake(2, "m")\n#: mistake("2", "n")\n'), 1
        )
