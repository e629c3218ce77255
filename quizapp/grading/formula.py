"""A typed formula: equal to the right one, to a mistake, or to neither with a point to show it.

The form asked for (``only``, ``without``) is no question of knowledge: an answer in another form
is unreadable, whatever its value, so that nothing is recorded and the learner writes it again.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from quizapp.expressions import (
    Counterexample,
    Tree,
    UnreadableExpression,
    check_form,
    compared,
    parse,
    plain,
    sample,
    values,
)
from quizapp.grading.detectors import Slip, detect
from quizapp.grading.entries import Right, written
from quizapp.grading.findings import Steps, equal_or_not
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _
from quizapp.model.questions import Part, Value
from quizapp.model.verdicts import Outcome, PartVerdict

_SHOWN = 4
_MOST_SHOWN = 12
_RELATIVE = 1e-9


def judge_formula(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a formula: right, mistake, a slip that needs no author, wrong.

    Raises:
        UnreadableAnswer: ``text`` is no formula, or none of the form that is asked for.
    """
    typed = read_formula(part, text)
    points = sample(part.domains)
    mine = (typed, values(typed, points))

    def at_points(value: Value) -> tuple[Tree, list[float | complex]]:
        tree = parse(str(value), _variables(part))
        return tree, values(tree, points)

    right = at_points(part.answer)
    example = compared(mine, right, points).counterexample
    found = equal_or_not(
        part,
        lambda value: compared(mine, at_points(value), points).equal,
        steps,
        misses="" if example is None else _seen_at(example),
    )
    if found.outcome is Outcome.WRONG and (slip := _slip(mine[1], right[1])):
        found = PartVerdict(part.name, Outcome.MISTAKE, slip.message, slip.name)
    return replace(found, read=plain(typed))


def read_formula(part: Part, text: str) -> Tree:
    """The formula that ``text`` writes with the names of ``part``.

    Raises:
        UnreadableAnswer: it cannot be read, or uses a name that the part does not allow.
    """
    try:
        typed = parse(text, _variables(part))
        check_form(typed, part.only, part.without)
    except UnreadableExpression as error:
        raise UnreadableAnswer(error.message, text) from None
    return typed


def _variables(part: Part) -> tuple[str, ...]:
    return tuple(name for name, _lowest, _highest in part.domains)


def _slip(mine: Sequence[float | complex], right: Sequence[float | complex]) -> Slip | None:
    """What the detectors find when the values at all points are one answer."""
    known = [
        (a, b)
        for a, b in zip(mine, right, strict=True)
        if not (isinstance(a, complex) or isinstance(b, complex)) and isfinite(a) and isfinite(b)
    ]
    if len({b for _a, b in known}) == 1:
        known = known[:1]
    if not known:
        return None
    typed, expected = zip(*known, strict=True)
    tolerances = tuple(_RELATIVE * abs(b) for b in expected)
    shape = (len(expected),) if len(expected) > 1 else ()
    return detect(typed, shape, Right(expected, tolerances, shape, exact=False))


def _seen_at(example: Counterexample) -> str:
    """The sentence with a point at which the answer differs from the right one."""
    digits = _digits(example)
    yours, expected = (
        _("no number") if value is None else written(value, digits)
        for value in (example.left, example.right)
    )
    if not example.point:
        return _("Yours is {yours}, expected {expected}.").format(yours=yours, expected=expected)
    point = ", ".join(f"{name} = {written(value, _SHOWN)}" for name, value in example.point)
    message = _("At {point} yours is {yours}, expected {expected}.")
    return message.format(point=point, yours=yours, expected=expected)


def _digits(example: Counterexample) -> int:
    """As many digits as the two values need to look different."""
    left, right = example.left, example.right
    if left is None or right is None:
        return _SHOWN
    several = range(_SHOWN, _MOST_SHOWN)
    different = (n for n in several if written(left, n) != written(right, n))
    return next(different, _MOST_SHOWN)
