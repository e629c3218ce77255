"""Tests run beside an answer: plain words, and nothing but a passed test passes."""

import ast

import pytest

from quizapp.grading import sandbox
from quizapp.grading.testing import first_failure, run_tests
from quizapp.model.tasks import Check, Task

DOG = """
class Animal: ...
class Cat(Animal): ...
class Dog(Animal):
    def speak(self):
        return "woof"
def make(key):
    return Cat()
"""


def task(tests: str) -> Task:
    names = [node.name for node in ast.parse(tests).body if isinstance(node, ast.FunctionDef)]
    checks = tuple(Check(name, name) for name in names if name.startswith("test_"))
    return Task("", tests, checks)


def words(program: str, *lines: str) -> str:
    """What is said of a single test with these lines."""
    body = "\n".join(f"    {line}" for line in lines)
    (tested,) = run_tests(task(f"def test_one():\n{body}\n"), program)
    assert not tested.passed
    return tested.words


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("assert type(make('dog')) == Dog", "type(make('dog')) == Dog: expected Dog, got Cat."),
        ("assert Dog().speak() == 'meow'", "Dog().speak() == 'meow': expected 'meow', got 'woof'."),
        ("assert 3 == len('ab')", "3 == len('ab'): expected 3, got 2."),
        ("assert make(1) is make(1)", "expected one and the same object, got two."),
        ("assert [1] is list('1')", "expected one and the same object, got two."),
        ("assert type(make(1)) is Dog", "type(make(1)) is Dog: expected Dog, got Cat."),
        ("assert Dog().speak() is None", "expected None, got 'woof'."),
        ("assert Dog is not Dog", "expected two objects, got the same one twice."),
        ("assert isinstance(make(1), Dog)", "expected an instance of Dog, got one of Cat."),
        ("assert issubclass(Dog, Cat)", "Dog does not inherit from Cat."),
        ("assert 'a' in ['b']", "'a' in ['b']: 'a' is not in ['b']."),
        ("assert 'a' not in 'ab'", "'a' is in 'ab'."),
        ("assert 1 != 1", "1 != 1: expected anything but 1."),
        ("assert 2 < 1", "2 < 1: got 2 and 1."),
        ("assert not Dog", "not Dog does not hold."),
        ("assert 1 == 1 == 2", "1 == 1 == 2 does not hold."),
        ("assert False, 'make must refuse it'", "make must refuse it"),
        ("assert make(1) == 2, f'{1 + 1} is right'", "2 is right"),
        ("make(1).bark()", "It ends with AttributeError: 'Cat' object has no "),
        ("raise AssertionError('by hand')", "by hand"),
        ("import sys; sys.exit(0)", "It ends with SystemExit: 0."),
        ("Dog.speak()", "It ends with TypeError: "),
        ("raise ValueError", "It ends with ValueError."),
        ("import os; os._exit(0)", "The program ends before the test does."),
        ("while True: pass", "Stopped after 0.8 s: an endless loop?"),
        ("while True: print('x' * 1000)", "Stopped: it prints far too much."),
        ("assert [1] == [n for n in range(3)]", "expected [1], got [0, 1, 2]"),
        ("assert Dog() == make(1)", "expected Cat(), got Dog()."),
    ],
)
def test_a_failed_test_is_told_in_plain_words(monkeypatch, line: str, said: str) -> None:
    if line == "while True: pass":
        monkeypatch.setattr(sandbox, "SECONDS", 0.8)

    assert said in words(DOG, line)


def test_an_assertion_over_several_lines_and_in_a_helper_is_found() -> None:
    tests = (
        "def same(a, b):\n    assert a == b\n\n"
        "def test_one():\n    assert (\n        make(1)\n        is None\n    )\n\n"
        "def test_two():\n    same(1, 2)\n"
    )
    one, two = run_tests(task(tests), DOG)

    assert one.words == "make(1) is None: expected None, got Cat()."
    assert two.words == "a == b: expected 2, got 1."


def test_a_value_whose_text_raises_is_shown_all_the_same() -> None:
    program = "class Odd:\n    def __repr__(self): raise KeyError\n"

    assert words(program, "assert Odd() == 1") == "Odd() == 1: expected 1, got KeyError."


def test_a_huge_value_is_cut() -> None:
    assert len(words("", "assert 'x' * 10**6 == ''")) < 1000


def test_an_assertion_that_fails_inside_the_program_is_its_own() -> None:
    program = "def f():\n    assert 1 == 2\n"

    assert words(program, "f()") == "It ends with AssertionError. Line 2 of the program."


def test_an_exception_is_told_with_its_innermost_line_of_the_program() -> None:
    program = "def g(n):\n    return 1 / n\n\ndef f():\n    return g(0)\n"

    assert words(program, "f()") == (
        "It ends with ZeroDivisionError: division by zero. Line 2 of the program."
    )


def test_an_exception_whose_text_raises_is_told_by_its_type() -> None:
    program = (
        "class Odd(Exception):\n    def __str__(self): raise KeyError\ndef f():\n    raise Odd\n"
    )

    assert words(program, "f()") == "It ends with Odd. Line 4 of the program."


def test_the_program_is_run_afresh_for_each_test() -> None:
    program = "class S:\n    made = []\n"
    tests = "def test_a():\n    S.made.append(1)\n    assert S.made == [1]\n"

    tested = run_tests(task(tests + tests.replace("test_a", "test_b")), program)

    assert [one.passed for one in tested] == [True, True]
    assert first_failure(tested) is None


def test_a_program_that_breaks_by_itself_fails_every_test() -> None:
    tests = "def test_a(): ...\ndef test_b(): ...\n"

    tested = run_tests(task(tests), "x = nowhere\n")

    (words,) = {one.words for one in tested}
    assert words.startswith("The program itself ends with NameError: ")
    assert words.endswith(" Line 1 of the program.")


def test_tests_heard_of_before_the_end_keep_their_outcome() -> None:
    tests = "def test_a(): ...\ndef test_b():\n    import os\n    os._exit(0)\ndef test_c(): ...\n"

    tested = run_tests(task(tests), "")

    assert [one.passed for one in tested] == [True, False, False]


FALSE = "def test_one():\n    assert answer() == 42\n    assert isinstance(answer(), int)\n"


@pytest.mark.parametrize(
    "program",
    [
        "print('PASS')\nprint('passed')\ndef answer(): return 1",
        "import sys\nsys.exit(0)",
        "import os\nos._exit(0)",
        "raise SystemExit",
        "def answer():\n    import sys\n    sys.exit(0)",
        "def answer():\n    import os\n    os._exit(0)",
        "import atexit, os\natexit.register(os._exit, 0)\ndef answer(): return 1",
        "AssertionError = None\ndef answer(): return 1",
        "import builtins\nbuiltins.AssertionError = Warning\ndef answer(): return 1",
        "import builtins\nbuiltins.isinstance = lambda *a: True\ndef answer(): return 42.0",
        "isinstance = lambda *a: True\ndef answer(): return 42.0",
        "def isinstance(*a): return True\ndef answer(): return 42.0",
        "import sys\nsys.excepthook = lambda *a: None\ndef answer(): return 1",
        "import sys\nsys.settrace(lambda *a: None)\ndef answer(): return 42",
        "def test_one(): pass\ndef answer(): return 1",
        "__name__ = 'passed'\ndef answer(): return 1",
        'import os\nfor fd in range(1, 20):\n    try: os.write(fd, b"0" * 32 + b"\\ntest:\\n'
        "('test_one', 'passed')\")\n    except OSError: pass\ndef answer(): return 1",
        "def answer():\n    raise AssertionError",
        "class Done(BaseException): ...\ndef answer(): raise Done",
        "def answer():\n    raise StopIteration",
        "answer = 42",
        "\0def test_one(): pass",
        "def answer(: return 42",
    ],
)
def test_a_forged_result_passes_for_nothing(program: str) -> None:
    (tested,) = run_tests(task(FALSE), program)

    assert not tested.passed
    assert tested.words


def test_what_answers_rightly_passes_whatever_it_prints() -> None:
    program = "print('FAILED')\ndef answer():\n    print('x')\n    return 42\n"

    (tested,) = run_tests(task(FALSE), program)

    assert (tested.passed, tested.words) == (True, "")
