"""Expressions compiled to closures: each node becomes one small function of the scope.

Only what :mod:`quizapp.questions.grammar` has let through gets here. There is no ``eval``: a node
without a handler cannot be compiled. Work is counted in steps, so a bomb fails at the same place
on every machine.
"""

import ast
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions import arithmetic
from quizapp.questions.arithmetic import Datum, settled, truth
from quizapp.questions.calls import Run, call_of
from quizapp.questions.functions import functions
from quizapp.questions.limits import REPEATS, Redraw
from quizapp.questions.scope import CONSTANTS, Scope

_Code: TypeAlias = tuple[Run, bool]
"""A closure, and whether it gives the same value every time."""

_BINARY = {
    ast.Add: arithmetic.add,
    ast.Sub: arithmetic.subtract,
    ast.Mult: arithmetic.multiply,
    ast.Div: arithmetic.divide,
    ast.FloorDiv: arithmetic.floor_divide,
    ast.Mod: arithmetic.modulo,
    ast.Pow: arithmetic.power,
    ast.MatMult: arithmetic.matmul,
}
_UNARY: dict[type[ast.unaryop], Callable[[Datum], Datum]] = {
    ast.USub: arithmetic.negative,
    ast.UAdd: arithmetic.positive,
    ast.Not: lambda a: not truth(a),
}
_COMPARE = {
    ast.Eq: arithmetic.equal,
    ast.NotEq: arithmetic.different,
    ast.Lt: arithmetic.less,
    ast.LtE: arithmetic.less_or_equal,
    ast.Gt: arithmetic.greater,
    ast.GtE: arithmetic.greater_or_equal,
}


def compiled(node: ast.expr) -> Run:
    """The closure of a checked expression."""
    return _compile(node)[0]


def _compile(node: ast.expr) -> _Code:
    return _COMPILE[type(node)](node)


def _folded(run: Run, *parts: bool) -> _Code:
    """A closure over constants only is worked out once, when the question is read."""
    if not all(parts):
        return run, False
    try:
        with np.errstate(all="ignore"):
            value = run(Scope({}))
    except Redraw:
        return run, False
    return (lambda scope: value), True


def _constant(node: ast.Constant) -> _Code:
    value = node.value
    return (lambda scope: value), True


def _name(node: ast.Name) -> _Code:
    if node.id in CONSTANTS:
        value = CONSTANTS[node.id]
        return (lambda scope: value), True
    return itemgetter(node.id), False


def _sequence(node: ast.Tuple | ast.List) -> _Code:
    parts = [_compile(element) for element in node.elts]
    runs = [run for run, _constant in parts]
    return _folded(
        lambda scope: collected([run(scope) for run in runs]), *(constant for _, constant in parts)
    )


def collected(values: Sequence[Datum]) -> Datum:
    """Values side by side: an array of numbers, or a tuple of texts."""
    texts = [isinstance(value, str | tuple) for value in values]
    if all(texts) and texts:
        return tuple(values)
    if any(texts):
        raise InputError(_("A list holds either numbers or texts, not both."))
    try:
        return settled(np.array(values))
    except ValueError:
        raise InputError(_("The rows of an array must be equally long.")) from None


def _binary(node: ast.BinOp) -> _Code:
    (left, fixed), (right, also_fixed) = _compile(node.left), _compile(node.right)
    operation = _BINARY[type(node.op)]
    product = isinstance(node.op, ast.MatMult)

    def run(scope: Scope) -> Datum:
        a = left(scope)
        result = operation(a, right(scope))
        if result.__class__ is np.ndarray:
            scope.charge(1 + result.size * (a.shape[-1] if product else 10) // 100)
        return result

    return _folded(run, fixed, also_fixed)


def _unary(node: ast.UnaryOp) -> _Code:
    operand, fixed = _compile(node.operand)
    operation = _UNARY[type(node.op)]
    return _folded(lambda scope: operation(operand(scope)), fixed)


def _compare(node: ast.Compare) -> _Code:
    first, fixed = _compile(node.left)
    pairs = [
        (_COMPARE[type(op)], *_compile(right))
        for op, right in zip(node.ops, node.comparators, strict=True)
    ]

    def run(scope: Scope) -> Datum:
        left = first(scope)
        result: Datum = True
        for compare, right, _fixed in pairs:
            value = right(scope)
            step = compare(left, value)
            result = step if result is True else np.logical_and(result, step)
            left = value
        return settled(result)

    return _folded(run, fixed, *(constant for _op, _right, constant in pairs))


def _logic(node: ast.BoolOp) -> _Code:
    parts = [_compile(value) for value in node.values]
    runs = [run for run, _constant in parts]
    decide = all if isinstance(node.op, ast.And) else any
    return _folded(
        lambda scope: decide(truth(run(scope)) for run in runs), *(fixed for _, fixed in parts)
    )


def _choice(node: ast.IfExp) -> _Code:
    (test, fixed), (body, _b), (orelse, _o) = map(_compile, (node.test, node.body, node.orelse))
    run: Run = lambda scope: body(scope) if truth(test(scope)) else orelse(scope)  # noqa: E731
    return _folded(run, fixed, _b, _o)


def _transposed(node: ast.Attribute) -> _Code:
    inner, fixed = _compile(node.value)

    def run(scope: Scope) -> Datum:
        value = inner(scope)
        if not isinstance(value, np.ndarray):
            raise InputError(_("Only arrays have a transpose .T."))
        return value.T

    return _folded(run, fixed)


def _subscript(node: ast.Subscript) -> _Code:
    value, fixed = _compile(node.value)
    index, also_fixed = _index(node.slice)
    return _folded(lambda scope: _taken(value(scope), index(scope)), fixed, also_fixed)


def _index(node: ast.expr) -> _Code:
    if isinstance(node, ast.Tuple):
        parts = [_index(element) for element in node.elts]
        runs = [run for run, _fixed in parts]
        return (lambda scope: tuple(run(scope) for run in runs)), all(fixed for _, fixed in parts)
    if isinstance(node, ast.Slice):
        ends = [
            _compile(end) if end else (_nothing, True)
            for end in (node.lower, node.upper, node.step)
        ]
        first, last, step = (run for run, _fixed in ends)
        run: Run = lambda scope: slice(first(scope), last(scope), step(scope))  # noqa: E731
        return run, all(fixed for _, fixed in ends)
    return _compile(node)


def _nothing(scope: Scope) -> None:
    return None


def _taken(value: Datum, index: Any) -> Datum:
    if isinstance(value, tuple):
        if not isinstance(index, int | slice):
            raise InputError(_("An index is a whole number or a slice."))
        return value[index]
    if not isinstance(value, np.ndarray):
        raise InputError(_("A single number has no entries to pick."))
    return settled(value[index])


def _comprehension(node: ast.ListComp) -> _Code:
    (loop,) = node.generators
    assert isinstance(loop.target, ast.Name)
    assert isinstance(loop.iter, ast.Call)
    name = loop.target.id
    count, _fixed = _compile(loop.iter.args[0])
    element, _fixed = _compile(node.elt)
    cost = sum(1 for _inner in ast.walk(node.elt))

    def run(scope: Scope) -> Datum:
        values = []
        for i in range(_repeats(count(scope))):
            scope.charge(cost)
            scope[name] = i
            values.append(element(scope))
        return collected(values)

    return run, False


def _repeats(count: Datum) -> int:
    if count.__class__ is not int or not 0 <= count <= REPEATS:
        message = _("range(n) takes a whole number from 0 to {limit}.")
        raise InputError(message.format(limit=REPEATS))
    return int(count)


def _call(node: ast.Call) -> _Code:
    assert isinstance(node.func, ast.Name)
    function = functions()[node.func.id]
    parts = [_compile(argument) for argument in _arguments(node)]
    named = [(keyword.arg or "", *_compile(keyword.value)) for keyword in node.keywords]
    runs = [run for run, _fixed in parts]
    words = [(name, run) for name, run, _fixed in named]
    return _folded(
        call_of(function, runs, words),
        *(fixed for _, fixed in parts),
        *(fixed for _, _, fixed in named),
    )


def _arguments(node: ast.Call) -> list[ast.expr]:
    """``concat((a, b))`` is ``concat(a, b)``: its parts need not be equally long."""
    assert isinstance(node.func, ast.Name)
    if node.func.id in ("concat", "stack") and len(node.args) == 1:
        only = node.args[0]
        if isinstance(only, ast.Tuple | ast.List):
            return only.elts
    return node.args


_COMPILE: dict[type[ast.expr], Callable[[Any], _Code]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Attribute: _transposed,
    ast.Subscript: _subscript,
    ast.ListComp: _comprehension,
    ast.Call: _call,
}
