"""Markdown → lines of styled cells for a given width."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode

from quizapp.render.box import Box, aligned
from quizapp.render.cells import Line, Span, cell_width, chopped, clipped, line_width, merged
from quizapp.render.code import highlighted
from quizapp.render.flow import Pen, filled, lines_of, text_pieces, trimmed
from quizapp.render.gallery import Gallery
from quizapp.render.inline import Look, emboldened, pieces, shown_latex
from quizapp.render.latex import formula_within
from quizapp.render.sheet import table_lines
from quizapp.render.syntax import tree

_NARROWEST = 4


@lru_cache(maxsize=256)
def render(
    markdown: str,
    width: int,
    *,
    reveal: bool = False,
    values: bool = False,
    ascii: bool = False,
    role: str = "text",
    bold: bool = False,
    gallery: Gallery | None = None,
) -> tuple[Line, ...]:
    """The text in lines of at most ``width`` cells (at least 4).

    ``reveal`` opens clozes, else they are ``[…]`` or ``[hint]`` in the role ``inset``; ``values``
    colours the numbers of formulas; ``ascii`` keeps signs and formulas to plain characters;
    ``role`` and ``bold`` are the style of plain words (``bright`` and bold for a question);
    ``gallery`` has pictures that stand in for display formulas and images.
    """
    look = Look(max(width, _NARROWEST), reveal, values, ascii, gallery)
    lines = _blocks(tree(markdown).children, look, Pen(role, bold))
    return tuple(clipped(line, look.width, look.sign("…", "...")) for line in lines)


def _blocks(nodes: Sequence[SyntaxTreeNode], look: Look, pen: Pen) -> list[Line]:
    """Blocks from top to bottom with a blank line between them."""
    lines: list[Line] = []
    for node in nodes:
        block = _block(node, look, pen)
        if lines and block:
            lines.append(())
        lines += block
    return lines


def _block(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    if node.type in _BLOCKS:
        return _BLOCKS[node.type](node, look, pen)
    if node.children:
        return _blocks(node.children, look, pen)
    return lines_of(filled(text_pieces(node.content, pen), look.width))


def _paragraph(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    """Running text, with the ``$$…$$`` and the pictures in it on lines of their own."""
    (inline,) = node.children
    if (picture := _lone_formula(inline, look)) is not None:
        return lines_of([picture])
    lines: list[Line] = []
    run: list[SyntaxTreeNode] = []
    for child in [*inline.children, None]:
        block = None if child is None else _stands_alone(child, look, pen)
        if child is not None and block is None:
            run.append(child)
            continue
        lines += lines_of(filled(pieces(run, look, pen), look.width))
        run = []
        if block is not None:
            lines += [*([()] if lines and lines[-1] else []), *block, ()]
    return lines[:-1] if lines and not lines[-1] else lines


def _lone_formula(inline: SyntaxTreeNode, look: Look) -> Box | None:
    """The picture of an inline formula that has a paragraph to itself."""
    (formula, *more) = inline.children or [inline]
    if more or formula.type != "math_inline" or look.gallery is None:
        return None
    return look.gallery.formula(shown_latex(formula.content, look), look.width, values=look.values)


def _stands_alone(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line] | None:
    """The lines of a part of running text that has lines of its own; None for words."""
    if node.type == "math_inline_double":
        return _display(node, look, pen)
    if node.type == "image" and look.gallery is not None:
        box = look.gallery.image(str(node.attrs.get("src", "")), look.width)
        return None if box is None else _centred(box, look)
    return None


def _centred(box: Box, look: Look) -> list[Line]:
    return lines_of([aligned(box, look.width)])


def _heading(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    return _paragraph(node, look, replace(pen, role="bright", bold=True))


def _display(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    latex = shown_latex(node.content, look)
    if look.gallery is not None:
        picture = look.gallery.formula(latex, look.width, values=look.values)
        if picture is not None:
            return _centred(picture, look)
    box = formula_within(latex, look.width, display=True, values=look.values, ascii=look.ascii)
    if box is None:
        return lines_of(filled(text_pieces(latex, replace(pen, role="math")), look.width))
    return _centred(emboldened(box) if pen.bold else box, look)


def _code_block(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    """Program text, indented by two; what is wider goes on in the next line."""
    language = node.info.split()[0] if node.info.strip() else ""
    room = max(look.width - 2, 1)
    return [
        merged((Span("  "), *part))
        for line in highlighted(node.content, language)
        for part in _wrapped_code(line, room)
    ]


def _wrapped_code(line: Line, width: int) -> list[Line]:
    rows: list[list[Span]] = [[]]
    for span in line:
        text = span.text
        while text:
            room = width - line_width(tuple(rows[-1]))
            head = chopped(text, room)[0] if room > 0 else ""
            if not head or (cell_width(head) > room and rows[-1]):
                rows.append([])
                continue
            rows[-1].append(Span(head, span.role, span.bold, span.italic))
            text = text[len(head) :]
    return [tuple(row) for row in rows]


def _quote(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    bar = Span(look.sign("▌ ", "| "), "rule")
    inner = _blocks(node.children, _narrowed(look, 2), replace(pen, role="muted"))
    return [trimmed((bar, *line)) for line in inner]


def _list(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    start = int(node.attrs.get("start", 1) or 0)
    last = str(start + len(node.children) - 1)
    lines: list[Line] = []
    loose = any(not child.hidden for item in node.children for child in item.children[:1])
    for number, item in enumerate(node.children, start):
        ordered = node.type == "ordered_list"
        mark = f"{number:>{len(last)}}. " if ordered else look.sign("• ", "* ")
        if lines and loose:
            lines.append(())
        lines += _item(item, mark, look, pen)
    return lines


def _item(node: SyntaxTreeNode, mark: str, look: Look, pen: Pen) -> list[Line]:
    """The mark beside the text line of the first row, the rest hanging under it."""
    inner = _narrowed(look, len(mark))
    lines = _tight(node.children, inner, pen) or [()]
    first = _text_line(node, inner, pen)
    return [
        trimmed((Span(mark if row == first else " " * len(mark), "muted"), *line))
        for row, line in enumerate(lines)
    ]


def _tight(nodes: Sequence[SyntaxTreeNode], look: Look, pen: Pen) -> list[Line]:
    """The blocks of a list item: a paragraph of a tight list has no blank line after it."""
    lines: list[Line] = []
    for index, node in enumerate(nodes):
        if index and not nodes[index - 1].hidden:
            lines.append(())
        lines += _block(node, look, pen)
    return lines


def _text_line(item: SyntaxTreeNode, look: Look, pen: Pen) -> int:
    """Which row of an item its text starts on: a tall formula pushes it down."""
    first = item.children[0] if item.children else None
    if first is None or first.type != "paragraph":
        return 0
    boxes = filled(pieces(first.children[0].children, look, pen), look.width)
    return boxes[0].baseline if boxes else 0


def _rule(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    return [(Span(look.sign("─", "-") * look.width, "rule"),)]


def _table(node: SyntaxTreeNode, look: Look, pen: Pen) -> list[Line]:
    return table_lines(node, look, pen)


def _narrowed(look: Look, cells: int) -> Look:
    return replace(look, width=max(look.width - cells, _NARROWEST))


_BLOCKS: dict[str, Callable[[SyntaxTreeNode, Look, Pen], list[Line]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "math_block": _display,
    "math_block_label": _display,
    "fence": _code_block,
    "code_block": _code_block,
    "blockquote": _quote,
    "bullet_list": _list,
    "ordered_list": _list,
    "hr": _rule,
    "table": _table,
}
