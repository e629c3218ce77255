"""Yours and right of a code question: code beside code, tests with their signs."""

from quizapp.language import _
from quizapp.model.lines import program_of, read_placed
from quizapp.model.questions import AnswerKind, Part
from quizapp.model.verdicts import Outcome, PartVerdict
from quizapp.render.code import highlighted, numbered
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    fit,
    from_line,
    gap,
    indented,
    on,
    wrapped,
)
from quizapp.tui.widgets.banner import SIGNS
from quizapp.tui.widgets.text import rendered

_AIR = 4
_WIDE = 72


def compare_code(part: Part, verdict: PartVerdict | None, width: int) -> list[Row]:
    """What was understood and what is right; without an answer only the latter."""
    title: Row = (Piece("✓ ", "right"), Piece(_("Right answer"), "right", bold=True))
    if part.kind is AnswerKind.LINE:
        return [title, *_bug(part, width), *_why(part, verdict, width)]
    right, yours = _solution(part), _yours(part, verdict)
    half = (width - _AIR) // 2
    if yours is None:
        rows = [title, *_code(right, width)]
    elif width < _WIDE:
        mine = [(bright(_("Your answer")),), *_code(yours, width)]
        rows = [*mine, BLANK, title, *_code(right, width)]
    else:
        mine = [(bright(_("Your answer")),), *_code(yours, half)]
        rows = beside([(mine, half + _AIR), ([title, *_code(right, half)], half)])
    return [*rows, *_tests(part, verdict, width)]


def _bug(part: Part, width: int) -> list[Row]:
    """The program with its wrong line marked."""
    assert part.task is not None
    lines = numbered(highlighted(part.task.program.rstrip("\n")))
    rows = []
    for number, line in enumerate(lines, 1):
        wrong = number == part.answer
        sign = Piece("◆ ", "mistake", bold=True) if wrong else gap(2)
        rows.append(on("inset", (sign, *fit(from_line(line), width - 2))))
    return rows


def _why(part: Part, verdict: PartVerdict | None, width: int) -> list[Row]:
    """Why that line is wrong, where no verdict says it."""
    return [BLANK, *rendered(part.why, width)] if verdict is None and part.why else []


def _solution(part: Part) -> str:
    return part.solution or part.printed


def _yours(part: Part, verdict: PartVerdict | None) -> str | None:
    """The answer as code: chosen lines one below the other."""
    if verdict is None or not verdict.read:
        return None
    if part.kind is AnswerKind.ORDER:
        return program_of(part.options, read_placed(verdict.read.split()))
    return verdict.read


def _code(text: str, width: int) -> list[Row]:
    lines = numbered(highlighted(text.rstrip("\n")))
    return [on("inset", (gap(1), *fit(from_line(line), width - 1))) for line in lines]


def _tests(part: Part, verdict: PartVerdict | None, width: int) -> list[Row]:
    """The tests that were run: each with its sign, a failed one with what it found."""
    told = verdict.tests if verdict else ()
    if len(told) != len(part.checks) or not told:
        return []
    rows: list[Row] = [BLANK, (bright(_("Tests")),)]
    for check, words in zip(part.checks, told, strict=True):
        outcome = Outcome.WRONG if words else Outcome.RIGHT
        first, *more = wrapped(check.title, width - 2) or [BLANK]
        rows.append((Piece(f"{SIGNS[outcome]} ", outcome.value, bold=True), *first))
        rows += indented([*more, *wrapped(words, width - 4, "muted")] if words else more, 2)
    return rows
