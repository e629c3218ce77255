"""Kinds of values: how each is read from TOML, what it expects in words, how it is written back."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quizapp.language import _

_STEP = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_UNITS = {"d": 86_400, "h": 3600, "m": 60, "s": 1}


class Unfit(ValueError):
    """A value that its key cannot take."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` makes the value of what TOML holds or raises :class:`Unfit`; ``plain`` goes back.

    ``words`` are all there are to choose from, where they are few.
    """

    read: Callable[[Any], Any]
    expects: Callable[[], str]
    plain: Callable[[Any], Any] = lambda value: value
    words: tuple[str, ...] = ()


def whole(low: int, high: int) -> Kind:
    """A whole number within bounds, both included."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Unfit
        return value

    return Kind(read, lambda: _("a whole number from {low} to {high}").format(low=low, high=high))


def optional(kind: Kind, nothing: object) -> Kind:
    """The same, or nothing: in the file it is written as ``nothing``."""

    def read(value: Any) -> Any:
        return None if value == nothing else kind.read(value)

    def plain(value: Any) -> Any:
        return nothing if value is None else kind.plain(value)

    def expects() -> str:
        word = f'"{nothing}"' if isinstance(nothing, str) else nothing
        return _("{what}, or {nothing} for none").format(what=kind.expects(), nothing=word)

    return Kind(read, expects, plain)


def number(low: float, high: float) -> Kind:
    """A number within bounds, both included."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unfit
        if not low <= value <= high:
            raise Unfit
        return float(value)

    return Kind(read, lambda: _("a number from {low} to {high}").format(low=low, high=high))


def flag() -> Kind:
    """True or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Unfit
        return value

    return Kind(read, lambda: _("true or false"), words=("true", "false"))


def one_of(words: Iterable[str], make: Callable[[str], Any] = str) -> Kind:
    """One of some words."""
    known = tuple(str(word) for word in words)

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise Unfit
        return make(value)

    return Kind(read, lambda: _("one of {words}").format(words=_quoted(known)), str, known)


def some_of(words: Iterable[str]) -> Kind:
    """A list of words out of some, none twice."""
    known = tuple(words)

    def read(value: Any) -> tuple[str, ...]:
        found = _listed(value)
        if not set(found) <= set(known):
            raise Unfit
        return tuple(word for word in known if word in found)

    return Kind(read, lambda: _("a list out of {words}").format(words=_quoted(known)), list)


def names() -> Kind:
    """A list of any words."""

    def read(value: Any) -> tuple[str, ...]:
        found = _listed(value)
        if not all(isinstance(word, str) for word in found):
            raise Unfit
        return tuple(found)

    return Kind(read, lambda: _("a list of names"), list)


def steps() -> Kind:
    """Delays such as ``["1m", "10m", "1d"]``, each at least a second."""

    def read(value: Any) -> tuple[timedelta, ...]:
        return tuple(_delay(word) for word in _listed(value))

    def plain(value: tuple[timedelta, ...]) -> list[str]:
        return [delay_text(delay) for delay in value]

    return Kind(read, lambda: _('a list of delays such as ["1m", "10m", "1d"]'), plain)


def _delay(word: Any) -> timedelta:
    match = _STEP.fullmatch(word.strip()) if isinstance(word, str) else None
    if match is None:
        raise Unfit
    delay = timedelta(seconds=float(match[1]) * _UNITS[match[2]])
    if not timedelta(seconds=1) <= delay <= timedelta(days=3650):
        raise Unfit
    return delay


def delay_text(delay: timedelta) -> str:
    """A delay in the largest unit that gives a whole number: ``"90m"``, ``"1d"``."""
    seconds = delay.total_seconds()
    for unit, length in _UNITS.items():
        if seconds % length == 0:
            return f"{int(seconds // length)}{unit}"
    return f"{seconds:g}s"


def week() -> Kind:
    """Seven shares from 0 to 1, Monday first."""

    def read(value: Any) -> tuple[float, ...]:
        share = number(0, 1)
        if not isinstance(value, list) or len(value) != 7:
            raise Unfit
        return tuple(share.read(each) for each in value)

    return Kind(read, lambda: _("seven numbers from 0 to 1, Monday first"), list)


def day() -> Kind:
    """A date; as a value, its ordinal."""

    def read(value: Any) -> int:
        try:
            # A date with a time is a date too: what is meant is clear.
            when = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Unfit from None
        return when.toordinal()

    return Kind(read, lambda: _("a date such as 2026-06-30"), date.fromordinal)


def text() -> Kind:
    """A text that is not empty."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise Unfit
        return value

    return Kind(read, lambda: _("a text in quotes"))


def _listed(value: Any) -> list[Any]:
    """A list; also words with spaces between, as they are typed in a shell."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    if not isinstance(value, list):
        raise Unfit
    return value


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
