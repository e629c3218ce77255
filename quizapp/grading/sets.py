"""Several answers in one line, in any order: a set of words or numbers."""

import re
from dataclasses import replace

from quizapp.grading.entries import flat, within
from quizapp.grading.findings import Steps, equal_or_not, marks
from quizapp.grading.read_answer import normal, read_number
from quizapp.grading.text import plain_form
from quizapp.grading.unreadable import UnreadableAnswer
from quizapp.language import _, ngettext
from quizapp.model.questions import Part, Tolerance, Value
from quizapp.model.verdicts import PartVerdict

_Item = str | bool | int | float
_BETWEEN = " ;,[](){}"
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d*")


def judge_set(part: Part, text: str, steps: Steps = ()) -> PartVerdict:
    """The verdict on a set of words or numbers; order and repetition do not count.

    Raises:
        UnreadableAnswer: nothing was typed, or no number where numbers are asked.
    """
    right = _items(part.answer)
    words = any(isinstance(item, str) for item in right)
    known = [right, *(_items(mistake.value) for mistake in part.mistakes)] if words else []
    typed: list[_Item] = list(_covered(text, {str(item) for items in known for item in items}))
    typed = typed or [_item(piece, words) for piece in _pieces(text, right)]
    if not typed:
        raise UnreadableAnswer(_("The answer is empty. Write the elements one after another."))
    present = [_among(item, typed, part.tolerance) for item in right]
    found = equal_or_not(
        part,
        lambda value: _same_set(typed, _items(value), part.tolerance),
        steps,
        misses=_missing(present),
    )
    read = " ".join(map(str, typed))
    return replace(found, entries=marks(present), read=read, value=tuple(typed))


def _covered(text: str, known: set[str]) -> list[str]:
    """The known words that ``text`` consists of, the longest first: one may have spaces, commas or
    brackets in it. Empty if anything else is written there too.
    """
    rest, found = plain_form(text), list[str]()
    longest_first = sorted(known, key=len, reverse=True)
    while rest:
        word = next((word for word in longest_first if word and _begins(rest, word)), "")
        if not word and rest[0] not in _BETWEEN:
            return []
        found += [word] if word else []
        rest = rest[len(word) or 1 :]
    return found


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and text[len(word) : len(word) + 1] in _BETWEEN


def _pieces(text: str, right: list[_Item]) -> list[str]:
    """Words end at commas where there are any, else at spaces; a comma within a number separates
    only where whole numbers are asked, or points are written and nothing else stands between.
    """
    typed = re.sub(r"[\[\](){}]", " ", normal(text)).strip()
    if any(isinstance(item, str) for item in right):
        pieces = re.split(r"[;,\n]" if re.search(r"[;,\n]", typed) else r"\s+", typed)
    elif all(isinstance(item, int) for item in right):
        pieces = re.split(r"[;,\s]", typed)
    else:
        points = "." in typed and not re.search(r"[\s;]", typed) and not _GROUPED.fullmatch(typed)
        comma = "," if points else r",(?=\s|$)"
        pieces = re.split(rf"[;\s]|{comma}", typed)
    return [piece.strip() for piece in pieces if piece.strip()]


def _item(piece: str, words: bool) -> _Item:
    return plain_form(piece) if words else read_number(piece)


def _items(value: Value) -> list[_Item]:
    entries = value if isinstance(value, tuple) else (value,)
    if any(isinstance(entry, str) for entry in entries):
        return [plain_form(str(entry)) for entry in entries]
    return list(flat(value))


def _among(item: _Item, items: list[_Item], tolerance: Tolerance) -> bool:
    return any(_equal(other, item, tolerance) for other in items)


def _equal(typed: _Item, right: _Item, tolerance: Tolerance) -> bool:
    if isinstance(typed, str) or isinstance(right, str) or tolerance.exact:
        return typed == right
    return within(typed, right, tolerance.around(right))


def _same_set(typed: list[_Item], right: list[_Item], tolerance: Tolerance) -> bool:
    return all(_among(item, typed, tolerance) for item in right) and all(
        any(_equal(item, other, tolerance) for other in right) for item in typed
    )


def _missing(present: list[bool]) -> str:
    missing = present.count(False)
    if not missing:
        return _("All elements are there, and others that do not belong.")
    return ngettext("{n} element is missing.", "{n} elements are missing.", missing)
