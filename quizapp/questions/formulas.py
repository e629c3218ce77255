"""Reading ``formula("a*x^2", x=(lo, hi))``, ``derivative(F, "x")`` and ``order("l1", "l2")``.

The text of a formula is in the learner's answer syntax and is judged by the grading room; here
its names are checked: assigned above, listed, or a variable with a domain.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import replace

from quizapp.language import _
from quizapp.questions.reading import CONSTANT_NAMES, Reading, nearest, reserved
from quizapp.questions.statements import Expression, Formula

LEARNER_FUNCTIONS = frozenset(
    {"exp", "log", "ln", "log2", "log10", "sqrt", "sin", "cos", "tan", "tanh"}
    | {"sigmoid", "relu", "abs", "sign", "max", "min"}
)
_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_ALLOWED = re.compile(r"[\w\s.+\-*/^(),]*")

ReadExpression = Callable[[ast.expr], Expression]


def is_formula(node: ast.expr, reading: Reading) -> bool:
    """Whether an expression stands for a formula."""
    if isinstance(node, ast.Name):
        return node.id in reading.formulas
    return called_name(node) in ("formula", "derivative")


def called_name(node: ast.expr) -> str | None:
    """The name of the function a call calls, if this is a plain call."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return None


def read_formula(
    node: ast.expr, reading: Reading, known: dict[str, Formula], read: ReadExpression
) -> Formula:
    """The formula that a call or a name stands for."""
    if isinstance(node, ast.Name):
        return known[node.id]
    assert isinstance(node, ast.Call)
    if called_name(node) == "derivative":
        return _derivative(node, reading, known, read)
    text = node.args[0] if len(node.args) == 1 else None
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        reading.fail(node, _('Write formula("a*x^2", x=(lo, hi)).'))
    domains = [_domain(keyword, reading) for keyword in node.keywords]
    _check_names(text, text.value, frozenset(name for name, _ends in domains), reading)
    return Formula(text.value, tuple((name, read(ends)) for name, ends in domains))


def _domain(keyword: ast.keyword, reading: Reading) -> tuple[str, ast.expr]:
    ends = keyword.value
    if keyword.arg is None or not isinstance(ends, ast.Tuple) or len(ends.elts) != 2:
        reading.fail(ends, _("A variable has a domain of two ends: x=(lo, hi)."))
    if keyword.arg in reading.assigned or keyword.arg in reserved() | LEARNER_FUNCTIONS:
        message = _("“{name}” has a value already and cannot be a variable of the formula.")
        reading.fail(ends, message.format(name=keyword.arg))
    return keyword.arg, ends


def _check_names(node: ast.expr, text: str, variables: frozenset[str], reading: Reading) -> None:
    if not text.strip() or not _ALLOWED.fullmatch(text) or text.count("(") != text.count(")"):
        message = _("“{text}” is no formula; write it as a learner types it: 2*x + sin(x).")
        reading.fail(node, message.format(text=text[:40]))
    known = {*reading.assigned, *variables, *LEARNER_FUNCTIONS, *CONSTANT_NAMES, "level"}
    for name in formula_names(text):
        if name not in known:
            message = _("“{name}” in the formula needs a value above or a domain: {name}=(lo, hi).")
            suggestion = nearest(name, known)
            reading.fail(node, f"{message.format(name=name[:40])} {suggestion}".rstrip())


def formula_names(text: str) -> frozenset[str]:
    """The words of a formula."""
    return frozenset(_WORD.findall(_NUMBER.sub(" ", text)))


def _derivative(
    node: ast.Call, reading: Reading, known: dict[str, Formula], read: ReadExpression
) -> Formula:
    if len(node.args) != 2 or node.keywords or not is_formula(node.args[0], reading):
        reading.fail(node, _('Write derivative(F, "x") of a formula F.'))
    inner = read_formula(node.args[0], reading, known, read)
    by = node.args[1]
    if not isinstance(by, ast.Constant) or by.value not in dict(inner.domains):
        message = _("A derivative is taken by a variable of the formula: {names}.")
        names = ", ".join(f'"{name}"' for name, _ends in inner.domains) or "–"
        reading.fail(node, message.format(names=names))
    return replace(inner, derived=(*inner.derived, str(by.value)))
