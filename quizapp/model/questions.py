"""Variants: a question with its numbers drawn, its answer, worked steps and mistakes computed."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from quizapp.model.tasks import Check, Task

Value = bool | int | float | str | tuple["Value", ...]
"""A plain value: arrays are nested tuples, so that it can be compared, hashed and written down."""


class AnswerKind(StrEnum):
    """How an answer is typed and compared."""

    NUMBER = "number"
    INTEGER = "integer"
    ARRAY = "array"
    SHAPE = "shape"
    SET = "set"
    ORDER = "order"
    TEXT = "text"
    TYPED = "typed"
    CHOICE = "choice"
    FORMULA = "formula"
    OUTPUT = "output"
    LINE = "line"
    BLANK = "blank"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far an entry may be from the right one: the larger of the bounds counts.

    ``digits`` > 0 adds half a unit of that significant digit. All zero means exact: equal or not.
    """

    absolute: float = 0.006
    relative: float = 0.01
    digits: int = 0

    def around(self, entry: float) -> float:
        """The tolerance t at one entry of the right answer."""
        bound = max(self.absolute, self.relative * abs(entry))
        if self.digits and entry:
            bound = max(bound, 0.5 * 10.0 ** (floor(log10(abs(entry))) - self.digits + 1))
        return bound

    @property
    def exact(self) -> bool:
        """Whether only an equal answer is right."""
        return self.absolute == 0 and self.relative == 0 and self.digits == 0


EQUAL = Tolerance(0.0, 0.0)
"""Only an equal answer is right."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A typical slip with the wrong answer it leads to in this variant.

    ``parts_at`` names the worked step where this way parts from the solution, if one was found.
    """

    id: str
    part: str
    value: Value
    printed: str
    message: str
    see: str | None = None
    parts_at: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A worked step: caption, the expression with numbers put in, and its value as shown.

    ``value`` is the same in full, None where it is a formula or several values.
    """

    name: str
    caption: str
    substituted: str
    printed: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One answer that is asked for.

    ``shape`` is () for a single number. ``mistakes`` are those active in this variant.
    ``carry`` says that the answer is judged with the learner's earlier parts as well. ``also`` are
    further right wordings of a text. An order has its lines as shown in ``options``, and its
    answer is their numbers from 1. A formula is a text in the learner's own syntax; ``domains``
    are its variables with their ends, ``only`` the names an answer may use (none: all),
    ``without`` those it may not. ``task`` judges the answer to a code question, but an output;
    ``why`` is what to say once the answer is known.
    """

    name: str
    kind: AnswerKind
    answer: Value
    printed: str
    shape: tuple[int, ...] = ()
    tolerance: Tolerance = Tolerance()
    unit: str = ""
    options: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    carry: bool = False
    also: tuple[str, ...] = ()
    domains: tuple[tuple[str, float, float], ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    task: Task | None = None
    why: str = ""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The tests that judge the answer."""
        return self.task.checks if self.task and self.kind is not AnswerKind.LINE else ()

    @property
    def by_line_number(self) -> bool:
        """Whether the answer names lines of a program by their numbers."""
        return self.task is not None and self.kind in (AnswerKind.LINE, AnswerKind.ORDER)

    @property
    def solution(self) -> str:
        """The right answer as code to be shown; empty where it is ``printed`` that says it."""
        whole = self.kind in (AnswerKind.ORDER, AnswerKind.PROGRAM)
        return self.task.program.rstrip("\n") if self.task is not None and whole else ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Question + seed + level, worked out; or a typed card, which is the same each time.

    ``drawn`` are the drawn names with their values, in order; ``version`` is the hash of the
    question's source, empty for a typed card; ``program`` is the code shown by a code question.
    """

    question: str
    version: str
    seed: int
    level: int
    kind: str
    prompt: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...] = ()
    hints: tuple[str, ...] = ()
    drawn: tuple[tuple[str, Value], ...] = ()
    program: str = ""
