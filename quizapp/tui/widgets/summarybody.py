"""The middle of the summary."""

from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    cap,
    cut,
    gap,
    indented,
    muted,
    on,
    row_width,
    spread,
)
from quizapp.tui.roles import RATING_ROLES
from quizapp.tui.widgets.banner import SIGNS, headline
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.forecast import forecast_line
from quizapp.tui.widgets.text import first_row
from quizapp.wording import RATING_NAMES, card_title, in_a_row_text, wait_text

if TYPE_CHECKING:
    from quizapp.actions.studying.summary import LookAgain, Summary

WIDEST = 92
_TITLE = 30


class SummaryBody(Drawn):
    """Headline, four numbers, ratings as one line, look again, what lies ahead."""

    def __init__(self, summary: "Summary", day: int) -> None:
        super().__init__()
        self.summary, self.day = summary, day

    def draw(self, width: int, height: int) -> list[Row]:
        """All rows; air goes first where there is little room."""
        wide, roomy = width >= 80, height >= 19
        margin = 4 if wide else 1
        inner = min(WIDEST, width - 2 * margin)
        air: list[Row] = [BLANK] if roomy else []
        rows = [
            *air,
            *indented(self._head(inner), margin),
            *air,
            *indented(self._numbers(inner, roomy=roomy and wide), margin - 2 if wide else 0),
            *air,
            *indented(self._ratings(inner), margin),
            BLANK,
            *indented(self._again(inner, height), margin),
        ]
        tail: list[Row] = [(cap(_("enter")), gap(2), bright(_("Home")))]
        if roomy:
            tail = [forecast_line(self.summary.forecast, self.day, inner), BLANK, *tail]
        room = height - len(tail) - 1
        return [*rows[:room], *[BLANK] * (room - len(rows)), *indented(tail, margin)]

    def _head(self, inner: int) -> list[Row]:
        summary = self.summary
        minutes = round(summary.seconds / 60)
        cards = ngettext("{n} card", "{n} cards", summary.cards)
        time = (
            ngettext("in {n} minute", "in {n} minutes", minutes)
            if minutes
            else ngettext("in {n} second", "in {n} seconds", summary.seconds)
        )
        days = ngettext("day in a row", "days in a row", summary.streak)
        streak: Row = (bright(str(summary.streak)), muted(f" {days}")) if summary.streak else ()
        rows: list[Row] = [spread((bright(f"{cards} {time}"),), streak, inner)]
        slips = (entry for entry in summary.again if entry.outcome is Outcome.MISTAKE)
        weakest = next(slips, None)
        if weakest is not None:
            name = headline(weakest.diagnosis)[0]
            rows.append(cut((muted(_("Weakest today:") + " "), *first_row(name)), inner))
        return rows

    def _numbers(self, inner: int, *, roomy: bool) -> list[Row]:
        summary = self.summary
        columns: list[tuple[Row, Row]] = [
            (
                (bright(_("{n} of {total}").format(n=summary.first_try, total=summary.cards)),),
                (muted(_("first try")),),
            ),
            (
                (Piece(f"+{summary.gained}", "due", bold=True),),
                (muted(ngettext("card in memory", "cards in memory", summary.gained)),),
            ),
            (
                (bright(_("{n} s").format(n=summary.seconds_a_card)),),
                (muted(_("per card")),),
            ),
            (
                (Piece(str(summary.tomorrow), "accent", bold=True),),
                (muted(_("tomorrow")),),
            ),
        ]
        if inner < 70:
            del columns[2]
        width = inner // len(columns)
        rows = beside([([top, below], width) for top, below in columns])
        air: list[Row] = [BLANK] if roomy else []
        size = inner + (4 if roomy else 2)
        return [
            on("panel", spread((gap(2 if roomy else 1), *row), (), size))
            for row in [*air, *rows, *air]
        ]

    def _ratings(self, inner: int) -> list[Row]:
        counts = {rating: self.summary.ratings.get(rating, 0) for rating in Rating}
        given = {rating: count for rating, count in counts.items() if count}
        total = sum(given.values())
        if not total:
            return []
        usable = inner - (len(given) - 1)
        bar: list[Piece] = []
        words: list[Piece] = []
        for rating, count in given.items():
            role = RATING_ROLES[rating]
            bar += [Piece("━" * max(1, usable * count // total), role), gap(1)]
            words += [
                Piece(str(count), role, bold=True),
                muted(f" {_(RATING_NAMES[rating])}"),
                gap(4),
            ]
        return [tuple(bar), tuple(words)]

    def _again(self, inner: int, height: int) -> list[Row]:
        again = self.summary.again
        if not again:
            return []
        rows: list[Row] = [spread((bright(_("Look again")),), (muted(_("returns")),), inner)]
        rows += [BLANK] if height >= 22 else []
        return rows + [_entry(entry, inner) for entry in again]


def _entry(entry: "LookAgain", inner: int) -> Row:
    outcome = entry.outcome
    sign = Piece(SIGNS[outcome], outcome.value) if outcome else Piece("✗", Outcome.WRONG.value)
    title = cut(first_row(card_title(entry.card)), _TITLE if inner > 70 else inner // 2)
    space = max(2, _TITLE + 2 - row_width(title)) if inner > 70 else 2
    diagnosis = (
        tuple(muted(piece.text) for piece in first_row(headline(entry.diagnosis)[0]))
        if entry.diagnosis
        else ()
    )
    left = (sign, gap(2), *title, gap(space), *diagnosis)
    again = in_a_row_text(entry.in_a_row)
    came_back: Row = (gap(2), Piece(again, "mistake")) if again else ()
    returns = muted(wait_text(entry.returns))
    room = inner - row_width((returns,)) - 2
    return spread((*cut(left, room - row_width(came_back)), *came_back), (gap(2), returns), inner)
