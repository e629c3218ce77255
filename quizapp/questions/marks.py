"""The marks in the body of a code question: ``#! why``, ``#_ TEXT``, ``#x LINE  # why``."""

import io
import re
import tokenize
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from quizapp.language import _
from quizapp.questions.reading import Reading
from quizapp.questions.text import Text

PART = "1"
"""The name of the only part of a code question."""
BLANK = "____"
FEWEST_LINES, MOST_LINES = 3, 40

ReadText = Callable[[str, int], Text]
"""Reads a text with places for numbers that stands on a line of the source."""


@dataclass(frozen=True, slots=True)
class Bug:
    """The wrong line of a program, counted from 1, why it is wrong, its line in the source."""

    line: int
    why: Text
    at: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A program with ``____`` in place of a text, and the line it stands on."""

    blanked: str
    line: int


@dataclass(frozen=True, slots=True)
class Distractor:
    """A line that does not belong: it stands before the ``before``-th right line, from 0."""

    text: str
    why: Text
    before: int
    line: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The distractors of a program whose lines are put in order."""

    distractors: tuple[Distractor, ...]


Marks: TypeAlias = Bug | Blank | Lines


@dataclass(frozen=True, slots=True)
class Body:
    """The program of a code question: its lines, and where each stands in the source."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        """The program as one text."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment of the body: line from 0, column, text."""

    row: int
    column: int
    text: str


def body_of(source: str) -> Body:
    """The lines of a source that are not question language, without empty ones at its ends."""
    kept = [
        (line, number)
        for number, line in enumerate(source.split("\n"), 1)
        if not line.lstrip().startswith("#:")
    ]
    while kept and not kept[0][0]:
        kept.pop(0)
    while kept and not kept[-1][0]:
        kept.pop()
    return Body(tuple(line for line, _number in kept), tuple(number for _line, number in kept))


def read_marks(form: str, body: Body, reading: Reading, text: ReadText) -> tuple[str, Marks | None]:
    """The body without its marks, and what they say.

    Raises:
        InputError: a mark that is missing or cannot be read, with file:line of the notes.
    """
    reader = {"quiz-bug": _bug, "quiz-blank": _blank, "quiz-order": _lines}.get(form)
    if reader is None:
        return body.text, None
    return reader(body, reading, text)


def _bug(body: Body, reading: Reading, text: ReadText) -> tuple[str, Marks]:
    mark = _single("#!", body, reading, _("Mark the wrong line: end it with “#! why it is wrong”."))
    number = body.numbers[mark.row]
    code, why = body.lines[mark.row][: mark.column].rstrip(), mark.text[2:].strip()
    if not code:
        reading.fail(number, _("“#! why” stands at the end of the wrong line, behind its code."))
    if not why:
        reading.fail(number, _("Say why the line is wrong: “#! why”."))
    return _with_line(body, mark.row, code), Bug(mark.row + 1, text(why, number), number)


def _blank(body: Body, reading: Reading, text: ReadText) -> tuple[str, Marks]:
    hint = _("Blank a piece of one line: end it with “#_ PIECE”.")
    mark = _single("#_", body, reading, hint)
    number = body.numbers[mark.row]
    code, piece = body.lines[mark.row][: mark.column].rstrip(), mark.text[2:].strip()
    if BLANK in body.text:
        reading.fail(number, _("A program with a blank has no “____” of its own."))
    places = [found.start() for found in _whole(piece).finditer(code)] if piece else []
    if len(places) != 1:
        message = _("“{piece}” must stand on its line exactly once, not {count} times.")
        reading.fail(number, message.format(piece=piece[:40], count=len(places)))
    blanked = code[: places[0]] + BLANK + code[places[0] + len(piece) :]
    return _with_line(body, mark.row, code), Blank(_with_line(body, mark.row, blanked), number)


def _whole(piece: str) -> re.Pattern[str]:
    """The piece, not as a part of a longer name or number."""
    start = r"(?<!\w)" if re.match(r"\w", piece) else ""
    end = r"(?!\w)" if re.match(r"\w", piece[-1]) else ""
    return re.compile(start + re.escape(piece) + end)


def _lines(body: Body, reading: Reading, text: ReadText) -> tuple[str, Marks]:
    comments = {comment.row: comment for comment in _comments(body)}
    kept: list[str] = []
    distractors: list[Distractor] = []
    for row, line in enumerate(body.lines):
        comment = comments.get(row)
        if comment is None:
            kept += [line.rstrip()] if line.strip() else []
        elif line[: comment.column].strip():
            kept.append(line.rstrip())
        elif re.match(r"#x\s", comment.text):
            indent, number = line[: comment.column], body.numbers[row]
            code, why = _distractor(comment, number, reading)
            distractors.append(Distractor(indent + code, text(why, number), len(kept), number))
    if not FEWEST_LINES <= len(kept) <= MOST_LINES:
        message = _("A quiz-order has {fewest} to {most} lines to put in order; this one has {n}.")
        reading.fail(1, message.format(fewest=FEWEST_LINES, most=MOST_LINES, n=len(kept)))
    return "\n".join(kept) + "\n", Lines(tuple(distractors))


def _distractor(comment: _Comment, number: int, reading: Reading) -> tuple[str, str]:
    """A line that does not belong, and why."""
    line = comment.text[2:].removeprefix(" ")
    found = _comments(Body((line,), (number,)))
    code = line[: found[0].column].rstrip() if found else line
    why = found[0].text[1:].strip() if found else ""
    if not code.strip() or not why:
        reading.fail(number, _("Write a line that does not belong as “#x LINE  # why”."))
    return code, why


def _single(mark: str, body: Body, reading: Reading, hint: str) -> _Comment:
    """The one comment that begins so."""
    found = [comment for comment in _comments(body) if comment.text.startswith(mark)]
    if len(found) != 1:
        reading.fail(body.numbers[found[1].row] if found else 1, hint)
    return found[0]


def _comments(body: Body) -> list[_Comment]:
    """The comments of a body, as far as it can be read: a line alone may be half a statement."""
    found = []
    tokens = tokenize.generate_tokens(io.StringIO(body.text).readline)
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokens:
            if token.type == tokenize.COMMENT:
                found.append(_Comment(token.start[0] - 1, token.start[1], token.string))
    return found


def _with_line(body: Body, row: int, line: str) -> str:
    return "\n".join((*body.lines[:row], line, *body.lines[row + 1 :])) + "\n"
