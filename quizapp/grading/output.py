"""What a program prints → the verdict, line by line."""

import re
from dataclasses import replace

from quizapp.grading.findings import Steps, equal_or_not, marks
from quizapp.grading.read_answer import LONGEST
from quizapp.grading.runs import Run
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _, ngettext
from quizapp.model.questions import Part
from quizapp.model.verdicts import Outcome, PartVerdict

_EXCEPTION = re.compile(r"([A-Za-z_][A-Za-z_0-9]*(?:Error|Exception|Interrupt|Iteration)):.*")


def printed_by(run: Run) -> str:
    """What a learner should predict: the output, and the type of an exception as its last line."""
    lines = lines_of(run.stdout)
    if run.error is not None and run.error != "SystemExit":
        lines.append(run.error)
    return "\n".join(lines)


def lines_of(text: str) -> list[str]:
    """Lines without the space around them; empty ones at the end do not count."""
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def judge_output(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a predicted output, ``part.answer`` being the real one.

    Raises:
        UnreadableAnswer: ``text`` is longer than the limit of answers.
    """
    right = lines_of(str(part.answer))
    if len(text) > LONGEST + len(str(part.answer)):
        raise UnreadableAnswer(_("The answer is far longer than the output."), text)
    typed = _without_exception_text(lines_of(text), right)
    found = _found(part, typed, right, steps)
    read = "\n".join(typed)
    return replace(found, entries=_entries(typed, right), read=read, value=read)


def _without_exception_text(typed: list[str], right: list[str]) -> list[str]:
    """``ValueError: too small`` at the end says the type, and only that counts."""
    told = _EXCEPTION.fullmatch(typed[-1]) if typed else None
    if told is None or (right and typed[-1] == right[-1]):
        return typed
    return [*typed[:-1], told[1]]


def _found(part: Part, typed: list[str], right: list[str], steps: Steps) -> PartVerdict:
    return equal_or_not(
        part,
        lambda value: lines_of(str(value)) == typed,
        steps,
        matches=ngettext("The line matches.", "All {n} lines match.", len(right))
        if right
        else _("It prints nothing."),
        misses=_first_other(typed, right) if typed != right else "",
    )


def _entries(typed: list[str], right: list[str]) -> tuple[Outcome, ...]:
    """One outcome for each line of the longer text."""
    length = max(len(typed), len(right))
    pairs = zip(_padded(typed, length), _padded(right, length), strict=True)
    return marks([yours == theirs for yours, theirs in pairs])


def _padded(lines: list[str], length: int) -> list[str | None]:
    return [*lines, *[None] * (length - len(lines))]


def _first_other(typed: list[str], right: list[str]) -> str:
    same = [entry is Outcome.RIGHT for entry in _entries(typed, right)]
    number = same.index(False) + 1
    if number > len(right):
        return ngettext(
            "The program prints only {n} line.", "The program prints only {n} lines.", len(right)
        )
    return _("Line {number} is the first that differs.").format(number=number)
