"""Do two questions ask the same? Their answers are compared as trees of calls, names apart.

Every name that a line assigns is replaced by what the line says, draws are numbered in the order
in which the answer meets them. What is left is what the learner has to do.
"""

import ast

from quizapp.questions.statements import (
    Answerable,
    Assignment,
    Draw,
    Expression,
    Formula,
    FormulaLine,
    Question,
)

_LARGEST = 2_000


def call_tree(question: Question) -> str:
    """The answers of a question as one text that is equal for questions that ask the same."""
    reader = _Reader(question)
    return " | ".join(
        ("choice of " if answer.choose else "") + reader.tree(answer.value)
        for answer in question.answers
    )


class _Reader(ast.NodeTransformer):
    """Puts lines in place of the names they assign, and numbers the draws."""

    def __init__(self, question: Question) -> None:
        self.lines = {
            name: (line, place)
            for line in question.statements
            if isinstance(line, Assignment)
            for place, name in enumerate(line.names)
        }
        draws = (line for line in question.statements if isinstance(line, Draw))
        self.drawn = {line.name: line.draw for line in draws}
        self.formulas = {
            line.name: line.value for line in question.statements if isinstance(line, FormulaLine)
        }
        self.numbers: dict[str, int] = {}
        self.size = 0

    def tree(self, value: Answerable) -> str:
        """One answer as text."""
        if isinstance(value, Expression):
            return ast.dump(self.visit(_copied(value.node)))
        if isinstance(value, Formula):
            inside = [self.tree(self.formulas[n]) for n in sorted(value.names & set(self.formulas))]
            return f"{value.tree} by {value.derived} of {inside}"
        return repr(value)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name becomes its line, its number among the draws, or stays."""
        self.size += 1
        if self.size > _LARGEST:
            return node
        if node.id in self.lines:
            line, place = self.lines[node.id]
            said: ast.AST = self.visit(_copied(line.value.node))
            return ast.Tuple([said, ast.Constant(place)]) if line.unpacks else said  # type: ignore[list-item]
        if node.id in self.drawn:
            number = self.numbers.setdefault(node.id, len(self.numbers))
            return ast.Name(f"{self.drawn[node.id]} {number}")
        return node


def _copied(node: ast.expr) -> ast.expr:
    """The visitor changes what it visits; the question keeps its own."""
    return ast.parse(ast.unparse(node), mode="eval").body
