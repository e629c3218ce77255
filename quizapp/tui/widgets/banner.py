"""The verdict's banner: sign, headline, kind of verdict, and at most a few lines of why."""

import re
from typing import TYPE_CHECKING

from quizapp.language import _, marked
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.tui.pieces import (
    Piece,
    Row,
    bright,
    gap,
    indented,
    muted,
    panel,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import rendered
from quizapp.wording import in_a_row_text, took_text

if TYPE_CHECKING:
    from quizapp.actions.studying.attempt import Attempt

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

    sight: Sight | None = None
    air = True

    def draw(self, width: int, height: int) -> list[Row]:
        """The banner; without a verdict the answer was asked for."""
        wide = width >= 80
        size, margin = (min(WIDEST, width - 3), 1) if wide else (width, 0)
        inner = size - 5
        verdict = self.sight.verdict if self.sight else None
        if self.sight is None or verdict is None:
            shown: list[Row] = [
                (bright(_("The answer, step by step")),),
                (muted(_("Rate how well you knew it.")),),
            ]
            return indented(panel(shown, size, "accent", air=int(self.air and wide)), margin)
        outcome = verdict.outcome
        rows = _lines(verdict, self.sight.attempt, inner)
        if self.sight.practising:
            rows += wrapped(
                _("Practice: the rating below is for your first answer."), inner, "muted"
            )
        ground = _GROUNDS[outcome]
        air = int(self.air and wide)
        return indented(panel(rows, size, outcome.value, ground=ground, air=air), margin)


def _lines(verdict: Verdict, attempt: "Attempt | None", inner: int) -> list[Row]:
    role = verdict.outcome.value
    sign = Piece(f"{SIGNS[verdict.outcome]} ", role, bold=True)
    if verdict.outcome is not Outcome.MISTAKE:
        head = Piece(_(_HEADLINES[verdict.outcome]), role, bold=True)
        return [(sign, head, *_time(verdict, attempt)), *rendered(verdict.message, inner)]
    name, why = headline(verdict.message)
    again = in_a_row_text(attempt.in_a_row) if attempt else ""
    kind = (Piece(" · ".join(filter(None, (_("typical mistake"), again))), role),)
    title = rendered(name, inner - 2, role=role, bold=True)
    lines = [(sign if row == _text_row(title) else gap(2), *line) for row, line in enumerate(title)]
    at = _text_row(title)
    if row_width(lines[at]) + row_width(kind) + 2 <= inner:
        lines[at] = spread(lines[at], kind, inner)
    return [*lines, *(rendered(why, inner) if why else [])]


def _time(verdict: Verdict, attempt: "Attempt | None") -> Row:
    """How quick a right answer was, beside the learner's own median."""
    if attempt is None or not attempt.took or verdict.outcome is not Outcome.RIGHT:
        return ()
    words = took_text(attempt.took)
    if attempt.median is not None and attempt.took < attempt.median:
        words = _("{time}, faster than your median").format(time=words)
    return (gap(2), muted(words))


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
