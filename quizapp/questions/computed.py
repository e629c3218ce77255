"""The code behind an answer: the functions of ``reference_impl`` that a question calls."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.questions.functions import functions
from quizapp.questions.statements import AnswerLine, Assignment, Expression, Question


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A function with its source as it stands in ``file`` (``reference_impl/…``) from ``line`` on.

    ``code`` is the source without its docstring. ``step`` is the first worked step that calls it,
    empty where only the answer does.
    """

    name: str
    file: str
    line: int
    source: str
    code: str
    step: str = ""


def reference_sources(question: Question) -> tuple[ReferenceSource, ...]:
    """The functions of ``reference_impl`` that lead to the answers, in the order of their calls.

    What only a mistake or a condition calls is left out.
    """
    found: dict[str, str] = {}
    for step, expression in _leading(question):
        for name in _called(expression):
            found[name] = found.get(name) or step
    return tuple(_source(name, step) for name, step in found.items())


def _leading(question: Question) -> list[tuple[str, Expression]]:
    """The expressions that answers and worked steps are made of, with the step each belongs to.

    A name is assigned before it is used, so one look from the last line up finds them all.
    """
    needed: set[str] = set()
    lines: list[tuple[str, Expression]] = []
    for line in reversed(question.statements):
        if isinstance(line, AnswerLine) and isinstance(line.value, Expression):
            lines.append(("", line.value))
        elif isinstance(line, Assignment) and (line.caption or needed.intersection(line.names)):
            lines.append((", ".join(line.names) if line.caption else "", line.value))
        else:
            continue
        needed |= lines[-1][1].names
    return lines[::-1]


def _called(expression: Expression) -> Iterator[str]:
    table = functions()
    for node in ast.walk(expression.node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = table.get(node.func.id)
            if function is not None and not function.ours:
                yield function.name


def _source(name: str, step: str) -> ReferenceSource:
    call = functions()[name].call
    lines, first = inspect.getsourcelines(call)
    file = Path(inspect.getfile(call))
    place = f"{file.parent.name}/{file.name}"
    code = "".join(_without_docstring(lines))
    return ReferenceSource(name, place, first, "".join(lines), code, step)


def _without_docstring(lines: list[str]) -> list[str]:
    (function,) = ast.parse("".join(lines)).body
    first = function.body[0] if isinstance(function, ast.FunctionDef) else None
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return lines
    return lines[: first.lineno - 1] + lines[first.end_lineno :]
