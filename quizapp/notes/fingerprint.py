"""The fingerprint of a card's content, and the ids that are derived from it.

A fingerprint survives what does not change the content: other spaces, other emphasis, another
form of the same Unicode letters. The uid of a card is derived from its first fingerprint and
then never changes, so that two machines that import the same notes agree on it.
"""

import hashlib
import re
import unicodedata

from quizapp.model.cards import FROM_ANKI, Candidate, CardKind, known_as
from quizapp.notes.markup import outside_opaque

_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CLOZE_NUMBER = re.compile(r"\{\{c\d+::")
_SEPARATOR = b"\x1f"

QUESTIONS = frozenset({CardKind.LIVE, CardKind.CODE})
"""The kinds that are known by the id of their question alone."""


def fingerprint(candidate: Candidate) -> str:
    """16 hex digits of what a card says: its kind and both its sides.

    A cloze is known by its text and the place of its own deletion in it, never by its number;
    a choice by its options in any order; a question by its source; a typed card as a basic one.
    """
    sides = [candidate.front, candidate.back]
    if candidate.kind is CardKind.CLOZE:
        sides[0] = _CLOZE_NUMBER.sub("{{c::", candidate.front)
    if candidate.kind is CardKind.CHOICE:
        sides[1] = "\n".join(sorted(candidate.back.split("\n")))
    if candidate.kind in QUESTIONS:
        sides = [candidate.info, candidate.source]
        return _digest(candidate.kind, *sides)
    return _digest(known_as(candidate.kind), *map(normalised, sides))


def normalised(text: str) -> str:
    """A text without what does not count: emphasis, kinds of space, invisible characters."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(outside_opaque(text, _unemphasised).split())


def _unemphasised(prose: str) -> str:
    return _EMPHASIS.sub("", prose) if "_" in prose else prose.replace("*", "")


def card_uid(kind: CardKind, path: str, first_fingerprint: str, ordinal: int) -> str:
    """The id of a card without an id of its own: 16 hex digits."""
    return _digest(known_as(kind), path, first_fingerprint, str(ordinal))


def candidate_uid(candidate: Candidate, content: str, ordinal: int) -> str:
    """The id a candidate gets as a new card.

    A question is known by its id wherever it stands; one that was erased begins anew. A card with
    a block id is known by that id and the path of its file, whatever it says: so editions of a
    deck in two languages, which have the same paths and ids, share their cards. One from Anki is
    known by its id alone. All others follow their content.
    """
    if candidate.explicit_id is not None and candidate.kind in QUESTIONS:
        again = (str(ordinal),) if ordinal else ()
        return _digest("question", candidate.explicit_id, *again)
    if candidate.explicit_id is not None and ordinal == 0:
        if candidate.explicit_id.startswith(FROM_ANKI):
            return _digest("anki", candidate.explicit_id)
        return _digest("block", candidate.passage.path, candidate.explicit_id)
    return card_uid(candidate.kind, candidate.passage.path, content, ordinal)


def _digest(*parts: str) -> str:
    data = _SEPARATOR.join(part.encode("utf-8", "surrogatepass") for part in parts)
    return hashlib.blake2b(data, digest_size=8).hexdigest()
