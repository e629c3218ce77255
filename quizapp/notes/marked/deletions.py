"""``{{c1::hidden::hint}}`` in a text of any shape: several lines, formulas, escaped signs.

The braces within are counted, so that a cloze may hide a formula or stand inside one. Code is
never looked into.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.notes.markup import FENCED, OPAQUE_SPAN

_OPENING = re.compile(r"(?<!\\)\{\{c(?P<number>\d{1,4})::")
_LONGEST, _DEEPEST = 1_000, 20
"""A hidden text is no longer and no deeper: marks that never close are not looked for."""
_SIGN = re.compile(r"\\.|[{}]|::", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Deletion:
    """A hidden stretch of a text, with its hint."""

    start: int
    end: int
    number: int
    hidden: str
    hint: str


def has_deletions(text: str) -> bool:
    """Whether a text hides anything."""
    return "{{c" in text and next(_deletions(text), None) is not None


def cards_of(text: str) -> Iterator[tuple[str, str]]:
    """A card a number: the text with its own deletions as ``{{c1::…}}``, and what they hide."""
    found = list(_deletions(text))
    for number in dict.fromkeys(deletion.number for deletion in found):
        parts: list[str] = []
        end = 0
        for deletion in found:
            own = deletion.number == number
            parts += [text[end : deletion.start], _shown(deletion) if own else deletion.hidden]
            end = deletion.end
        hidden = ", ".join(d.hidden.strip() for d in found if d.number == number)
        yield "".join([*parts, text[end:]]), hidden


def _shown(deletion: Deletion) -> str:
    hint = f"::{deletion.hint}" if deletion.hint else ""
    return f"{{{{c1::{deletion.hidden}{hint}}}}}"


def _deletions(text: str) -> Iterator[Deletion]:
    code = [span.span() for span in FENCED.finditer(text)]
    code += [span.span() for span in OPAQUE_SPAN.finditer(text) if span["ticks"]]
    end = 0
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < end or any(first <= start < last for first, last in code):
            continue
        found = _read(text, opening)
        if found is not None:
            end = found.end
            yield found


def _read(text: str, opening: re.Match[str]) -> Deletion | None:
    """The deletion that begins here; None if it does not end, or hides nothing."""
    depth = 0
    split: int | None = None
    for sign in _SIGN.finditer(text, opening.end(), opening.end() + _LONGEST):
        if sign[0] == "::" and not depth:
            split = split if split is not None else sign.start()
        elif sign[0] == "}" and not depth:
            if not text.startswith("}}", sign.start()):
                return None
            hidden = text[opening.end() : split if split is not None else sign.start()]
            hint = text[split + 2 : sign.start()] if split is not None else ""
            whole = opening.start(), sign.start() + 2
            return (
                Deletion(*whole, int(opening["number"]), hidden, hint) if hidden.strip() else None
            )
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth > _DEEPEST:
            break
    return None
