"""From a formula as it was read to that of one variant: numbers put in, differentiated."""

import math
from collections.abc import Mapping, Sequence

from quizapp.expressions import (
    Domain,
    Tree,
    UnreadableExpression,
    check_form,
    derivative,
    number,
    parse,
    plain,
    put_in,
    signed,
    tidied,
)
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum
from quizapp.questions.expressed import Expressed, united
from quizapp.questions.limits import Redraw
from quizapp.questions.scope import Scope
from quizapp.questions.statements import AnswerLine, Expression, Formula, FormulaLine

DIGITS = 9
"""So many significant digits of a computed number stand in a formula; drawn ones stand exactly."""


def expressed(formula: Formula, scope: Scope, drawn: Sequence[str]) -> Expressed:
    """The formula with the values of ``scope`` put in.

    Raises:
        Redraw: a number put in, or an end of a domain, is not finite.
        InputError: a name in it is no number, a domain is empty, the result is too long.
    """
    tree = tidied(put_in(formula.tree, _values(formula, scope, drawn)))
    scope.charge(len(formula.names) + 1)
    try:
        for variable in formula.derived:
            tree = derivative(tree, variable)
    except UnreadableExpression as error:
        raise InputError(error.message) from None
    return Expressed(tree, _domains(formula.domains, scope))


def _values(formula: Formula, scope: Scope, drawn: Sequence[str]) -> dict[str, Tree]:
    return {name: _value(name, scope[name], name in drawn) for name in formula.names}


def _value(name: str, value: Datum, exact: bool) -> Tree:
    if isinstance(value, Expressed):
        return value.tree
    if not isinstance(value, int | float):
        message = _("“{name}” is no number and cannot stand in a formula; name an entry of it.")
        raise InputError(message.format(name=name))
    if not math.isfinite(value):
        raise Redraw(_("a value that is no finite number"))
    return number(value if exact or isinstance(value, int) else float(f"{value:.{DIGITS}g}"))


def _domains(ends: Sequence[tuple[str, Expression]], scope: Scope) -> tuple[Domain, ...]:
    domains = []
    for name, expression in ends:
        lowest, highest = map(float, expression.run(scope))
        if not lowest < highest or math.isinf(highest - lowest):
            message = _("The domain of “{name}” has two finite ends, the lower one first.")
            raise InputError(message.format(name=name))
        domains.append((name, lowest, highest))
    return tuple(domains)


def check_typed(formulas: Sequence[Expressed], line: AnswerLine) -> None:
    """Refuse an answer or mistake that could not be typed: too long, or in another form.

    Raises:
        InputError: which one, and why.
    """
    variables = [name for name, _lowest, _highest in united(formulas)]
    for formula in formulas:
        written = plain(formula.tree)
        try:
            check_form(parse(written, variables), line.only, line.without)
        except UnreadableExpression as error:
            message = _("The formula {formula} could not be typed as an answer. {reason}")
            short = written if len(written) <= 60 else f"{written[:59]}…"
            raise InputError(message.format(formula=short, reason=error.message)) from None


def workings(line: FormulaLine, scope: Scope, drawn: Sequence[str]) -> tuple[str, str]:
    """A captioned formula as a worked step: the expression with numbers put in, its result.

    A formula that shows nothing new with its numbers in is shown in letters instead.
    """
    formula, result = line.value, plain(scope[line.name].tree)
    inside = put_in(formula.tree, _values(formula, scope, drawn))
    if formula.derived:
        inner = plain(tidied(inside))
        return "".join(f"d/d{by} " for by in formula.derived[::-1]) + f"({inner})", result
    numbers: Mapping[str, Tree] = {
        name: tree
        for name, tree in _values(formula, scope, drawn).items()
        if not isinstance(scope[name], Expressed)
    }
    shown = (plain(signed(put_in(formula.tree, numbers))), plain(formula.tree))
    return next((text for text in shown if text != result), ""), result
