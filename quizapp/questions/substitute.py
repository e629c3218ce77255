"""A worked step as readable maths: the expression with the numbers of this variant put in."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from quizapp.questions.calls import Run
from quizapp.questions.evaluate import compiled
from quizapp.questions.printing import print_value
from quizapp.questions.scope import CONSTANTS, Scope
from quizapp.questions.text import LookOf


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of a name, of an entry or of a slice of it."""

    name: str
    run: Run = field(compare=False, repr=False)
    brackets: bool


Piece: TypeAlias = str | Slot
_Pieces: TypeAlias = list[Piece]
_Writer: TypeAlias = Callable[[Any, tuple[str, ...], bool], tuple[_Pieces, int]]
"""Node, loop names and whether a leading negative number needs brackets → text, how it binds."""

_POWER, _SIGN, _TIMES, _PLUS, _COMPARISON, _NOT, _AND, _OR, _IF = range(9, 0, -1)
_ATOM = 10
_OPERATORS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: (" + ", _PLUS),
    ast.Sub: (" - ", _PLUS),
    ast.Mult: (" * ", _TIMES),
    ast.Div: (" / ", _TIMES),
    ast.FloorDiv: (" // ", _TIMES),
    ast.Mod: (" % ", _TIMES),
    ast.MatMult: (" @ ", _TIMES),
    ast.Pow: ("^", _POWER),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: " = ",
    ast.NotEq: " != ",
    ast.Lt: " < ",
    ast.LtE: " <= ",
    ast.Gt: " > ",
    ast.GtE: " >= ",
}


def pieces_of(node: ast.expr) -> tuple[Piece, ...]:
    """The expression as text, cut where the numbers go."""
    merged: _Pieces = []
    for piece in _write(node, 0, False, ()):
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return tuple(merged)


def substituted(pieces: tuple[Piece, ...], scope: Scope, look_of: LookOf) -> str:
    """The text with the numbers in; a negative number is bracketed where it must be."""
    return "".join(
        [piece if piece.__class__ is str else _put_in(piece, scope, look_of) for piece in pieces]
    )


def _put_in(slot: Any, scope: Scope, look_of: LookOf) -> str:
    """An array has brackets of its own: it begins with none of its signs."""
    text = print_value(slot.run(scope), look_of(slot.name))
    return f"({text})" if slot.brackets and text.startswith("-") else text


def _write(node: ast.expr, level: int, brackets: bool, loops: tuple[str, ...]) -> _Pieces:
    """``level`` is how tightly the surroundings bind, ``brackets`` asks for them around −."""
    if _slotted(node, loops):
        return [Slot(_root(node), compiled(node), brackets)]
    written, own = _WRITERS[type(node)](node, loops, brackets)
    return ["(", *written, ")"] if own < level else written


def _slotted(node: ast.expr, loops: tuple[str, ...]) -> bool:
    """Whether the whole node is replaced by its value: a name, its entry, slice or transpose."""
    if isinstance(node, ast.Name):
        return node.id not in loops and node.id not in CONSTANTS
    if isinstance(node, ast.Subscript):
        used = {inner.id for inner in ast.walk(node.slice) if isinstance(inner, ast.Name)}
        return _slotted(node.value, loops) and not used & set(loops)
    return isinstance(node, ast.Attribute) and _slotted(node.value, loops)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.Constant, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    value = node.value
    return [f"“{value}”" if isinstance(value, str) else print_value(value)], _ATOM


def _name(node: ast.Name, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    return [node.id], _ATOM


def _binary(node: ast.BinOp, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    sign, level = _OPERATORS[type(node.op)]
    power = isinstance(node.op, ast.Pow)
    left = _write(node.left, level + power, power or brackets, loops)
    right = _write(node.right, level + (not power), True, loops)
    return [*left, sign, *right], level


def _unary(node: ast.UnaryOp, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    if isinstance(node.op, ast.Not):
        return ["not ", *_write(node.operand, _NOT, False, loops)], _NOT
    sign = "-" if isinstance(node.op, ast.USub) else "+"
    return [sign, *_write(node.operand, _SIGN + 1, True, loops)], _SIGN


def _compare(node: ast.Compare, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    written = _write(node.left, _COMPARISON + 1, False, loops)
    for op, right in zip(node.ops, node.comparators, strict=True):
        written += [_COMPARISONS[type(op)], *_write(right, _COMPARISON + 1, False, loops)]
    return written, _COMPARISON


def _logic(node: ast.BoolOp, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    word, level = (" and ", _AND) if isinstance(node.op, ast.And) else (" or ", _OR)
    return _joined(node.values, word, loops, level + 1), level


def _choice(node: ast.IfExp, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    body = _write(node.body, _IF + 1, False, loops)
    test = _write(node.test, _IF + 1, False, loops)
    return [*body, " if ", *test, " else ", *_write(node.orelse, _IF, False, loops)], _IF


def _joined(nodes: list[ast.expr], between: str, loops: tuple[str, ...], level: int = 0) -> _Pieces:
    written: _Pieces = []
    for i, node in enumerate(nodes):
        written += [between] * (i > 0)
        written += _write(node, level, False, loops)
    return written


def _sequence(
    node: ast.Tuple | ast.List, loops: tuple[str, ...], brackets: bool
) -> tuple[_Pieces, int]:
    nested = any(isinstance(element, ast.Tuple | ast.List) for element in node.elts)
    return ["[", *_joined(node.elts, ", " if nested else " ", loops, _PLUS), "]"], _ATOM


def _transposed(node: ast.Attribute, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    return [*_write(node.value, _ATOM, True, loops), "^T"], _POWER


def _subscript(node: ast.Subscript, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    index = ast.unparse(node.slice).strip("()")
    value = node.value
    root = [value.id] if isinstance(value, ast.Name) else _write(value, _ATOM, True, loops)
    return [*root, f"[{index}]"], _ATOM


def _comprehension(
    node: ast.ListComp, loops: tuple[str, ...], brackets: bool
) -> tuple[_Pieces, int]:
    loop = node.generators[0]
    assert isinstance(loop.target, ast.Name)
    assert isinstance(loop.iter, ast.Call)
    name = loop.target.id
    element = _write(node.elt, 0, False, (*loops, name))
    count = _write(loop.iter.args[0], 0, False, loops)
    return ["[", *element, f" for {name} < ", *count, "]"], _ATOM


def _call(node: ast.Call, loops: tuple[str, ...], brackets: bool) -> tuple[_Pieces, int]:
    assert isinstance(node.func, ast.Name)
    written: _Pieces = [node.func.id, "(", *_joined(node.args, ", ", loops)]
    for i, keyword in enumerate(node.keywords):
        written += [", " if i or node.args else "", f"{keyword.arg}="]
        written += _write(keyword.value, 0, False, loops)
    return [*written, ")"], _ATOM


_WRITERS: dict[type[ast.expr], _Writer] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Attribute: _transposed,
    ast.Subscript: _subscript,
    ast.ListComp: _comprehension,
    ast.Call: _call,
}
