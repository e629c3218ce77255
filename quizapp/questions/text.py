"""Prompts, captions, hints and messages: text with places for numbers.

``{{n}}`` ``{{n[0]}}`` ``{{n:.2f}}`` ``{{n:+}}`` ``{{n:()}}`` are places; other ``{{…}}`` stay
LaTeX. Whether a place stands inside ``$…$`` is found out once, when the text is read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum, settled
from quizapp.questions.printing import EXACT, Look, print_value

_PLACE = r"\{\{\s*(?P<name>[A-Za-z_]\w*)(?P<index>(?:\[[-\d, ]*\])*)\s*(?::(?P<spec>[^{}]*))?\}\}"
_TOKEN = re.compile(r"\\[\\$`]|`+|\$\$?|" + _PLACE)
_ONLY_PLACES = re.compile(_PLACE)
_SPEC = re.compile(r"(?P<sign>\+)?(?:\.(?P<decimals>\d{1,2})f)?(?P<brackets>\(\))?")

LookOf = Callable[[str], Look]
"""How the value of a name is printed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a number: the name, the entry and how it is to be written.

    ``special`` says that this is not just as its name asks for.
    """

    name: str
    index: tuple[int, ...] = ()
    decimals: int | None = None
    sign: bool = False
    brackets: bool = False
    math: bool = False
    special: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text cut at its places."""

    source: str
    pieces: tuple[str | Place, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that have places."""
        return frozenset(piece.name for piece in self.pieces if isinstance(piece, Place))


def read_text(source: str) -> Text:
    """Cut a text at its places; names are checked by the caller.

    Raises:
        InputError: a format that is not ``.2f``, ``+`` or ``()``.
    """
    pieces: list[str | Place] = []
    mode, end = "", 0  # inside $ or `, whichever was opened first
    for token in _TOKEN.finditer(source):
        if token["name"] is None:
            mode = _mode(mode, token[0])
            continue
        pieces += [source[end : token.start()], _place(token, mode == "$")]
        end = token.end()
    pieces.append(source[end:])
    return Text(source, tuple(piece for piece in pieces if piece != ""))


def _mode(mode: str, mark: str) -> str:
    if mark[0] not in "$`" or mode not in ("", mark[0]):
        return mode
    return "" if mode else mark[0]


def _place(token: re.Match[str], math: bool) -> Place:
    spec = _SPEC.fullmatch(token["spec"] or "")
    if spec is None or (spec["sign"] and spec["brackets"]):
        message = _(
            "“{place}” has an unknown format; write {{{{n:.2f}}}}, {{{{n:+}}}} or {{{{n:()}}}}."
        )
        raise InputError(message.format(place=token[0]))
    index = tuple(int(i) for i in re.findall(r"-?\d+", token["index"]))
    if token["index"] and not index:
        raise InputError(_("“{place}” has an empty index.").format(place=token[0]))
    decimals = int(spec["decimals"]) if spec["decimals"] else None
    sign, brackets = bool(spec["sign"]), bool(spec["brackets"])
    special = sign or brackets or math or decimals is not None
    return Place(token["name"], index, decimals, sign, brackets, math, special)


def fill(text: Text, values: Mapping[str, Datum], look_of: LookOf) -> str:
    """The text with the numbers in.

    Raises:
        InputError: an index that the value does not have.
        Redraw: a number on a rounding tie.
    """
    filled = [
        piece if isinstance(piece, str) else _filled(piece, values, look_of)
        for piece in text.pieces
    ]
    return filled[0] if len(filled) == 1 else "".join(filled)


def _filled(place: Place, values: Mapping[str, Datum], look_of: LookOf) -> str:
    value, look = values[place.name], look_of(place.name)
    if place.index:
        value = _entry(value, place)
    if place.special:
        styles = (place.sign, place.brackets, place.math)
        look = Look(look.digits, look.zero, place.decimals, look.ties, *styles)
    return print_value(value, look)


def _entry(value: Datum, place: Place) -> Datum:
    try:
        for i in place.index:
            value = value[i]
    except (IndexError, TypeError):
        message = _("{{{{{name}}}}} has no entry {index}.")
        raise InputError(message.format(name=place.name, index=list(place.index))) from None
    return settled(value)


def fill_known(source: str, values: Mapping[str, Datum]) -> str:
    """A piece of a program with its places for ``values`` filled; all else is left as it is."""
    return _ONLY_PLACES.sub(
        lambda token: (
            _filled(_place(token, False), values, lambda name: EXACT)
            if token["name"] in values
            else token[0]
        ),
        source,
    )
