"""Functions of the language that measure, make, join and multiply arrays. Vectors are rows."""

import math

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions import arithmetic
from quizapp.questions.arithmetic import Datum, entries, settled
from quizapp.questions.limits import check_entries


class Shape(tuple[int, ...]):
    """The lengths of an array; an answer of this type is typed as ``2x3``."""

    __slots__ = ()


class Lines(tuple[str, ...]):
    """Lines in their right order; an answer of this type is typed as the numbers shown, ``2 1``."""

    __slots__ = ()


def length(a: Datum) -> Datum:
    """How many rows, or entries of a vector."""
    if isinstance(a, tuple):
        return len(a)
    array = entries(a)
    if array.ndim == 0:
        raise InputError(_("A single number has no length."))
    return len(array)


def shape(*a: Datum) -> Datum:
    """The lengths of an array; of whole numbers, the shape that they spell."""
    if len(a) == 1 and a[0].__class__ is not int:
        return Shape(entries(a[0]).shape)
    return Shape(whole_arguments(a))


def whole_arguments(values: tuple[Datum, ...]) -> tuple[int, ...]:
    """Whole numbers given one by one, or as one tuple or vector of them."""
    flat: list[int] = []
    for value in values:
        if value.__class__ is int:
            flat.append(value)
            continue
        array = entries(value)
        if array.dtype.kind != "i":
            raise InputError(_("Lengths and counts are whole numbers."))
        flat += (int(n) for n in array.ravel())
    if any(n < 0 for n in flat):
        raise InputError(_("Lengths and counts are not negative."))
    return tuple(flat)


def size(a: Datum) -> Datum:
    """How many entries."""
    return int(entries(a).size)


def array(a: Datum) -> Datum:
    """A list or tuple as an array; what every list and tuple of numbers is already."""
    return settled(entries(a))


def zeros(*shape: Datum) -> Datum:
    """Whole zeros in this shape."""
    return _filled(0, shape)


def ones(*shape: Datum) -> Datum:
    """Whole ones in this shape."""
    return _filled(1, shape)


def _filled(value: int, shape: tuple[Datum, ...]) -> Datum:
    lengths = whole_arguments(shape)
    check_entries(math.prod(lengths))
    return settled(np.full(lengths, value))


def eye(n: Datum) -> Datum:
    """The identity matrix of n rows, in whole numbers."""
    (rows,) = whole_arguments((n,))
    check_entries(rows * rows)
    return settled(np.eye(rows, dtype=np.int64))


def arange(start: Datum, stop: Datum = None, step: Datum = 1) -> Datum:
    """0 … start − 1, or start, start + step … below stop."""
    start, stop = (0, start) if stop is None else (start, stop)
    count = arithmetic.divide(arithmetic.subtract(stop, start), step)
    if not isinstance(count, float) or not math.isfinite(count):
        raise InputError(_("arange takes numbers."))
    check_entries(math.ceil(min(count, 1e9)))
    steps = np.arange(max(0, -int(arithmetic.floor9(-count))))
    return arithmetic.add(start, arithmetic.multiply(steps, step))


def reshape(a: Datum, *shape: Datum) -> Datum:
    """The same entries in another shape, row by row."""
    return settled(entries(a).reshape(whole_arguments(shape)))


def concat(*parts: Datum, axis: int = 0) -> Datum:
    """Arrays one after the other along an axis; numbers count as vectors of one."""
    arrays = [np.atleast_1d(entries(part)) for part in parts]
    check_entries(sum(a.size for a in arrays))
    return settled(np.concatenate(arrays, axis=axis))


def stack(*parts: Datum, axis: int = 0) -> Datum:
    """Arrays of one shape as the rows of a new one."""
    arrays = [entries(part) for part in parts]
    check_entries(sum(a.size for a in arrays))
    return settled(np.stack(arrays, axis=axis))


def diag(a: Datum) -> Datum:
    """The diagonal of a matrix, or the diagonal matrix of a vector."""
    values = entries(a)
    check_entries(values.size**2 if values.ndim == 1 else values.size)
    return settled(np.diag(values))


def tril(a: Datum, k: int = 0) -> Datum:
    """The matrix with zeros above its k-th diagonal."""
    return settled(np.tril(entries(a), k))


def triu(a: Datum, k: int = 0) -> Datum:
    """The matrix with zeros below its k-th diagonal."""
    return settled(np.triu(entries(a), k))


def dot(a: Datum, b: Datum) -> Datum:
    """The scalar product of vectors, the product of matrices: a @ b."""
    return arithmetic.matmul(a, b)


def outer(a: Datum, b: Datum) -> Datum:
    """Every entry of a (rows) times every entry of b (columns)."""
    columns, rows = entries(b).reshape(1, -1), entries(a).reshape(-1, 1)
    return arithmetic.multiply(rows, columns)
