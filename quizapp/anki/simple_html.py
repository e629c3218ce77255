"""HTML of nothing but words, line ends and plain emphasis: most fields of most collections.

It needs no tree, which takes twenty times as long; what comes out is what the tree would give.
"""

import re

from quizapp.anki.escaping import escaped

_TAG = re.compile(r"<br ?/?>|<(?P<name>b|strong|i|em)>(?P<text>[^<]*)</(?P=name)>")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BLANKS = re.compile(r"\s+")
_WORDS, _LINE_END = "", "br"


def simple_markdown(html: str) -> str | None:
    """The Markdown of a text, None where it holds anything that takes more care."""
    pieces = _pieces(html)
    if pieces is None:
        return None
    parts = []
    for place, (name, text) in enumerate(pieces):
        if name == _LINE_END:
            parts.append("\\\n")
            continue
        said = escaped(_BLANKS.sub(" ", text))
        if name in _MARKS:
            before = _edge(pieces[place - 1], -1) if place else " "
            after = _edge(pieces[place + 1], 0) if place + 1 < len(pieces) else " "
            said = emphasised(said, _MARKS[name], before, after)
        parts.append(said)
    return "".join(parts)


def _pieces(html: str) -> list[tuple[str, str]] | None:
    """Tags by their name and the words between them; None where there is more."""
    if "&" in html:
        return None
    pieces: list[tuple[str, str]] = []
    end = 0
    for tag in _TAG.finditer(html):
        pieces += [(_WORDS, html[end : tag.start()]), (tag["name"] or _LINE_END, tag["text"] or "")]
        end = tag.end()
    pieces.append((_WORDS, html[end:]))
    pieces = [piece for piece in pieces if piece != (_WORDS, "")]
    return None if any("<" in text for _name, text in pieces) else pieces


def _edge(piece: tuple[str, str], end: int) -> str:
    """The character of a neighbour that stands beside a tag: none for another emphasis."""
    name, text = piece
    if name == _LINE_END:
        return " "
    return text[end] if name == _WORDS else ""


def emphasised(text: str, mark: str, before: str, after: str) -> str:
    """The text between marks, where Markdown would read them as such beside these characters."""
    inner = text.strip()
    if not inner or "\n\n" in inner or inner.endswith("\\") or mark[0] in (inner[0], inner[-1]):
        return text
    if text[0] == " " or text[0] == "\n":
        before = " "
    if text[-1] == " " or text[-1] == "\n":
        after = " "
    if not _opens(before, inner[0]) or not _opens(after, inner[-1]):
        return text
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :]
    return f"{left}{mark}{inner}{mark}{right}"


def _opens(outside: str, inside: str) -> bool:
    """Whether a mark between two characters holds: beside a sign, only if none is a letter."""
    return bool(outside) and (inside.isalnum() or not outside.isalnum())
