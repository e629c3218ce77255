"""Inline Markdown → pieces of running text: emphasis, code, formulas, links, clozes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from quizapp.language import _
from quizapp.render.box import Box, text_box
from quizapp.render.cells import Span, harmless
from quizapp.render.flow import Gap, Pen, Piece, text_pieces
from quizapp.render.gallery import Gallery
from quizapp.render.latex import formula_within
from quizapp.render.syntax import without_cloze

_MATH = frozenset({"math_inline", "math_inline_double"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a text is rendered for: the width, which side of a card it is, what pictures it has."""

    width: int
    reveal: bool = False
    values: bool = False
    ascii: bool = False
    gallery: Gallery | None = None

    def sign(self, character: str, plain: str) -> str:
        """``character``, or ``plain`` on a poor terminal."""
        return plain if self.ascii else character


def pieces(nodes: Sequence[SyntaxTreeNode], look: Look, pen: Pen) -> list[Piece]:
    """The words, formulas and gaps of inline nodes."""
    return [piece for node in nodes for piece in _node_pieces(node, look, pen)]


def _node_pieces(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    if node.type in _MATH:
        return _formula(node.content, look, pen)
    if node.type in _PIECES:
        return _PIECES[node.type](node, look, pen)
    if node.children:
        return pieces(node.children, look, pen)
    return text_pieces(node.content, pen)


def _strong(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    return pieces(node.children, look, replace(pen, role="learning", bold=True))


def _emphasis(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    return pieces(node.children, look, replace(pen, italic=True))


def _struck(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    return pieces(node.children, look, replace(pen, role="muted"))


def _code(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    return text_pieces(node.content, replace(pen, role="code-name"))


def _image(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    image = _("image")
    label = f"[{image}: {node.content}]" if node.content else f"[{image}]"
    return text_pieces(label, replace(pen, role="muted"))


def _cloze(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    if look.reveal:
        return pieces(node.children, look, replace(pen, role="learning", bold=True))
    hint = " ".join(str(node.meta.get("hint", "")).split()) or look.sign("…", "...")
    return [text_box(f"[{harmless(hint)}]", "inset", bold=True)]


def _gap(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Piece]:
    return [Gap.BREAK if node.type == "hardbreak" else Gap.SPACE]


def _formula(source: str, look: Look, pen: Pen) -> list[Piece]:
    latex = shown_latex(source, look)
    box = formula_within(latex, look.width, values=look.values, ascii=look.ascii)
    if box is None:
        return text_pieces(latex, replace(pen, role="math"))
    return [emboldened(box) if pen.bold else box]


def shown_latex(source: str, look: Look) -> str:
    """The source of a formula for this side of the card: its cloze hidden or opened."""
    if "{{c" not in source:
        return source.strip()
    return without_cloze(source, None if look.reveal else r"[\ldots]").strip()


def emboldened(box: Box) -> Box:
    """``box`` with all its cells bold."""
    lines = tuple(tuple(Span(s.text, s.role, True, s.italic) for s in line) for line in box.lines)
    return Box(lines, box.baseline, box.width)


_PIECES: dict[str, Callable[[SyntaxTreeNode, Look, Pen], list[Piece]]] = {
    "strong": _strong,
    "em": _emphasis,
    "s": _struck,
    "code_inline": _code,
    "image": _image,
    "cloze": _cloze,
    "softbreak": _gap,
    "hardbreak": _gap,
}
