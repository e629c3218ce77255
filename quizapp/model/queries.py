"""The words of a search: what was typed, cut into terms, before anyone knows what they mean."""

import re
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r'-?(?:[a-z]+:)?"[^"]*"?|\S+')


class Fault(StrEnum):
    """Why a word cannot be read at all."""

    QUOTE = "quote"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: ``-tag:"two words"``.

    ``text`` stands at ``start`` of the query; ``key`` is what is before the colon, "" for plain
    text; ``value`` is the rest without its quotes.
    """

    text: str
    start: int
    key: str
    value: str
    negated: bool
    fault: Fault | None = None

    @property
    def end(self) -> int:
        """The place in the query after the word."""
        return self.start + len(self.text)


def words(query: str) -> list[Word]:
    """The words of a query in their order; a malformed one has its fault."""
    return [_word(match.group(), match.start()) for match in _WORD.finditer(query)]


def _word(text: str, start: int) -> Word:
    negated = text.startswith("-") and len(text) > 1
    key, colon, value = text[negated:].partition(":")
    if not colon or not key.isalpha() or not key.islower():
        key, value = "", text[negated:]
    return Word(text, start, key, value.strip('"'), negated, _fault(value))


def _fault(value: str) -> Fault | None:
    if value.count('"') % 2:
        return Fault.QUOTE
    if not value.startswith('"') and (value.startswith("(") or _unbalanced(value)):
        return Fault.BRACKET
    return None


def _unbalanced(value: str) -> bool:
    depth = 0
    for sign in value:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return True
    return depth > 0
