"""Plain text → Markdown that shows exactly this text, wherever it stands.

Besides CommonMark's own signs these are the ones our notes know: formulas, clozes, highlights,
footnotes, comments, tags, block ids and ``Q:``.
"""

import re

_EVERYWHERE = re.compile(
    r"[\\*$<\[~^|{}`]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|&(?=\#?\w{1,32};)|&\Z"
    r"|={2,}|%{2,}|!(?=-)"
    r"|(?<!\S)\#(?=\w)"
)
_AT_START = re.compile(
    r"\s*(?:\d{1,9}(?P<dot>[.)])(?=\s|\Z)|[QAА](?P<colon>:)|(?P<sign>[-+=>#%.)!:]))"
)


def escaped(text: str) -> str:
    """The text as Markdown; it may be the beginning of a line."""
    found = _AT_START.match(text)
    if not found:
        return _everywhere(text)
    place = found.start(found.lastgroup or 0)
    if _EVERYWHERE.match(text, place):
        return _everywhere(text)
    return f"{_everywhere(text[:place])}\\{text[place]}{_everywhere(text[place + 1 :])}"


def _everywhere(text: str) -> str:
    return _EVERYWHERE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    signs = found[0]
    if signs == "`":
        return "&#96;"
    return "".join(f"\\{sign}" for sign in signs)
