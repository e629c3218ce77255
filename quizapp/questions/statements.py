"""A question as it was read: its statements in the order in which they run."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from quizapp.expressions import Tree
from quizapp.questions.calls import Run
from quizapp.questions.draw import Sampler
from quizapp.questions.scope import Scope
from quizapp.questions.substitute import Piece
from quizapp.questions.text import Text


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its closure and the assigned names it uses.

    ``constant`` says that it is worth the same in every try of every level.
    """

    node: ast.expr = field(compare=False, repr=False)
    run: Run = field(compare=False, repr=False)
    names: frozenset[str]
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """``n = DRAW``: the draw's name, its sampler in a scope and the names in its arguments."""

    line: int
    name: str
    draw: str
    sampler: Callable[[Scope], Sampler] = field(compare=False, repr=False)
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assignment:
    """``n = EXPR  # caption``; several names unpack a named result.

    Without a caption it is a silent helper. ``pieces`` are the expression as text with places
    for its numbers.
    """

    line: int
    names: tuple[str, ...]
    value: Expression
    unpacks: bool
    caption: Text | None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """``F = formula(…)`` or ``F = derivative(…)``; a worked step where it has a caption."""

    line: int
    name: str
    value: "Formula"
    caption: Text | None

    @property
    def names(self) -> tuple[str, ...]:
        """The one name it assigns, as an :class:`Assignment` has several."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression in the learner's answer syntax with the domains of its variables.

    ``names`` are the assigned names in it, whose numbers or formulas are put in for each variant;
    ``derived`` are the variables it is to be differentiated by, in order.
    """

    tree: Tree
    domains: tuple[tuple[str, Expression], ...]
    names: frozenset[str]
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """``order("l1", "l2")``: lines in their right order."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as a value, with places for numbers."""

    text: Text


Answerable: TypeAlias = Expression | Formula | Order | Wording


@dataclass(frozen=True, slots=True)
class Require:
    """``require(COND)``: else redraw at once."""

    line: int
    condition: Expression


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """``answer(V, …)``: one part.

    ``variable`` is the name V consists of, if it is one: what ``carry`` replaces. The tolerance
    is at most one of ``within``, ``rel``, ``decimals``, ``digits`` and ``chain``.
    """

    line: int
    value: Answerable
    part: str
    variable: str | None = None
    within: Expression | None = None
    rel: Expression | None = None
    decimals: int | None = None
    digits: int | None = None
    chain: bool = False
    unit: str = ""
    carry: bool = False
    choose: bool = False
    also: tuple[Text, ...] = ()
    unordered: bool = False
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MistakeLine:
    """``mistake(V, "text", id=, see=, when=COND)`` of the part above it."""

    line: int
    part: str
    id: str
    value: Answerable
    text: Text
    see: str | None = None
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class OptionLine:
    """``option(V)``: a wrong option without diagnosis, of the part above it."""

    line: int
    part: str
    value: Answerable


@dataclass(frozen=True, slots=True)
class HintLine:
    """``hint("text")`` of the part above it."""

    line: int
    part: str
    text: Text


Statement: TypeAlias = (
    Draw | Assignment | FormulaLine | Require | AnswerLine | MistakeLine | OptionLine | HintLine
)


@dataclass(frozen=True, slots=True)
class Question:
    """A template of variants.

    ``kind`` is ``live`` or ``code``, ``version`` the hash of source and levels, ``line`` the line
    of the notes on which the block opens. ``steps`` are the lines with a caption, ``drawn`` the
    names that are drawn, in order; ``part_of`` gives the part that a name of a worked step belongs
    to, ``parting`` the step at which the way of a mistake leaves the solution.
    """

    id: str
    kind: str
    levels: int
    source: str
    version: str
    file: str
    line: int
    language: str
    prompt: Text
    statements: tuple[Statement, ...]
    steps: tuple[Assignment | FormulaLine, ...]
    hints: tuple[HintLine, ...]
    drawn: tuple[str, ...]
    part_of: Mapping[str, str] = field(hash=False)
    parting: Mapping[str, str] = field(hash=False)

    @property
    def answers(self) -> tuple[AnswerLine, ...]:
        """The parts, in order."""
        return tuple(line for line in self.statements if isinstance(line, AnswerLine))

    @property
    def mistakes(self) -> tuple[MistakeLine, ...]:
        """All mistakes, in order."""
        return tuple(line for line in self.statements if isinstance(line, MistakeLine))
