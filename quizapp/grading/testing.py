"""The tests of a code question, run in the sandbox together with an answer."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.tasks import Check, Task


@dataclass(frozen=True, slots=True)
class Tested:
    """How one test ended: whether it passed, and in plain words why it did not."""

    check: Check
    passed: bool
    words: str = ""


def run_tests(task: Task, program: str) -> tuple[Tested, ...]:
    """Run the tests of ``task`` with ``program``; a test that nothing was heard of has failed.

    Nothing but a report through the runner's own channel makes a test pass: neither what the
    program prints, nor how it leaves.
    """
    from quizapp.grading import sandbox  # reading an answer needs none

    ended = sandbox.run(program, tests=task.tests)
    told = {report[0]: report[1:] for report in map(_read, ended.tests) if report}
    tested = []
    for check in task.checks:
        report = told.get(check.name)
        if report is None:
            tested.append(Tested(check, False, _silence(ended.stopped, sandbox.SECONDS)))
        else:
            tested.append(Tested(check, report == ("passed",), _words(report)))
    return tuple(tested)


def first_failure(tested: Sequence[Tested]) -> Tested | None:
    """The first test that did not pass."""
    return next((one for one in tested if not one.passed), None)


def _read(report: str) -> tuple[str, ...]:
    """A report of the runner; empty where it was cut short."""
    try:
        found = ast.literal_eval(report)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ()
    texts = isinstance(found, tuple) and all(isinstance(text, str) for text in found)
    return found if texts and len(found) > 1 else ()


def _silence(stopped: str | None, seconds: float) -> str:
    """Why nothing is known of a test."""
    if stopped == "time":
        return _("Stopped after {seconds:g} s: an endless loop?").format(seconds=seconds)
    if stopped == "output":
        return _("Stopped: it prints far too much.")
    if stopped == "memory":
        return _("Stopped: it needs far too much memory.")
    return _("The program ends before the test does.")


def _words(report: tuple[str, ...]) -> str:
    kind, details = report[0], report[1:]
    if kind in ("broken", "raised"):
        return _raised(kind, *details)
    if kind != "failed":
        return ""
    said, text, sign, left, right = details
    if said:
        return said
    return _compared(text, sign, left, right)


def _raised(kind: str, error: str, said: str, line: str) -> str:
    """An exception with Python's own words, and the line of the program it came from."""
    own = _("The program itself ends with {error}.")
    sentence = own if kind == "broken" else _("It ends with {error}.")
    told = sentence.format(error=f"{error}: {said.rstrip('.')}" if said else error)
    place = _("Line {line} of the program.").format(line=line) if line else ""
    return f"{told} {place}".rstrip()


def _compared(text: str, sign: str, left: str, right: str) -> str:
    """A failed assertion in words: ``expected Dog, got Cat``."""
    expected = _("{text}: expected {right}, got {left}.")
    sentences = {
        "==": expected,
        "is": expected,
        "same": _("{text}: expected one and the same object, got two."),
        "is not": _("{text}: expected two objects, got the same one twice."),
        "!=": _("{text}: expected anything but {right}."),
        "in": _("{text}: {left} is not in {right}."),
        "not in": _("{text}: {left} is in {right}."),
        "isinstance": _("{text}: expected an instance of {right}, got one of {left}."),
        "issubclass": _("{text}: {left} does not inherit from {right}."),
    }
    ordered = _("{text}: got {left} and {right}.") if sign else _("{text} does not hold.")
    sentence = sentences.get(sign, ordered)
    return sentence.format(text=text, left=left, right=right)
