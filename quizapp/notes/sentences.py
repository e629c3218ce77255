"""Sentences, words and the first letters of both languages."""

import re
from functools import lru_cache

from quizapp.notes.prose import MASK

_END = re.compile(r"(?:[.!?…]+[»”\")\]]*)(?=\s+[«“\"(\[]?[A-ZА-ЯЁ0-9" + MASK + r"])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:[A-ZА-ЯЁ]|т|е|г|гг|рис|табл|стр|гл|см|ср|напр|др|пр|проф|акад|"
    r"т\.\s?[екнпд]|и\s?т\.\s?[дп]|e\.g|i\.e|cf|vs|etc|fig|eq|sec|ch|dr|mr|mrs|prof|approx|resp|al)\.$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_PIECE = re.compile(r"\$[^$]+\$|`[^`]+`")
_OPEN_END = re.compile(
    r"\s(?:to|of|as|by|from|is|are|the|an?|with|for|in|and|or|but|но|а|в|на|к|с|и|или|как|из|для|это|что)$"
)
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")
_PAIRS = (("(", ")"), ("«", "»"), ("[", "]"))


def sentences(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """The sentences of a masked text from ``start`` on, as (start, end) without outer spaces."""
    found: list[tuple[int, int]] = []
    for end in _END.finditer(text, start):
        if _ABBREVIATION.search(text[max(start, end.end() - 12) : end.end()]):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    trimmed = (_trim(text, first, last) for first, last in found)
    return tuple((first, last) for first, last in trimmed if first < last)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def words(text: str) -> list[str]:
    """The words of a text; hyphenated ones count once."""
    return (_WORD if "_" in text else _PLAIN_WORD).findall(text)


@lru_cache(maxsize=4096)
def length(text: str) -> int:
    """The length of a Markdown text in words; a formula or code span counts as three."""
    pieces = len(_PIECE.findall(text)) if "$" in text or "`" in text else 0
    return 3 * pieces + len(words(_PIECE.sub(" ", text) if pieces else text))


def whole(sentence: str) -> bool:
    """Whether this is no half sentence: it announces nothing, its brackets and formulas close."""
    if (
        sentence.endswith((":", ",", ";", "…", "..."))
        or "$$" in sentence
        or _OPEN_END.search(sentence[-12:])
    ):
        return False
    return all(sentence.count(left) == sentence.count(right) for left, right in _PAIRS)


def cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The words of a text cut to five letters, so that endings do not count; short ones go."""
    folded = text.casefold().replace("ё", "е")
    return frozenset([word[:5] for word in words(folded) if len(word) > 2])


def capitalised(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """``text`` with a small first letter, unless its first word is a name or an abbreviation."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() else text
