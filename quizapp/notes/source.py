"""The text of a notes file as it is read: decoded, with plain line ends and without comments."""

import re

from quizapp.language import _
from quizapp.model.errors import InputError

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FENCE = re.compile(r"^[ >]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,})")


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
    """``text`` without byte-order mark, with ``\\n`` line ends and ``%% comments %%`` blanked.

    The number of lines stays, so that line numbers are those of the file.

    Raises:
        InputError: the text holds NUL characters.
    """
    if "\0" in text:
        raise _binary(file, text.count("\n", 0, text.index("\0")) + 1)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _without_comments(text) if "%%" in text else text


def _binary(file: str, line: int) -> InputError:
    message = _("This is a binary file, not notes. Give a Markdown text file.")
    return InputError(message, file=file, line=line)


def _without_comments(text: str) -> str:
    """Blank Obsidian comments, which may run over several lines, but not in fenced code."""
    kept: list[str] = []
    fence = ""
    inside = False
    for line in text.split("\n"):
        opening = None if inside else _FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
        elif opening and opening[1].startswith(fence):
            fence = ""
        if fence or "%%" not in line:
            kept.append("" if inside else line)
            continue
        parts = line.split("%%")
        outside = "".join(parts[1 if inside else 0 :: 2])
        kept.append(_GAP.sub(" ", outside).rstrip())
        inside ^= len(parts) % 2 == 0
    # A comment that is never closed is no comment: the marks were text.
    return text if inside else "\n".join(kept)
