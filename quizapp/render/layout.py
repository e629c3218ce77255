"""MathML → boxes: a formula laid out in two dimensions with Unicode characters.

What cannot be laid out raises :class:`~quizapp.render.leaves.Unsupported`: a formula is shown
right or as its source, never nearly.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from quizapp.render import brackets, fences, scripts
from quizapp.render.atoms import Atom, Kind, atom, joined, paragraph, signed_values
from quizapp.render.box import Box, blank, text_box
from quizapp.render.leaves import (
    LEAVES,
    Style,
    Unsupported,
    is_upright,
    leaf_atoms,
    letters,
    word_atom,
)
from quizapp.render.matrices import table_atoms
from quizapp.render.symbols import ACCENTS, INTEGRALS, LARGE, LIMITING, SUBSCRIPTS, SUPERSCRIPTS

_BRACES_AND_LINES = frozenset("⏞⏟¯―‾_←")


def layout(node: Element, style: Style) -> Box:
    """The box of a subformula."""
    return joined(atoms(node, style), tight=style.tight)


def atoms(node: Element, style: Style) -> list[Atom]:
    """The atoms a node adds to its row."""
    if node.tag in LEAVES and not len(node):
        return leaf_atoms(node, style)
    if node.tag not in _LAYOUTS:
        raise Unsupported(f"the element {node.tag}")
    return _LAYOUTS[node.tag](node, style)


def row(nodes: Sequence[Element], style: Style) -> list[Atom]:
    """Nodes side by side: brackets paired and stretched, matrices on a common axis."""
    items = _grouped(nodes, style)
    heights = [item.box.height for item in items]
    even = [node_height for node_height in heights if node_height and node_height % 2 == 0]
    if not style.spread and even and min(even) < max(heights) and _has_table(nodes):
        items = _grouped(nodes, replace(style, spread=True))
    return signed_values(items) if style.values else items


def _has_table(nodes: Sequence[Element]) -> bool:
    return any(next(node.iter("mtable"), None) is not None for node in nodes)


def _grouped(nodes: Sequence[Element], style: Style) -> list[Atom]:
    frames = [fences.Frame()]
    for index, node in enumerate(nodes):
        frame = frames[-1]
        if len(frames) > 1 and fences.closes(node, frame):
            frames.pop()
            frames[-1].atoms.append(_closed_group(frame, node, style))
        elif fences.opens(nodes, index, frame):
            stretchy = node.get("form") == "prefix"
            frames.append(fences.Frame(letters(node), stretchy))
        else:
            _take(frame, node, style)
    while len(frames) > 1:
        _leave_open(frames, style)
    return frames[0].atoms


def _take(frame: fences.Frame, node: Element, style: Style) -> None:
    if fences.is_middle(node):
        frame.middles.append(len(frame.atoms))
        frame.atoms.append(atom(fences.sign_box(letters(node), style), Kind.RELATION))
        return
    frame.table = frame.table or node.tag == "mtable"
    frame.atoms += atoms(node, style)


def _closed_group(frame: fences.Frame, node: Element, style: Style) -> Atom:
    scripted = node.tag in fences.SCRIPTED
    closing = letters(node[0] if scripted else node)
    stretchy = node.get("form") == "postfix"
    group = fences.group(frame, closing, stretchy, style)
    return _scripted(group, node, style) if scripted else group


def _leave_open(frames: list[fences.Frame], style: Style) -> None:
    """A bracket without a partner: a stretchy one closes with nothing, a plain one is a sign."""
    frame = frames.pop()
    if frame.stretchy:
        frames[-1].atoms.append(fences.group(frame, "", True, style))
        return
    sign = atom(fences.sign_box(frame.opening, style), Kind.OPENING)
    frames[-1].atoms += [sign, *frame.atoms]


def _group(node: Element, style: Style) -> list[Atom]:
    if len(node) > 1 and all(is_upright(child) for child in node):
        return [word_atom("".join(letters(child) for child in node), node[0], style)]
    items = row(list(node), style)
    if any(item.left is Kind.NEWLINE for item in items):
        return [atom(paragraph(items), Kind.ORDINARY)]
    plain = {Kind.BINARY, Kind.RELATION, Kind.PUNCTUATION}
    if len(items) == 1 and items[0].left in plain:
        return [atom(items[0].box, Kind.ORDINARY)]
    return items


def _styled(node: Element, style: Style) -> list[Atom]:
    display = {"true": True, "false": False}.get(node.get("displaystyle", ""), style.display)
    return row(list(node), replace(style, display=display))


def _space(node: Element, style: Style) -> list[Atom]:
    if node.get("linebreak") == "newline":
        return [atom(blank(0), Kind.NEWLINE)]
    width = node.get("width", "")
    if not width.endswith("em"):
        return []
    return [atom(blank(max(round(float(width[:-2]) * 3), 1)), Kind.SPACE)]


def _fraction(node: Element, style: Style) -> list[Atom]:
    above, below = _children(node, 2)
    inner = replace(style, display=False, tight=False)
    thin = node.get("linethickness") == "0"
    rule = "" if thin else "-" if style.plain else "─"
    box = brackets.fraction(layout(above, inner), layout(below, inner), "math", rule)
    return [atom(box, Kind.INNER)]


def _root(node: Element, style: Style) -> list[Atom]:
    inner = replace(style, display=False)
    index = None
    children = list(node)
    if node.tag == "mroot":
        radicand, index_node = _children(node, 2)
        children, index = [radicand], layout(index_node, replace(inner, tight=True))
    items = [item for child in children for item in atoms(child, inner)]
    inside = joined(items, tight=style.tight)
    if style.plain:
        return [atom(brackets.ascii_root(inside, "math", index), Kind.INNER)]
    simple = not style.roofed and len(items) == 1 and _one_symbol(children)
    box = brackets.root(inside, "math", simple, index)
    return [Atom(box, Kind.ORDINARY if simple else Kind.INNER, Kind.INNER)]


def _one_symbol(nodes: Sequence[Element]) -> bool:
    """Whether a root sign before it cannot be misread: a letter, a number, a letter with index."""
    if len(nodes) != 1:
        return False
    (node,) = nodes
    if node.tag == "mrow":
        return _one_symbol(list(node))
    if node.tag == "msub":
        return _one_symbol([node[0]])
    return node.tag == "mn" or (node.tag == "mi" and len(letters(node)) == 1)


def _script_nodes(node: Element) -> tuple[Element | None, Element | None]:
    """The nodes below and above the base."""
    if node.tag in {"msubsup", "munderover"}:
        _base, below, above = _children(node, 3)
        return below, above
    _base, script = _children(node, 2)
    return (script, None) if node.tag in {"msub", "munder"} else (None, script)


def _script_boxes(node: Element, style: Style) -> tuple[Box | None, Box | None]:
    below, above = _script_nodes(node)
    inner = replace(style, display=False, tight=True, spread=False, roofed=False)
    silent = replace(inner, values=False)
    lone = above is not None and "".join(above.itertext()).isdigit()
    return (
        None if below is None else layout(below, silent),
        None if above is None else layout(above, silent if lone else inner),
    )


def _scripts(node: Element, style: Style) -> list[Atom]:
    base = node[0]
    sign = _operator_text(base)
    sub, sup = _script_boxes(node, style)
    if sign in LARGE or sign in LIMITING or base.get("movablelimits") == "true":
        if style.display or style.plain or not _all_small(sub, sup):
            return [atom(scripts.limited(layout(base, style), sub, sup), Kind.OPERATOR)]
    elif sign in INTEGRALS and not style.plain and (style.display or not _all_small(sub, sup)):
        tall = scripts.tall_integral("math") if sign == "∫" else text_box(sign, "math")
        return [atom(scripts.attached(tall, sub, sup), Kind.OPERATOR)]
    bases = atoms(base, replace(style, roofed=True))
    if len(bases) != 1:
        return [Atom(scripts.attached(joined(bases), sub, sup, style.plain), *_ends(bases))]
    return [_scripted(bases[0], node, style)]


def _ends(items: Sequence[Atom]) -> tuple[Kind, Kind]:
    return (items[0].left, items[-1].right) if items else (Kind.ORDINARY, Kind.ORDINARY)


def _scripted(base: Atom, node: Element, style: Style) -> Atom:
    sub, sup = _script_boxes(node, style)
    return replace(base, box=scripts.attached(base.box, sub, sup, style.plain))


def _all_small(sub: Box | None, sup: Box | None) -> bool:
    pairs = ((sub, SUBSCRIPTS), (sup, SUPERSCRIPTS))
    return all(box is None or scripts.small(box, table) is not None for box, table in pairs)


def _operator_text(node: Element) -> str:
    while node.tag in {"mrow", "mstyle"} and len(node) == 1:
        node = node[0]
    return letters(node) if node.tag in LEAVES and not len(node) else ""


def _limits(node: Element, style: Style) -> list[Atom]:
    base = node[0]
    _below, above = _script_nodes(node)
    sign = _operator_text(above if above is not None else node[1])
    if node.tag in {"mover", "munder"} and (sign in ACCENTS or sign in _BRACES_AND_LINES):
        return _accent(node, sign, style)
    if base.tag == "mstyle" and _operator_text(base) in {"→", "←"} and above is not None:
        label = layout(above, replace(style, display=False, tight=True))
        arrow = scripts.arrow(_operator_text(base), label, "math", style.plain)
        return [atom(arrow, Kind.RELATION)]
    bases = atoms(base, style)
    sub, sup = _script_boxes(node, style)
    box = scripts.limited(joined(bases, tight=style.tight), sub, sup)
    return [Atom(box, *(_ends(bases) if len(bases) == 1 else (Kind.INNER, Kind.INNER)))]


def _accent(node: Element, sign: str, style: Style) -> list[Atom]:
    base = layout(node[0], style)
    over = node.tag == "mover"
    if not style.plain:
        return [atom(scripts.accented(base, sign, "math", over), Kind.ORDINARY)]
    mark = scripts.plain_mark(sign, base.width, over)
    if mark is None:
        raise Unsupported(f"no plain accent for {sign}")
    limits = (None, text_box(mark, "math")) if over else (text_box(mark, "math"), None)
    return [atom(scripts.limited(base, *limits), Kind.ORDINARY)]


def _enclosed(node: Element, style: Style) -> list[Atom]:
    if node.get("notation") != "box" or style.plain:
        raise Unsupported("an enclosure")
    return [atom(brackets.framed(joined(row(list(node), style)), "math"), Kind.ORDINARY)]


def _phantom(node: Element, style: Style) -> list[Atom]:
    return [atom(scripts.hidden(joined(row(list(node), style))), Kind.ORDINARY)]


def _nested_operator(node: Element, style: Style) -> list[Atom]:
    """``\\mathop{…}`` and ``\\mathbin{…}``: a group with the class it is given."""
    box = joined(row(list(node), style), tight=style.tight)
    return [atom(box, Kind.BINARY if node.get("lspace") else Kind.OPERATOR)]


def _children(node: Element, count: int) -> list[Element]:
    if len(node) != count:
        raise Unsupported(f"{node.tag} with {len(node)} parts")
    return list(node)


_LAYOUTS: dict[str, Callable[[Element, Style], list[Atom]]] = {
    "math": _group,
    "mrow": _group,
    "mstyle": _styled,
    "mpadded": _group,
    "mphantom": _phantom,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "munder": _limits,
    "mover": _limits,
    "munderover": _limits,
    "mtable": lambda node, style: table_atoms(node, style, row),
    "menclose": _enclosed,
    "mo": _nested_operator,
}
