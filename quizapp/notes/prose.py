"""The text of one paragraph, read by the inline half of markdown-it-py.

Rules look for words, so formulas, code, images and escapes are masked: each is one character
in ``Prose.text``. Emphasis is taken out of the text and kept beside it as styles. ``markdown``
gives any stretch of it back as Markdown, exactly as the notes say it.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.model.dollars import use_dollars
from quizapp.notes.markup import as_words
from quizapp.notes.plain_prose import spaced, stretches

MASK = "\ufffc"
"""Stands for one formula, code span, image, line break or escaped sign."""


@dataclass(frozen=True, slots=True)
class Style:
    """Emphasis from ``start`` to ``end`` in the text, written with ``marker``."""

    start: int
    end: int
    marker: str

    @property
    def bold(self) -> bool:
        """Whether this is strong emphasis."""
        return self.marker == "**"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph: masked text, the Markdown of each mask in order, and the emphasis."""

    text: str
    pieces: tuple[str, ...]
    styles: tuple[Style, ...]


_HIDDEN_TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|em|strong|span|div|font|center|small|big|mark|kbd|sub|sup|code|img|"
    r"details|summary|ins|del|wbr)\b[^>]*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPECIAL = set("\\`*_{}[]<>#$|~=")


@functools.lru_cache(maxsize=4096)
def read_prose(text: str) -> Prose:
    """Read the inline Markdown of one paragraph, item or heading."""
    text = as_words(text)
    plain = stretches(text)
    if plain is None:
        return _parsed(text)
    if len(plain) == 1 and plain[0][0] == "text":
        return Prose(plain[0][1], (), ())
    return _joined_plain(plain)


def _joined_plain(plain: tuple[tuple[str, str], ...]) -> Prose:
    text, pieces, styles = "", [], []
    for kind, said in plain:
        if kind == "code":
            pieces.append(f"`{said}`")
            text += MASK
            continue
        if kind == "bold":
            styles.append(Style(len(text), len(text) + len(said), "**"))
        text += said
    return Prose(text, tuple(pieces), tuple(styles))


def _parsed(text: str) -> Prose:
    """What markdown-it-py reads; ``text`` has plain line ends and no NUL characters."""
    parser = _inline_parser()
    reading = _Reading([], [], [], [], 0)
    for token in parser.inline.parse(text, parser, {}, []):
        reading.take(token)
    # From the outermost of the leftmost on.
    styles = sorted(reading.styles, key=lambda style: (style.start, -style.end))
    return Prose("".join(reading.text), tuple(reading.pieces), tuple(styles))


@functools.cache
def _inline_parser() -> MarkdownIt:
    return use_dollars(MarkdownIt("commonmark"))


@dataclass(slots=True)
class _Reading:
    text: list[str]
    pieces: list[str]
    styles: list[Style]
    open_styles: list[int]
    length: int

    def take(self, token: Token) -> None:
        match token.type:
            case "text":
                self._plain(spaced(token.content))
            case "softbreak":
                self._plain(" ")
            case "hardbreak":
                self._piece("\\\n")
            case "text_special":
                self._special(token)
            case "math_inline" | "math_inline_double":
                self._piece(f"${one_line(token.content)}$")
            case "code_inline":
                self._piece(_code(token.content))
            case "image":
                self._piece(f"![{token.content}](<{unquote(str(token.attrGet('src') or ''))}>)")
            case "html_inline":
                self._html(token.content)
            case "strong_open" | "em_open":
                self.open_styles.append(self.length)
            case "strong_close" | "em_close":
                self._close("**" if token.type == "strong_close" else "*")

    def _plain(self, text: str) -> None:
        start = 0
        while (mask := text.find(MASK, start)) >= 0:
            self._append(text[start:mask])
            self._piece(MASK)
            start = mask + 1
        self._append(text[start:])

    def _append(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _piece(self, markdown: str) -> None:
        self.pieces.append(markdown)
        self._append(MASK)

    def _special(self, token: Token) -> None:
        if token.content in _SPECIAL:
            self._piece(token.markup)
        else:
            self._plain(token.content)

    def _html(self, tag: str) -> None:
        if _BREAK_TAG.fullmatch(tag):
            self._piece("\\\n")
        elif not _HIDDEN_TAG.fullmatch(tag):
            self._piece(tag)

    def _close(self, marker: str) -> None:
        start = self.open_styles.pop()
        self.styles.append(Style(start, self.length, marker))


def one_line(tex: str) -> str:
    """A formula's TeX on one line."""
    return " ".join(tex.split())


def _code(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if content[:1] == "`" or content[-1:] == "`" else ""
    return f"{ticks}{pad}{content}{pad}{ticks}"


def markdown(prose: Prose, start: int = 0, end: int | None = None) -> str:
    """A stretch of the text as Markdown, with its formulas, code and emphasis."""
    end = len(prose.text) if end is None else end
    if not prose.pieces and not prose.styles:
        return prose.text[start:end].strip()
    return _ended(_joined(prose, start, end, _marks(prose.text, prose.styles, start, end)))


def _ended(text: str) -> str:
    """A text without the line breaks it ends with: they would be shown as a backslash."""
    while text.endswith("\\\n"):
        text = text[:-2].rstrip()
    return text.strip()


def _marks(text: str, styles: Iterable[Style], start: int, end: int) -> dict[int, str]:
    """Where in a stretch which emphasis marks stand."""
    marks: dict[int, str] = {}
    for style in styles:
        first, last = _trimmed(text, max(style.start, start), min(style.end, end))
        if first < last:
            marks[first] = marks.get(first, "") + style.marker
            marks[last] = style.marker + marks.get(last, "")
    return marks


def with_deletion(prose: Prose, start: int, end: int, hidden: Style) -> str:
    """A stretch as Markdown in which the text of one style is a cloze deletion instead."""
    outer = (s for s in prose.styles if s != hidden)
    marks = _marks(prose.text, outer, start, end)
    marks[hidden.start] = marks.get(hidden.start, "") + "{{c1::"
    marks[hidden.end] = "}}" + marks.get(hidden.end, "")
    return _joined(prose, start, end, marks).strip()


def unstyled(prose: Prose, start: int = 0, end: int | None = None) -> str:
    """A stretch of the text with its formulas and code but without emphasis."""
    end = len(prose.text) if end is None else end
    if not prose.pieces:
        return prose.text[start:end].strip()
    return _joined(prose, start, end, {}).strip()


def pieces_between(prose: Prose, start: int, end: int) -> tuple[str, ...]:
    """The formulas, code spans and other masked pieces in a stretch of the text."""
    first = prose.text.count(MASK, 0, start)
    return prose.pieces[first : first + prose.text.count(MASK, start, end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _masks(text: str, start: int, end: int) -> list[int]:
    """Where the masks of a stretch stand."""
    places: list[int] = []
    place = text.find(MASK, start, end)
    while place >= 0:
        places.append(place)
        place = text.find(MASK, place + 1, end)
    return places


def _joined(prose: Prose, start: int, end: int, marks: dict[int, str]) -> str:
    piece = prose.text.count(MASK, 0, start)
    places = _masks(prose.text, start, end)
    cuts = sorted({start, end, *marks, *places, *(i + 1 for i in places)})
    parts: list[str] = []
    for here, following in zip(cuts, [*cuts[1:], end], strict=True):
        parts.append(marks.get(here, ""))
        stretch = prose.text[here:following]
        if stretch == MASK:
            parts.append(prose.pieces[piece])
            piece += 1
        else:
            parts.append(stretch)
    return "".join(parts)
