"""Dataview's fields, ``[key:: value]`` and ``key:: value``: data about notes, not what they say."""

import re

from quizapp.notes.markup import outside_opaque
from quizapp.notes.source import lines_and_code

_KEY = r"[^\W\d_][\w /-]{0,39}"
_IN_BRACKETS = (
    rf"(?:(?<!\[)\[{_KEY}::[ \t]+(?P<told>[^\[\]\n]*)\](?![\](])"
    rf"|\({_KEY}::[ \t]+(?P<said>[^()\n]*)\))"
)
_FIELD = re.compile(_IN_BRACKETS)
_BARE = _IN_BRACKETS.replace("?P<told>", "?:").replace("?P<said>", "?:")
_LAST = re.compile(
    rf"(?:[ \t]*{_BARE})+"
    r"(?P<end>(?:[ \t]+#[\w/-]+)*[ \t]*(?:\^[A-Za-z0-9-]+)?[ \t]*(?:<!--.*)?)$"
)
_MARGIN = re.compile(r"[ \t>]*")
_ALONE = re.compile(rf"^[ \t>]*(?:[-*+][ \t]+)?(?:\*\*)?{_KEY}(?:\*\*)?::[ \t]+\S.*$")


def without_fields(text: str, *, separators: bool) -> str:
    """The text without fields; lines keep their numbers.

    A field at the end of a line and a line that is one go. Within a sentence the value stays, as
    Obsidian shows it. Where ``separators`` are on, ``question:: answer`` on a line is a card.
    """
    if "::" not in text:
        return text
    lines = lines_and_code(text)
    return "\n".join(line if code else _without(line, separators) for line, code in lines)


def _without(line: str, separators: bool) -> str:
    if "::" not in line:
        return line
    if not separators and _ALONE.match(line):
        margin = _MARGIN.match(line)
        return margin[0].rstrip() if margin else ""
    last = _LAST.search(line)
    if last is not None and "`" not in last[0]:
        line = line[: last.start()] + last["end"]
    return outside_opaque(line, _values)


def _values(prose: str) -> str:
    return _FIELD.sub(lambda field: (field["told"] or field["said"] or "").strip(), prose)
