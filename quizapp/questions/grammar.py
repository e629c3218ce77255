"""The whole whitelist of expressions: node type → handler. What is not listed is refused."""

import ast
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from quizapp.language import _
from quizapp.questions.functions import functions
from quizapp.questions.limits import DEPTH, EXPONENT, NESTING, NODES, WHOLE
from quizapp.questions.reading import (
    CONSTANT_NAMES,
    Reading,
    check_call,
    check_name,
    nearest,
    no_function,
    refuse,
    reserved,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in an expression a node stands."""

    reading: Reading
    depth: int = 1
    loops: tuple[str, ...] = ()
    texts: bool = False
    unpacked: bool = False

    def fail(self, node: ast.AST, message: str) -> NoReturn:
        self.reading.fail(node, message)

    def check(self, node: ast.expr, **changes: Any) -> None:
        """Check a child: one deeper, no texts and no named results unless allowed again."""
        changes = {"texts": False, "unpacked": False} | changes
        _check(node, replace(self, depth=self.depth + 1, **changes))


def check_expression(
    node: ast.expr, reading: Reading, *, texts: bool = False, unpacked: bool = False
) -> None:
    """Refuse an expression with anything that is not listed.

    ``texts`` allows strings as values, ``unpacked`` a function with a named result at the top.
    """
    _check(node, _Place(reading, texts=texts, unpacked=unpacked))


def _check(node: ast.expr, place: _Place) -> None:
    place.reading.nodes += 1
    if place.reading.nodes > NODES:
        message = _("The question has more than {limit} nodes; split it in two.")
        place.fail(node, message.format(limit=NODES))
    if place.depth > DEPTH:
        message = _("The expression is nested deeper than {limit}; use a helper line.")
        place.fail(node, message.format(limit=DEPTH))
    handler = _HANDLERS.get(type(node))
    if handler is None:
        refuse(node, place.reading)
    handler(node, place)


def _constant(node: ast.Constant, place: _Place) -> None:
    value = node.value
    if isinstance(value, bool):
        return
    if isinstance(value, str):
        if not place.texts:
            place.fail(node, _("A text stands only in prompts, messages, options and draws."))
    elif isinstance(value, int):
        if value >= WHOLE:
            place.fail(node, _("A whole number must be below 2**53."))
    elif isinstance(value, float):
        if not math.isfinite(value):
            place.fail(node, _("The number is too large; write inf for infinity."))
    else:
        what = ast.unparse(node)[:20]
        message = _("“{what}” is not part of the question language. Write a number.")
        place.fail(node, message.format(what=what))


def _name(node: ast.Name, place: _Place) -> None:
    reading = place.reading
    if node.id in reading.formulas:
        message = _('“{name}” is a formula: put it into another one, formula("2*{name}").')
        place.fail(node, message.format(name=node.id))
    if node.id in reading.assigned or node.id in place.loops:
        return
    if node.id == "level" or node.id in CONSTANT_NAMES:
        return
    if node.id in reading.coming:
        message = _("“{name}” is used before it is assigned; move its line up.")
        place.fail(node, message.format(name=node.id))
    if node.id in reserved():
        message = _("“{name}” is a function: write {name}(…).")
        place.fail(node, message.format(name=node.id))
    known = [*reading.assigned, *place.loops, "level", *CONSTANT_NAMES]
    message = _("There is no name “{name}” here. {nearest}").format(
        name=node.id[:40], nearest=nearest(node.id, known) or _("Assign it on a line above.")
    )
    place.fail(node, message)


def _sequence(node: ast.Tuple | ast.List, place: _Place) -> None:
    for element in node.elts:
        place.check(element, texts=place.texts)


_OPERATORS = frozenset(
    {ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult}
)


def _binary(node: ast.BinOp, place: _Place) -> None:
    if type(node.op) not in _OPERATORS:
        known = "+ - * / // % ** @"
        message = _("This operator is not part of the question language. Write one of {known}.")
        place.fail(node, message.format(known=known))
    exponent = node.right
    if isinstance(node.op, ast.Pow) and isinstance(exponent, ast.Constant):
        value = exponent.value
        if isinstance(value, int | float) and value > EXPONENT:
            message = _("An exponent is at most {limit}; write exp(…) for a large one.")
            place.fail(node, message.format(limit=EXPONENT))
    place.check(node.left)
    place.check(node.right)


def _unary(node: ast.UnaryOp, place: _Place) -> None:
    if isinstance(node.op, ast.Invert):
        place.fail(node, _("“~” is not part of the question language. Write not."))
    place.check(node.operand)


def _compare(node: ast.Compare, place: _Place) -> None:
    if not all(
        isinstance(op, ast.Eq | ast.NotEq | ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops
    ):
        place.fail(node, _("“is” and “in” are not part of the question language. Write ==."))
    for side in (node.left, *node.comparators):
        place.check(side)


def _logic(node: ast.BoolOp, place: _Place) -> None:
    for value in node.values:
        place.check(value)


def _choice(node: ast.IfExp, place: _Place) -> None:
    place.check(node.test)
    place.check(node.body, texts=place.texts)
    place.check(node.orelse, texts=place.texts)


def _attribute(node: ast.Attribute, place: _Place) -> None:
    if node.attr != "T":
        message = _("No attribute but .T can be used; “.{name}” is refused. {instead}")
        known = _("Write {name}(…).").format(name=node.attr) if node.attr in functions() else ""
        place.fail(node, message.format(name=node.attr[:40], instead=known).rstrip())
    place.check(node.value)


def _subscript(node: ast.Subscript, place: _Place) -> None:
    place.check(node.value, texts=place.texts)
    for part in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
        if isinstance(part, ast.Slice):
            for end in (part.lower, part.upper, part.step):
                if end is not None:
                    place.check(end)
        else:
            place.check(part)


def _comprehension(node: ast.ListComp, place: _Place) -> None:
    loop = node.generators[0]
    plain = (
        len(node.generators) == 1
        and not loop.ifs
        and not loop.is_async
        and isinstance(loop.target, ast.Name)
        and isinstance(loop.iter, ast.Call)
        and isinstance(loop.iter.func, ast.Name)
        and loop.iter.func.id == "range"
        and len(loop.iter.args) == 1
        and not loop.iter.keywords
    )
    if not plain:
        place.fail(node, _("A list is made by [e for i in range(n)], one “for” and no “if”."))
    assert isinstance(loop.target, ast.Name)
    assert isinstance(loop.iter, ast.Call)
    check_name(loop.target.id, node, place.reading, place.loops)
    if len(place.loops) >= NESTING:
        message = _("Lists nest at most {limit} deep.")
        place.fail(node, message.format(limit=NESTING))
    place.check(loop.iter.args[0])
    place.check(node.elt, texts=place.texts, loops=(*place.loops, loop.target.id))


def _call(node: ast.Call, place: _Place) -> None:
    if isinstance(node.func, ast.Attribute) and node.func.attr != "T":
        _attribute(node.func, place)
    if not isinstance(node.func, ast.Name):
        place.fail(node, _("Only listed functions can be called, by their name."))
    function = functions().get(node.func.id)
    if function is None:
        place.fail(node, no_function(node.func.id))
    if function.fields and not place.unpacked:
        message = _("{name}(…) has a named result: write {fields} = {name}(…).")
        place.fail(node, message.format(name=function.name, fields=", ".join(function.fields)))
    check_call(node, function, place.reading)
    parts = function.name in ("concat", "stack") and len(node.args) == 1
    for argument in node.args:
        if parts and isinstance(argument, ast.Tuple | ast.List):
            _sequence(argument, place)
        else:
            place.check(argument)
    for keyword in node.keywords:
        place.check(keyword.value, texts=not function.ours)


_HANDLERS: dict[type[ast.expr], Callable[[Any, _Place], None]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.ListComp: _comprehension,
    ast.Call: _call,
}
