"""Answers → the verdict: each part by its kind, then the worst part counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quizapp.grading.choice import judge_choice
from quizapp.grading.code import judge_blank, judge_line, judge_program
from quizapp.grading.findings import Steps
from quizapp.grading.formula import judge_formula
from quizapp.grading.lines import judge_lines
from quizapp.grading.numeric import judge_numeric
from quizapp.grading.output import judge_output
from quizapp.grading.sets import judge_set
from quizapp.grading.shape import judge_shape
from quizapp.grading.text import judge_text
from quizapp.grading.typed import judge_typed
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _, ngettext
from quizapp.model.questions import AnswerKind, Part, Value, Variant
from quizapp.model.verdicts import Outcome, PartVerdict, Verdict

Recompute = Callable[[Mapping[str, Value]], Part | None]
"""The part that follows the named ones, worked out with the learner's values for these.

None where those values lead nowhere (a division by zero, a NaN).
"""

_Judge = Callable[[Part, str, Steps], PartVerdict]
_JUDGES: Mapping[AnswerKind, _Judge] = {
    AnswerKind.NUMBER: judge_numeric,
    AnswerKind.INTEGER: judge_numeric,
    AnswerKind.ARRAY: judge_numeric,
    AnswerKind.SHAPE: judge_shape,
    AnswerKind.SET: judge_set,
    AnswerKind.ORDER: judge_lines,
    AnswerKind.TEXT: judge_text,
    AnswerKind.TYPED: judge_typed,
    AnswerKind.CHOICE: judge_choice,
    AnswerKind.FORMULA: judge_formula,
    AnswerKind.OUTPUT: judge_output,
    AnswerKind.LINE: judge_line,
    AnswerKind.BLANK: judge_blank,
    AnswerKind.PROGRAM: judge_program,
}
_FROM_BEST = tuple(Outcome)


def judge(
    variant: Variant, answers: Sequence[str], *, recompute: Recompute | None = None
) -> Verdict:
    """The verdict on ``answers``, one typed text per part of ``variant``, in order.

    A part with ``carry`` is judged a second time with what ``recompute`` makes of the learner's
    own earlier values, and the better verdict counts.
    """
    if len(answers) != len(variant.parts):
        return _wrong_number(variant, len(answers))
    parts: list[PartVerdict] = []
    own: set[str] = set()
    for part, text in zip(variant.parts, answers, strict=True):
        found = _judge_part(part, text, variant.steps)
        carried = _carried(part, text, parts, recompute, variant.steps)
        if carried is not None and _rank(carried) < _rank(found):
            found = _with_own(carried, parts)
            own.add(part.name)
        parts.append(found)
    return _together(variant, tuple(parts), own)


def _judge_part(part: Part, text: str, steps: Steps) -> PartVerdict:
    try:
        return _JUDGES[part.kind](part, text, steps)
    except UnreadableAnswer as unreadable:
        return PartVerdict(part.name, Outcome.UNREADABLE, unreadable.message, read=unreadable.text)


def _carried(
    part: Part,
    text: str,
    earlier: list[PartVerdict],
    recompute: Recompute | None,
    steps: Steps,
) -> PartVerdict | None:
    """The verdict with the learner's own earlier values; None where they are not all known."""
    values = {found.name: found.value for found in earlier if found.value is not None}
    if not part.carry or recompute is None or not values or len(values) < len(earlier):
        return None
    own = recompute(values)
    return None if own is None else _judge_part(own, text, steps)


def _with_own(carried: PartVerdict, earlier: list[PartVerdict]) -> PartVerdict:
    own = ", ".join(f"{part.name} = {part.read}" for part in earlier)
    message = _("{message} Judged with your {own}.").format(message=carried.message, own=own)
    return replace(carried, message=message)


def _rank(part: PartVerdict) -> int:
    return _FROM_BEST.index(part.outcome)


def _together(variant: Variant, parts: tuple[PartVerdict, ...], own: set[str]) -> Verdict:
    worst = max(parts, key=_rank)
    return Verdict(
        outcome=worst.outcome,
        message=_overall(worst, parts, own),
        expected=_expected(variant),
        parts=parts,
        mistake=worst.mistake,
    )


def _overall(worst: PartVerdict, parts: tuple[PartVerdict, ...], own: set[str]) -> str:
    """What the worst part says; where all are right, the one judged with the learner's values."""
    if len(parts) == 1:
        return worst.message
    told = next((part for part in parts if part.name in own), None)
    if worst.outcome is Outcome.RIGHT and told is None:
        return ngettext("Your answer matches.", "All {n} parts match.", len(parts))
    chosen = told if told is not None and worst.outcome is Outcome.RIGHT else worst
    return f"{chosen.name}: {chosen.message}"


def _expected(variant: Variant) -> str:
    if len(variant.parts) == 1:
        return variant.parts[0].printed
    return ", ".join(f"{part.name} = {part.printed}" for part in variant.parts)


def _wrong_number(variant: Variant, found: int) -> Verdict:
    expected = ngettext("{n} answer is expected", "{n} answers are expected", len(variant.parts))
    names = ", ".join(part.name for part in variant.parts)
    message = _("{expected} ({names}), found {found}.").format(
        expected=expected, names=names, found=found
    )
    return Verdict(Outcome.UNREADABLE, message, _expected(variant), ())
