"""Names and ordinary words: which capital letter belongs to a sentence, which to a name."""

import re
from functools import lru_cache

_CODE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_SMALL = re.compile(r"(?<![\w.$\\/-])[a-z]{2,}(?:-[a-z]+)*(?![\w/])")
_CAPITAL = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)*")


def within_sentence(term: str, body: str) -> str:
    """``term`` as it stands within a sentence.

    The capital of its first word goes only where the notes write the same word with a small
    letter elsewhere, and no other word of the term has a capital: "Transfer learning" becomes
    "transfer learning", "Batch Normalization" and "GloVe" stay.
    """
    first, *others = term.split()
    if not _CAPITAL.fullmatch(first) or any(word != word.lower() for word in others):
        return term
    return term[0].lower() + term[1:] if first.lower() in _small_words(body) else term


@lru_cache(maxsize=2)
def _small_words(body: str) -> frozenset[str]:
    """The words that a text writes with a small letter, outside code."""
    return frozenset(_SMALL.findall(_CODE.sub(" ", body)))
