"""What is typed, character by character, in plain ASCII; every piece keeps its column.

Superscripts and Greek letters become what they mean before compatibility forms are folded
(otherwise ``x²`` would be ``x2``); then nothing but ASCII is let through: no look-alikes, digits
of other scripts or marks that turn the text around.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.expressions.tree import UnreadableExpression
from quizapp.language import _

LONGEST = 300

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_SIGNS = {
    **dict.fromkeys("·∙⋅∗×✕•", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("−–—‐‑‒―﹣－", "-"),
    "√": r"\sqrt ",
    "∣": "|",
    "…": "...",
}
_GREEK_NAMES = {
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon"},
    **{"ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa"},
    **{"λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho"},
    **{"σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi"},
    **{"χ": "chi", "ψ": "psi", "ω": "omega"},
}
GREEK = frozenset(_GREEK_NAMES.values())
_GREEK = {letter: rf"\{name} " for letter, name in _GREEK_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in ASCII; ``columns`` has for each of its characters the column it was typed in."""

    text: str
    columns: tuple[int, ...]

    def column(self, at: int) -> int:
        """The column of a place; the end counts as one beyond the last character."""
        if at < len(self.columns):
            return self.columns[at]
        return self.columns[-1] + 1 if self.columns else 1


def plain_text(typed: str) -> Plain:
    """``typed`` in ASCII.

    Raises:
        UnreadableExpression: longer than 300 characters, or a character that means nothing here.
    """
    if len(typed) > LONGEST:
        message = _("The formula is longer than {limit} characters.").format(limit=LONGEST)
        raise UnreadableExpression(message, LONGEST + 1)
    pieces = list(_pieces(_without_dollars(typed)))
    columns = tuple(column for piece, column in pieces for _character in piece)
    return Plain("".join(piece for piece, _column in pieces), columns)


def _without_dollars(typed: str) -> str:
    """``$…$`` around a formula is LaTeX's way to say that it is one; columns stay as they are."""
    inner = typed.strip().strip("$")
    return " " * typed.find(inner) + inner if inner else ""


def _pieces(typed: str) -> Iterator[tuple[str, int]]:
    i = 0
    while i < len(typed):
        length = _run(typed, i, _SUPERSCRIPTS) or _run(typed, i, _SUBSCRIPTS)
        yield _piece(typed[i : i + (length or 1)], i + 1), i + 1
        i += length or 1


def _run(typed: str, start: int, script: dict[str, str]) -> int:
    end = start
    while end < len(typed) and typed[end] in script:
        end += 1
    return end - start


def _piece(typed: str, column: int) -> str:
    first = typed[0]
    if first in _SUPERSCRIPTS:
        return "^(" + "".join(_SUPERSCRIPTS[each] for each in typed) + ")"
    if first in _SUBSCRIPTS:
        return "_" + "".join(_SUBSCRIPTS[each] for each in typed)
    known = _SIGNS.get(first) or _GREEK.get(first)
    if known is not None:
        return known
    folded = " " if first.isspace() else unicodedata.normalize("NFKC", first)
    if not folded.isascii() or not folded.isprintable():
        raise UnreadableExpression(_foreign(first, column), column)
    return folded


def _foreign(character: str, column: int) -> str:
    if "CYRILLIC" in unicodedata.name(character, ""):
        message = _("Column {column}: “{text}” is a Cyrillic letter; write Latin ones.")
    else:
        message = _("Column {column}: “{text}” has no meaning in a formula.")
    shown = character if character.isprintable() else "\ufffd"
    return message.format(column=column, text=shown)
