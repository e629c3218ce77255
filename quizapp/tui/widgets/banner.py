"""The verdict's banner: sign, headline, kind of verdict, and at most a few lines of why."""

import re

from quizapp.language import _, marked
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.tui.pieces import Piece, Row, bright, gap, indented, muted, panel, row_width, spread
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import rendered

SIGNS = {
    Outcome.RIGHT: "✓",
    Outcome.CLOSE: "≈",
    Outcome.MISTAKE: "◆",
    Outcome.WRONG: "✗",
    Outcome.UNREADABLE: "?",
}
_HEADLINES = {
    Outcome.RIGHT: marked("Right"),
    Outcome.CLOSE: marked("Close"),
    Outcome.WRONG: marked("Not this time"),
}
_GROUNDS = {
    Outcome.RIGHT: "tint-right",
    Outcome.CLOSE: "panel",
    Outcome.MISTAKE: "tint-mistake",
    Outcome.WRONG: "tint-wrong",
    Outcome.UNREADABLE: "panel",
}
WIDEST = 97


class Banner(Drawn):
    """Five rows with air around, three where the screen is small."""

    verdict: Verdict | None = None
    air = True

    def draw(self, width: int, height: int) -> list[Row]:
        """The banner; without a verdict the answer was asked for."""
        wide = width >= 80
        size, margin = (min(WIDEST, width - 3), 1) if wide else (width, 0)
        inner = size - 5
        if self.verdict is None:
            shown: list[Row] = [
                (bright(_("The answer, step by step")),),
                (muted(_("Rate how well you knew it.")),),
            ]
            return indented(panel(shown, size, "accent", air=int(self.air and wide)), margin)
        outcome = self.verdict.outcome
        rows = _lines(self.verdict, inner)
        ground = _GROUNDS[outcome]
        air = int(self.air and wide)
        return indented(panel(rows, size, outcome.value, ground=ground, air=air), margin)


def _lines(verdict: Verdict, inner: int) -> list[Row]:
    role = verdict.outcome.value
    sign = Piece(f"{SIGNS[verdict.outcome]} ", role, bold=True)
    if verdict.outcome is not Outcome.MISTAKE:
        head = Piece(_(_HEADLINES[verdict.outcome]), role, bold=True)
        return [(sign, head), *rendered(verdict.message, inner)]
    name, why = headline(verdict.message)
    kind = (Piece(_("typical mistake"), role),)
    title = rendered(name, inner - 2, role=role, bold=True)
    lines = [(sign if row == _text_row(title) else gap(2), *line) for row, line in enumerate(title)]
    at = _text_row(title)
    if row_width(lines[at]) + row_width(kind) + 2 <= inner:
        lines[at] = spread(lines[at], kind, inner)
    return [*lines, *(rendered(why, inner) if why else [])]


def headline(message: str) -> tuple[str, str]:
    """The name of a slip, and the rest of what is said about it.

    The name ends at the first colon or full stop outside a formula that has words after it.
    """
    formulas = [found.span() for found in re.finditer(r"\$[^$]*\$", message)]
    for found in re.finditer(r"[:.] ", message):
        if not any(start <= found.start() < end for start, end in formulas):
            rest = message[found.end() :]
            return message[: found.start()], rest[:1].upper() + rest[1:]
    return message.removesuffix("."), ""


def _text_row(rows: list[Row]) -> int:
    """The row on which the words of a headline stand: a tall formula pushes them down."""
    return max(range(len(rows)), key=lambda at: len("".join(p.text for p in rows[at]).strip()))
