"""Runs the tests of a program beside it and tells how each ended: the inside of the sandbox.

:mod:`quizapp.grading.runner` is handed this module, which therefore imports nothing of ours. The
program is run afresh for each test, so that a singleton of one is no singleton of the next. The
tests see the program's names, but the builtins as they were before it ran. Both sides of a failed
comparison are kept by rewriting ``assert a == b`` to ``assert (left := a) == (right := b)``.

Each test is reported as the ``repr`` of a tuple of texts: its name, how it ended, and what is
known of that; :mod:`quizapp.grading.testing` reads it.
"""

from __future__ import annotations

import ast
import builtins
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, TracebackType
    from typing import Any

LONGEST = 200
_FILE, _PROGRAM = "<tests>", "<program>"
_LEFT, _RIGHT = "__left__", "__right__"
_TYPES = {"isinstance", "issubclass"}
_SIGNS = {
    **{ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in"},
    **{ast.NotIn: "not in", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="},
}


def run_tests(program: str, tests: str, report: Callable[[str], None]) -> None:
    """Run every function ``test_…`` of ``tests`` against the program, in their order."""
    tree = ast.parse(tests)
    names = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    texts = {node.lineno: ast.unparse(node.test) for node in asserts}
    _Keeping().visit(tree)
    code = compile(ast.fix_missing_locations(tree), _FILE, "exec", dont_inherit=True)
    known = dict(vars(builtins))
    for name in names:
        report(repr((name, *_ended(program, code, name, known, asserts, texts))))


class _Keeping(ast.NodeTransformer):
    """Keeps both sides of the comparison, or both arguments of isinstance, of each assert."""

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        """Name the sides of one assert."""
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            test.left = _named(_LEFT, test.left)
            test.comparators = [_named(_RIGHT, test.comparators[0])]
        elif _asks_type(test):
            call: Any = test
            call.args = [_named(_LEFT, call.args[0]), _named(_RIGHT, call.args[1])]
        return node


def _asks_type(test: Any) -> bool:
    return (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id in _TYPES
        and len(test.args) == 2
    )


def _named(name: str, value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Starred):
        return value
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def _literal(side: ast.expr) -> bool:
    """Whether a side is written out, and so is what was expected."""
    try:
        ast.literal_eval(side.value if isinstance(side, ast.NamedExpr) else side)
    except ValueError:
        return False
    return True


def _ended(
    program: str,
    code: CodeType,
    name: str,
    known: dict[str, Any],
    asserts: list[ast.Assert],
    texts: dict[int, str],
) -> tuple[str, ...]:
    """How one test ended, the program run before it."""
    module = type(sys)("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    try:
        exec(compile(program, _PROGRAM, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    except BaseException as error:
        return _raised("broken", error)
    names = {key: value for key, value in vars(module).items() if key not in known}
    names["__builtins__"] = dict(known)
    try:
        exec(code, names)  # noqa: S102
        names[name]()
    except AssertionError as error:
        return _failed(error, asserts, texts)
    except BaseException as error:
        return _raised("raised", error)
    return ("passed",)


def _raised(how: str, error: BaseException) -> tuple[str, str, str, str]:
    """An exception: its type, its text, and the line of the program it came from, if one."""
    line, last = "", error.__traceback__
    while last is not None:
        if last.tb_frame.f_code.co_filename == _PROGRAM:
            line = str(last.tb_lineno)
        last = last.tb_next
    try:
        text = " ".join(str(error).split())[:LONGEST]
    except BaseException:
        text = ""
    return how, type(error).__name__, text, line


def _failed(
    error: AssertionError, asserts: list[ast.Assert], texts: dict[int, str]
) -> tuple[str, ...]:
    """What the assertion that failed says: message, text, sign, left and right."""
    last = _innermost(error.__traceback__)
    if last is None or last.tb_frame.f_code.co_filename != _FILE:
        return _raised("raised", error)
    said = str(error.args[0])[:LONGEST] if error.args else ""
    line = last.tb_lineno
    node = next((a for a in asserts if a.lineno <= line <= (a.end_lineno or a.lineno)), None)
    if node is None:
        return ("failed", said, "", "", "", "")
    kept = last.tb_frame.f_locals
    text = texts.get(node.lineno, "")[:LONGEST]
    return ("failed", said, text, *_sides(node.test, kept.get(_LEFT), kept.get(_RIGHT)))


def _sides(test: Any, left: Any, right: Any) -> tuple[str, str, str]:
    """The sign of a comparison or its like, and both sides as they are shown; all empty without."""
    if _asks_type(test):
        name = test.func.id
        return name, type(left).__name__ if name == "isinstance" else _shown(left), _shown(right)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return "", "", ""
    sign = _SIGNS[type(test.ops[0])]
    if sign == "is" and right is not None and not isinstance(right, type | bool):
        sign = "same"
    if sign == "==" and _literal(test.left) and not _literal(test.comparators[0]):
        left, right = right, left
    return sign, _shown(left), _shown(right)


def _innermost(last: TracebackType | None) -> TracebackType | None:
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last


def _shown(value: Any) -> str:
    """A value in a few words: a class by its name, an object without a text of its own by that."""
    try:
        if isinstance(value, type):
            return value.__name__
        if type(value).__repr__ is object.__repr__:  # type: ignore[comparison-overlap]
            return f"{type(value).__name__}()"
        return repr(value)[:LONGEST]
    except BaseException as broken:
        return type(broken).__name__
