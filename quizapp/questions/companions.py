"""The blocks that belong to a code question: tests and solution, below its own text.

The source of a code question is its own text, then each companion under its fence line
(` ```python quiz-tests ID `). Blank lines before such a line only keep the lines of the notes.
"""

import ast
import re
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.tasks import Check
from quizapp.questions.reading import Reading
from quizapp.questions.source import check_text, python_tree

TESTS, SOLUTION = "quiz-tests", "quiz-solution"
MOST_TESTS = 20
_OPENING = re.compile(r"^```python (?P<word>quiz-tests|quiz-solution) [a-z0-9-]{2,64}$", re.M)
_BETWEEN = re.compile(r"\s*\n(?=```python (?:quiz-tests|quiz-solution) [a-z0-9-]{2,64}$)", re.M)

_ALLOWED = {
    "quiz-output": frozenset[str](),
    "quiz-bug": frozenset({TESTS, SOLUTION}),
    "quiz-blank": frozenset({TESTS}),
    "quiz-order": frozenset({TESTS}),
    "quiz-code": frozenset({TESTS, SOLUTION}),
}


@dataclass(frozen=True, slots=True)
class Companion:
    """A companion block: its text, and the line of the source on which its fence stands."""

    text: str
    line: int


def closed_up(source: str) -> str:
    """A source without the blank lines between its blocks: where they stand does not count."""
    return _BETWEEN.sub("\n", source)


def split(source: str) -> tuple[str, dict[str, Companion]]:
    """The question's own text, and its companions by their word."""
    openings = list(_OPENING.finditer(source))
    if not openings:
        return source, {}
    ends = [opening.start() for opening in openings[1:]] + [len(source)]
    found = {}
    for opening, end in zip(openings, ends, strict=True):
        text = source[opening.end() + 1 : end].strip("\n") + "\n"
        found[opening["word"]] = Companion(text, source.count("\n", 0, opening.start()) + 1)
    return source[: openings[0].start()].rstrip("\n") + "\n", found


def check_companions(form: str, found: dict[str, Companion], reading: Reading) -> None:
    """Refuse companions that a question does not need, lacks, or that are no Python.

    Raises:
        InputError: what is wrong, with file:line of the notes.
    """
    for word, companion in found.items():
        if word not in _ALLOWED[form]:
            message = _("A {form} has no {word}; remove this block.")
            reading.fail(companion.line, message.format(form=form, word=word))
        _check_code(companion, reading)
    if form == "quiz-code" and len(found) < 2:
        missing = TESTS if TESTS not in found else SOLUTION
        message = _("A quiz-code needs a block ```python {word} with the same id below it.")
        reading.fail(1, message.format(word=missing))
    if SOLUTION in found and TESTS not in found:
        message = _("A solution is judged by tests: add a block ```python quiz-tests.")
        reading.fail(found[SOLUTION].line, message)
    if TESTS in found:
        _check_tests(found[TESTS], reading)


def _check_code(companion: Companion, reading: Reading) -> None:
    check_text(companion.text, _below(companion, reading))
    for number, line in enumerate(companion.text.split("\n"), 1):
        if line.lstrip().startswith("#:"):
            message = _("Lines with #: stand in the question's own block.")
            reading.fail(companion.line + number, message)
    python_tree(companion.text, _below(companion, reading))


def _check_tests(companion: Companion, reading: Reading) -> None:
    below = _below(companion, reading)
    functions = _test_functions(python_tree(companion.text, below))
    if not 1 <= len(functions) <= MOST_TESTS:
        message = _("Tests are functions test_…(): this block has {count}, from 1 to {most} fit.")
        below.fail(0, message.format(count=len(functions), most=MOST_TESTS))
    names = [function.name for function in functions]
    for function in functions:
        if ast.unparse(function.args) or not isinstance(function, ast.FunctionDef):
            message = _("A test takes no arguments and is called as it is: def {name}():")
            below.fail(function, message.format(name=function.name))
        if names.count(function.name) > 1:
            message = _("There are two tests “{name}”: give each its own name.")
            below.fail(function, message.format(name=function.name))


def _below(companion: Companion, reading: Reading) -> Reading:
    """The same reading, its lines counted from the fence of the companion."""
    return Reading(reading.file, reading.first + companion.line)


def _test_functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The tests of a block, in their order."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    ]


def checks_of(tests: str) -> tuple[Check, ...]:
    """The tests with what they show: the docstring's first line, else the name as words."""
    return tuple(Check(node.name, _title(node)) for node in _test_functions(ast.parse(tests)))


def _title(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    said = (ast.get_docstring(node) or "").split("\n")[0].strip()
    return said or node.name.removeprefix("test_").replace("_", " ")
