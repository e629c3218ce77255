"""``#tag/sub`` in the text, as Obsidian has it: tags of the cards of its paragraph or heading."""

import re
from collections.abc import Iterator, Mapping

from quizapp.notes.front_matter import tag_names
from quizapp.notes.markup import outside_opaque
from quizapp.notes.source import lines_and_code

_TAG = re.compile(
    r"#(?<!\S#)(?!flashcards(?![\w-]))(?P<name>(?=[\w/-]*[^\W\d])\w[\w/-]*)(?=[\s.,;:!?)]|$)"
)
_TRAILING = re.compile(rf"(?:(?:^|[ \t]+){_TAG.pattern.replace('?P<name>', '?:')})+[ \t]*$")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s")
_BEGINS = re.compile(r"^[\s>]*(?:[-*+]|\d{1,9}[.)]|(?:\*\*)?Q:)(?:\s|$)")


def inline_tags(text: str) -> tuple[str, dict[int, tuple[str, ...]]]:
    """The text without its tags, and the tags of each line; lines keep their numbers.

    Tags at the end of a line go; one within a sentence stays there as a word. ``#flashcards`` is
    a switch and stays. In code and formulas nothing is a tag.
    """
    if _TAG.search(text) is None:
        return text, {}
    kept: list[str] = []
    own: dict[int, list[str]] = {}
    for number, (line, code) in enumerate(lines_and_code(text), 1):
        names: list[str] = []
        kept.append(line if code or "#" not in line else _without(line, names))
        if names:
            own[number] = names
    return "\n".join(kept), _spread(text.split("\n"), own) if own else {}


def _without(line: str, names: list[str]) -> str:
    def note(found: re.Match[str]) -> str:
        names.append(found["name"])
        return found["name"].rpartition("/")[2]

    heading = _HEADING.match(line)
    start = heading.end() if heading else 0
    end = _TRAILING.search(line, start)
    rest = line[start:] if end is None else line[start : end.start()]
    kept = line[:start] + outside_opaque(rest, lambda part: _TAG.sub(note, part))
    if end is not None:
        names += [found["name"] for found in _TAG.finditer(end[0])]
    return kept


def _spread(lines: list[str], own: Mapping[int, list[str]]) -> dict[int, tuple[str, ...]]:
    """The tags of a line for all lines of its paragraph, those of a heading for all below it."""
    found: dict[int, list[str]] = {}
    for number, names in own.items():
        for line in _reach(lines, number):
            found.setdefault(line, []).extend(names)
    return {line: tag_names(names) for line, names in found.items()}


def _reach(lines: list[str], number: int) -> Iterator[int]:
    heading = _HEADING.match(lines[number - 1])
    if heading is not None:
        level = len(heading["marks"])
        yield number
        for after in range(number + 1, len(lines) + 1):
            other = _HEADING.match(lines[after - 1])
            if other is not None and len(other["marks"]) <= level:
                return
            yield after
        return
    first = last = number
    while first > 1 and not _BEGINS.match(lines[first - 1]) and _goes_on(lines[first - 2]):
        first -= 1
    while last < len(lines) and _goes_on(lines[last]) and not _BEGINS.match(lines[last]):
        last += 1
    yield from range(first, last + 1)


def _goes_on(line: str) -> bool:
    """Whether a line belongs to a paragraph, not between two."""
    return bool(line.strip(" \t>")) and _HEADING.match(line) is None
