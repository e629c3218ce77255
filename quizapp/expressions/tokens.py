"""A formula cut into tokens: numbers, words, signs; LaTeX commands become what they mean."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from quizapp.expressions.characters import Plain, plain_text
from quizapp.expressions.tree import FUNCTIONS, UnreadableExpression
from quizapp.language import _

TOKENS = 150
DIGITS = 15


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` of a sign is one of ``+ - * / ^ ( ) , | |( )| frac root``; brackets are round."""

    kind: Kind
    text: str
    column: int


def refused(token: Token, what: str, missing: str = "") -> UnreadableExpression:
    """The error of a token: ``what`` is wrong, with the column put before it."""
    sentence = _("Column {column}: {what}.").format(column=token.column, what=what)
    return UnreadableExpression(sentence, token.column, missing=missing)


_TOKEN = re.compile(
    r"""\\left\s*(?P<opened>\|) | \\right\s*(?P<closed>\|)
    | \s+ | \\[,;:!\ ] | \\(?:left|right|quad|displaystyle)(?![A-Za-z])(?!\s*\.) | ~
    | (?P<power>(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+)
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | \\(?:mathrm|mathit|operatorname|text)\s*\{\s*(?P<named>[A-Za-z][A-Za-z0-9]*)\s*\}
    | (?P<word>[A-Za-z][A-Za-z0-9]*|\\[A-Za-z]+)
    | (?P<sign>\*\*|[-+*/^()\[\]{},;|=_])""",
    re.VERBOSE,
)
_SUBSCRIPT = re.compile(r"\s*_\s*(?:\{\s*([A-Za-z0-9_]+)\s*\}|([A-Za-z0-9]+))")
_DECIMAL_COMMA = re.compile(r"(\d+)(?:,|\{,\})(\d+)(?![.\d])")
_TWO_READINGS = re.compile(r"[1-9]\d{0,2},\d{3}")
_COMMANDS = {
    r"\cdot": "*",
    r"\times": "*",
    r"\ast": "*",
    r"\div": "/",
    r"\lvert": "|(",
    r"\rvert": ")|",
    r"\frac": "frac",
    r"\dfrac": "frac",
    r"\tfrac": "frac",
    r"\sqrt": "root",
}
_ROUND = {"**": "^", "[": "(", "{": "(", "]": ")", "}": ")", ";": ","}
_TWO_ARGUMENTS = tuple(name for name, count in FUNCTIONS.items() if count == 2)


def tokens(typed: str) -> list[Token]:
    """The tokens of ``typed``, the last one being its end.

    Raises:
        UnreadableExpression: too long, a sign or number that cannot stand in a formula.
    """
    scanner = _Scanner(plain_text(typed))
    scanner.run()
    return scanner.found


class _Scanner:
    """One pass over the text; ``lists`` has for each open bracket whether commas part arguments."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.at = 0
        self.found: list[Token] = []
        self.lists: list[bool] = []

    def run(self) -> None:
        text = self.plain.text
        while self.at < len(text):
            match = _TOKEN.match(text, self.at)
            if match is None:
                self._meaningless(text[self.at])
            self._take(match)
            if len(self.found) > TOKENS:
                self.fail(_("the formula has more than {n} signs").format(n=TOKENS))
        self._add(Kind.END, "")

    def fail(self, what: str) -> NoReturn:
        raise refused(Token(Kind.SIGN, "", self.plain.column(self.at)), what)

    def _meaningless(self, text: str) -> NoReturn:
        self.fail(_("“{text}” has no meaning in a formula").format(text=text))

    def _take(self, match: re.Match[str]) -> None:
        kind, text = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        if kind == "power":
            self._two_powers(text)
        elif kind == "number":
            self._number(text)
            return
        elif kind in ("word", "named"):
            self._word(text, match.end())
            return
        elif kind in ("sign", "opened", "closed"):
            self._sign({"opened": "|(", "closed": ")|"}.get(kind, text))
        self.at = match.end()

    def _add(self, kind: Kind, text: str) -> None:
        self.found.append(Token(kind, text, self.plain.column(self.at)))

    def _two_powers(self, text: str) -> NoReturn:
        mantissa, power = re.split("[eE]", text)
        sign = power[0] if power[0] in "+-" else "*"
        exponent = power.lstrip("+-")
        one = f"{mantissa}*10^{'-' * (sign == '-')}{exponent}"
        self._two_readings(text, one, f"{mantissa}*e {sign} {exponent}")

    def _two_readings(self, text: str, one: str, other: str) -> NoReturn:
        message = _("“{text}” has two readings; write {one} or {other}")
        self.fail(message.format(text=text, one=one, other=other))

    def _number(self, text: str) -> None:
        comma = _DECIMAL_COMMA.match(self.plain.text, self.at)
        end = self.at + len(text)
        if comma and "." not in text and not (self.lists and self.lists[-1]):
            if _TWO_READINGS.fullmatch(comma[0]):
                self._two_readings(comma[0], f"{comma[1]}.{comma[2]}", comma[1] + comma[2])
            text, end = f"{comma[1]}.{comma[2]}", comma.end()
        if sum(character.isdigit() for character in text) > DIGITS:
            self.fail(_("a number has at most {n} digits").format(n=DIGITS))
        self._add(Kind.NUMBER, text)
        self.at = end

    def _word(self, text: str, end: int) -> None:
        if text in _COMMANDS:
            self._add(Kind.SIGN, _COMMANDS[text])
            self.at = end
            return
        parts = [text.removeprefix("\\")]
        while subscript := _SUBSCRIPT.match(self.plain.text, end):
            parts.append(subscript[1] or subscript[2])
            end = subscript.end()
        self._add(Kind.WORD, "_".join(parts))
        self.at = end

    def _sign(self, text: str) -> None:
        if text == "=":
            self.fail(_("write only what stands right of the “=”"))
        if text == "_":
            self._meaningless(text)
        sign = _ROUND.get(text, text)
        if sign == "(":
            before = self.found[-1].text.lower() if self.found else ""
            commas = before.endswith(_TWO_ARGUMENTS) and ";" not in self.plain.text
            self.lists.append(commas)
        elif sign == ")" and self.lists:
            self.lists.pop()
        self._add(Kind.SIGN, sign)
