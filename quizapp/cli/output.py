"""Standard output: one JSON document, or text and tables for people."""

import json
import sys
from collections.abc import Sequence
from typing import Any


def print_json(document: Any) -> None:
    """Print one UTF-8 document."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()


def print_text(text: str = "") -> None:
    """Print a line for people; what the terminal cannot show becomes ``?``."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], last_width: int = 72) -> None:
    """Print aligned columns; the last one is cut with a mark."""
    cells = [list(heads), *[[*row[:-1], cut(row[-1], last_width)] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print_text("  ".join(padded).rstrip())


def cut(text: str, width: int) -> str:
    """One line of at most ``width`` characters; what is left out is marked."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
