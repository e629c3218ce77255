"""Text compared without regard to case, in any alphabet, inside the database."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NAME = "folded"


class folded(FunctionElement[str]):  # noqa: N801  an SQL function is named like one
    """A text without its case. SQLite knows only that of ASCII, so there it is Python's."""

    type = String()
    inherit_cache = True
    name = NAME


@compiles(folded)
def _elsewhere(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    """In the database's own language: our columns compare by code, which folds ASCII alone."""
    return f'lower(({compiler.process(element.clauses, **options)}) COLLATE "default")'


@compiles(folded, "sqlite")
def _in_sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:
    return f"{NAME}({compiler.process(element.clauses, **options)})"


def add_folding(connection: Any) -> None:
    """Teach a connection of SQLite to fold case."""
    connection.create_function(NAME, 1, _folded, deterministic=True)


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()
