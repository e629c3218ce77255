"""HTML of a field → Markdown that our notes read, with nothing in it that is obeyed.

markdownify walks the tree; what is here is how texts are escaped, which tags are only text to us,
and the layout of lines that the reader of ``Q:``/``A:`` cards needs.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

from quizapp.anki.escaping import escaped
from quizapp.anki.marks import CLOSE, MIDDLE, OPEN, PIECE, cleaned, spaced
from quizapp.anki.set_aside import SetAside
from quizapp.anki.simple_html import emphasised, simple_markdown
from quizapp.anki.tidy import tidied

Media = Callable[[str], str]
"""The address of a media file by its name in Anki."""

_DROPPED = ("script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed")
_MAY_DROP = re.compile(f"<(?:{'|'.join(_DROPPED)})", re.IGNORECASE)
_EMPHASIS = frozenset({"b", "strong", "i", "em", "s", "del", "code", "kbd", "samp", "tt"})
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_BLANKS = re.compile(r"\s+")
_LONGEST_SPAN = 300


def to_markdown(html: str, media: Media) -> str:
    """The Markdown of a field; ``media`` names the files beside it."""
    return marked_to_markdown(cleaned(html), media)


@lru_cache(maxsize=8)
def marked_to_markdown(html: str, media: Media) -> str:
    """The Markdown of a cleaned text whose cloze marks stay where they are.

    The last ones are kept: a front is wanted by itself and to be found again on the back.
    """
    aside = SetAside(media)
    html = aside.take(html)
    if "<" not in html:
        return aside.put_back(tidied(_plain(html)))
    try:
        simple = simple_markdown(html)
        text = _Converter(aside, media).convert(html) if simple is None else simple
    except (RecursionError, ParserRejectedMarkup):
        text = _plain(_without_tags(html))
    return aside.put_back(tidied(text))


def _plain(html: str) -> str:
    """HTML without a tag as one line of Markdown."""
    return escaped(" ".join(unescape(html).split()))


def _without_tags(html: str) -> str:
    """The text of HTML that is nested too deeply, or too broken, to be walked."""
    bare = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"<[a-zA-Z/!][^>]*>", " ", bare)


class _Converter(MarkdownConverter):
    """markdownify with our rules; one for each text."""

    def __init__(self, aside: SetAside, media: Media) -> None:
        super().__init__(
            bullets="-",
            heading_style="atx",
            newline_style="backslash",
            wrap=True,
            wrap_width=None,
            strip_document=None,
        )
        self.aside = aside
        self.media = media

    def convert(self, html: str) -> str:
        soup = BeautifulSoup(html, "html.parser")
        if _MAY_DROP.search(html):
            for tag in soup.find_all(_DROPPED):
                tag.decompose()
        return str(self.convert_soup(soup))

    def escape(self, text: str, parent_tags: Any) -> str:
        return escaped(_BLANKS.sub(" ", text))

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised(el, text, "**", parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised(el, text, "*", parent_tags)

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised(el, text, "~~", parent_tags)

    convert_strong = convert_b
    convert_i = convert_em
    convert_s = convert_strike = convert_del

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        return text if "_inline" in parent_tags else f"\n\n{_emphasised(el, text, '**', set())}\n\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if _within_a_line(parent_tags) else "\n\n* * *\n\n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags:
            return text
        written = " ".join(spaced(self.aside.as_written(el.get_text())).split())
        awkward = "`" in written or "%%" in written or len(written) > _LONGEST_SPAN
        if not written or awkward or any(mark in written for mark in (OPEN, MIDDLE, CLOSE)):
            return escaped(written)
        if {"td", "th"} & parent_tags:
            written = written.replace("|", "\\|")
        return f"`{written}`"

    convert_kbd = convert_samp = convert_tt = convert_code

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        for line_end in el.find_all("br"):
            line_end.replace_with("\n")
        code = spaced(self.aside.as_written(el.get_text())).strip("\n").rstrip()
        if not code:
            return ""
        if _within_a_line(parent_tags):
            return escaped(" ".join(code.split()))
        longest = max((len(run) for run in re.findall("`{3,}", code)), default=2)
        fence = "`" * (longest + 1)
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = _address(str(el.get("href") or ""))
        words = " ".join(text.split())
        if not words or not _WEB.match(address) or "_noformat" in parent_tags:
            return text
        if "](" in words:
            return text
        closed = re.sub(r"(?<!\\)\]", r"\\]", words)
        return f"[{closed}](<{address}>)"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = str(el.get("src") or "").strip()
        words = " ".join(str(el.get("alt") or el.get("title") or "").split())
        if source.lower().startswith("data:") or not source:
            return escaped(words)
        if _WEB.match(source):
            return f"![{escaped(words).replace(']', '')}](<{_address(source)}>)"
        name = unquote(self.aside.as_written(source))
        shown = escaped(words or name).replace("]", "\\]")
        return f"![{shown}](<{self.media(name)}>)"

    def convert_audio(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        sources = [el, *el.find_all("source")]
        name = next((str(s["src"]) for s in sources if s.get("src")), "")
        if not name or _WEB.match(name) or name.startswith("data:"):
            return text
        return f"[♪ {escaped(unquote(name))}](<{self.media(unquote(name))}>){text}"

    convert_video = convert_audio

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _shifted(text, _RAISED, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _shifted(text, _LOWERED, "_")

    def convert_rt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"({text.strip()})" if text.strip() else ""

    def convert_rp(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"“{text}”"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {text} " if _within_a_line(parent_tags) else f"\n\n{text.strip()}\n\n"

    convert_dd = convert_center = convert_dt
    convert_header = convert_footer = convert_figure = convert_main = convert_dt
    convert_figcaption = convert_caption = convert_dt

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _within_a_line(parent_tags) or "li" in parent_tags:
            return f" {' '.join(text.split())} "
        rows = [row.strip() for row in text.split("\n") if row.strip().startswith("|")]
        others = " ".join(line for line in text.split("\n") if not line.strip().startswith("|"))
        width = max((_cells(row) for row in rows), default=0)
        if not width:
            return f"\n\n{text.strip()}\n\n"
        lines = [row + "  |" * (width - _cells(row)) for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        above = f"\n\n{others.strip()}" if others.strip() else ""
        return above + "\n\n" + "\n".join(lines) + "\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        row = " ".join(text.split())
        return f"\n|{row and ' ' + row}\n" if "table" in parent_tags else f" {row} "

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        cell = " ".join(text.replace("\\\n", " ").split())
        cell = PIECE.sub(self._in_cell, cell)
        return f"{cell} |" if "table" in parent_tags else f" {cell} "

    convert_th = convert_td

    def _in_cell(self, found: re.Match[str]) -> str:
        """A formula in a table: a bar would end its cell, and it stands within the line."""
        number = int(found[1])
        text = self.aside.markdown[number].replace("|", "\\|")
        self.aside.markdown[number] = text
        return found[0]


def _emphasised(el: Tag, text: str, mark: str, parents: set[str]) -> str:
    """The text between marks, where Markdown would read them as such."""
    if "_noformat" in parents:
        return text
    return emphasised(text, mark, _beside(el, -1), _beside(el, 1))


def _beside(el: Tag, way: int) -> str:
    """The character before or after a tag: a space at the edge of a line, none for another tag."""
    place: Any = el
    while True:
        beside = place.previous_sibling if way < 0 else place.next_sibling
        if isinstance(beside, NavigableString):
            text = str(beside)
            if text:
                return text[0] if way > 0 else text[-1]
            place = beside
        elif isinstance(beside, Tag):
            return " " if beside.name in _BLOCKS else ""
        elif place.parent is None or place.parent.name in {*_BLOCKS, "[document]"}:
            return " "
        else:
            return "" if place.parent.name in _EMPHASIS else _beside(place.parent, way)


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    bare = text.strip()
    if bare and all(ord(letter) in table for letter in bare):
        return text.translate(table)
    return f"\\{sign}({bare})" if bare else text


def _within_a_line(parent_tags: set[str]) -> bool:
    return "_inline" in parent_tags


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) - 1


def _address(written: str) -> str:
    """An address as it may stand between angle brackets."""
    return quote(written.strip(), safe=":/?#[]@!$&'()*+,;=%~-._")


def _language(el: Tag) -> str:
    """The language of a code block, where a highlighter has noted it."""
    for tag in (el, *el.find_all("code")):
        for name in tag.get("class") or ():
            found = re.fullmatch(r"(?:language|lang|highlight)-([A-Za-z0-9+#]{1,20})", str(name))
            if found:
                return found[1].lower()
    return ""
