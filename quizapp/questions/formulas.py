"""Reading ``formula("a*x^2", x=(lo, hi))`` and ``derivative(F, "x")``.

The text of a formula is in the learner's answer syntax and is read by the same parser. In it may
stand names assigned above (numbers, other formulas), and variables with a domain.
"""

import ast
from collections.abc import Callable
from dataclasses import replace

from quizapp.expressions import FUNCTIONS, Name, Tree, UnreadableExpression, names, parse
from quizapp.language import _
from quizapp.questions.reading import Reading, nearest, reserved
from quizapp.questions.statements import Expression, Formula

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
    """The formula that a call or a name stands for; ``known`` are the formulas above."""
    if isinstance(node, ast.Name):
        return Formula(Name(node.id), known[node.id].domains, frozenset({node.id}))
    assert isinstance(node, ast.Call)
    if called_name(node) == "derivative":
        return _derivative(node, reading, known, read)
    text = node.args[0] if len(node.args) == 1 else None
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        reading.fail(node, _('Write formula("a*x^2", x=(lo, hi)).'))
    own = {name: read(ends) for name, ends in (_domain(word, reading) for word in node.keywords)}
    above = {name for formula in known.values() for name, _ends in formula.domains}
    tree = _read_text(text, {*own, *above}, reading)
    used = names(tree) & {*reading.assigned, "level"}
    domains = {name: ends for other in used & known.keys() for name, ends in known[other].domains}
    domains |= own
    for name in sorted(names(tree) & above - domains.keys()):
        reading.fail(text, _needs_domain(name))
    return Formula(tree, tuple(sorted(domains.items())), used)


def _needs_domain(name: str) -> str:
    message = _("“{name}” in the formula needs a value above or a domain: {name}=(lo, hi).")
    return message.format(name=name[:40])


def _domain(keyword: ast.keyword, reading: Reading) -> tuple[str, ast.expr]:
    ends = keyword.value
    if keyword.arg is None or not isinstance(ends, ast.Tuple) or len(ends.elts) != 2:
        reading.fail(ends, _("A variable has a domain of two ends: x=(lo, hi)."))
    if keyword.arg in reading.assigned or keyword.arg in reserved() | FUNCTIONS.keys():
        message = _("“{name}” has a value already and cannot be a variable of the formula.")
        reading.fail(ends, message.format(name=keyword.arg))
    return keyword.arg, ends


def _read_text(node: ast.Constant, variables: set[str], reading: Reading) -> Tree:
    known = [*sorted(variables), *reading.assigned, "level"]
    try:
        return parse(str(node.value), known)
    except UnreadableExpression as error:
        if error.missing.isidentifier():
            suggestion = nearest(error.missing, error.known)
            text = f"{_needs_domain(error.missing)} {suggestion}".rstrip()
        else:
            message = _("“{text}” is no formula. {reason}")
            text = message.format(text=str(node.value)[:40], reason=error.message)
        reading.fail(node, text)


def _derivative(
    node: ast.Call, reading: Reading, known: dict[str, Formula], read: ReadExpression
) -> Formula:
    if len(node.args) != 2 or node.keywords or not is_formula(node.args[0], reading):
        reading.fail(node, _('Write derivative(F, "x") of a formula F.'))
    inner = read_formula(node.args[0], reading, known, read)
    by = node.args[1]
    if not isinstance(by, ast.Constant) or by.value not in dict(inner.domains):
        message = _("A derivative is taken by a variable of the formula: {names}.")
        variables = ", ".join(f'"{name}"' for name, _ends in inner.domains) or "–"
        reading.fail(node, message.format(names=variables))
    return replace(inner, derived=(*inner.derived, str(by.value)))
