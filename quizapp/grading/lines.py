"""An order of the shown lines, typed as their numbers.

Of a program every order that does the same is right. A line typed as its number keeps the
indentation it is shown with; ``3:1`` is line 3, one deep.
"""

import re
from dataclasses import replace

from quizapp.grading.code import by_tests, task_of
from quizapp.grading.findings import Steps, equal_or_not, marks, mistaken
from quizapp.grading.output import printed_by
from quizapp.grading.python_text import first_bad_line
from quizapp.grading.read_answer import normal
from quizapp.grading.testing import run_tests
from quizapp.grading.unreadable import UnreadableAnswer, shown
from quizapp.language import _, ngettext
from quizapp.model.lines import Placed, at_level, program_of, read_placed, written_placed
from quizapp.model.questions import Part, Value
from quizapp.model.verdicts import Outcome, PartVerdict


def judge_lines(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on an order: of a program by running it, of other lines by their numbers.

    Raises:
        UnreadableAnswer: no numbers of lines, or one of them twice.
    """
    right = part.answer if isinstance(part.answer, tuple) else ()
    if part.task is None:
        return _by_numbers(part, right, text, steps)
    lines = _told_apart(part, _lines(text, len(part.options)))
    typed = tuple(line.number for line in lines)
    judged = _judged(part, typed, program_of(part.options, lines) + "\n")
    padded = [*typed, *[0] * (len(right) - len(typed))]
    same = [mine == theirs for mine, theirs in zip(padded, right, strict=False)]
    if judged.outcome is Outcome.RIGHT:
        same = [True] * len(right)
    return replace(judged, entries=marks(same), read=written_placed(lines), value=typed)


def _by_numbers(part: Part, right: tuple[Value, ...], text: str, steps: Steps) -> PartVerdict:
    """The verdict on lines that are no program: there is one right order."""
    lines = _placed(text, len(right))
    typed = tuple(line.number for line in lines if line.level is None)
    if sorted(typed) != list(range(1, len(right) + 1)) or len(typed) < len(lines):
        example = " ".join(map(str, range(len(right), 0, -1)))
        message = _("Name each line once by its number, like {example}.")
        raise UnreadableAnswer(message.format(example=example), shown(text))
    found = equal_or_not(part, lambda value: value == typed, steps)
    same = [mine == theirs for mine, theirs in zip(typed, right, strict=True)]
    return replace(found, entries=marks(same), read=written_placed(lines), value=typed)


def _placed(text: str, lines: int) -> tuple[Placed, ...]:
    """The lines that are named; numbers of one digit may be written together."""
    pieces = [piece for piece in re.split(r"[\s,;>]+", normal(text).strip("[]()")) if piece]
    if len(pieces) == 1 and lines < 10 and pieces[0].isdecimal():
        pieces = list(pieces[0])
    return read_placed(pieces)


def _lines(text: str, lines: int) -> tuple[Placed, ...]:
    placed = _placed(text, lines)
    numbers = [line.number for line in placed]
    known = all(1 <= number <= lines for number in numbers)
    if not numbers or not known or len(set(numbers)) < len(numbers):
        message = _("Type the numbers of the lines in order, each once, like {example}.")
        example = " ".join(map(str, range(min(lines, 4), 0, -1)))
        raise UnreadableAnswer(message.format(example=example), shown(text))
    return placed


def _told_apart(part: Part, lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Lines of one text are told apart by their indentation, not by their numbers.

    Who indents the lines does not see which of two equal ones was meant to stand where.
    """
    options = part.options
    free = [n for n in range(1, len(options) + 1) if n not in {line.number for line in lines}]
    found = []
    for number, level in lines:
        text = at_level(options[number - 1], level)
        twin = next((n for n in free if options[n - 1] == text), None)
        if twin is not None and options[number - 1] != text:
            free[free.index(twin)] = number
            found.append(Placed(twin, level))
        else:
            found.append(Placed(number, level))
    return tuple(found)


def _judged(part: Part, typed: tuple[int, ...], program: str) -> PartVerdict:
    task, right = task_of(part), part.answer
    assert isinstance(right, tuple)
    strange = set(typed) - set(right)
    if strange:
        its = [m for m in part.mistakes if isinstance(m.value, tuple) and strange & set(m.value)]
        return mistaken(part, its)
    missing = len(right) - len(typed)
    if missing:
        words = ngettext("{n} line is missing.", "{n} lines are missing.", missing)
        return PartVerdict(part.name, Outcome.WRONG, words)
    if program == task.program:
        return PartVerdict(part.name, Outcome.RIGHT, _("Every line stands in its place."))
    line = first_bad_line(program)
    if line is not None:
        message = _("In this order line {line} cannot be read as Python.").format(line=line)
        judged = PartVerdict(part.name, Outcome.WRONG, message)
    elif task.tests:
        judged = by_tests(part, run_tests(task, program))
    else:
        judged = _by_output(part, program)
    return judged


def _by_output(part: Part, program: str) -> PartVerdict:
    """Right where the program does what the right one does; that must print something."""
    from quizapp.grading.sandbox import run  # reading an answer needs none

    expected, found = run(task_of(part).program), run(program)
    same = printed_by(found) == printed_by(expected) and found.stopped is None
    if same and expected.stopped is None and expected.stdout.strip():
        message = _("This order prints the same.")
        return PartVerdict(part.name, Outcome.RIGHT, message)
    if found.error is not None:
        message = _("In this order the program ends with {error}.").format(error=found.error)
    elif found.stopped is not None:
        message = _("In this order the program does not end by itself.")
    else:
        message = _("In this order the program prints something else.")
    return PartVerdict(part.name, Outcome.WRONG, message)
