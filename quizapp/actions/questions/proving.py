"""Whether the code of a question does what the question claims: found by running it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.grading.sandbox import limits, run
from quizapp.grading.testing import first_failure, run_tests
from quizapp.language import _
from quizapp.model.questions import AnswerKind, Part
from quizapp.model.tasks import Task

if TYPE_CHECKING:
    from quizapp.questions.code import Program


def unproven(program: Program) -> Iterator[tuple[str, str]]:
    """The rules that a program breaks, each with a sentence.

    A solution passes the tests, a bug and the start of a program to write do not; what is put
    into a blank passes, known mistakes do not; lines in their order pass, or print something.
    """
    part = program.part
    if part is None or part.task is None:
        return
    if not part.task.tests:
        yield from _ends(part, program)
        return
    if part.kind is AnswerKind.LINE:
        yield from _fails(part.task, program.text, "bug-passes", _("the program with the bug"))
        if program.solution:
            yield from _passes(part.task, program.solution, _("the solution"))
        return
    right = _("the text of the blank") if part.kind is AnswerKind.BLANK else _("the solution")
    yield from _passes(part.task, program.text, right)
    if part.kind is AnswerKind.PROGRAM:
        yield from _fails(part.task, program.shown, "start-passes", _("the start of the program"))
    if part.kind is AnswerKind.BLANK:
        for mistake in part.mistakes:
            wrong = f"{part.task.before}{mistake.value}{part.task.after}"
            what = _("the mistake “{id}”").format(id=mistake.id)
            yield from _fails(part.task, wrong, "mistake-passes", what)


def sandbox_limits() -> list[tuple[str, bool]]:
    """What code is kept from, and whether this machine keeps it."""
    names = {
        "time": _("time"),
        "output": _("output"),
        "memory": _("memory"),
        "file size": _("file size"),
        "open files": _("open files"),
        "processes": _("processes"),
        "network": _("network"),
        "files": _("files outside its folder"),
    }
    return [(names[name], holds) for name, holds in limits()]


def _ends(part: Part, program: Program) -> Iterator[tuple[str, str]]:
    """Without tests a program ends by itself, and an order can be told by what it prints."""
    ended = run(program.text)
    if ended.stopped is not None:
        message = _("The program did not end by itself ({limit}).")
        yield "code-stopped", message.format(limit=ended.stopped)
    elif part.kind is AnswerKind.ORDER and not ended.stdout.strip():
        yield "order-untold", _("The lines print nothing: add tests, or a line that prints.")


def _passes(task: Task, text: str, what: str) -> Iterator[tuple[str, str]]:
    failure = first_failure(run_tests(task, text))
    if failure is not None:
        message = _("With {what} the test {name} fails: {words}")
        told = message.format(what=what, name=failure.check.name, words=failure.words)
        yield "solution-fails", told


def _fails(task: Task, text: str, rule: str, what: str) -> Iterator[tuple[str, str]]:
    if first_failure(run_tests(task, text)) is None:
        message = _("All tests pass with {what}: they tell nothing.")
        yield rule, message.format(what=what)
