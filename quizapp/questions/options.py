"""The named arguments of answer, mistake, option and hint, each read as what it must be."""

import ast
from dataclasses import dataclass
from typing import NoReturn

from quizapp.language import _
from quizapp.questions.draft import Draft
from quizapp.questions.statements import Expression
from quizapp.questions.text import Text


@dataclass(frozen=True, slots=True)
class Options:
    """The named arguments of one statement; what cannot be read raises ``InputError``."""

    given: dict[str, ast.expr]
    draft: Draft

    def flag(self, name: str) -> bool:
        """``name=True`` or ``name=False``; False where it is not given."""
        node = self.given.get(name)
        if node is None:
            return False
        if not isinstance(node, ast.Constant) or not isinstance(node.value, bool):
            self._fail(node, name, "True")
        return node.value

    def word(self, name: str) -> str:
        """A text that is not empty; empty where it is not given."""
        node = self.given.get(name)
        if node is None:
            return ""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            self._fail(node, name, '"…"')
        if not node.value.strip():
            self._fail(node, name, '"…"')
        return node.value.strip()

    def count(self, name: str, lowest: int, highest: int) -> int | None:
        """A whole number from ``lowest`` to ``highest``."""
        node = self.given.get(name)
        if node is None:
            return None
        value = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self._fail(node, name, f"{lowest}…{highest}")
        return value

    def expression(self, name: str) -> Expression | None:
        """An expression, worked out for each variant."""
        node = self.given.get(name)
        return None if node is None else self.draft.expression(node)

    def texts(self, name: str) -> tuple[Text, ...]:
        """One text, or several in brackets."""
        node = self.given.get(name)
        if node is None:
            return ()
        listed = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
        if not listed or not all(
            isinstance(text, ast.Constant) and isinstance(text.value, str) for text in listed
        ):
            self._fail(node, name, '("…", "…")')
        return tuple(self.draft.text(text) for text in listed)

    def _fail(self, node: ast.expr, name: str, example: str) -> NoReturn:
        message = _("Write {name}={example}.").format(name=name, example=example)
        self.draft.reading.fail(node, message)
