"""Answers to code questions: the line of a bug, a blank, a whole program."""

import re
from dataclasses import replace

from quizapp.grading.findings import Steps, equal_or_not, marks
from quizapp.grading.python_text import LONGEST_PROGRAM, first_bad_line, syntax_of
from quizapp.grading.read_answer import normal
from quizapp.grading.testing import Tested, first_failure, run_tests
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _, ngettext
from quizapp.model.questions import Part
from quizapp.model.tasks import Task
from quizapp.model.verdicts import Outcome, PartVerdict

_LINE = re.compile(r"(?:[^\W\d]+\s*)?#?(\d{1,4})[.:)]?")
LONGEST_PIECE = 300
"""Characters that fit a blank."""


def judge_line(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on the number of the wrong line; it always says why that line is wrong.

    Raises:
        UnreadableAnswer: no number was typed, or none of a line.
    """
    lines = task_of(part).lines
    found = _LINE.fullmatch(normal(text))
    number = int(found[1]) if found else 0
    if not 1 <= number <= lines:
        message = _("Type the number of the wrong line, 1 to {lines}.")
        raise UnreadableAnswer(message.format(lines=lines), shown(text))
    judged = equal_or_not(part, lambda value: value == number, steps, matches=part.why)
    if judged.outcome is not Outcome.RIGHT:
        told = _("It is line {number}: {why}").format(number=part.printed, why=part.why)
        slip = judged.message.rstrip(".") + ". " if judged.outcome is Outcome.MISTAKE else ""
        judged = replace(judged, message=slip + told)
    right = marks([judged.outcome is Outcome.RIGHT])
    return replace(judged, entries=right, read=str(number), value=number)


def judge_blank(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on what was put into a blank.

    The same syntax as the right text is right, then the known mistakes come, then the tests: what
    passes them is right too.

    Raises:
        UnreadableAnswer: with it the program is no Python.
    """
    task, piece = task_of(part), text.strip()
    if not piece or "\n" in piece or len(piece) > LONGEST_PIECE:
        raise UnreadableAnswer(_("Type what stands in the blank, on one line."), shown(text))
    typed = syntax_of(f"{task.before}{piece}{task.after}")
    if typed is None:
        message = _("With “{piece}” in the blank the program is no Python.")
        raise UnreadableAnswer(message.format(piece=shown(piece)), shown(text))
    judged = equal_or_not(
        part, lambda value: syntax_of(f"{task.before}{value}{task.after}") == typed, steps
    )
    if judged.outcome is Outcome.WRONG and task.tests:
        judged = by_tests(part, run_tests(task, f"{task.before}{piece}{task.after}"))
    right = marks([judged.outcome is Outcome.RIGHT])
    return replace(judged, entries=right, read=piece, value=piece)


def judge_program(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a whole program: its tests, run in the sandbox.

    Raises:
        UnreadableAnswer: nothing was typed, too much, or no Python.
    """
    program = text.replace("\r\n", "\n").strip("\n") + "\n"
    if not program.strip():
        raise UnreadableAnswer(_("The program is empty."), "")
    if len(program) > LONGEST_PROGRAM:
        raise UnreadableAnswer(_("The program is longer than 8 kB."), shown(text))
    bad = first_bad_line(program)
    if bad is not None:
        message = _("Line {line} cannot be read as Python.").format(line=bad)
        raise UnreadableAnswer(message, shown(text))
    tested = run_tests(task_of(part), program)
    judged = by_tests(part, tested)
    entries = marks([one.passed for one in tested])
    return replace(judged, entries=entries, read=program.rstrip("\n"), value=program)


def by_tests(part: Part, tested: tuple[Tested, ...]) -> PartVerdict:
    """Right where every test passed, else wrong with the first that did not, in plain words."""
    failure = first_failure(tested)
    if failure is None:
        message = ngettext("The test passes.", "All {n} tests pass.", len(tested))
        return PartVerdict(part.name, Outcome.RIGHT, message, tests=("",) * len(tested))
    message = _("Test “{title}”: {words}")
    text = message.format(title=failure.check.title, words=failure.words)
    return PartVerdict(part.name, Outcome.WRONG, text, tests=tuple(one.words for one in tested))


def task_of(part: Part) -> Task:
    """The task of a part that is judged by one."""
    assert part.task is not None, "parts of code questions have a task"
    return part.task
