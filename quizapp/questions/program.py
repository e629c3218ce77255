"""Putting drawn values into the body of a code question: identifiers and ``{{n}}`` in strings.

f-strings are scanned here rather than by :mod:`tokenize`, whose tokens for them changed with
Python 3.12: the same seed must give the same program on every version.
"""

import io
import keyword
import re
import tokenize
from collections.abc import Iterator, Mapping

import numpy as np

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.arithmetic import Datum
from quizapp.questions.text import fill_known

_FSTRING_START = getattr(tokenize, "FSTRING_START", -1)
_FSTRING_END = getattr(tokenize, "FSTRING_END", -1)
_QUOTED_OR_NAME = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w.!])[^\W\d]\w*")
_Span = tuple[int, int]


def inserted(body: str, drawn: Mapping[str, Datum]) -> str:
    """The body with the drawn values in.

    Raises:
        InputError: a drawn text stands as an identifier and is none.
    """
    written: list[str] = []
    end = 0
    for (start, stop), kind in _spans(body):
        text = body[start:stop]
        if kind == tokenize.STRING:
            text = _in_string(text, drawn)
        elif text in drawn and (isinstance(drawn[text], str) or body[start - 1 : start] != "."):
            text = literal(drawn[text])
        written += [body[end:start], text]
        end = stop
    return "".join([*written, body[end:]])


def _spans(body: str) -> Iterator[tuple[_Span, int]]:
    """Names and whole strings of the body, f-strings in one piece, as places in it."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(body).readline):
        start = starts[token.start[0] - 1] + token.start[1]
        stop = starts[token.end[0] - 1] + token.end[1]
        if token.type == _FSTRING_START:
            opened.append(start)
        elif token.type == _FSTRING_END:
            first = opened.pop()
            if not opened:
                yield (first, stop), tokenize.STRING
        elif not opened and token.type in (tokenize.NAME, tokenize.STRING):
            yield (start, stop), token.type


def _in_string(text: str, drawn: Mapping[str, Datum]) -> str:
    text = fill_known(text, drawn)
    prefix = text[: min(text.find(quote) for quote in "\"'" if quote in text)]
    if "f" not in prefix.lower():
        return text
    return "".join(_in_field(piece, drawn) if field else piece for piece, field in _fields(text))


def _in_field(field: str, drawn: Mapping[str, Datum]) -> str:
    """A replacement field ``{expression!r:spec}``; a spec has fields of its own, no names."""
    end = _expression_end(field)
    expression = _QUOTED_OR_NAME.sub(
        lambda found: literal(drawn[found[0]]) if found[0] in drawn else found[0], field[:end]
    )
    spec = _fields(field[end:])
    return expression + "".join(
        _in_field(piece, drawn) if inner else piece for piece, inner in spec
    )


def _expression_end(field: str) -> int:
    """Where the format begins: the first colon outside of brackets and quotes."""
    depth, quote = 0, ""
    for i, character in enumerate(field[1:], 1):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == ":" and depth == 0:
            return i
    return len(field)


def _fields(text: str) -> Iterator[tuple[str, bool]]:
    """An f-string cut into literal pieces and replacement fields."""
    depth, begin, i = 0, 0, 0
    while i < len(text):
        if depth == 0 and text[i : i + 2] in ("{{", "}}"):
            i += 2
            continue
        if text[i] in "{}":
            inside = depth > 0
            depth += 1 if text[i] == "{" else -1
            if (depth > 0) != inside:
                yield text[begin:i], inside
                begin = i
        i += 1
    yield text[begin:], False


def literal(value: Datum) -> str:
    """A drawn value as Python writes it; a text stands for an identifier."""
    if isinstance(value, str):
        if not value.isidentifier() or keyword.iskeyword(value):
            message = _("“{value}” is no identifier; put it into a string as {{{{name}}}}.")
            raise InputError(message.format(value=value[:40]))
        return value
    if isinstance(value, np.ndarray):
        return repr(value.tolist())
    if isinstance(value, tuple):
        return repr(list(value))
    return f"({value!r})" if value < 0 else repr(value)
