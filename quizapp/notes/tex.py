r"""Where the TeX of a formula may be cut: sides, terms and denominators, never inside a piece.

The formula is read as a flat tree: braces, brackets and ``\left … \right`` are nested, and only
signs outside all of them divide it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
_OPENING = frozenset({"{", "(", "[", r"\left", r"\begin"}) | frozenset(
    {r"\{", r"\lbrace", r"\langle", r"\lfloor", r"\lceil"}
)
_CLOSING = frozenset({"}", ")", "]", r"\right", r"\end"}) | frozenset(
    {r"\}", r"\rbrace", r"\rangle", r"\rfloor", r"\rceil"}
)
_RELATIONS = frozenset(
    {"=", r"\approx", r"\propto", r"\equiv", r"\coloneqq", r"\triangleq", r"\sim", r"\le", r"\ge"}
    | {r"\leq", r"\geq", r"\leftarrow", r"\gets", r"\rightarrow", r"\to", r"\mapsto"}
    | {"<", ">", "←", "→", "≈", "∝", "≡", "≤", "≥", "∼"}
)
_NO_OPERAND = frozenset({"^", "_", "+", "-", "*", "/", "=", ",", "(", "&"}) | _RELATIONS
_FRACTION = re.compile(r"\\[dt]?frac\s*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a formula that can be hidden, from ``start`` to ``end`` of its TeX."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    depth: int


def relation(tex: str) -> Cut | None:
    """The sign between the two sides; None where a formula has no side or more than two."""
    tokens = _top(tex)
    if tokens is None:
        return None
    signs = [token for token in tokens if token.text in _RELATIONS]
    if len(signs) != 1:
        return None
    sign = signs[0]
    # «:=» is one sign.
    start = sign.start - tex[: sign.start].endswith(":")
    end = sign.start + len(sign.text)
    both = tex[:start].strip() and tex[end:].strip()
    return Cut(start, end) if both else None


def right_side(tex: str) -> Cut | None:
    """What stands after the relation, without the space and the full stop around it."""
    sign = relation(tex)
    return _trimmed(tex, sign.end, len(tex)) if sign else None


def terms(tex: str, side: Cut) -> tuple[Cut, ...]:
    """The additive terms of a side, each with its sign but for a leading one."""
    tokens = _top(tex) or ()
    starts = [side.start]
    before = ""
    for token in tokens:
        if (
            side.start < token.start < side.end
            and token.text in ("+", "-")
            and (before and before not in _NO_OPERAND)
        ):
            starts.append(token.start)
        if token.start >= side.start and token.text.strip():
            before = token.text
    ends = [*starts[1:], side.end]
    return tuple(_trimmed(tex, start, end) for start, end in zip(starts, ends, strict=True))


def denominator(tex: str, side: Cut) -> Cut | None:
    """What the one fraction of a side is divided by; None for no fraction or several."""
    fractions = list(_FRACTION.finditer(tex, side.start, side.end))
    if len(fractions) != 1:
        return None
    numerator = _group(tex, fractions[0].end())
    if numerator is None:
        return None
    below = _group(tex, numerator.end + 1)
    if below is None or below.end > side.end:
        return None
    return _trimmed(tex, below.start, below.end)


def balanced(tex: str) -> bool:
    """Whether braces, ``\\left``/``\\right`` and ``\\begin``/``\\end`` come in pairs."""
    depth = 0
    for sign in re.finditer(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth < 0:
            return False
    commands = re.findall(r"\\(left|right|begin|end)(?![A-Za-z])", tex)
    pairs = (("left", "right"), ("begin", "end"))
    return depth == 0 and all(commands.count(a) == commands.count(b) for a, b in pairs)


@lru_cache(maxsize=256)
def _top(tex: str) -> tuple[_Token, ...] | None:
    """The tokens outside all brackets; None where the brackets do not match."""
    # A last token stands outside all brackets if every bracket is closed.
    found = list(_tokens(tex + " "))
    if not balanced(tex) or found[-1].depth or any(token.depth < 0 for token in found):
        return None
    return None if _crossed(found) else tuple(token for token in found if token.depth == 0)


def _crossed(tokens: list[_Token]) -> bool:
    """Whether braces of TeX and other brackets pair up; those may differ, as in ``[0, 1)``."""
    braces: list[bool] = []
    for token in tokens:
        if token.text in _OPENING:
            braces.append(token.text == "{")
        elif token.text in _CLOSING and braces.pop() != (token.text == "}"):
            return True
    return False


def _tokens(tex: str) -> Iterator[_Token]:
    depth = 0
    sized = False
    for found in _TOKEN.finditer(tex):
        text = found[0]
        # The bracket after \left or \right is part of it.
        if not sized:
            depth -= text in _CLOSING
            yield _Token(text, found.start(), depth)
            depth += text in _OPENING
        sized = text in (r"\left", r"\right") or (sized and text.isspace())


def _group(tex: str, start: int) -> Cut | None:
    """The inside of the ``{…}`` that begins at ``start``."""
    if tex[start : start + 1] != "{":
        return None
    depth = 0
    for sign in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return Cut(start + 1, sign.start())
    return None


def _trimmed(tex: str, start: int, end: int) -> Cut:
    text = tex[start:end]
    bare = text.rstrip(" .,;")
    return Cut(start + len(text) - len(text.lstrip()), start + len(bare))
