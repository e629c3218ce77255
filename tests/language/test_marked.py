"""No sentence reaches a person past the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import quizapp

PACKAGE = Path(quizapp.__file__).parent
SHOWING = {"InputError", "complain", "print_text", "write", "say", "offer"}
SHOWING |= {"bright", "muted", "wrapped", "cap", "Piece"}
NAMES = {"quizapp", "notes/quick.md", " quizapp import notes/ ", "quizapp import PATH"}
NAMES |= {"esc", "tab", "ctrl+r"}


def _written(node: ast.expr) -> Iterator[str]:
    """The words that stand in the code where something is shown, not looked up."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield " ".join(text for value in node.values for text in _written(value))
    elif isinstance(node, ast.BinOp):
        yield from (*_written(node.left), *_written(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_written(node.body), *_written(node.orelse))


def _shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SHOWING:
                yield from ((node.lineno, text) for text in _written(node.args[0]))


def test_no_english_is_shown_without_asking_the_catalogue() -> None:
    past = [
        f"{file.relative_to(PACKAGE)}:{line}: {text}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for line, text in _shown(ast.parse(file.read_text("utf-8"), str(file)))
        if text not in NAMES and re.search(r"[A-Za-z]{3,}", text)
    ]
    assert not past
