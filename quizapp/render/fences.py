"""Which signs of a row open and close a group, and the brackets drawn around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizapp.render.atoms import Atom, Kind, atom, joined
from quizapp.render.box import Box, beside, blank, text_box
from quizapp.render.brackets import bracketed, grows
from quizapp.render.leaves import LEAVES, Style, letters
from quizapp.render.symbols import BARS, CLOSING, OPENING, ascii_name

SCRIPTED = frozenset({"msub", "msup", "msubsup"})


@dataclass(slots=True)
class Frame:
    """A group that has been opened and waits for its closing sign."""

    opening: str = ""
    stretchy: bool = False
    table: bool = False
    atoms: list[Atom] = field(default_factory=list)
    middles: list[int] = field(default_factory=list)


def _sign_of(node: Element) -> str:
    """The single character of an operator, or of the operator that carries scripts, else ''."""
    if node.tag in SCRIPTED and len(node):
        node = node[0]
    if node.tag not in LEAVES or node.tag == "mtext" or len(node):
        return ""
    text = letters(node)
    return text if len(text) == 1 else ""


def opens(nodes: Sequence[Element], index: int, frame: Frame) -> bool:
    """Whether the sign at ``index`` opens a group."""
    node = nodes[index]
    if node.tag in SCRIPTED:
        return False
    form = node.get("form")
    if form in {"prefix", "postfix"}:
        return form == "prefix"
    sign = _sign_of(node)
    return sign in OPENING or (
        sign in BARS and frame.opening != sign and _partner_follows(nodes, index, sign)
    )


def closes(node: Element, frame: Frame) -> bool:
    """Whether ``node`` closes the group of ``frame``."""
    form = node.get("form")
    if form in {"prefix", "postfix"}:
        return form == "postfix"
    sign = _sign_of(node)
    return bool(frame.opening) and (sign in CLOSING or (sign in BARS and sign == frame.opening))


def is_middle(node: Element) -> bool:
    """Whether ``node`` is a ``\\middle`` sign."""
    return node.tag == "mo" and node.get("lspace") == "0.05em" and bool(_sign_of(node))


def _partner_follows(nodes: Sequence[Element], index: int, sign: str) -> bool:
    """Whether the same bar comes again before the bracket around it closes."""
    depth = 0
    for node in nodes[index + 1 :]:
        other = _sign_of(node)
        if other in OPENING:
            depth += 1
        elif other in CLOSING:
            depth -= 1
        if depth < 0:
            return False
        if depth == 0 and other == sign:
            return True
    return False


def group(frame: Frame, closing: str, stretchy: bool, style: Style) -> Atom:
    """The finished group between its brackets, as tall as it needs to be."""
    inside = joined(frame.atoms, tight=style.tight)
    wanted = frame.stretchy or stretchy or frame.table or (inside.ascent and inside.descent)
    drawable = all(not sign or grows(sign, style.plain) for sign in (frame.opening, closing))
    if inside.height > 1 and wanted and drawable:
        for place in frame.middles:
            frame.atoms[place] = _tall_middle(frame.atoms[place], inside, style)
        inside = joined(frame.atoms, tight=style.tight)
        box = bracketed(frame.opening, inside, closing, "math", style.plain)
    else:
        box = beside(sign_box(frame.opening, style), inside, sign_box(closing, style))
    return Atom(box, Kind.OPENING, Kind.CLOSING)


def _tall_middle(sign: Atom, inside: Box, style: Style) -> Atom:
    character = "|" if style.plain else ("║" if _first(sign.box) == "‖" else "│")
    line = text_box(character, "math").lines[0]
    return atom(Box((line,) * inside.height, inside.baseline, 1), sign.left)


def _first(box: Box) -> str:
    return box.lines[0][0].text


def sign_box(sign: str, style: Style) -> Box:
    """A bracket of one line."""
    shown = (ascii_name(sign) or sign) if style.plain and sign else sign
    return text_box(shown, "math") if shown else blank(0)
