"""The kind of an answer: how it is typed and compared, and what has to be of one kind with it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from quizapp import expressions
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Value
from quizapp.questions.arithmetic import Datum, entries, shape_text
from quizapp.questions.arrays import Lines, Shape
from quizapp.questions.expressed import Expressed
from quizapp.questions.statements import AnswerLine


def kind_of(line: AnswerLine, answer: Datum) -> AnswerKind:
    """How the answer is typed and compared: the type of its value decides."""
    if line.choose:
        return AnswerKind.CHOICE
    if line.unordered:
        return AnswerKind.SET
    if isinstance(answer, Shape):
        return AnswerKind.SHAPE
    if isinstance(answer, Lines):
        return AnswerKind.ORDER
    if isinstance(answer, Expressed):
        return AnswerKind.FORMULA
    if isinstance(answer, str | tuple):
        return AnswerKind.TEXT
    if isinstance(answer, np.ndarray):
        return AnswerKind.ARRAY
    return AnswerKind.NUMBER if isinstance(answer, float) else AnswerKind.INTEGER


def as_kind(value: Datum, kind: AnswerKind, answer: Datum) -> Datum:
    """An answer or a mistake as a value of the kind that ``answer`` has.

    Raises:
        InputError: it is a value of another kind or shape.
    """
    return _SAME_KIND[kind](value, answer)


def _float(value: Datum, answer: Datum) -> Any:
    if value.__class__ is float:
        return value
    if isinstance(value, bool | int | float):
        return float(value)
    raise InputError(_("The answer is one number, so its mistakes are numbers too."))


def _whole_if_possible(value: Datum, answer: Datum) -> int | float:
    number = _float(value, answer)
    return int(number) if number == int(number) else number


def _same_shape(value: Datum, answer: Datum) -> Datum:
    array, shape = entries(value), np.asarray(answer).shape
    if not array.size:
        raise InputError(_("An empty array cannot be asked for."))
    if array.shape != shape:
        message = _("The mistake has shape {mistake}, the answer {answer}; give them one shape.")
        mistake = shape_text(array) or "()"
        raise InputError(message.format(mistake=mistake, answer=shape_text(np.asarray(answer))))
    return array


def _shape(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, Shape):
        return value
    raise InputError(_("The answer is a shape, so its mistakes are shapes too: shape(2, 3)."))


def _items(value: Datum, answer: Datum) -> Datum:
    """The elements of a set: texts or numbers, each once."""
    if isinstance(value, str) or not isinstance(value, tuple | np.ndarray):
        raise InputError(_("A set has several elements: a tuple, an array or words."))
    elements = value if isinstance(value, tuple) else tuple(entries(value).ravel().tolist())
    return tuple(dict.fromkeys(elements))


def _lines(value: Datum, answer: Datum) -> Datum:
    same = isinstance(value, Lines) and sorted(value) == sorted(answer)
    if same and len(set(value)) == len(value):
        return value
    raise InputError(_("An order and its mistakes are the same different lines, put otherwise."))


def _wording(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, str | tuple) and value:
        return value if isinstance(value, str) else " ".join(map(str, value))
    raise InputError(_("The answer is a text, so its mistakes are texts too."))


def _formula(value: Datum, answer: Datum) -> Datum:
    if isinstance(value, Expressed):
        return value
    raise InputError(_("The answer is a formula, so its mistakes are formulas too."))


_SAME_KIND: dict[AnswerKind, Callable[[Datum, Datum], Datum]] = {
    AnswerKind.NUMBER: _float,
    AnswerKind.INTEGER: _whole_if_possible,
    AnswerKind.ARRAY: _same_shape,
    AnswerKind.SHAPE: _shape,
    AnswerKind.SET: _items,
    AnswerKind.ORDER: _lines,
    AnswerKind.TEXT: _wording,
    AnswerKind.FORMULA: _formula,
    AnswerKind.CHOICE: lambda value, answer: value,
}


def plain(value: Datum) -> Value:
    """A value without numpy, zero without a sign."""
    if value.__class__ is float:
        return value + 0.0  # takes the sign of zero away
    if value.__class__ is np.ndarray:
        return _nested((value + 0).tolist(), value.ndim)
    if isinstance(value, Expressed):
        return expressions.plain(value.tree)
    return tuple(value) if isinstance(value, tuple) else value


def _nested(rows: Any, depth: int) -> Value:
    if depth == 1:
        return tuple(rows)
    return tuple([_nested(row, depth - 1) for row in rows])


def datum(value: Value) -> Datum:
    """A plain value as expressions see it: nested tuples of numbers are arrays."""
    if isinstance(value, tuple) and not any(isinstance(entry, str) for entry in value):
        return np.array(value)
    return value
