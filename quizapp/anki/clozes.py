"""Anki's clozes, as one card sees them: ``{{c1::hidden::hint}}``, nested, with many numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quizapp.anki.marks import CLOSE, MIDDLE, OPEN

_TOKEN = re.compile(r"\{\{c(?P<numbers>\d{1,4}(?:,\d{1,4}){0,20})::|\}\}")

Shown = Callable[[str, str], str]
"""What stands in place of a hidden text and its hint."""


@dataclass(slots=True)
class _Cloze:
    """A deletion while it is read. The text outside all of them has no ``numbers``."""

    numbers: frozenset[int]
    opening: str = ""
    parts: list[str] = field(default_factory=list)
    hint: str = ""


def marked(hidden: str, hint: str) -> str:
    """The hidden text between our signs, to become a cloze of ours."""
    return f"{OPEN}{hidden}{MIDDLE}{hint}{CLOSE}"


def asked(_hidden: str, hint: str) -> str:
    """What Anki shows on the front."""
    return f"[{hint or '...'}]"


def for_card(text: str, number: int, shown: Shown) -> tuple[str, tuple[str, ...]]:
    """A text as the card of one number shows it, and what it hides.

    What other numbers hide is plain text to it, as is what stands inside its own deletion.
    """
    hidden: list[str] = []
    stack = [_Cloze(frozenset())]
    end = 0
    for token in _TOKEN.finditer(text):
        _add(stack[-1], text[end : token.start()])
        end = token.end()
        if token["numbers"]:
            numbers = frozenset(map(int, token["numbers"].split(",")))
            stack.append(_Cloze(numbers, token[0]))
        elif len(stack) == 1:
            stack[-1].parts.append("}}")
        else:
            _close(stack, number, shown, hidden)
    _add(stack[-1], text[end:])
    while len(stack) > 1:  # A deletion that is never closed is text.
        left = stack.pop()
        stack[-1].parts += [left.opening, *left.parts, f"::{left.hint}" if left.hint else ""]
    return "".join(stack[0].parts), tuple(hidden)


def _add(cloze: _Cloze, text: str) -> None:
    if cloze.numbers and "::" in text:
        text, _, cloze.hint = text.partition("::")
    cloze.parts.append(text)


def _close(stack: list[_Cloze], number: int, shown: Shown, hidden: list[str]) -> None:
    cloze = stack.pop()
    inner = "".join(cloze.parts)
    outer_hides = any(number in outer.numbers for outer in stack)
    if number in cloze.numbers and not outer_hides:
        hidden.append(inner)
        inner = shown(inner, cloze.hint)
    stack[-1].parts.append(inner)
