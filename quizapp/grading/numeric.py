"""Numbers, whole numbers and arrays → the verdict on one part, in the order the language fixes.

right · mistake · close · generic detectors · wrong; what cannot be read never gets so far.
"""

from dataclasses import replace

from quizapp.grading.detectors import detect
from quizapp.grading.entries import (
    CLOSE,
    Right,
    all_within,
    digits_for,
    distance,
    flat,
    nested,
    outcomes,
    right_answer,
    shape_of,
    tolerances_of,
    understood,
    written,
)
from quizapp.grading.findings import Steps, mistaken, no_slip
from quizapp.grading.read_answer import Entries, Shape, read_number, read_whole
from quizapp.grading.read_array import read_array
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _, ngettext
from quizapp.model.questions import AnswerKind, Mistake, Part
from quizapp.model.verdicts import Outcome, PartVerdict


def judge_numeric(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a number, a whole number or an array.

    Raises:
        UnreadableAnswer: ``text`` writes no such value.
    """
    right = right_answer(part)
    typed, shape = _read(part, text, right)
    found = _found(part, typed, shape, right, steps)
    if found is None:
        raise _wrong_shape(text, shape, right)
    return replace(
        found,
        entries=_entries(typed, shape, right),
        read=understood(typed, shape),
        value=nested(typed, shape),
    )


def _read(part: Part, text: str, right: Right) -> tuple[Entries, Shape]:
    if part.kind is AnswerKind.ARRAY:
        return read_array(text, right.shape)
    read = read_whole if part.kind is AnswerKind.INTEGER else read_number
    return (read(text),), ()


def _entries(typed: Entries, shape: Shape, right: Right) -> tuple[Outcome, ...]:
    if shape != right.shape:
        return (Outcome.WRONG,) * len(typed)
    return outcomes(typed, right)


def _found(
    part: Part, typed: Entries, shape: Shape, right: Right, steps: Steps
) -> PartVerdict | None:
    """The verdict in its fixed order; None for another shape that nothing explains."""
    fits = shape == right.shape
    if fits and all_within(typed, right.entries, right.tolerances):
        return PartVerdict(part.name, Outcome.RIGHT, _all_match(len(typed)))
    if mistakes := _matching_mistakes(part, typed, shape, right):
        return mistaken(part, mistakes)
    if fits and not right.exact and all_within(typed, right.entries, _wider(right)):
        return PartVerdict(part.name, Outcome.CLOSE, _how_far(typed, right))
    slip = detect(typed, shape, right)
    if slip and not (slip.name == "log-base" and _without_logarithm(steps)):
        return PartVerdict(part.name, Outcome.MISTAKE, slip.message, slip.name)
    return PartVerdict(part.name, Outcome.WRONG, no_slip(part, steps)) if fits else None


def _without_logarithm(steps: Steps) -> bool:
    """Whether the worked steps show that no logarithm is taken: then no base can be mixed up."""
    return bool(steps) and not any(
        "log" in step.substituted or "ln" in step.caption or "log" in step.caption for step in steps
    )


def _wrong_shape(text: str, shape: Shape, right: Right) -> UnreadableAnswer:
    expected, found = ("×".join(map(str, lengths)) for lengths in (right.shape, shape))
    message = _("A {expected} matrix is expected, this one is {found}.")
    return UnreadableAnswer(message.format(expected=expected, found=found), text)


def _wider(right: Right) -> tuple[float, ...]:
    return tuple(CLOSE * tolerance for tolerance in right.tolerances)


def _matching_mistakes(
    part: Part, typed: Entries, shape: Shape, right: Right
) -> tuple[Mistake, ...]:
    """The nearest mistake that leads to ``typed``, and those that coincide with it; () if none."""
    known = [
        (mistake, value, tolerances_of(value, right))
        for mistake in part.mistakes
        if shape_of(mistake.value) == shape and (value := flat(mistake.value))
    ]
    matching = [one for one in known if all_within(typed, one[1], one[2])]
    matching.sort(key=lambda one: distance(typed, one[1], one[2]))
    return tuple(
        mistake
        for mistake, value, tolerances in matching
        if all_within(value, matching[0][1], tolerances)
    )


def _all_match(entries: int) -> str:
    return ngettext("Your answer matches.", "All {n} entries match.", entries)


def _how_far(typed: Entries, right: Right) -> str:
    """The entry that is furthest off, in numbers."""
    entry, aim, tolerance = max(
        zip(typed, right.entries, right.tolerances, strict=True),
        key=lambda triple: distance(triple[:1], triple[1:2], triple[2:]),
    )
    message = _("{yours} is {away} away from {right}. Keep four digits until the last step.")
    digits = digits_for(aim, tolerance)
    return message.format(
        yours=written(entry, digits),
        away=written(abs(entry - aim), 2),
        right=written(aim, digits),
    )
