"""The programs of the pattern quizzes, run by a plain Python and not by our sandbox."""

import ast
import subprocess
import sys

import pytest

from quizapp.questions import draw_program, read_question

SEEDS = range(3)

EXPECTED = {
    "abstract-misspelled": lambda side: "TypeError",
    "abstract-without-abc": str,
    "abstract-super-body": lambda base, extra: str(base + extra),
    "abstract-none": str,
    "factory-late-binding": lambda first, second, last: str(last * 10),
    "factory-init-subclass": lambda bonus: str(bonus + 2),
    "factory-classmethod": lambda celsius: f"Outdoor {celsius}",
    "factory-shared-default": lambda a, b: f"[{a}, {b}]",
    "singleton-init-twice": lambda a, b: str(b + b),
    "singleton-metaclass": lambda a, b: str(a + a),
    "singleton-parent-first": lambda number: f"Server {number}",
    "borg-shared-state": lambda a, b: f"{b} False",
    "cached-class-arguments": lambda a: "True False",
    "abstract-mixin-order": lambda speed: f"{speed}\nTypeError",
    "abstract-virtual-subclass": lambda kept: f"True False {kept}",
    "factory-silent-default": lambda long, short: str(short),
    "singleton-foreign-new": lambda value: str(2 * value),
    "singleton-deep-copy": lambda port: f"True False {port}",
}
"""What each program prints, from its drawn values in their order."""


PATTERNS = {
    "abstract": ("abstract-",),
    "factory": ("factory-",),
    "singleton": ("singleton-", "borg-", "cached-class-"),
}
FORMS = {"quiz-output", "quiz-bug", "quiz-blank", "quiz-order", "quiz-code"}
COMPANIONS = ("quiz-tests", "quiz-solution")


@pytest.fixture(scope="module")
def questions(fences, companions):
    """The code questions of each edition by id, with their tests and solutions."""
    found = {"ru": {}, "en": {}}
    for lang, by_id in found.items():
        for fence in fences[lang]:
            if fence.kind == "quiz":
                continue
            blocks = [fence.source] + [
                f"```python {word} {fence.id}\n{companions[lang][word, fence.id]}"
                for word in COMPANIONS
                if (word, fence.id) in companions[lang]
            ]
            info = f"python {fence.kind} {fence.id}"
            by_id[fence.id] = read_question("\n".join(blocks), info, fence.file, 1, lang)
    return found


@pytest.fixture(scope="module")
def quizzes(questions):
    return {
        lang: {id: question for id, question in found.items() if question.form == "quiz-output"}
        for lang, found in questions.items()
    }


@pytest.fixture(scope="module")
def judged(questions):
    """The Russian questions that ask for something other than the output."""
    found = questions["ru"].items()
    return {id: question for id, question in found if question.form != "quiz-output"}


def output(code: str) -> str:
    """What a program prints, or the type of the exception that ends it."""
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    error = run.stderr.strip().splitlines()[-1].partition(":")[0] if run.returncode else ""
    return f"{run.stdout.strip()}\n{error}".strip()


def failures(program: str, tests: str) -> list[str]:
    """The tests that fail after a program, each in an interpreter of its own."""
    names = [
        node.name
        for node in ast.parse(tests).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    codes = {name: f"{program}\n{tests}\n{name}()\nprint('passed')" for name in names}
    return [name for name, code in codes.items() if output(code) != "passed"]


def test_every_pattern_has_ten_questions_of_all_forms(questions) -> None:
    for by_id in questions.values():
        for beginnings in PATTERNS.values():
            found = [question for id, question in by_id.items() if id.startswith(beginnings)]
            assert len(found) >= 10
            assert {question.form for question in found} == FORMS


def test_every_output_is_known(quizzes) -> None:
    for by_id in quizzes.values():
        assert by_id.keys() == EXPECTED.keys()


def test_solutions_pass_their_tests_and_bugs_and_beginnings_do_not(judged) -> None:
    tested = 0
    for id, question in judged.items():
        program = draw_program(question, 0)
        tests = program.part.task.tests
        if not tests:
            assert question.form == "quiz-order" and output(program.text), id
            continue
        tested += 1
        if question.form == "quiz-bug":
            assert failures(program.text, tests), id
            assert failures(program.solution, tests) == [], id
        else:
            assert failures(program.text, tests) == [], id
        if question.form == "quiz-code":
            assert failures(program.shown, tests), id
    assert tested >= 10


def test_every_mistake_of_a_blank_fails_a_test(judged) -> None:
    for id, question in judged.items():
        if question.form != "quiz-blank":
            continue
        part = draw_program(question, 0).part
        assert len(part.mistakes) >= 2
        for mistake in part.mistakes:
            wrong = f"{part.task.before}{mistake.value}{part.task.after}"
            assert failures(wrong, part.task.tests), (id, mistake.value)


def test_bugs_are_explained_and_other_lines_too(judged) -> None:
    for id, question in judged.items():
        if question.form == "quiz-bug":
            part = draw_program(question, 0).part
            assert part.why and len(part.mistakes) >= 2, id
            lines = part.task.program.split("\n")
            assert all(lines[mistake.value - 1].strip() for mistake in part.mistakes), id


def test_lines_to_order_have_distractors(judged) -> None:
    for id, question in judged.items():
        if question.form == "quiz-order":
            assert len(draw_program(question, 0).part.mistakes) >= 2, id


def test_both_editions_ask_the_same_of_a_program(questions, judged) -> None:
    for id in judged:
        russian, english = (draw_program(questions[lang][id], 1) for lang in ("ru", "en"))
        assert (russian.shown, russian.drawn) == (english.shown, english.drawn), id
        assert russian.part.answer == english.part.answer, id
        assert russian.prompt != english.prompt
        assert len(russian.hints) == len(english.hints) >= 1, id
        names = [[check.name for check in each.part.task.checks] for each in (russian, english)]
        assert names[0] == names[1]


@pytest.mark.parametrize("id", EXPECTED)
def test_programs_print_what_the_pattern_teaches(quizzes, id: str) -> None:
    for seed in SEEDS:
        program = draw_program(quizzes["ru"][id], seed)
        drawn = [value for _, value in program.drawn]
        assert output(program.text) == EXPECTED[id](*drawn), program.text


@pytest.mark.parametrize("id", EXPECTED)
def test_declared_mistakes_differ_from_the_output_and_from_each_other(quizzes, id: str) -> None:
    for seed in range(50):
        program = draw_program(quizzes["ru"][id], seed)
        right = EXPECTED[id](*(value for _, value in program.drawn))
        wrong = [mistake.value for mistake in program.mistakes]
        assert len(wrong) >= 2
        assert len({*wrong, right}) == len(wrong) + 1, (seed, right, wrong)


@pytest.mark.parametrize("id", EXPECTED)
def test_both_editions_show_the_same_program_and_hint_in_their_language(quizzes, id: str) -> None:
    russian, english = (draw_program(quizzes[lang][id], 1) for lang in ("ru", "en"))
    assert russian.text == english.text
    assert [mistake.value for mistake in russian.mistakes] == [
        mistake.value for mistake in english.mistakes
    ]
    assert russian.prompt != english.prompt
    assert russian.hints and english.hints
    assert "{{" not in russian.prompt + russian.text + "".join(russian.hints)
