r"""Formulas and sounds in a field, set aside before its HTML is read, put back as Markdown after.

``\(…\)``, ``[$]…[/$]`` and ``[latex]…[/latex]`` become ``$…$``; ``\[…\]`` and ``[$$]…[/$$]``
``$$…$$``. What MathJax would see in them is text: their tags go, their entities are read.
"""

import re
from collections.abc import Callable
from html import unescape

from quizapp.anki.escaping import escaped
from quizapp.anki.marks import CLOSE, MIDDLE, OPEN, PIECE, piece

_FOUND = re.compile(
    r"\\\((?P<round>.*?)\\\)"
    r"|\\\[(?P<square>.*?)\\\]"
    r"|\[\$\](?P<dollar>.*?)\[/\$\]"
    r"|\[\$\$\](?P<dollars>.*?)\[/\$\$\]"
    r"|<anki-mathjax(?P<how>[^>]{0,100})>(?P<anki>.*?)</anki-mathjax>"
    r"|\[latex\](?P<latex>.*?)\[/latex\]"
    r"|\[sound:(?P<sound>[^\]<>]{1,500})\]",
    re.DOTALL | re.IGNORECASE,
)
_MAY_BE = ("\\(", "\\[", "[$", "[latex]", "[LATEX]", "[sound:", "anki-mathjax")
_TAG = re.compile(r"<(?:[a-zA-Z/!][^>]*)>")
_DISPLAY = re.compile(r"\\begin\{displaymath\}|\\end\{displaymath\}")
_INLINE = re.compile(r"\\begin\{math\}|\\end\{math\}")
_IN_LATEX = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$", re.DOTALL)

Media = Callable[[str], str]
"""The address of a media file by its name."""


class SetAside:
    """The pieces of one text: ``markdown`` is put back in prose, ``written`` in code."""

    def __init__(self, media: Media) -> None:
        self.media = media
        self.markdown: list[str] = []
        self.written: list[str] = []

    def take(self, html: str) -> str:
        """The HTML with a sign in place of each piece."""
        if not any(sign in html for sign in _MAY_BE):
            return html
        return _FOUND.sub(self._taken, html)

    def put_back(self, markdown: str) -> str:
        """The Markdown with its pieces; spaces keep them apart from digits and other formulas."""
        if not self.markdown:
            return markdown
        parts: list[str] = []
        end = 0
        for found in PIECE.finditer(markdown):
            text = self.markdown[int(found[1])]
            parts.append(markdown[end : found.start()])
            before = next((part for part in reversed(parts) if part), "")[-1:]
            if text.startswith("$") and (before.isdigit() or before == "$"):
                parts.append(" ")
            parts.append(text)
            end = found.end()
            if text.endswith("$") and markdown[end : end + 1].isdigit():
                parts.append(" ")
        return "".join([*parts, markdown[end:]])

    def as_written(self, text: str) -> str:
        """A text of code with its pieces as they were."""
        return PIECE.sub(lambda found: self.written[int(found[1])], text)

    def _taken(self, found: re.Match[str]) -> str:
        made = self._made(found)
        if made is None:
            return found[0]
        self.markdown.append(made)
        self.written.append(unescape(_TAG.sub("", found[0])))
        return piece(len(self.markdown) - 1)

    def _made(self, found: re.Match[str]) -> str | None:
        if found["sound"] is not None:
            name = unescape(found["sound"]).strip()
            return f"[♪ {escaped(name)}](<{self.media(name)}>)" if name else None
        if found["latex"] is not None:
            return _latex(found["latex"])
        display = found["square"] or found["dollars"]
        if found["anki"] is not None and "block" in found["how"]:
            display = found["anki"]
        if display is not None:
            return formula(display, display=True)
        return formula(found["round"] or found["dollar"] or found["anki"] or "")


def formula(html: str, *, display: bool = False) -> str | None:
    """The formula in dollars, None where there is none, or where it cuts through a cloze."""
    tex = unescape(_TAG.sub(" ", html)).replace("$", "＄").replace("%%", "% %")
    tex = " ".join(tex.split())
    if not tex or tex.count(OPEN) != tex.count(CLOSE) or tex.endswith("\\"):
        return None
    if PIECE.search(tex) or not _is_whole(tex):
        return None
    return f"$${tex}$$" if display else f"${tex}$"


def _is_whole(tex: str) -> bool:
    """Whether a cloze in the formula ends among the braces it begins in."""
    if OPEN not in tex:
        return True
    depth = 0
    opened: list[int] = []
    for sign in re.findall(rf"\\.|[{{}}{OPEN}{MIDDLE}{CLOSE}]", tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == OPEN:
            opened.append(depth)
        elif (opened and depth < opened[-1]) or (sign == CLOSE and opened.pop() != depth):
            return False
    return not opened


def _latex(html: str) -> str | None:
    """A whole LaTeX text: a formula, or words with formulas in dollars."""
    text = unescape(_TAG.sub(" ", html)).strip()
    if _DISPLAY.search(text):
        return formula(_DISPLAY.sub("", text), display=True)
    text = _INLINE.sub("", text)
    if "$" not in text:
        return formula(text)
    parts: list[str] = []
    end = 0
    for found in _IN_LATEX.finditer(text):
        made = formula(found["display"] or found["inline"], display=bool(found["display"]))
        parts += [escaped(" ".join(text[end : found.start()].split())), made or ""]
        end = found.end()
    parts.append(escaped(" ".join(text[end:].split())))
    return " ".join(part for part in parts if part)
