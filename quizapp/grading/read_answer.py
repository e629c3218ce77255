"""A typed number → a plain value, read as people write numbers and never evaluated.

``0.73`` ``0,73`` ``.73`` ``7.3e-1`` ``3/4`` ``16.9/27.3`` ``1 200`` ``1_200`` and every dash that
looks like a minus. ``1,234`` has two readings and is refused with both of them named. Only the
digits 0–9 count: other scripts and superscripts are refused rather than guessed (``10²`` must
not become 102).
"""

import re

from quizapp.grading.unreadable import UnreadableAnswer, not_a_number, shown
from quizapp.language import _

Number = int | float
Entries = tuple[Number, ...]
"""The numbers of an answer in reading order."""

Shape = tuple[int, ...]

LONGEST = 4000
LARGEST = 1e300

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_SLASHES = dict.fromkeys(map(ord, "\u2044\u2215"), "/")
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_LINES = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
_LOOKALIKES = {**_DASHES, **_SLASHES, **_SPACES, **_LINES}

_PLAIN = re.compile(
    r"""(?P<sign>[+-]?)[ ]?
        (?P<whole>[0-9]+ | [1-9][0-9]{0,2} (?:(?:[ ][0-9]{3})+ | (?:_[0-9]{3})+))?
        (?:(?P<mark>[.,]) (?P<fraction>[0-9]*))?
        (?P<exponent>[eE][+-]?[0-9]+)?""",
    re.VERBOSE,
)
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_COMMAS_BY_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def normal(text: str) -> str:
    """``text`` with dashes, slashes, spaces and line ends in their plain form.

    Raises:
        UnreadableAnswer: it is longer than 4000 characters.
    """
    if len(text) > LONGEST:
        message = _("The answer is longer than {limit} characters. Write only the answer.")
        raise UnreadableAnswer(message.format(limit=LONGEST), text)
    return text.replace("\r\n", "\n").translate(_LOOKALIKES).strip()


def read_number(text: str) -> Number:
    """The number that ``text`` writes: an int when typed without a mark, else a float.

    Raises:
        UnreadableAnswer: no number, two readings, a percentage, or too large for a float.
    """
    typed = normal(text)
    if not typed:
        raise UnreadableAnswer(_("The answer is empty. Write a number such as 0.73."))
    if typed.endswith("%"):
        raise _percent(typed)
    top, slash, bottom = typed.partition("/")
    if not slash:
        return _one_number(typed)
    if not top.strip() or not bottom.strip() or "/" in bottom:
        raise not_a_number(typed)
    return _fraction(typed, _one_number(top.strip()), _one_number(bottom.strip()))


def read_whole(text: str) -> Number:
    """Like :func:`read_number`, with ``12.0`` and ``12/1`` as the whole number 12.

    ``12.5`` stays what it is: a number that can be read, and is wrong where a whole one is right.
    """
    number = read_number(text)
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number


def _one_number(typed: str) -> Number:
    parts = _PLAIN.fullmatch(typed)
    if parts is None or not (parts["whole"] or parts["fraction"]):
        raise _no_number(typed)
    whole = re.sub("[ _]", "", parts["whole"] or "")
    mantissa = (parts["whole"] or "") + (parts["mark"] or "") + (parts["fraction"] or "")
    if _TWO_READINGS.fullmatch(mantissa):
        raise _two_readings(typed)
    if parts["mark"] == "," and not parts["fraction"]:
        raise _no_number(typed)
    if parts["mark"] is None and parts["exponent"] is None:
        return _bounded(int(parts["sign"] + whole), typed)
    exponent = parts["exponent"] or ""
    return _bounded(float(f"{parts['sign']}{whole or 0}.{parts['fraction'] or 0}{exponent}"), typed)


def _bounded(number: Number, typed: str) -> Number:
    if abs(number) > LARGEST:
        raise UnreadableAnswer(_("“{text}” is too large.").format(text=shown(typed)), typed)
    return number


def _fraction(typed: str, top: Number, bottom: Number) -> float:
    if bottom == 0:
        message = _("“{text}” divides by zero.")
        raise UnreadableAnswer(message.format(text=shown(typed)), typed)
    quotient = top / bottom
    _bounded(quotient, typed)
    return quotient


def _percent(typed: str) -> UnreadableAnswer:
    try:
        fraction = _one_number(typed[:-1].strip()) / 100
    except UnreadableAnswer:
        return not_a_number(typed)
    message = _("Percent signs are not read. Write the fraction: {fraction}.")
    return UnreadableAnswer(message.format(fraction=f"{fraction:.12g}"), typed)


def _two_readings(typed: str) -> UnreadableAnswer:
    readings = {"decimal": typed.replace(",", "."), "whole": typed.replace(",", "")}
    message = _("Is it {decimal} or {whole}? Write {decimal} or {whole}.")
    return UnreadableAnswer(message.format(**readings), typed)


def _no_number(typed: str) -> UnreadableAnswer:
    if typed.lstrip("+-").lower() in ("inf", "infinity", "∞"):
        return UnreadableAnswer(_("The answer is a finite number. Write it like 0.73."), typed)
    if _COMMAS_BY_THOUSANDS.fullmatch(typed):
        message = _("Commas between thousands are not read. Write {plain}.")
        return UnreadableAnswer(message.format(plain=typed.replace(",", "")), typed)
    if len(pieces := typed.split()) > 1 and all(map(_PLAIN.fullmatch, pieces)):
        message = _("One number is expected, found {n}.").format(n=len(pieces))
        return UnreadableAnswer(message, typed)
    if any(character.isnumeric() and not character.isascii() for character in typed):
        message = _("“{text}” has other digits than 0–9. Write it like 0.73, -2 or 3/4.")
        return UnreadableAnswer(message.format(text=shown(typed)), typed)
    return not_a_number(typed)
