"""The union of two states of the same cards: the latest of each counts, in any order.

A row of ``cards`` is three registers: what the notes say of it (written at ``changed_at``), how
the learner holds it (changed ``holds`` times), and which devices saw it in their own notes (only
ever grows). ``source`` and ``position``, and the lines where nothing else differs, are of one
machine.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
"""A row by its columns, as the engine or a segment gives it."""

WORDS = (
    *("fingerprint", "kind", "front", "back", "extra"),
    *("path", "headings", "explicit_id"),
)
"""What a version of a card keeps of it."""

_REST = (
    *("rule", "deck", "tags", "lang", "standing"),
    *("question", "question_version", "written"),
)
SAID = (*WORDS, *_REST)
"""What the notes say of a card."""

HELD = ("suspended", "buried_on", "flag")
"""How the learner holds a card."""

AT_HOME = ("learner", "begun")
"""What does not travel: whose card it is, and what follows from the log."""

_LINES = ("first_line", "last_line")


def joined(ours: Row, theirs: Row) -> Row:
    """One card from two states of it.

    Commutative, associative and idempotent but for what belongs to one machine: that is ours.
    """
    said = theirs if said_rank(theirs) > said_rank(ours) else ours
    held = theirs if held_rank(theirs) > held_rank(ours) else ours
    return {
        **ours,
        **{name: said[name] for name in (*SAID, *_LINES, "changed_at")},
        **{name: held[name] for name in (*HELD, "holds")},
        "added_at": min(ours["added_at"], theirs["added_at"]),
        "ordinal": min(ours["ordinal"], theirs["ordinal"]),
        "seen_by": together(ours["seen_by"], theirs["seen_by"]),
    }


def said_rank(row: Mapping[str, Any]) -> tuple[int, str, str]:
    """The order of what was said: by time, then by content, so that equal times decide too."""
    return row["changed_at"], _text(row, WORDS), _text(row, _REST)


def held_rank(row: Mapping[str, Any]) -> tuple[int, str]:
    """The order of holds: who has seen more changes, then by content; no clock is asked."""
    return row["holds"], _text(row, HELD)


def version_of(row: Mapping[str, Any]) -> Row:
    """What a card says, as ``card_versions`` keeps it once it says or stands something else."""
    return {
        "card": row["uid"],
        "version": version_key(row),
        "changed_at": row["changed_at"],
        "said": {name: row[name] for name in WORDS},
    }


def version_key(row: Mapping[str, Any]) -> str:
    """What tells the versions of a card apart: its content and its place in the notes."""
    place = _text(row, ("fingerprint", "path", "headings"))
    return hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def version_rank(version: Mapping[str, Any]) -> tuple[int, str]:
    """The order of states of one version; that of :func:`said_rank` without the rest."""
    return version["changed_at"], _text(version["said"], WORDS)


def devices_of(seen_by: str | None) -> frozenset[str]:
    """The devices in the column ``seen_by``."""
    return frozenset((seen_by or "").split())


def together(*columns: str | None) -> str:
    """The union of several columns ``seen_by``."""
    return " ".join(sorted(frozenset().union(*map(devices_of, columns))))


def _text(row: Mapping[str, Any], names: Iterable[str]) -> str:
    return json.dumps([row[name] for name in names], ensure_ascii=False)
