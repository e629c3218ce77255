"""Markup that Markdown itself does not know: wiki links, embeds, footnote marks, block ids."""

import re
from collections.abc import Callable

# Code spans and formulas; the bounds keep unclosed marks from being searched for to the end.
_OPAQUE = (
    r"(?<!`)(?P<ticks>`{1,3})(?!`).{1,1000}?(?<!`)(?P=ticks)(?!`)"
    r"|(?<!\\)\$\$.{1,2000}?\$\$"
    r"|(?<![\\\d])\$(?![\s$])[^$\n]{1,500}(?<![\s\\])\$(?!\d)"
)
OPAQUE_SPAN = re.compile(_OPAQUE, re.DOTALL)
"""A code span or formula within a line: nothing in it is prose or markup."""

FENCED = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ >]*(?P=fence)[`~]*[ ]*$", re.M | re.DOTALL
)
"""A block of code within a text of several lines."""

_WIKI_LINK = re.compile(
    rf"(?=[`$!\[^=<#{{])(?:(?P<opaque>{_OPAQUE})"
    r"|(?P<bang>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<alias>[^\[\]\n]{1,300}))?\]\]"
    r"|(?P<footnote>\[\^[^\]\s]{1,60}\]|\^\[[^\[\]\n]{1,300}\])"
    r"|==(?=[^\s=])(?P<highlight>[^\n]{1,300}?)(?<=[^\s=])==(?!=)"
    r"|(?P<comment>\{%.{1,300}?%\}|<!--.{0,500}?-->|"
    r"(?<![^\s])#flashcards(?:/[\w/-]+)?(?![\w/-])[ \t]?)"
    r"|(?<![\w\]])\[(?P<words>[^\[\]\n]{1,200})\]\[[^\[\]\n]{0,100}\])",
    re.DOTALL,
)
_MARKS = re.compile(r"\{%|\[[\[^]|\]\[|\^\[|==|<!--|#flashcards")
_IMAGE_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)$", re.IGNORECASE)
_SOUND_SUFFIX = re.compile(
    r"\.(?:mp3|og[ga]|opus|wav|m4a|flac|aac|3gp|mp4|webm|mkv|mov|ogv)$", re.I
)
_FIRST_PRIVATE = 0xF0000
_BLOCK_ID = re.compile(r"(?:^|\s)\^(?P<id>[A-Za-z0-9-]{1,64})\s*$")


def as_words(text: str) -> str:
    """Wiki links, references and highlights as their words, embeds as images or links to sounds.

    Footnote marks, HTML comments, template tags ``{% … %}`` and the tag ``#flashcards`` go.
    """
    if not _MARKS.search(text):
        return text
    parts: list[str] = []
    end = 0
    for code in FENCED.finditer(text) if "```" in text or "~~~" in text else ():
        parts += [_WIKI_LINK.sub(_shown, text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _WIKI_LINK.sub(_shown, text[end:])])


def _shown(found: re.Match[str]) -> str:
    if found["opaque"]:
        return found["opaque"]
    if found["footnote"] or found["comment"]:
        return ""
    if found["words"] or found["highlight"]:
        return found["words"] or found["highlight"]
    target = found["target"].strip()
    if found["bang"]:
        if _SOUND_SUFFIX.search(target):
            return f"[♪ {target}](<{target}>)"
        if not _IMAGE_SUFFIX.search(target):
            return ""
        return f"![{target}](<{target}>)"
    page, _, place = target.partition("#")
    return str(found["alias"] or (page or place.lstrip("^"))).strip()


def split_block_id(text: str) -> tuple[str, str]:
    """``text`` without the ``^block-id`` at its end, and the id or an empty string."""
    found = _BLOCK_ID.search(text[-80:]) if "^" in text[-80:] else None
    if not found:
        return text, ""
    return text[: len(text) - len(text[-80:]) + found.start()].rstrip(), found["id"]


def without_opaque(text: str) -> str:
    """``text`` without its code spans and formulas."""
    return OPAQUE_SPAN.sub(" ", text) if "$" in text or "`" in text else text


def masked(text: str) -> tuple[str, dict[str, str]]:
    """Put one private character in place of each code span and formula: their signs are theirs."""
    pieces: dict[str, str] = {}

    def mask(found: re.Match[str]) -> str:
        sign = chr(_FIRST_PRIVATE + len(pieces))
        if sign in text:
            return found[0]
        pieces[sign] = found[0]
        return sign

    return OPAQUE_SPAN.sub(mask, text), pieces


def unmasked(text: str, pieces: dict[str, str]) -> str:
    """The text with its code spans and formulas put back."""
    return "".join(pieces.get(sign, sign) for sign in text) if pieces else text


def outside_opaque(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` applied to what is neither code nor formula."""
    if "$" not in text and "`" not in text:
        return change(text)
    parts: list[str] = []
    end = 0
    for span in OPAQUE_SPAN.finditer(text):
        parts += [change(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, change(text[end:])])
