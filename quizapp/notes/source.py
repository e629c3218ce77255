"""The text of a notes file as it is read: decoded, with plain line ends and without comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.errors import InputError

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FENCE = re.compile(r"^[ >]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,})")
_OPAQUE = r"(?<!`)(?P<ticks>`{1,3})(?!`)[^\n]{1,1000}?(?<!`)(?P=ticks)(?!`)|\$[^$\n]{1,1000}\$"
_ROUND = re.compile(
    rf"{_OPAQUE}|(?<!\\)\\\([ \t]*(?P<tex>(?:[^\s$\\]|\\(?![()]))[^$\n]{{0,500}}?)[ \t]*(?<!\\)\\\)"
)
_SQUARE = re.compile(
    r"^(?P<before>[ \t>]*)\\\[(?P<tex>(?=(?:(?!\\\])[^$])*?[\\=^_+<>])(?:(?!\\\])[^$]){1,5000})\\\]"
    r"(?=[ \t.,;]*$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """One ``%% comment %%`` that begins and ends on a line; ``alone`` if nothing else is there."""

    line: int
    text: str
    alone: bool


def decode(data: bytes, file: str) -> str:
    """The text of a notes file.

    Raises:
        InputError: the bytes are not text in UTF-8, or hold NUL bytes as binary files do.
    """
    if b"\0" in data:
        raise _binary(file, data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("This is not UTF-8 text. Save the file as UTF-8 and import it again.")
        raise InputError(message, file=file, line=line) from None


def plain(text: str, file: str) -> str:
    """``text`` without byte-order mark, with ``\\n`` line ends and without comments.

    Raises:
        InputError: the text holds NUL characters.
    """
    return split_comments(unix(text, file))[0]


def unix(text: str, file: str) -> str:
    """``text`` without byte-order mark and with ``\\n`` line ends.

    Raises:
        InputError: the text holds NUL characters.
    """
    if "\0" in text:
        raise _binary(file, text.count("\n", 0, text.index("\0")) + 1)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _binary(file: str, line: int) -> InputError:
    message = _("This is a binary file, not notes. Give a Markdown text file.")
    return InputError(message, file=file, line=line)


def split_comments(text: str) -> tuple[str, tuple[Comment, ...]]:
    """Blank Obsidian comments, which may run over several lines, but not in fenced code.

    The number of lines stays, so that line numbers are those of the file.
    """
    if "%%" not in text:
        return text, ()
    kept: list[str] = []
    comments: list[Comment] = []
    inside = False
    for number, (line, code) in enumerate(lines_and_code(text), 1):
        if code and not inside:
            kept.append(line)
        elif "%%" not in line:
            kept.append("" if inside else line)
        else:
            parts = line.split("%%")
            outside = _GAP.sub(" ", "".join(parts[1 if inside else 0 :: 2])).rstrip()
            within = parts[2 if inside else 1 : len(parts) - 1 : 2]
            alone = not outside.strip(" >\t-*+")
            comments += [Comment(number, comment.strip(), alone) for comment in within]
            kept.append(outside)
            inside ^= len(parts) % 2 == 0
    # A comment that is never closed is no comment: the marks were text.
    return (text, ()) if inside else ("\n".join(kept), tuple(comments))


def with_dollars(text: str) -> str:
    r"""Formulas written ``\(…\)`` and ``\[…\]`` as ``$…$`` and ``$$…$$``; lines stay in place."""
    if r"\(" not in text and r"\[" not in text:
        return text
    parts: list[str] = []
    chunk: list[str] = []
    for line, code in lines_and_code(text):
        if code and chunk:
            parts.append(_dollars("\n".join(chunk)))
            chunk = []
        (parts if code else chunk).append(line)
    return "\n".join([*parts, _dollars("\n".join(chunk))] if chunk else parts)


def _dollars(text: str) -> str:
    text = _SQUARE.sub(lambda found: f"{found['before']}$${found['tex']}$$", text)
    return _ROUND.sub(lambda found: f"${found['tex']}$" if found["tex"] else found[0], text)


def lines_and_code(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is part of fenced code."""
    fence = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        code = bool(fence) or opening is not None
        if opening and not fence:
            fence = opening[1]
        elif opening and opening[1].startswith(fence):
            fence = ""
        yield line, code
