"""Whether a package on disk is the one that would be written: told from a mark at its end.

The zip's comment holds a digest of all that was exported, one of the file before the comment, so
that a file that was damaged or edited since is written anew, and how much is in it.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

_DIGEST = 16
_NUMBER = 9
_MARK = re.compile(rb"quizapp ([0-9a-f]{32}) ([0-9a-f]{32}) (\d{9}) (\d{9}) (\d{9})")

MARK_LENGTH = len("quizapp") + 2 * (1 + 2 * _DIGEST) + 3 * (1 + _NUMBER)
"""How many bytes the comment has."""


class Content(NamedTuple):
    """How much is in a package."""

    cards: int
    notes: int
    media: int


def mark(before: bytes, exported: bytes, content: Content) -> bytes:
    """The comment of a zip that is ``before`` without it; ``exported`` digests what is in it."""
    digest = hashlib.blake2b(before, digest_size=_DIGEST).digest()
    numbers = " ".join(f"{number:0{_NUMBER}}" for number in content)
    return f"quizapp {exported.hex()} {digest.hex()} {numbers}".encode()


def unchanged(file: Path, exported: bytes) -> Content | None:
    """What is in a file that was written from just that, and is as it was written; else None."""
    try:
        zipped = file.read_bytes()
    except OSError:
        return None
    found = _MARK.fullmatch(zipped[-MARK_LENGTH:])
    if found is None:
        return None
    content = Content(*map(int, found.groups()[2:]))
    return content if found[0] == mark(zipped[:-MARK_LENGTH], exported, content) else None
