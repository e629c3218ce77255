"""Typed Python, read but never run here: whether it parses, whether two texts say the same."""

import ast
import warnings

LONGEST_PROGRAM = 8192
"""Characters of a program that a learner types."""


def syntax_of(text: str) -> str | None:
    """What a program says whatever its spaces, quotes and brackets; None if it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def first_bad_line(text: str) -> int | None:
    """The line at which a program stops being Python, counted from 1; None if it is Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1
    except (ValueError, MemoryError, RecursionError):
        return 1
    return None


def unfolded(text: str) -> str:
    """A program or an output typed on one line, ``\\n`` between its lines, as several lines.

    Text of several lines, and one that is Python as it stands, is left alone.
    """
    if "\n" in text or "\\n" not in text or syntax_of(text) is not None:
        return text
    return text.replace("\\n", "\n")
