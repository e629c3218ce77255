r"""``\newcommand`` in formulas: a preamble of the notes is read, and its commands are written out.

Cards leave their file, for Anki too, so that no formula may depend on another one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.notes.markup import OPAQUE_SPAN
from quizapp.notes.source import lines_and_code

_DEFINES = re.compile(
    r"\\(?P<kind>(?:re|provide)?newcommand\*?|providecommand\*?|DeclareMathOperator\*?|def)\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<name>[A-Za-z]+))\s*(?:\[(?P<count>[1-9])\])?\s*"
    r"(?=\{)"
)
_USED = re.compile(r"\\(?P<name>[A-Za-z]+)")
_ARGUMENT = re.compile(r"\s*(?:\\[A-Za-z]+|\\.|[^\s{}])")
_DEEP, _LONGEST = 8, 20_000


@dataclass(frozen=True, slots=True)
class Macro:
    """A command: how many arguments it takes, and the TeX with ``#1`` … where they go."""

    count: int
    body: str


def with_macros_written_out(text: str) -> str:
    """The text with every command that its own formulas define written out; lines stay in place."""
    if not any(word in text for word in ("command", "\\def", "\\DeclareMath")):
        return text
    chunks = _chunks(text)
    macros: dict[str, Macro] = {}
    cleared = [chunk if code else _cleared(chunk, macros) for chunk, code in chunks]
    if not macros:
        return text
    return "\n".join(
        chunk if code else _in_formulas(chunk, macros)
        for chunk, (_text, code) in zip(cleared, chunks, strict=True)
    )


def _chunks(text: str) -> list[tuple[str, bool]]:
    """The text in turns of prose and fenced code."""
    found: list[tuple[list[str], bool]] = []
    for line, code in lines_and_code(text):
        if not found or found[-1][1] != code:
            found.append(([], code))
        found[-1][0].append(line)
    return [("\n".join(lines), code) for lines, code in found]


def _cleared(text: str, macros: dict[str, Macro]) -> str:
    """The text without definitions; a formula that has nothing else goes, its lines stay."""

    def clear(span: re.Match[str]) -> str:
        if not span[0].startswith("$"):
            return span[0]
        left = _without_definitions(span[0], macros)
        return "\n" * left.count("\n") if left != span[0] and not left.strip("$ \t\n") else left

    return OPAQUE_SPAN.sub(clear, text)


def _without_definitions(tex: str, macros: dict[str, Macro]) -> str:
    while (found := _DEFINES.search(tex)) is not None:
        body, end = _group(tex, found.end())
        if end is None:
            return tex
        if found["kind"].startswith("DeclareMath"):
            body = rf"\operatorname{{{body}}}"
        name = found["braced"] or found["name"]
        macros[name] = Macro(int(found["count"] or 0), body.replace("\n", " "))
        tex = tex[: found.start()] + "\n" * tex[found.start() : end].count("\n") + tex[end:]
    return tex


def _group(tex: str, start: int) -> tuple[str, int | None]:
    """What stands in the braces that open at ``start``, and where they end; None if never."""
    depth, place = 0, start
    while place < len(tex):
        letter = tex[place]
        place += 2 if letter == "\\" else 1
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return tex[start + 1 : place - 1], place
    return "", None


def _in_formulas(text: str, macros: Mapping[str, Macro]) -> str:
    def expand(span: re.Match[str]) -> str:
        if not span[0].startswith("$"):
            return span[0]
        tex = span[0]
        for _ in range(_DEEP):
            before, tex = tex, _expanded(tex, macros)
            if tex == before:
                break
        return tex if len(tex) <= _LONGEST else span[0]

    return OPAQUE_SPAN.sub(expand, text)


def _expanded(tex: str, macros: Mapping[str, Macro]) -> str:
    """Each command written out once, from left to right."""
    parts: list[str] = []
    end = 0
    for found in _USED.finditer(tex):
        macro = macros.get(found["name"])
        if macro is None or found.start() < end:
            continue
        given, after = _arguments(tex, found.end(), macro.count)
        if given is None or sum(map(len, parts)) > _LONGEST:
            continue
        parts += [tex[end : found.start()], _filled(macro, given, tex[after : after + 1])]
        end = after
    return "".join([*parts, tex[end:]])


def _arguments(tex: str, start: int, count: int) -> tuple[list[str] | None, int]:
    given: list[str] = []
    for _ in range(count):
        while tex[start : start + 1].isspace():
            start += 1
        if tex[start : start + 1] == "{":
            argument, end = _group(tex, start)
            if end is None:
                return None, start
            start = end
        else:
            single = _ARGUMENT.match(tex, start)
            if single is None or single[0].startswith("$"):
                return None, start
            argument, start = single[0].strip(), single.end()
        given.append(argument)
    return given, start


def _filled(macro: Macro, given: list[str], follows: str) -> str:
    body = re.sub(
        r"#([1-9])",
        lambda found: given[int(found[1]) - 1] if int(found[1]) <= len(given) else found[0],
        macro.body,
    )
    ends_in_command = re.search(r"\\[A-Za-z]+$", body) is not None
    return body + " " if ends_in_command and follows.isalpha() else body
