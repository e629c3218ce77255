"""Atoms of a formula's row and the air between them, after the classes of TeX.

Knuth, The TeXbook, chapter 18: ordinary symbols, operators, binary operators, relations, opening
and closing marks, punctuation, and inner subformulas such as fractions. A thin space is one cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from quizapp.render.box import Box, beside, blank, stacked, text_box
from quizapp.render.cells import line_text
from quizapp.render.symbols import OPENING


class Kind(Enum):
    """What an atom is to its neighbours."""

    ORDINARY = "ordinary"
    WORD = "word"
    OPERATOR = "operator"
    BINARY = "binary"
    RELATION = "relation"
    OPENING = "opening"
    CLOSING = "closing"
    PUNCTUATION = "punctuation"
    INNER = "inner"
    SIGN = "sign"
    SPACE = "space"
    NEWLINE = "newline"


@dataclass(frozen=True, slots=True)
class Atom:
    """A box with its class; ``right`` differs from ``left`` for a bracketed group."""

    box: Box
    left: Kind
    right: Kind


def atom(box: Box, kind: Kind) -> Atom:
    """An atom that is the same to both its neighbours."""
    return Atom(box, kind, kind)


_O, _W, _P, _B, _R = Kind.ORDINARY, Kind.WORD, Kind.OPERATOR, Kind.BINARY, Kind.RELATION
_L, _C, _U, _I = Kind.OPENING, Kind.CLOSING, Kind.PUNCTUATION, Kind.INNER
_S = Kind.SIGN

_CLOSE_TOGETHER = frozenset(
    [(_L, kind) for kind in Kind]
    + [(kind, _U) for kind in (_O, _W, _P, _R, _I, _C)]
    + [(kind, _C) for kind in (_O, _W, _P, _R, _I, _C, _U)]
    + [(kind, _L) for kind in (_O, _W, _P, _C)]
    + [(_S, kind) for kind in Kind if kind is not _I]
    + [(_O, _O), (_C, _O), (_R, _R)]
)
_SCRIPT_AIR = frozenset(
    [(left, right) for left in (_O, _W, _P, _I, _C) for right in (_W, _P, _I)]
    + [(_P, _O), (_W, _O), (_I, _O), (_S, _I)]
)
_NO_OPERAND_BEFORE = frozenset({_B, _P, _R, _L, _U})
_NO_OPERAND_AFTER = frozenset({_R, _C, _U})


def joined(atoms: Iterable[Atom], *, tight: bool = False) -> Box:
    """The atoms in one row with their air; ``tight`` is the air of scripts."""
    return _set(_signs_settled(atoms), tight)


def _set(row: Iterable[Atom], tight: bool = False) -> Box:
    parts: list[Box] = []
    last: Atom | None = None
    wanted = 0
    for item in row:
        if item.left is Kind.SPACE:
            wanted += item.box.width
            continue
        air = max(wanted, _air_between(last, item, tight)) if last is not None else wanted
        parts += [blank(air), item.box] if air else [item.box]
        last, wanted = item, 0
    if wanted:
        parts.append(blank(wanted))
    return beside(*parts) if parts else blank(0)


def _air_between(left: Atom, right: Atom, tight: bool = False) -> int:
    """Blank cells between two neighbours."""
    pair = (left.right, right.left)
    if tight:
        return int(pair in _SCRIPT_AIR)
    if pair[0] in {_P, _W} and pair[1] is _L and _is_tall(right.box):
        return 1
    return int(pair not in _CLOSE_TOGETHER)


def _is_tall(group: Box) -> bool:
    """Whether the bracket of a group is drawn over several lines."""
    first = group.lines[group.baseline][0].text[:1]
    return group.height > 1 and first not in OPENING


def _signs_settled(atoms: Iterable[Atom]) -> list[Atom]:
    """Binary operators without an operand on both sides as signs: ``−y``, ``(−1)``."""
    row = list(atoms)
    solid = [index for index, item in enumerate(row) if item.left is not Kind.SPACE]
    for place, index in enumerate(solid):
        if row[index].left is not _B:
            continue
        before = row[solid[place - 1]].right if place else _L
        after = row[solid[place + 1]].left if place + 1 < len(solid) else _C
        if before in _NO_OPERAND_BEFORE or after in _NO_OPERAND_AFTER:
            row[index] = replace(row[index], left=_O, right=_S)
    return row


def signed_values(items: list[Atom]) -> list[Atom]:
    """A sign directly before a number takes the colour of the number."""
    settled = _signs_settled(items)
    for index in range(len(settled) - 1):
        sign, number = settled[index], settled[index + 1]
        if sign.left is Kind.ORDINARY and _text(sign.box) in {"−", "-", "+"} and _is_value(number):
            settled[index] = replace(sign, box=text_box(_text(sign.box), "value"))
    return settled


def _text(box: Box) -> str:
    return line_text(box.lines[0]) if box.height == 1 else ""


def _is_value(item: Atom) -> bool:
    line = item.box.lines[item.box.baseline]
    return bool(line) and line[0].role == "value"


def paragraph(items: Sequence[Atom]) -> Box:
    """A row with new lines in it as lines, one under the other."""
    lines: list[list[Atom]] = [[]]
    for item in items:
        if item.left is Kind.NEWLINE:
            lines.append([])
        else:
            lines[-1].append(item)
    boxes = [joined(line) for line in lines if line]
    height = sum(box.height for box in boxes)
    return stacked(boxes, (height - 1) // 2, "left")


_INDENT = 2


def broken(atoms: Sequence[Atom], width: int) -> list[Box] | None:
    """The row in several lines of at most ``width`` cells.

    It is broken before relations, and where that is not enough before signs, one step deeper.
    None where a part between two such places is too wide.
    """
    lines: list[Box] = []
    for line in _packed(_chunks(_signs_settled(atoms), _R), width, width - _INDENT):
        room = width - (_INDENT if lines else 0)
        parts = [line]
        if _set(line).width > room:
            parts = _packed(_chunks(line, _B), room, width - 2 * _INDENT)
        for index, part in enumerate(parts):
            indent = 2 * _INDENT if index else width - room
            lines.append(beside(blank(indent), _set(part)))
    return lines if all(line.width <= width for line in lines) else None


def _chunks(row: Sequence[Atom], kind: Kind) -> list[list[Atom]]:
    """The row cut before every atom of a kind."""
    chunks: list[list[Atom]] = [[]]
    for item in row:
        if item.left is kind and chunks[-1]:
            chunks.append([])
        chunks[-1].append(item)
    return chunks


def _packed(chunks: Sequence[list[Atom]], first: int, rest: int) -> list[list[Atom]]:
    """Chunks joined as long as they fit: ``first`` cells in the first line, ``rest`` below."""
    lines: list[list[Atom]] = [[]]
    for chunk in chunks:
        room = first if len(lines) == 1 else rest
        if lines[-1] and _set([*lines[-1], *chunk]).width > room:
            lines.append([])
        lines[-1] += chunk
    return lines
