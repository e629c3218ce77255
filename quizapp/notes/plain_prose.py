"""The quick way through the text of a paragraph that has no marks but bold words and code.

markdown-it-py asks a dozen rules at every mark, and most paragraphs of notes have these alone.
All other texts go the long way, so both ways read the same.
"""

import re
from collections.abc import Iterator

_BOLD = (
    r"(?<![^ \n])\*\*(?P<bold>[^\W_](?:[^*_\\`\[\]<>$&!~\n\t\ufffc]*[^\s*_\\`\[\]<>$&!~\ufffc])?)"
    r"(?:(?<=[^\W_])\*\*(?![^ \n.,;:?)])|\*\*(?![^ \n]))"
)
_CODE = r"(?<!`)`(?P<code>[^\s`](?:[^`\n\t]*[^\s`])?)`(?!`)"
_MARK = re.compile(rf"{_BOLD}|{_CODE}")
_OTHER = re.compile("[\\\\`*_\\[\\]<>$&!~\ufffc\0\r\t\f\v]|  \n|^\\s|\\s$")
"""What makes the inline parser do anything but join lines."""
_MARKS = ("**", "`")
_LINE_END = re.compile(" *\n *")
_SPACES = re.compile(" {2,}")


def stretches(text: str) -> tuple[tuple[str, str], ...] | None:
    """The stretches of a text in order: ``text``, ``bold`` or ``code``, and what is written.

    None where anything else is marked up in it.
    """
    if not any(mark in text for mark in _MARKS):
        return None if _OTHER.search(text) else (("text", spaced(text)),)
    if _OTHER.search(_MARK.sub("x", text)):
        return None
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[tuple[str, str]]:
    end = 0
    for found in _MARK.finditer(text):
        if end < found.start():
            yield "text", spaced(text[end : found.start()])
        kind = found.lastgroup or ""
        yield kind, found[0].strip("`") if kind == "code" else spaced(found[kind])
        end = found.end()
    if end < len(text):
        yield "text", spaced(text[end:])


def spaced(text: str) -> str:
    """A text on one line, with single spaces."""
    return _SPACES.sub(" ", _LINE_END.sub(" ", text))
