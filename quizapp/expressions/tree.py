"""The tree of a formula: five kinds of nodes, frozen, without behaviour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

CONSTANTS = ("pi", "e")
FUNCTIONS: Mapping[str, int] = {
    "exp": 1,
    "log": 1,
    "ln": 1,
    "log2": 1,
    "log10": 1,
    "sqrt": 1,
    "sin": 1,
    "cos": 1,
    "tan": 1,
    "tanh": 1,
    "sigmoid": 1,
    "relu": 1,
    "abs": 1,
    "sign": 1,
    "max": 2,
    "min": 2,
}
"""The functions that can be typed, with their number of arguments."""


class UnreadableExpression(Exception):
    """A text that is no formula.

    ``message`` is one sentence with the column (from 1) and how to mend it, ``known`` are the
    names that may be written here, ``missing`` is the name that is not one of them.
    """

    def __init__(
        self, message: str, column: int = 1, known: tuple[str, ...] = (), missing: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.known = known
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Number:
    """A number, 0 or above."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, or one of ``pi`` and ``e``."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus its operand."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Binary:
    """``sign`` is one of ``+ - * / ^``."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of :data:`FUNCTIONS` with its arguments."""

    function: str
    arguments: tuple["Tree", ...]


Tree: TypeAlias = Number | Name | Negative | Binary | Call


def number(value: int | float) -> Tree:
    """The tree of any finite number."""
    return Negative(Number(-value)) if value < 0 else Number(value)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The operands or arguments of a node."""
    if isinstance(tree, Binary):
        return (tree.left, tree.right)
    if isinstance(tree, Negative):
        return (tree.operand,)
    return tree.arguments if isinstance(tree, Call) else ()


def nodes(tree: Tree) -> Iterator[Tree]:
    """The node itself and all below it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)


def names(tree: Tree) -> frozenset[str]:
    """Everything with a name that a formula uses: variables, constants, functions."""
    return frozenset(
        node.name if isinstance(node, Name) else node.function
        for node in nodes(tree)
        if isinstance(node, Name | Call)
    )


def put_in(tree: Tree, replaced: Mapping[str, Tree]) -> Tree:
    """The tree with other trees in the place of some names."""
    if isinstance(tree, Name):
        return replaced.get(tree.name, tree)
    if isinstance(tree, Negative):
        return Negative(put_in(tree.operand, replaced))
    if isinstance(tree, Binary):
        return Binary(tree.sign, put_in(tree.left, replaced), put_in(tree.right, replaced))
    if isinstance(tree, Call):
        return Call(tree.function, tuple(put_in(each, replaced) for each in tree.arguments))
    return tree
