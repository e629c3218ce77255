"""One try: the lines of a question run in their order, until a value cannot be used."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind
from quizapp.questions.arithmetic import Datum, truth
from quizapp.questions.arrays import Lines
from quizapp.questions.draw import Stream, stream
from quizapp.questions.drawn_formulas import expressed
from quizapp.questions.kinds import as_kind, kind_of
from quizapp.questions.limits import STEPS_OF_A_VARIANT, TRIES, BrokenVariant, Redraw
from quizapp.questions.printing import EXACT, SIGNIFICANT, Look
from quizapp.questions.scope import CONSTANTS, FAILURES, Scope, explained
from quizapp.questions.statements import (
    AnswerLine,
    Assignment,
    Draw,
    Expression,
    Formula,
    FormulaLine,
    HintLine,
    MistakeLine,
    OptionLine,
    Order,
    Question,
    Require,
    Statement,
)
from quizapp.questions.text import LookOf, Text, fill

Watch = Callable[[Redraw | None, tuple[str, ...]], None]
"""Told about every try: why it was given up (None: it succeeded), the active mistakes."""

_Found = TypeVar("_Found")


@dataclass(slots=True)
class Gathered:
    """One part while the lines run: the answer and its active mistakes, as values of one kind.

    ``values`` begins with the answer; ``options`` are further wrong ones of a choice.
    """

    line: AnswerLine
    kind: AnswerKind
    values: list[Datum]
    mistakes: list[MistakeLine] = field(default_factory=list)
    options: list[Datum] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """One try: the values so far, in the order of the lines.

    ``learner`` replaces assigned names by the learner's values; then draws are not drawn but
    taken from ``scope`` and conditions are not asked again.
    """

    question: Question
    source: Stream
    scope: Scope
    learner: Mapping[str, Datum] | None = None
    parts: list[Gathered] = field(default_factory=list)


def unwatched(redraw: Redraw | None, active: tuple[str, ...]) -> None:
    """Watch nothing."""


def first_success(
    question: Question,
    seed: int,
    level: int,
    attempt: Callable[[Trial], tuple[_Found, tuple[str, ...]]],
    watch: Watch,
) -> _Found:
    """What ``attempt`` makes of the first try that it does not give up.

    Raises:
        InputError: a level the question does not have, values that do not fit a line.
        BrokenVariant: none of 200 tries succeeded, or they worked too hard.
    """
    if not 1 <= level <= question.levels:
        message = _("Question “{id}” has levels 1 to {levels}, not {level}.")
        raise InputError(message.format(id=question.id, levels=question.levels, level=level))
    source = stream(seed, question.language)
    reasons: Counter[str] = Counter()
    work = tries = 0
    with np.errstate(all="ignore"):
        while tries < TRIES and work <= STEPS_OF_A_VARIANT:
            tries += 1
            trial = Trial(question, source, Scope({"level": level} | CONSTANTS))
            try:
                found, active = attempt(trial)
            except Redraw as redraw:
                watch(redraw, redraw.active)
                reasons[redraw.reason] += 1
                work += trial.scope.work
                continue
            watch(None, active)
            return found
    reason, _times = reasons.most_common(1)[0]
    message = _("Question “{id}”: none of {tries} tries was fair; most often {reason}.")
    text = message.format(id=question.id, tries=tries, reason=reason)
    raise BrokenVariant(text, file=question.file, line=question.line)


def run_lines(trial: Trial, parts: int | None = None) -> None:
    """Run every line of the question, or those of its first ``parts``.

    Raises:
        Redraw: a condition does not hold, or a value is no finite number.
        InputError: the values do not fit a line.
    """
    line = 0
    try:
        for statement in trial.question.statements:
            line = statement.line
            if len(trial.parts) == parts and isinstance(statement, AnswerLine):
                return
            _RUN[type(statement)](statement, trial)
    except InputError as error:
        raise at_line(trial.question, line, error.message) from None
    except FAILURES as error:
        raise at_line(trial.question, line, explained(error)) from None


def at_line(question: Question, line: int, message: str) -> InputError:
    """A message with the place in the notes of a line of the source."""
    return InputError(message, file=question.file, line=question.line + line)


def exactly_drawn(question: Question) -> LookOf:
    """Draws are printed exactly, other names as finely as where no tolerance asks for more."""
    drawn = question.drawn
    return lambda name: EXACT if name in drawn else Look(SIGNIFICANT)


def filled(text: Text, line: int, trial: Trial, look_of: LookOf) -> str:
    """A text of a line with the numbers of this try in."""
    try:
        return fill(text, trial.scope, look_of)
    except InputError as error:
        raise at_line(trial.question, line, error.message) from None


def _draw(line: Draw, trial: Trial) -> None:
    if trial.learner is not None:
        return
    scope = trial.scope
    value = line.sampler(scope)(trial.source)
    scope.charge(value.size if value.__class__ is np.ndarray else 1)
    scope[line.name] = value


def _assign(line: Assignment, trial: Trial) -> None:
    value = line.value.run(trial.scope)
    values = tuple(value) if line.unpacks else (value,)
    for name, each in zip(line.names, values, strict=True):
        if line.caption is not None and trial.learner is None:
            _check_finite(each)
        trial.scope[name] = each if trial.learner is None else trial.learner.get(name, each)


def _check_finite(value: Datum) -> None:
    if value.__class__ is np.ndarray:
        # arrays of questions are small: numpy's own test would take three times as long
        finite = all(map(math.isfinite, value.ravel().tolist()))
    else:
        finite = value.__class__ is not float or math.isfinite(value)
    if not finite:
        raise Redraw(_("a value that is no finite number"))


def _require(line: Require, trial: Trial) -> None:
    if trial.learner is None and not truth(line.condition.run(trial.scope)):
        raise Redraw(_("a require(…) that does not hold"))


def _answer(line: AnswerLine, trial: Trial) -> None:
    value = _worth(line.value, trial)
    _check_finite(value)
    kind = kind_of(line, value)
    if trial.question.kind == "live":
        value = as_kind(value, kind, value)
    trial.parts.append(Gathered(line, kind, [value]))


def _mistake(line: MistakeLine, trial: Trial) -> None:
    if line.when is not None and not truth(line.when.run(trial.scope)):
        return
    value = _worth(line.value, trial)
    _check_finite(value)
    part = trial.parts[-1]
    if trial.question.kind == "live":
        value = as_kind(value, part.kind, part.values[0])
    part.values.append(value)
    part.mistakes.append(line)


def _option(line: OptionLine, trial: Trial) -> None:
    value = _worth(line.value, trial)
    _check_finite(value)
    trial.parts[-1].options.append(value)


def _express(line: FormulaLine, trial: Trial) -> None:
    trial.scope[line.name] = expressed(line.value, trial.scope, trial.question.drawn)


def _worth(value: Any, trial: Trial) -> Datum:
    if value.__class__ is Expression:
        return value.run(trial.scope)
    if value.__class__ is Formula:
        return expressed(value, trial.scope, trial.question.drawn)
    look_of = exactly_drawn(trial.question)
    if isinstance(value, Order):
        return Lines(fill(line, trial.scope, look_of) for line in value.lines)
    return fill(value.text, trial.scope, look_of)


def _nothing(line: Statement, trial: Trial) -> None:
    """Texts are filled in at the end."""


_RUN: dict[type[Any], Callable[[Any, Trial], None]] = {
    Draw: _draw,
    Assignment: _assign,
    FormulaLine: _express,
    Require: _require,
    AnswerLine: _answer,
    MistakeLine: _mistake,
    OptionLine: _option,
    HintLine: _nothing,
}
