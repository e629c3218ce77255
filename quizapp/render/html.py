"""Markdown → HTML for the fields of Anki: MathJax formulas, coloured code, clozes kept.

Nothing of a text is obeyed: raw HTML is shown, unsafe links lose their address, and braces that
Anki's template or cloze reader could trip over become entities.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.tree import SyntaxTreeNode

from quizapp.language import _
from quizapp.render.cells import Span
from quizapp.render.code import highlighted
from quizapp.render.syntax import MathCloze, math_clozes, tree

_MATH_BLOCKS = frozenset({"math_block", "math_block_label", "math_inline_double"})
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ANKI_TAG = re.compile(r"\[(?=/?(?:sound:|anki:|latex\]|\$))", re.IGNORECASE)
_CODE_BLOCK = (
    "background:#1d2433;color:#dce2ed;padding:.7em 1em;border-radius:4px;"
    "text-align:left;overflow-x:auto"
)
_COLOURS = {
    "code-keyword": "#cda4ff",
    "code-string": "#a5d88b",
    "code-number": "#f3b65f",
    "code-comment": "#95a1b8",
    "code-name": "#8fb2ff",
    "code-decorator": "#e3c78a",
    "muted": "#95a1b8",
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What the export knows: the media name of each image, which clozes stay clozes."""

    images: Mapping[str, str] = field(default_factory=dict)
    cloze: bool = True
    only: int | None = None

    def keeps(self, number: int) -> bool:
        """Whether a cloze of this number stays one."""
        return self.cloze and self.only in {None, number}


def to_html(
    markdown: str,
    *,
    images: Mapping[str, str] | None = None,
    cloze: bool = True,
    only: int | None = None,
) -> str:
    """The text as HTML for one field.

    ``images`` maps the address of an image in the text to the name of a media file; others are
    shown as their words. ``cloze=False`` writes the hidden text in place of ``{{c1::…}}``,
    ``only`` in place of all clozes but those of this number.
    """
    return _blocks(tree(markdown).children, _Page(images or {}, cloze, only))


def image_addresses(markdown: str) -> list[str]:
    """The addresses of the images in a text, as ``images`` of :func:`to_html` wants them."""
    found = (node for node in tree(markdown).walk() if node.type == "image")
    return [str(node.attrs.get("src", "")) for node in found]


def mathjax(latex: str, *, display: bool = False) -> str:
    """A formula between MathJax marks, safe in HTML, in Anki's templates and inside a cloze."""
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return opening + _math_text(latex.strip()) + closing


def _apart(latex: str) -> str:
    """Spaces between doubled braces and colons, which mean nothing to MathJax but all to Anki."""
    return re.sub(r"(?<=\{)(?=\{)|(?<=\})(?=\})|(?<=:)(?=:)", " ", latex)


def _safe(text: str) -> str:
    """``text`` as characters of HTML that neither a browser nor Anki takes for more."""
    shown = escape(_CONTROLS.sub("\ufffd", text))
    shown = shown.replace("{", "&#123;").replace("}", "&#125;")
    shown = re.sub(r"^:|:(?=:|$)|(?<=:):", "&#58;", shown)
    shown = _ANKI_TAG.sub("&#91;", shown)
    return re.sub(r"\\(?=[()\[\]])", "\\\\&#8288;", shown)


def _blocks(nodes: Sequence[SyntaxTreeNode], page: _Page) -> str:
    return "".join(_node(node, page) for node in nodes)


def _node(node: SyntaxTreeNode, page: _Page) -> str:
    if node.type in _WRITERS:
        return _WRITERS[node.type](node, page)
    tag = _TAGS.get(node.type)
    inner = _blocks(node.children, page) if node.children else _safe(node.content)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _paragraph(node: SyntaxTreeNode, page: _Page) -> str:
    inner = _blocks(node.children, page)
    return inner if node.hidden else f"<p>{inner}</p>"


def _heading(node: SyntaxTreeNode, page: _Page) -> str:
    return f"<{node.tag}>{_blocks(node.children, page)}</{node.tag}>"


def _math(node: SyntaxTreeNode, page: _Page) -> str:
    display = node.type in _MATH_BLOCKS
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    parts: list[str] = []
    end = 0
    for cloze in math_clozes(node.content):
        parts += [_math_text(node.content[end : cloze.start]), _math_cloze(cloze, page)]
        end = cloze.end
    parts.append(_math_text(node.content[end:]))
    return opening + "".join(parts).strip() + closing


def _math_text(latex: str) -> str:
    return escape(_apart(_CONTROLS.sub("", latex)), quote=False)


def _math_cloze(cloze: MathCloze, page: _Page) -> str:
    hidden = _math_text(cloze.hidden)
    if not page.keeps(cloze.number):
        return f"{{{hidden}}}"
    ending = f"::{_math_text(cloze.hint)}" if cloze.hint else ""
    return f"{{{{c{cloze.number}::{hidden}{ending} }}}}"


def _cloze(node: SyntaxTreeNode, page: _Page) -> str:
    inner = _blocks(node.children, page)
    number = int(node.meta["number"])
    if not page.keeps(number):
        return inner
    hint = str(node.meta["hint"])
    ending = f"::{_safe(hint)}" if hint else ""
    return f"{{{{c{number}::{inner}{ending}}}}}"


def _link(node: SyntaxTreeNode, page: _Page) -> str:
    address = str(node.attrs.get("href", ""))
    inner = _blocks(node.children, page)
    return f'<a href="{_safe(address)}">{inner}</a>' if _SAFE_LINK.match(address) else inner


def _image(node: SyntaxTreeNode, page: _Page) -> str:
    name = page.images.get(str(node.attrs.get("src", "")))
    if name is None:
        image = _("image")
        return f"[{_safe(image)}: {_safe(node.content)}]"
    return f'<img src="{_safe(name)}" alt="{_safe(node.content)}">'


def _code_block(node: SyntaxTreeNode, page: _Page) -> str:
    language = node.info.split()[0] if node.info.strip() else ""
    lines = highlighted(node.content, language)
    shown = "\n".join("".join(map(_coloured, line)) for line in lines)
    return f'<pre style="{_CODE_BLOCK}"><code>{shown}</code></pre>'


def _coloured(span: Span) -> str:
    colour = _COLOURS.get(span.role)
    text = _safe(span.text)
    return f'<span style="color:{colour}">{text}</span>' if colour else text


def _table(node: SyntaxTreeNode, page: _Page) -> str:
    return f'<table style="margin:auto">{_blocks(node.children, page)}</table>'


def _table_cell(node: SyntaxTreeNode, page: _Page) -> str:
    style = str(node.attrs.get("style", ""))
    mark = f' style="{style}"' if style.startswith("text-align:") else ""
    return f"<{node.tag}{mark}>{_blocks(node.children, page)}</{node.tag}>"


def _ordered_list(node: SyntaxTreeNode, page: _Page) -> str:
    start = int(node.attrs.get("start", 1) or 0)
    mark = "" if start == 1 else f' start="{start}"'
    return f"<ol{mark}>{_blocks(node.children, page)}</ol>"


def _break(node: SyntaxTreeNode, page: _Page) -> str:
    return {"hardbreak": "<br>", "hr": "<hr>"}.get(node.type, " ")


_TAGS = {
    "bullet_list": "ul",
    "list_item": "li",
    "blockquote": "blockquote",
    "strong": "b",
    "em": "i",
    "s": "s",
    "code_inline": "code",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
_WRITERS: dict[str, Callable[[SyntaxTreeNode, _Page], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "math_inline": _math,
    "math_inline_double": _math,
    "math_block": _math,
    "math_block_label": _math,
    "cloze": _cloze,
    "link": _link,
    "image": _image,
    "fence": _code_block,
    "code_block": _code_block,
    "table": _table,
    "th": _table_cell,
    "td": _table_cell,
    "ordered_list": _ordered_list,
    "softbreak": _break,
    "hardbreak": _break,
    "hr": _break,
}
