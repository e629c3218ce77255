"""The draws: every value lies on a grid and is computed exactly as it is printed.

The function of a draw checks its arguments and gives a *sampler*, which is then asked as often as
values are needed: most draws of a question have the same arguments at every try.
Everything comes from ``random.Random(seed).random()``, the one stream that Python promises to
keep; nothing else of :mod:`random` and nothing of numpy's generators is used.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum, entries, equal9
from quizapp.questions.arrays import whole_arguments
from quizapp.questions.functions import Function, function_of
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
        """One of 0 … count − 1: ``uniform`` stays 2**−53 below 1, so the product below count."""
        return int(self.uniform() * count)

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


Sampler: TypeAlias = Callable[[Stream], Datum]
"""Takes one value from a stream."""


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
            return self.listed[int(source.uniform() * len(self.listed))]
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


def _in_shape(grid: Grid, shape: Datum) -> Sampler:
    lengths = whole_arguments((shape,)) if not isinstance(shape, tuple) else shape
    if not lengths:
        return grid.one
    size = math.prod(lengths)
    check_entries(size)
    if size == 0:
        raise InputError(_("A draw needs at least one entry."))
    return lambda source: np.array([grid.one(source) for _k in range(size)]).reshape(lengths)


def integers(lo: Datum, hi: Datum, shape: Datum = (), avoid: Datum = ()) -> Sampler:
    """Whole numbers from lo to hi, both included."""
    return _in_shape(_grid(_whole(lo), _whole(hi), 1, _avoided(avoid), True), shape)


def decimals(
    lo: Datum, hi: Datum, step: Datum = 0.1, shape: Datum = (), avoid: Datum = ()
) -> Sampler:
    """Decimals lo, lo + step, … up to hi."""
    grid = _grid(_number(lo), _number(hi), _number(step), _avoided(avoid), False)
    return _in_shape(grid, shape)


def one_of(*options: Datum) -> Sampler:
    """One of the values."""
    if not options:
        raise InputError(_("one_of(…) needs something to choose from."))
    return lambda source: options[source.below(len(options))]


def some_of(k: Datum, options: Datum) -> Sampler:
    """k different ones of the values, in random order."""
    if isinstance(options, str) or not hasattr(options, "__len__"):
        raise InputError(_("Write the values in brackets: some_of(2, (a, b, c))."))
    count, of = _part_of(k, len(options)), len(options)
    if isinstance(options, tuple):
        return lambda source: tuple(options[i] for i in source.some(count, of))
    return lambda source: options[source.some(count, of)]


def _part_of(n: Datum, of: int) -> int:
    count = _whole(n)
    if not 1 <= count <= of:
        message = _("{count} different values cannot be drawn from {of}.")
        raise InputError(message.format(count=count, of=of))
    check_entries(count)
    return count


def distinct(lo: Datum, hi: Datum, n: Datum, step: Datum = 1) -> Sampler:
    """N different numbers of lo, lo + step, … up to hi."""
    exact = all(value.__class__ is int for value in (lo, hi, step))
    grid = _grid(_number(lo), _number(hi), _number(step), (), exact)
    count, of = _part_of(n, len(grid)), len(grid)
    return lambda source: np.array([grid.at(k) for k in source.some(count, of)])


def probabilities(n: Datum, step: Datum = 0.05) -> Sampler:
    """N multiples of step, 0 included, that add up to 1."""
    parts, unit = _whole(n), _decimal(_number(step))
    if parts < 1 or unit <= 0 or 1 % unit != 0:
        raise InputError(_("probabilities(n, step) needs n ≥ 1 and a step that divides 1."))
    total = int(1 / unit)
    check_entries(parts)
    check_entries(total)
    return lambda source: _split(source, total, parts)


def _split(source: Stream, total: int, parts: int) -> Datum:
    """``total`` pieces in a row, cut in ``parts`` by bars; the share of each."""
    bars = sorted(source.some(parts - 1, total + parts - 1))
    edges = [-1, *bars, total + parts - 1]
    return np.array([(b - a - 1) / total for a, b in pairwise(edges)])


def permutation(n: Datum) -> Sampler:
    """The numbers 0 … n − 1 in random order."""
    count = _part_of(n, _whole(n))
    return lambda source: np.array(source.some(count, count))


def words(n: Datum) -> Sampler:
    """N different words."""
    count = _part_of(n, len(WORDS))
    return lambda source: tuple(source.said(WORDS[i]) for i in source.some(count, len(WORDS)))


def sentence(n: Datum) -> Sampler:
    """N words that make a sentence, noun and verb by turns; words may come again."""
    count = _whole(n)
    if not 1 <= count <= REPEATS:
        message = _("A sentence has 1 to {limit} words.")
        raise InputError(message.format(limit=REPEATS))
    kinds = [(NOUNS, VERBS)[k % 2] for k in range(count)]
    return lambda source: tuple(source.said(kind[source.below(len(kind))]) for kind in kinds)


_DRAWS = (
    integers, decimals, one_of, some_of, distinct, probabilities, permutation, words, sentence
)  # fmt: skip


@cache
def draws() -> Mapping[str, Function]:
    """Every draw of the language by its name; ``call`` gives a sampler."""
    return MappingProxyType({call.__name__: function_of(call.__name__, call) for call in _DRAWS})
