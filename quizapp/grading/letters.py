"""Two wordings side by side, letter by letter: what is the same, too many and missing."""

import unicodedata
from collections.abc import Sequence

from quizapp.model.verdicts import Letters

_FOLDED = {"ё": "е", "’": "'", "‘": "'", "`": "'", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"'}
_JOINER = "\u200d"


def letters_between(typed: str, right: str) -> tuple[Letters, ...]:
    """The stretches that make ``typed`` into ``right`` with the fewest letters changed.

    Joined, their sides are both texts again. Letters that differ in case alone are the same.
    """
    from rapidfuzz.distance import Levenshtein

    ours, theirs = graphemes(typed), graphemes(right)
    found: list[Letters] = []
    for change in Levenshtein.opcodes(_keys(ours), _keys(theirs)):
        mine = "".join(ours[change.src_start : change.src_end])
        other = "".join(theirs[change.dest_start : change.dest_end])
        if change.tag == "equal":
            found.append(Letters(mine, other))
            continue
        found += [Letters(mine, "")] if mine else []
        found += [Letters("", other)] if other else []
    return tuple(found)


def graphemes(text: str) -> list[str]:
    """A text in letters as a reader counts them: an accent belongs to the letter before it."""
    found: list[str] = []
    for sign in text:
        joins = unicodedata.combining(sign) or sign == _JOINER
        if found and (joins or found[-1].endswith(_JOINER)):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _keys(letters: Sequence[str]) -> list[str]:
    return [folded_letter(letter) for letter in letters]


def folded_letter(letter: str) -> str:
    """A letter without what does not count: its case, ё for е, the style of a quotation mark."""
    plain = unicodedata.normalize("NFC", letter).casefold()
    return _FOLDED.get(plain, plain)
