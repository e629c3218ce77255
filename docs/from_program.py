"""What the pages say of keys, verbs and functions comes from the program while the site is built.

Directives: ``{keys} TABLE`` (a screen's keys), ``{options} VERB`` (a verb's options; ``quizapp``:
those before it), ``{functions} KIND`` (what a question may call: draw, function, reference),
``{modules} PACKAGE`` (the modules of a room, each with the first line of its docstring).
"""

import re
from argparse import SUPPRESS, Action
from ast import get_docstring, parse
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from quizapp import language
from quizapp.tui.keys.key import Key, key_name
from quizapp.tui.keys.tables import TABLES

EXAMPLES = ("notes", "cards", "drawn", "refused", "unfair")
"""Fences that show what becomes of notes and questions: no language of Pygments."""


class FromProgram(SphinxDirective):
    """A directive whose body is Markdown that the program tells."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[Node]:
        """Read the Markdown as the page itself is read."""
        language.use("en")
        return self.parse_text_to_nodes("\n".join(self.lines()))

    def lines(self) -> Iterable[str]:
        """The Markdown."""
        raise NotImplementedError


class Keys(FromProgram):
    """A table of a screen's keys."""

    def lines(self) -> Iterable[str]:
        """A row an action, by intention."""
        return keys_table(TABLES[self.arguments[0]])


class Options(FromProgram):
    """A table of the arguments and options of a verb."""

    def lines(self) -> Iterable[str]:
        """A row an option."""
        return options_table(self.arguments[0])


class Functions(FromProgram):
    """What a question may call."""

    def lines(self) -> Iterable[str]:
        """A row a function."""
        return functions_table(self.arguments[0])


class Modules(FromProgram):
    """The modules of a room."""

    def lines(self) -> Iterable[str]:
        """A row a module."""
        return modules_table(self.arguments[0])


def keys_table(keys: Sequence[Key]) -> Iterator[str]:
    """The keys of a screen as Markdown."""
    yield from table("key", "while typing", "does", "in the settings")
    for key in keys:
        caps = " ".join(f"`{key_name(name)}`" for name in dict.fromkeys((key.key, *key.also)))
        typing = f"`{key_name(key.typing)}`" if key.typing else ""
        yield row(caps, typing, key.help or key.text, f"`{key.id}`")


def options_table(verb: str) -> Iterator[str]:
    """The options of a verb as Markdown."""
    from quizapp.cli.main import VERBS, global_parser
    from quizapp.cli.parser import Parser

    parser = global_parser() if verb == "quizapp" else Parser(prog=f"quizapp {verb}")
    if verb != "quizapp":
        import_module(f"quizapp.cli.{VERBS[verb].module}").arguments(parser)
    yield from table("argument", "does")
    for action in parser._actions:  # argparse has no public way to list them
        if action.help and action.help != SUPPRESS and "--help" not in action.option_strings:
            yield row(f"`{_invocation(action)}`", action.help)


def _invocation(action: Action) -> str:
    """How an argument is typed: its names and the value it takes."""
    choices = "|".join(str(choice) for choice in action.choices or ())
    value = "" if action.nargs == 0 else str(action.metavar or choices or action.dest.upper())
    several = "…" if action.nargs in {"*", "+"} else ""
    return " ".join(word for word in (", ".join(action.option_strings), value + several) if word)


def functions_table(kind: str) -> Iterator[str]:
    """The functions of a kind as Markdown: ``draw``, ``function`` or ``reference``."""
    from quizapp.questions.catalogue import function_list

    yield from table("call", "gives")
    for function in function_list():
        if function.kind == kind:
            yield row(f"`{function.signature}`", function.summary)


def modules_table(package: str) -> Iterator[str]:
    """The modules of a package, without importing them, as Markdown."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    yield from table("module", "idea")
    for file in sorted(folder.rglob("*.py")):
        told = get_docstring(parse(file.read_text(encoding="utf-8")))
        name = file.relative_to(folder).with_suffix("").as_posix()
        if told and file.stem != "__init__":
            yield row(f"`{name}`", _plain(told.splitlines()[0]))


def _plain(told: str) -> str:
    """A line of reStructuredText as Markdown; what looks like HTML or a place stays as it is."""
    told = re.sub(r":\w+:`~?([^`]*)`", r"`\1`", told).replace("``", "`")
    return told.replace("<", "&lt;")


def table(*names: str) -> Iterator[str]:
    """The head of a table."""
    yield row(*names)
    yield row(*("---" for _name in names))


def row(*cells: str | None) -> str:
    """A row of a table; a bar within a cell is escaped."""
    return "| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |"


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx."""
    from pygments.lexers.special import TextLexer

    for name in EXAMPLES:
        app.add_lexer(name, TextLexer)
    app.add_directive("keys", Keys)
    app.add_directive("options", Options)
    app.add_directive("functions", Functions)
    app.add_directive("modules", Modules)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
