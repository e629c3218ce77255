"""The lines of a Markdown text put in order: no stray line ends, no line that is a heading."""

import re

_FENCE = re.compile(r"^[ >]*(?:[-*+]\s+|\d{1,9}[.)]\s+)*(`{3,})")
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ONLY_BREAK = re.compile(r"^([ >]*)\\?$")
_BLOCK = re.compile(r"^[ >]*(?:[-*+]\s|\d{1,9}[.)]\s|`{3,}|\||\* \* \*$)")
_OUTDENTED = re.compile(r"^ (?! )")
_BOLD = re.compile(r"^(?P<indent> *)\*\*(?P<text>[^*\n]+)\*\*(?P<end>\\?)$")


def tidied(markdown: str) -> str:
    """The text with single blank lines, and line ends only where a line follows."""
    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if fence:
            lines.append(line)
            fence = "" if found and found[1] == fence and line.strip(" >") == fence else fence
            continue
        fence = found[1] if found else ""
        bare = _ONLY_BREAK.match(line.rstrip())
        if found or bare or _BLOCK.match(line):
            _end_paragraph(lines)
        if not bare:
            lines.append(_bold(_OUTDENTED.sub("", line.rstrip())))
        elif lines and lines[-1].strip(" >"):
            lines.append(bare[1].rstrip())
    _end_paragraph(lines)
    return "\n".join(lines).strip()


def _end_paragraph(lines: list[str]) -> None:
    """No line end at the end of a paragraph: it would be shown."""
    if lines and _BREAK.search(lines[-1]):
        lines[-1] = lines[-1][:-1].rstrip()


def _bold(line: str) -> str:
    """A line that is all bold: with these signs it does not act as a heading of the notes."""
    return _BOLD.sub(r"\g<indent>__\g<text>__\g<end>", line)
