"""The draws: every value lies on a grid and is computed exactly as it is printed.

Everything comes from ``random.Random(seed).random()``, the one stream that Python promises to
keep; nothing else of :mod:`random` and nothing of numpy's generators is used.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import Any

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum, entries, equal9
from quizapp.questions.arrays import whole_arguments
from quizapp.questions.functions import Function
from quizapp.questions.limits import REPEATS, check_entries, whole
from quizapp.questions.words import LANGUAGES, NOUNS, VERBS, WORDS

PLACES = 9
"""A grid has at most this many decimals."""

LISTED = 1000


@dataclass(frozen=True, slots=True)
class Stream:
    """Where draws come from: uniform numbers in [0, 1) and the language of the words."""

    uniform: Callable[[], float]
    language: str = "en"

    def below(self, count: int) -> int:
        """One of 0 … count − 1."""
        return min(int(self.uniform() * count), count - 1)

    def said(self, word: tuple[str, ...]) -> str:
        """A word in the language of the question, English where we do not know that."""
        return word[LANGUAGES.index(self.language) if self.language in LANGUAGES else 0]

    def some(self, count: int, of: int) -> list[int]:
        """``count`` different ones of 0 … of − 1, in random order."""
        moved: dict[int, int] = {}
        found = []
        for i in range(count):
            j = i + self.below(of - i)
            found.append(moved.get(j, j))
            moved[j] = moved.get(i, i)
        return found


def stream(seed: int, language: str = "en") -> Stream:
    """The stream of a seed."""
    return Stream(Random(seed).random, language)


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbers (first + k·stride) / scale for k = 0 … count − 1 but those in ``avoided``.

    Scale 0 stands for whole numbers. ``listed`` has them all where they are few.
    """

    first: int
    stride: int
    scale: int
    count: int
    avoided: tuple[int, ...] = ()
    listed: tuple[float, ...] = ()

    def at(self, k: int) -> float:
        """The k-th allowed number; a quotient of whole numbers is rounded as its decimal is."""
        for gap in self.avoided:
            k += gap <= k
        value = self.first + k * self.stride
        return value if self.scale == 0 else value / self.scale

    def one(self, source: Stream) -> float:
        """One of the numbers, each as likely."""
        if self.listed:
            return self.listed[source.below(len(self.listed))]
        return self.at(source.below(len(self)))

    def __len__(self) -> int:
        return self.count - len(self.avoided)


@lru_cache(maxsize=512)
def _grid(lo: float, hi: float, step: float, avoid: tuple[float, ...], exact: bool) -> Grid:
    low, high, stride = _decimal(lo), _decimal(hi), _decimal(step)
    if stride <= 0:
        raise InputError(_("step must be above 0."))
    if high < low:
        raise InputError(_("The first bound of a draw must not be above the second."))
    scale = 10 ** max(_places(low), _places(stride))
    count = int((high - low) // stride) + 1
    off = ((_decimal(value) - low) / stride for value in set(avoid))
    gaps = sorted(int(k) for k in off if k == k.to_integral_value() and 0 <= k < count)
    if len(gaps) == count:
        raise InputError(_("Everything that could be drawn is avoided."))
    grid = Grid(int(low * scale), int(stride * scale), 0 if exact else scale, count, tuple(gaps))
    few = len(grid) <= LISTED
    return replace(grid, listed=tuple(map(grid.at, range(len(grid))))) if few else grid


def _decimal(value: float) -> Decimal:
    if not math.isfinite(value):
        raise InputError(_("The bounds of a draw are plain numbers."))
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.12g}")
    if _places(number) > PLACES:
        message = _("{value} needs more than {limit} decimals; draw on a coarser grid.")
        raise InputError(message.format(value=value, limit=PLACES))
    return number.normalize() if number else Decimal(0)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(value: Datum) -> Any:
    if value.__class__ is int or value.__class__ is float:
        return value
    raise InputError(_("The bounds of a draw are plain numbers."))


def _whole(value: Datum) -> int:
    if value.__class__ is int:
        return int(value)
    number = _number(value)
    if not math.isfinite(number) or not equal9(number, round(number)):
        raise InputError(_("Whole numbers are drawn between whole numbers."))
    return whole(round(number))


def _avoided(avoid: Datum) -> tuple[float, ...]:
    if isinstance(avoid, tuple) and not avoid:
        return ()
    return tuple(entries(avoid).ravel().tolist())


def _in_shape(source: Stream, grid: Grid, shape: Datum) -> Datum:
    lengths = whole_arguments((shape,)) if not isinstance(shape, tuple) else shape
    if not lengths:
        return grid.one(source)
    size = math.prod(lengths)
    check_entries(size)
    if size == 0:
        raise InputError(_("A draw needs at least one entry."))
    return np.array([grid.one(source) for _k in range(size)]).reshape(lengths)


def integers(source: Stream, lo: Datum, hi: Datum, shape: Datum = (), avoid: Datum = ()) -> Datum:
    """Whole numbers from lo to hi, both included."""
    grid = _grid(_whole(lo), _whole(hi), 1, _avoided(avoid), True)
    return _in_shape(source, grid, shape)


def decimals(
    source: Stream, lo: Datum, hi: Datum, step: Datum = 0.1, shape: Datum = (), avoid: Datum = ()
) -> Datum:
    """Decimals lo, lo + step, … up to hi."""
    grid = _grid(_number(lo), _number(hi), _number(step), _avoided(avoid), False)
    return _in_shape(source, grid, shape)


def one_of(source: Stream, *options: Datum) -> Datum:
    """One of the values."""
    if not options:
        raise InputError(_("one_of(…) needs something to choose from."))
    return options[source.below(len(options))]


def some_of(source: Stream, k: Datum, options: Datum) -> Datum:
    """k different ones of the values, in random order."""
    if isinstance(options, str) or not hasattr(options, "__len__"):
        raise InputError(_("Write the values in brackets: some_of(2, (a, b, c))."))
    chosen = _some(source, k, len(options))
    return tuple(options[i] for i in chosen) if isinstance(options, tuple) else options[chosen]


def _some(source: Stream, n: Datum, of: int) -> list[int]:
    count = _whole(n)
    if not 1 <= count <= of:
        message = _("{count} different values cannot be drawn from {of}.")
        raise InputError(message.format(count=count, of=of))
    check_entries(count)
    return source.some(count, of)


def distinct(source: Stream, lo: Datum, hi: Datum, n: Datum, step: Datum = 1) -> Datum:
    """N different numbers of lo, lo + step, … up to hi."""
    exact = all(value.__class__ is int for value in (lo, hi, step))
    grid = _grid(_number(lo), _number(hi), _number(step), (), exact)
    return np.array([grid.at(k) for k in _some(source, n, len(grid))])


def probabilities(source: Stream, n: Datum, step: Datum = 0.05) -> Datum:
    """N multiples of step, 0 included, that add up to 1."""
    parts, unit = _whole(n), _decimal(_number(step))
    if parts < 1 or unit <= 0 or 1 % unit != 0:
        raise InputError(_("probabilities(n, step) needs n ≥ 1 and a step that divides 1."))
    total = int(1 / unit)
    check_entries(parts)
    check_entries(total)
    bars = sorted(source.some(parts - 1, total + parts - 1))
    edges = [-1, *bars, total + parts - 1]
    return np.array([(b - a - 1) / total for a, b in pairwise(edges)])


def permutation(source: Stream, n: Datum) -> Datum:
    """The numbers 0 … n − 1 in random order."""
    count = _whole(n)
    return np.array(_some(source, count, count))


def words(source: Stream, n: Datum) -> Datum:
    """N different words."""
    return tuple(source.said(WORDS[i]) for i in _some(source, n, len(WORDS)))


def sentence(source: Stream, n: Datum) -> Datum:
    """N words that make a sentence, noun and verb by turns; words may come again."""
    count = _whole(n)
    if not 1 <= count <= REPEATS:
        message = _("A sentence has 1 to {limit} words.")
        raise InputError(message.format(limit=REPEATS))
    kinds = [(NOUNS, VERBS)[k % 2] for k in range(count)]
    return tuple(source.said(kind[source.below(len(kind))]) for kind in kinds)


_DRAWS = (
    integers, decimals, one_of, some_of, distinct, probabilities, permutation, words, sentence
)  # fmt: skip


@cache
def draws() -> Mapping[str, Function]:
    """Every draw of the language by its name; ``call`` takes the stream first."""
    return MappingProxyType({call.__name__: _draw(call) for call in _DRAWS})


def _draw(call: Callable[..., Datum]) -> Function:
    signature = inspect.signature(call)
    parameters = list(signature.parameters.values())[1:]
    summary = inspect.getdoc(call) or ""
    return Function(call.__name__, call, signature.replace(parameters=parameters), summary)
