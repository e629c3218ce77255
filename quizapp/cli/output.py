"""Standard output: one JSON document, or text and tables for people."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.render.cells import cell_width, harmless


def print_json(document: Any) -> None:
    """Print one UTF-8 document."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    with writing():
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.flush()


def print_text(text: str = "") -> None:
    """Print a line for people; what a terminal could obey, or cannot show, is made visible."""
    encoding = sys.stdout.encoding or "utf-8"
    text = harmless(text)
    with writing():
        print(text.encode(encoding, "replace").decode(encoding))


def say(text: str) -> None:
    """Print a line at once: the learner's next line depends on it, also through a pipe."""
    print_text(text)
    sys.stdout.flush()


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], last_width: int = 72) -> None:
    """Print aligned columns; the last one is cut with a mark."""
    cells = [list(heads), *[[*row[:-1], cut(row[-1], last_width)] for row in rows]]
    cells = [[harmless(cell) for cell in row] for row in cells]
    widths = [max(cell_width(row[i]) for row in cells) for i in range(len(heads))]
    for row in cells:
        padded = [
            cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        print_text("  ".join(padded).rstrip())


def cut(text: str, width: int) -> str:
    """One line of at most ``width`` characters; what is left out is marked."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


@contextmanager
def writing() -> Iterator[None]:
    """Write to standard output; a reader that has left needs nothing more.

    Raises:
        InputError: what is written has no room.
        BrokenPipeError: nobody reads any more.
    """
    try:
        yield
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(
            _("Cannot write to standard output: {reason}.").format(reason=error.strerror)
        ) from None
