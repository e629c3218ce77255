"""What makes a text another fact however alike its letters are.

One digit, one «не», one sign in a formula or one name put for another turns a fact into another,
while most letters stay. So these parts of two texts are compared by themselves.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from quizapp.notes.content_words import substituted
from quizapp.notes.fingerprint import normalised
from quizapp.notes.letters import ratio
from quizapp.notes.markup import OPAQUE_SPAN
from quizapp.notes.opposites import ECHOES, NEGATING_PREFIXES, NEGATIONS, numerals, poles

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_UNIT = (
    r"%|‰|°|тыс|млн|млрд|мс|нс|мкс|сек|мин|кг|км|см|мм|ms|ns|us|sec|min|kg|km|cm|mm|[KMGT]?i?B"
    r"|бит|байт|bits?|bytes?|thousand|million|billion|trillion|миллион|миллиард"
)
_NUMBER = re.compile(
    rf"(?P<word>[^\W\d_]+)?[^\w+\-−–]{{0,5}}(?:(?<![\w)])(?P<sign>[-−–])\s?)?"
    rf"(?P<digits>\d+(?:[.,\u00a0 ]\d+)*)(?:\s?(?P<unit>{_UNIT})(?![^\W_]))?"
)
_NUMBERING = re.compile(
    r"^\s*(?:\d+[.)]\s*)+(?:\d+\s)?"
    r"|^\s*(?:глава|лекция|часть|урок|тема|раздел|модуль|неделя"
    r"|chapter|lecture|part|lesson|section|unit|module|week)\s\d+(?:\.\d+)*[.:)]?\s",
    re.IGNORECASE,
)
_SPACING = re.compile(r"\\(?:left|right|displaystyle|limits|quad|qquad|[,;!: ])|\s+")
_SINGLE = re.compile(r"\{(\w)\}")
_RELATION = re.compile(r"[<>≤≥≠=≈±∈∉⊂→←↔⇒⇐]")
_RELATIONS_TYPED = {"->": "→", "<-": "←", "=>": "⇒", "<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
_MERE_NUMBER = re.compile(r"\${1,2}([-−]?[\d.,]+)\${1,2}")
_OPENING = " \"'«“(-—*"
_ONLY = frozenset({"только", "only", "просто", "just"})
_ARTICLES = frozenset({"a", "an", "the", "any", "this"})
_DIGITS = re.compile(r"\d+")
_ENOUGH_WORDS = 3
_SAME_NAME = 0.6
_LONG = 4


@dataclass(frozen=True, slots=True)
class Substance:
    """The parts of a text that decide which fact it is.

    ``numbers`` come each with the word before it; ``negated`` are the words after a negation;
    ``poles`` say which sides of which opposites are named; ``names`` are words with capitals
    inside a sentence, or Latin ones in a Russian text; ``code`` are code spans; ``plain`` is the
    text without the marks of formulas and code.
    """

    words: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    negations: int
    negated: frozenset[str]
    poles: frozenset[tuple[int, int]]
    formulas: tuple[str, ...]
    code: tuple[str, ...]
    relations: tuple[str, ...]
    names: frozenset[str]
    plain: str


@lru_cache(maxsize=8192)
def substance(text: str) -> Substance:
    """Take a text apart."""
    text = _MERE_NUMBER.sub(r"\1", normalised(text))
    spans = [span[0] for span in OPAQUE_SPAN.finditer(text)]
    prose = OPAQUE_SPAN.sub(" ", text)
    for typed, sign in _RELATIONS_TYPED.items():
        prose = prose.replace(typed, sign)
    words = tuple(folded(word) for word in _WORD.findall(prose))
    negations, negated = _negations(words)
    return Substance(
        words=words,
        numbers=tuple(_numbers(prose, words)),
        negations=negations,
        negated=negated,
        poles=frozenset(pole for word in words for pole in poles(word)),
        formulas=tuple(sorted(_tex(span) for span in spans if span.startswith("$"))),
        code=tuple(sorted(span.strip("`").strip() for span in spans if span.startswith("`"))),
        relations=tuple(sorted(_RELATION.findall(prose))),
        names=_names(prose),
        plain=text.replace("$", "").replace("`", ""),
    )


def folded(text: str) -> str:
    """A text without what differs only by typing: capitals, ё, kinds of dashes and quotes."""
    return text.casefold().translate(_TYPED_ALIKE)


_TYPED_ALIKE = str.maketrans("ё—–−‑«»„“”’", 'е----"""""\'')


def another_answer(before: str, after: str) -> bool:
    """Whether two answers, however alike, state two facts."""
    if before == after:
        return False
    old, new = substance(before), substance(after)
    return (
        _other_numbers(old, new)
        or _other_sense(old, new)
        or _lost(old.formulas, new)
        or _lost(new.formulas, old)
        or (bool(new.code) and _lost(old.code, new))
        or (bool(old.code) and _lost(new.code, old))
        or _other_relations(old, new)
    )


def another_question(before: str, after: str, answer: str) -> bool:
    """Whether two questions with much the same answer ask for two facts.

    Numbers, formulas and single words of a question may be mended (a chapter gets another number),
    but not where the answer is so short that it would fit many questions.
    """
    if before == after:
        return False
    old = substance(_NUMBERING.sub("", before))
    new = substance(_NUMBERING.sub("", after))
    if _other_sense(old, new):
        return True
    if len(substance(answer).words) >= _ENOUGH_WORDS:
        return False
    return (
        _digits(old) != _digits(new)
        or old.formulas != new.formulas
        or substituted(folded(before), folded(after))
    )


def another_context(before: str, after: str) -> bool:
    """Whether the text around a cloze says something else of it.

    Its numbers and names may change: they may be what the next cloze hides.
    """
    old, new = substance(before), substance(after)
    return _other_negation(old, new) or _opposite(old, new)


def _digits(content: Substance) -> list[str]:
    return sorted(number for _, number in content.numbers)


def _numbers(prose: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    for number in _NUMBER.finditer(prose):
        digits = re.sub(r"[\u00a0 ]", "", number["digits"]).replace(",", ".")
        sign = "-" if number["sign"] else ""
        found.append((folded(number["word"] or ""), sign + digits + (number["unit"] or "")))
    known = numerals()
    before = ("", *words)
    found += [(before[n], known[word]) for n, word in enumerate(words) if word in known]
    return found


def _other_numbers(old: Substance, new: Substance) -> bool:
    """Other numbers, or the same ones said of other things: «from 0 to 1», «from 1 to 0»."""
    if old.formulas != new.formulas:
        # A formula that has become text, or text that has become one, takes its digits along.
        return sorted(_DIGITS.findall(old.plain)) != sorted(_DIGITS.findall(new.plain))
    if _digits(old) != _digits(new):
        return True
    if [number for _, number in old.numbers] == [number for _, number in new.numbers]:
        return False
    return old.words == new.words or Counter(old.numbers) != Counter(new.numbers)


def _other_sense(old: Substance, new: Substance) -> bool:
    return _other_negation(old, new) or _opposite(old, new) or _other_name(old, new)


def _negations(words: tuple[str, ...]) -> tuple[int, frozenset[str]]:
    places = [
        n
        for n, word in enumerate(words)
        if (word in NEGATIONS or word.endswith(("n't", "n’t")))
        and words[n + 1 : n + 2] not in [(only,) for only in _ONLY]
    ]
    places = places or [n for n, word in enumerate(words) if word in ECHOES]
    following = (words[n + 1 : n + 3] for n in places)
    return len(places), frozenset(
        next((word for word in after if word not in _ARTICLES), "") for after in following
    )


def _other_negation(old: Substance, new: Substance) -> bool:
    if old.negations != new.negations:
        return True
    gone, come = set(old.words) - set(new.words), set(new.words) - set(old.words)
    if _negates(gone, come) or _negates(come, gone):
        return True
    swapped = (old.negated - new.negated) & set(new.words)
    return bool(swapped) and bool((new.negated - old.negated) & set(old.words))


def _negates(plain: set[str], others: set[str]) -> bool:
    """Whether a word of the others is one of the plain ones with a negating prefix."""
    for word in others:
        for prefix in NEGATING_PREFIXES:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= 4:
                stem = rest[: max(4, len(rest) - 2)]
                if any(other.startswith(stem) for other in plain):
                    return True
    return False


def _opposite(old: Substance, new: Substance) -> bool:
    gone, come = old.poles - new.poles, new.poles - old.poles
    return any((pair, 1 - side) in come for pair, side in gone)


def _names(prose: str) -> frozenset[str]:
    cyrillic = any("а" <= letter <= "я" for letter in prose.casefold())
    names = set()
    for found in _WORD.finditer(prose):
        word = found[0]
        before = prose[max(found.start() - 9, 0) : found.start()].rstrip(_OPENING)
        starts = not before or before[-1] in ".?!:…"
        foreign = cyrillic and word.isascii()
        if foreign or any(c.isupper() for c in word[1:]) or (word[0].isupper() and not starts):
            names.add(folded(word))
    return frozenset(names)


def _other_name(old: Substance, new: Substance) -> bool:
    """Whether exactly one name has given way to another, quite different one."""
    gone, come = old.names - new.names, new.names - old.names
    if len(gone) != 1 or len(come) != 1:
        return False
    return ratio(min(gone), min(come)) < _SAME_NAME


def _other_relations(old: Substance, new: Substance) -> bool:
    gone, come = Counter(old.relations), Counter(new.relations)
    return bool(gone - come) and bool(come - gone)


def _lost(parts: tuple[str, ...], text: Substance) -> bool:
    """Whether a formula or code span of one text is missing in the other, also as plain text."""
    missing = Counter(parts) - Counter(text.formulas) - Counter(text.code)
    return any(not _stands_in(part, text.plain) for part in missing)


def _stands_in(part: str, plain: str) -> bool:
    if len(part) >= _LONG:
        return _tex(part) in _tex(plain)
    return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", plain))


def _tex(span: str) -> str:
    return _SINGLE.sub(r"\1", _SPACING.sub("", span.strip("$")))
