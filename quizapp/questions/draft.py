"""A question while it is read: its lines so far, and what only the whole of it can tell."""

import ast
from dataclasses import dataclass, field

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.evaluate import compiled
from quizapp.questions.grammar import check_expression
from quizapp.questions.limits import OPTIONS
from quizapp.questions.marks import PART
from quizapp.questions.reading import Reading, nearest
from quizapp.questions.scope import CONSTANTS, FAILURES, explained
from quizapp.questions.statements import (
    AnswerLine,
    Expression,
    Formula,
    MistakeLine,
    OptionLine,
    Statement,
    Wording,
)
from quizapp.questions.text import Text, read_text


@dataclass(slots=True)
class Draft:
    """A question while it is read; the one part of a code question is there from the start."""

    reading: Reading
    live: bool = True
    statements: list[Statement] = field(default_factory=list)
    formulas: dict[str, Formula] = field(default_factory=dict)
    texts: list[tuple[Text, ast.AST]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.live:
            self.statements.append(AnswerLine(0, Wording(read_text("")), PART))

    def expression(
        self, node: ast.expr, *, texts: bool = False, unpacked: bool = False
    ) -> Expression:
        """A checked and compiled expression; what is constant in it is worked out now."""
        check_expression(node, self.reading, texts=texts, unpacked=unpacked)
        try:
            run = compiled(node)
        except InputError as error:
            self.reading.fail(node, error.message)
        except FAILURES as error:
            self.reading.fail(node, explained(error))
        found = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
        names = frozenset(found & self.reading.assigned.keys())
        return Expression(node, run, names, constant=not names and "level" not in found)

    def text(self, node: ast.expr, *, strip: bool = False) -> Text:
        """A text constant, cut at its places."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            self.reading.fail(node, _("A text in quotes stands here."))
        return self.caption(node.value.strip() if strip else node.value, node)

    def caption(self, source: str, node: ast.AST) -> Text:
        """A text; its names are checked when all are known."""
        try:
            text = read_text(source)
        except InputError as error:
            self.reading.fail(node, error.message)
        self.texts.append((text, node))
        return text

    @property
    def answers(self) -> list[AnswerLine]:
        """The parts so far."""
        return [line for line in self.statements if isinstance(line, AnswerLine)]

    def finish(self) -> None:
        """Check what only the whole question can tell."""
        if not self.answers:
            self.reading.fail(1, _("The question asks nothing; add a line answer(…)."))
        for text, node in self.texts:
            for name in sorted(text.names):
                self._check_place(name, node)
        for answer in self.answers:
            if answer.choose:
                self._check_options(answer)

    def _check_place(self, name: str, node: ast.AST) -> None:
        known = self.reading.assigned.keys()
        if name in known or name == "level" or name in CONSTANTS:
            return
        message = _("“{{{{{name}}}}}” names nothing of this question. {nearest}")
        text = message.format(name=name[:40], nearest=nearest(name, known))
        self.reading.fail(node, text.rstrip())

    def _check_options(self, answer: AnswerLine) -> None:
        wrong = [
            line
            for line in self.statements
            if isinstance(line, MistakeLine | OptionLine) and line.part == answer.part
        ]
        always = sum(not getattr(line, "when", None) for line in wrong)
        fewest, most = OPTIONS
        if len(wrong) + 1 < fewest or always + 1 > most:
            message = _("A choice shows {fewest} to {most} options; this one has {count}.")
            count = len(wrong) + 1
            self.reading.fail(answer.line, message.format(fewest=fewest, most=most, count=count))
