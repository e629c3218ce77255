"""Question + seed + level → :class:`~quizapp.model.questions.Variant`, the same everywhere."""

from collections.abc import Mapping

import numpy as np

from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Mistake, Part, Step, Value, Variant
from quizapp.questions.arithmetic import Datum
from quizapp.questions.choices import in_shown_order, shown_options
from quizapp.questions.draw import stream
from quizapp.questions.drawn_formulas import workings
from quizapp.questions.expressed import united
from quizapp.questions.fairness import check_fair
from quizapp.questions.kinds import datum, plain
from quizapp.questions.limits import Redraw
from quizapp.questions.partings import step_name
from quizapp.questions.parts import Judged, judged, look_of_part
from quizapp.questions.printing import EXACT, SIGNIFICANT, Look, print_value
from quizapp.questions.scope import CONSTANTS, Scope
from quizapp.questions.statements import Assignment, FormulaLine, MistakeLine, Question
from quizapp.questions.substitute import substituted
from quizapp.questions.text import LookOf
from quizapp.questions.trial import (
    Gathered,
    Trial,
    Watch,
    at_line,
    filled,
    first_success,
    run_lines,
    unwatched,
)


def draw_variant(question: Question, seed: int, level: int = 1) -> Variant:
    """The variant of a seed at a level.

    Raises:
        InputError: a level the question does not have, a line whose values do not fit it.
        BrokenVariant: no fair variant came out of 200 tries.
    """
    return watched_variant(question, seed, level, unwatched)


def watched_variant(question: Question, seed: int, level: int, watch: Watch) -> Variant:
    """:func:`draw_variant`, telling ``watch`` about every try."""
    return first_success(question, seed, level, lambda trial: _attempted(trial, seed, level), watch)


def redrawn_variant(
    question: Question, seed: int, level: int, drawn: Mapping[str, Value]
) -> Variant:
    """The variant with these drawn values, whatever the seed draws today.

    Conditions are not asked again: the values were fair once.

    Raises:
        InputError: the values do not fit the question.
    """
    source = stream(seed, question.language)
    values = {name: datum(value) for name, value in drawn.items()}
    trial = Trial(question, source, Scope(values | {"level": level} | CONSTANTS), learner={})
    try:
        with np.errstate(all="ignore"):
            run_lines(trial)
            return _variant(trial, _judged_parts(trial), seed, level)
    except Redraw as redraw:
        raise InputError(redraw.reason, file=question.file, line=question.line) from None


def carried_part(question: Question, variant: Variant, values: Mapping[str, Value]) -> Part | None:
    """The part that follows the named ones, worked out with the learner's values for these.

    The names that the earlier parts ask for are replaced; all other lines are worked out as in
    ``variant``, without asking conditions again. None where the values lead nowhere.
    """
    if not 0 < len(values) < len(variant.parts):
        return None
    names = {line.part: line.variable or line.part for line in question.answers}
    learner = {names[part]: datum(value) for part, value in values.items()}
    drawn = {name: datum(value) for name, value in variant.drawn}
    source = stream(variant.seed, question.language)
    trial = Trial(question, source, Scope(drawn | {"level": variant.level} | CONSTANTS), learner)
    try:
        with np.errstate(all="ignore"):
            run_lines(trial, len(values) + 1)
            part = _judged_parts(trial)[-1]
            if part.kind in (AnswerKind.CHOICE, AnswerKind.ORDER):
                return None
            look = look_of_part(part)._replace(ties=True)
            return _part(part, trial.parts[-1], trial, look, lambda name: look)
    except (Redraw, InputError):
        return None


def _attempted(trial: Trial, seed: int, level: int) -> tuple[Variant, tuple[str, ...]]:
    """One try from the first line to the finished variant."""
    run_lines(trial)
    parts = _judged_parts(trial)
    active = tuple(id for part in parts for id in part.ids)
    try:
        for part in parts:
            check_fair(part)
    except Redraw as redraw:
        raise Redraw(redraw.reason, redraw.clashes, active) from None
    return _variant(trial, parts, seed, level), active


def _judged_parts(trial: Trial) -> list[Judged]:
    parts = []
    for part in trial.parts:
        ids = tuple([mistake.id for mistake in part.mistakes])
        try:
            parts.append(judged(part.line, part.kind, tuple(part.values), ids, trial.scope))
        except InputError as error:
            raise at_line(trial.question, part.line.line, error.message) from None
    return parts


def _variant(trial: Trial, parts: list[Judged], seed: int, level: int) -> Variant:
    question, scope = trial.question, trial.scope
    looks = {part.line.part: look_of_part(part) for part in parts}
    look_of = _looks(question, looks)
    return Variant(
        question=question.id,
        version=question.version,
        seed=seed,
        level=level,
        kind=question.kind,
        prompt=filled(question.prompt, 1, trial, look_of),
        parts=tuple(
            [
                _part(part, found, trial, looks[part.line.part], look_of)
                for part, found in zip(parts, trial.parts, strict=True)
            ]
        ),
        steps=tuple([_step(line, trial, look_of) for line in question.steps]),
        hints=tuple([filled(hint.text, hint.line, trial, look_of) for hint in question.hints]),
        drawn=tuple((name, plain(scope[name])) for name in question.drawn),
    )


def _looks(question: Question, looks: Mapping[str, Look]) -> LookOf:
    """How each name is printed: draws exactly, steps like their part, the rest as finely."""
    finest = Look(
        max(look.digits or SIGNIFICANT for look in looks.values()),
        min(look.zero for look in looks.values()),
    )
    drawn, part_of = (*question.drawn, "level"), question.part_of
    return lambda name: EXACT if name in drawn else looks.get(part_of.get(name, ""), finest)


def _part(part: Judged, found: Gathered, trial: Trial, look: Look, look_of: LookOf) -> Part:
    line, options = part.line, tuple[str, ...]()
    if part.kind is AnswerKind.CHOICE:
        options = shown_options(part, found.options, look, trial.source)
    elif part.kind is AnswerKind.ORDER:
        part, options = in_shown_order(part, trial.source)
    told = zip(found.mistakes, part.values[1:], strict=True)
    return Part(
        name=line.part,
        kind=part.kind,
        answer=plain(part.answer),
        printed=print_value(part.answer, look),
        shape=part.answer.shape if part.kind is AnswerKind.ARRAY else (),
        tolerance=part.tolerance,
        unit=line.unit,
        options=options,
        mistakes=tuple([_told(mistake, value, trial, look, look_of) for mistake, value in told]),
        carry=line.carry,
        also=tuple([filled(text, line.line, trial, look_of) for text in line.also]),
        domains=united(part.values) if part.kind is AnswerKind.FORMULA else (),
        only=line.only,
        without=line.without,
    )


def _told(line: MistakeLine, value: Datum, trial: Trial, look: Look, look_of: LookOf) -> Mistake:
    return Mistake(
        id=line.id,
        part=line.part,
        value=plain(value),
        printed=print_value(value, look),
        message=filled(line.text, line.line, trial, look_of),
        see=line.see,
        parts_at=trial.question.parting.get(line.id),
    )


def _step(line: Assignment | FormulaLine, trial: Trial, look_of: LookOf) -> Step:
    assert line.caption is not None
    scope = trial.scope
    caption = filled(line.caption, line.line, trial, look_of)
    if isinstance(line, FormulaLine):
        return Step(line.name, caption, *workings(line, scope, trial.question.drawn))
    return Step(
        name=step_name(line),
        caption=caption,
        substituted=substituted(line.pieces, scope, look_of),
        printed=", ".join(print_value(scope[name], look_of(name)) for name in line.names),
        value=plain(scope[line.names[0]]) if len(line.names) == 1 else None,
    )
