"""What is known while a question is read, and how it is refused: by name, at its line."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import NoReturn

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.draw import draws
from quizapp.questions.functions import Function, functions

CONSTANT_NAMES = frozenset({"pi", "e", "inf"})
STATEMENTS = ("require", "answer", "mistake", "option", "hint")
FORMS = ("formula", "derivative", "order", "range")


@cache
def reserved() -> frozenset[str]:
    """The names no line may assign."""
    return frozenset({"level", *CONSTANT_NAMES, *draws(), *STATEMENTS, *FORMS, *functions()})


@dataclass(slots=True)
class Reading:
    """What is known while a question is read from top to bottom.

    ``first`` is the line of the notes on which the source begins, ``assigned`` the names so far,
    ``coming`` all names that the question assigns somewhere, ``formulas`` the names that hold a
    formula with their variables.
    """

    file: str
    first: int
    coming: frozenset[str] = frozenset()
    assigned: dict[str, int] = field(default_factory=dict)
    formulas: dict[str, frozenset[str]] = field(default_factory=dict)
    nodes: int = 0

    def fail(self, node: ast.AST | int, message: str) -> NoReturn:
        """Refuse the question at a node or at a line of the source counted from 1."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        raise InputError(message, file=self.file, line=self.first + line - 1)


def nearest(name: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the most similar known name, or nothing."""
    close = get_close_matches(name, list(known), 1, 0.6)
    return _("Did you mean “{name}”?").format(name=close[0]) if close else ""


def check_name(name: str, node: ast.AST, reading: Reading, loops: tuple[str, ...] = ()) -> None:
    """Refuse to assign a name that is reserved, taken or not written in ASCII."""
    if name in reserved():
        message = _("“{name}” is reserved; choose another name.")
    elif name in reading.assigned or name in loops:
        message = _("“{name}” is assigned already; a name is assigned once.")
    elif not name.isascii() or name.startswith("__"):
        message = _("“{name}” is no name: use the letters a–z, digits and _.")
    else:
        return
    reading.fail(node, message.format(name=name[:40]))


def check_call(node: ast.Call, function: Function, reading: Reading) -> None:
    """Refuse arguments that do not fit the signature, and ``*`` and ``**``."""
    names = [keyword.arg for keyword in node.keywords]
    if None in names or any(isinstance(argument, ast.Starred) for argument in node.args):
        reading.fail(node, _("* and ** are not part of the question language."))
    if len(set(names)) < len(names):
        reading.fail(node, _("An option is given once."))
    try:
        function.signature.bind(*node.args, **{name: None for name in names if name})
    except TypeError:
        form = f"{function.name}{signature_text(function)}"
        message = _("This call does not fit; write {form}.")
        if function.name in ("min", "max") and len(node.args) > 1:
            message += " " + _("Of two values take minimum or maximum.")
        reading.fail(node, message.format(form=form))


def signature_text(function: Function) -> str:
    """The parameters as their author sees them, without types."""
    parameters = []
    for parameter in function.signature.parameters.values():
        bare = parameter.replace(annotation=parameter.empty)
        parameters.append(bare)
    signature = function.signature.replace(
        parameters=parameters, return_annotation=function.signature.empty
    )
    return str(signature)


def no_function(name: str) -> str:
    """Why a name cannot be called here, and what can."""
    if name in {*draws(), "formula", "derivative"}:
        return _("{name}(…) stands alone: write n = {name}(…) on a line of its own.").format(
            name=name
        )
    if name == "range":
        return _("range(…) stands only in [e for i in range(n)].")
    if name in (*STATEMENTS, "order"):
        return _("{name}(…) cannot stand inside an expression.").format(name=name)
    suggestion = nearest(name, functions()) or _("`quizapp question --functions` lists them.")
    return _("There is no function “{name}”. {nearest}").format(name=name[:40], nearest=suggestion)


_INSTEAD: dict[type[ast.AST], str] = {
    ast.Lambda: "lambda",
    ast.Dict: "{…: …}",
    ast.Set: "{…}",
    ast.SetComp: "{… for …}",
    ast.DictComp: "{…: … for …}",
    ast.GeneratorExp: "(… for …)",
    ast.NamedExpr: ":=",
    ast.Starred: "*",
    ast.JoinedStr: "f-string",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.FunctionDef: "def",
    ast.ClassDef: "class",
    ast.For: "for",
    ast.While: "while",
    ast.If: "if",
    ast.With: "with",
    ast.Try: "try",
    ast.Delete: "del",
    ast.AugAssign: "+=",
    ast.AnnAssign: "n: type = …",
    ast.Return: "return",
    ast.Assert: "assert",
    ast.Global: "global",
    ast.Pass: "pass",
}


def refuse(node: ast.AST, reading: Reading) -> NoReturn:
    """Refuse a node by what it looks like to its author."""
    what = _INSTEAD.get(type(node), type(node).__name__)
    hint = {
        ast.If: _("Write a if c else b, or require(…)."),
        ast.For: _("Write [e for i in range(n)]."),
        ast.GeneratorExp: _("Write [e for i in range(n)]."),
        ast.JoinedStr: _("Write {{name}} in the text."),
        ast.AugAssign: _("A name is assigned once; use a new one."),
    }.get(type(node), _("Write expressions of numbers and listed functions."))
    reading.fail(
        node, _("“{what}” is not part of the question language.").format(what=what) + " " + hint
    )
