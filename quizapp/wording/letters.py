"""Two wordings letter by letter, as rows to set below each other or as one line to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.grading.letters import graphemes
from quizapp.model.verdicts import Letters
from quizapp.render.cells import cell_width, harmless

SAME, EXTRA, MISSING = "✓", "−", "+"
_NONE = "·"


@dataclass(frozen=True, slots=True)
class Column:
    """One letter of both wordings, padded to the same cells, and the sign below it."""

    typed: str
    right: str
    sign: str


def columns(letters: Sequence[Letters]) -> list[Column]:
    """A column a letter: ``✓`` the same, ``−`` too many, ``+`` missing, ``·`` no letter."""
    return [column for stretch in letters for column in _columns(stretch)]


def _columns(stretch: Letters) -> list[Column]:
    typed, right = graphemes(stretch.typed), graphemes(stretch.right)
    sign = SAME if typed and right else EXTRA if typed else MISSING
    count = max(len(typed), len(right))
    pairs = zip(typed or [_NONE] * count, right or [_NONE] * count, strict=True)
    return [_padded(one, other, sign) for one, other in pairs]


def _padded(typed: str, right: str, sign: str) -> Column:
    shown = (harmless(typed), harmless(right), sign)
    width = max(map(cell_width, shown))
    return Column(*(text + " " * (width - cell_width(text)) for text in shown))


def letters_line(letters: Sequence[Letters]) -> str:
    """In one line: what is the same, ``[−x]`` what is too many, ``[+x]`` what is missing."""
    return "".join(map(_in_line, letters))


def _in_line(stretch: Letters) -> str:
    if stretch.typed and stretch.right:
        return harmless(stretch.right)
    if stretch.typed:
        return f"[{EXTRA}{harmless(stretch.typed)}]"
    return f"[{MISSING}{harmless(stretch.right)}]"
