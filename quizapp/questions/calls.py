"""Calls of listed functions, paid for in steps before they are made."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum, settled
from quizapp.questions.functions import Function
from quizapp.questions.limits import MEETINGS
from quizapp.questions.scope import Scope

Run: TypeAlias = Callable[[Scope], Datum]
"""A compiled expression: what it is worth in a scope."""

_CALL = 5
"""The steps of a call of ``reference_impl`` with plain numbers alone."""


def call_of(function: Function, runs: list[Run], words: list[tuple[str, Run]]) -> Run:
    """The call of a function with compiled arguments, ``words`` by name."""
    if len(runs) == 1 and not words:
        return _one_argument(function, runs[0])
    return _any_arguments(function, runs, words)


def _one_argument(function: Function, argument: Run) -> Run:
    call, ours = function.call, function.ours

    def run(scope: Scope) -> Datum:
        value = argument(scope)
        if value.__class__ is np.ndarray:
            _pay(function, [value], scope)
        elif not ours:
            scope.charge(_CALL)
        return call(value) if ours else _given(function, call(value))

    return run


def _any_arguments(function: Function, runs: list[Run], words: list[tuple[str, Run]]) -> Run:
    def run(scope: Scope) -> Datum:
        values = [run(scope) for run in runs]
        extra = {name: run(scope) for name, run in words}
        _pay(function, [*values, *extra.values()], scope)
        return _given(function, function.call(*values, **extra))

    return run


def _pay(function: Function, values: list[Datum], scope: Scope) -> None:
    """Count the work of a call before it is done; at worst two arguments meet entry by entry."""
    sizes = [value.size for value in values if value.__class__ is np.ndarray]
    total = sum(sizes)
    if function.ours:
        scope.charge(1 + total // 10)
        return
    sizes.sort()
    if len(sizes) > 1 and sizes[-1] * sizes[-2] > MEETINGS:
        message = _("The arrays given to {name}(…) are too large together.")
        raise InputError(message.format(name=function.name))
    scope.charge(_CALL + total // 10 + int(total**1.5) // 100)


def _given(function: Function, result: Any) -> Datum:
    """What a function gave; a named result is a tuple of its fields."""
    if function.ours:
        return result
    return tuple([settled(field) for field in result]) if function.fields else settled(result)
