"""The card under the cursor: as in Study, then its recall over time, its past, where it is from."""

from datetime import date
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.cards import QUESTIONS, CardKind, CardState
from quizapp.model.reviews import Rating
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    cut,
    fit,
    gap,
    muted,
    pushed,
    row_width,
    spread,
)
from quizapp.tui.roles import RATING_ROLES, STATE_ROLES
from quizapp.tui.widgets import aboutrows
from quizapp.tui.widgets.banner import SIGNS
from quizapp.tui.widgets.cardcells import dot
from quizapp.tui.widgets.drawings import curve
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.text import rendered
from quizapp.wording import KIND_NAMES, card_title, rule_name, state_name
from quizapp.wording.dates import day_and_month, percent

if TYPE_CHECKING:
    from quizapp.actions.cards.preview import CardPreview
    from quizapp.actions.cards.recall_curve import Mark, RecallCurve
    from quizapp.render.gallery import Gallery

NARROWEST, WIDEST = 37, 54
"""The cells of the text; four more stand before it."""

FROM = 96
"""The width of the screen from which it stands beside the table."""

_TALL = 36
_LABEL = 6
_FLOORS = (0.7, 0.4)
_RATING_SIGNS = {Rating.AGAIN: "✗", Rating.HARD: "≈", Rating.GOOD: "✓", Rating.EASY: "✓"}


class Preview(Drawn):
    """Beside the table behind a vertical rule; what does not fit is one key away."""

    SHOWS_PICTURES = True
    preview: "CardPreview | None" = None

    def show(self, preview: "CardPreview | None") -> None:
        """Show another card at the same size."""
        self.preview = preview
        self._drawn = None
        self.refresh()

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows behind the rule."""
        inner = self._inside(width - 5, height) if self.preview else []
        rows = [*inner, *[BLANK] * (height - len(inner))]
        return [(gap(1), Piece("│", "rule"), gap(2), *row) for row in rows]

    def _inside(self, width: int, height: int) -> list[Row]:
        assert self.preview is not None
        below = below_rows(self.preview, width, 8 if height >= _TALL else 6)
        if height >= _TALL:
            below = [*below[:-2], *past_section(self.preview, width), *below[-2:]]
        card = card_rows(self.preview, width, self.gallery(self.preview.card, self.GROUND))
        room = height - len(below) - 1
        if len(card) > room:
            card = [*card[: max(0, room - 1)], pushed((muted("…"),), width)]
        return [*card, BLANK, *below]


def card_rows(preview: "CardPreview", width: int, gallery: "Gallery | None" = None) -> list[Row]:
    """State, kind and deck; question and answer, with pictures where there are some."""
    card = preview.card
    role = STATE_ROLES.get(preview.state, "muted")
    state = "" if preview.state in STATE_ROLES else f", {state_name(preview.state.value)}"
    head = (Piece(f"{dot(preview.state)} ", role), muted(_(KIND_NAMES[card.kind]) + state))
    deck = (gap(2), muted(card.deck.split("::")[-1]))
    rows = [spread(head, cut(deck, max(0, width - row_width(head))), width), BLANK]
    if card.kind in QUESTIONS:
        rows += [*rendered(card_title(card), width, role="bright", bold=True), BLANK]
    plain = card.kind in QUESTIONS or card.kind is CardKind.CLOZE
    rows += rendered(card.front, width, reveal=True, role="bright", bold=not plain, gallery=gallery)
    answer = _answer(preview, width, gallery)
    return [*rows, (Piece("─" * width, "rule"),), *answer] if answer else rows


def _answer(preview: "CardPreview", width: int, gallery: "Gallery | None") -> list[Row]:
    card = preview.card
    rows: list[Row] = []
    if card.kind is CardKind.CHOICE:
        rows = _options(preview, width)
    elif card.kind in {CardKind.BASIC, CardKind.TYPED, CardKind.STEPS}:
        rows = rendered(card.back, width, gallery=gallery)
    extra = rendered(card.extra, width, gallery=gallery) if card.extra else []
    return [*rows, *([BLANK] if rows and extra else []), *extra]


def _options(preview: "CardPreview", width: int) -> list[Row]:
    from quizapp.actions.studying.choices import options_of

    rows: list[Row] = []
    for option in options_of(preview.card):
        sign = Piece("✓ ", "right") if option.right else gap(2)
        first, *more = rendered(option.text, width - 2) or [BLANK]
        rows += [(sign, *first), *((gap(2), *row) for row in more)]
    return rows


def below_rows(preview: "CardPreview", width: int, height: int) -> list[Row]:
    """The curve, then counts, rule and source."""
    shown = [*curve_rows(preview.curve, width, height), BLANK] if preview.curve else []
    return [*shown, *_facts(preview, width)]


def past_section(preview: "CardPreview", width: int) -> list[Row]:
    """The latest reviews under their heading."""
    return aboutrows.section(_("Latest reviews"), aboutrows.past_rows(preview.past, width))


def _facts(preview: "CardPreview", width: int) -> list[Row]:
    schedule, card = preview.schedule, preview.card
    counts = ngettext("{n} review", "{n} reviews", schedule.reps)
    if schedule.lapses:
        counts += ", " + ngettext("{n} lapse", "{n} lapses", schedule.lapses)
    level = ""
    if schedule.memory is not None:
        level = _("difficulty {d}").format(d=f"{schedule.memory.difficulty:.1f}")
    if preview.state is CardState.NEW and not schedule.reps:
        counts = _("never asked")
    source = (gap(1), muted(card.passage.path.split("/")[-1] + f":{card.passage.first_line}"))
    return [
        spread((muted(counts),), (muted(level),), width),
        spread((muted(rule_name(card.rule)),), source, width),
    ]


def curve_rows(found: "RecallCurve", width: int, height: int) -> list[Row]:
    """The curve with its labels, the signs of the reviews and today below it."""
    cells = width - _LABEL
    spans = found.columns(2 * cells)
    lowest = min((span[0] for span in spans if span), default=1.0)
    floor = next((floor for floor in _FLOORS if lowest >= floor - 0.02), 0.0)
    now = found.place(found.today, 2 * cells) // 2
    lines = curve(spans, height, goal=found.wanted, floor=floor, now=now)
    goal = round((1 - found.wanted) / (1 - floor) * (4 * height - 1)) // 4
    labels = {goal: percent(found.wanted), 0: percent(1), height - 1: percent(floor)}
    rows: list[Row] = [
        (*fit(pushed((muted(labels.get(y, "")),), _LABEL - 1), _LABEL), *line)
        for y, line in enumerate(lines)
    ]
    below = (_marks(found, cells, now), _dates(found, cells, now))
    return [*rows, *((gap(_LABEL), *row) for row in below)]


def _marks(found: "RecallCurve", cells: int, now: int) -> Row:
    row = [gap(1)] * cells
    for mark in found.marks:
        row[found.place(mark.day, 2 * cells) // 2] = _sign(mark)
    row[now] = Piece("▴", "accent", bold=True)
    return tuple(row)


def _sign(mark: "Mark") -> Piece:
    if mark.outcome is not None:
        return Piece(SIGNS[mark.outcome], mark.outcome.value)
    rating = mark.rating or Rating.GOOD
    return Piece(_RATING_SIGNS[rating], RATING_ROLES[rating])


def _dates(found: "RecallCurve", cells: int, now: int) -> Row:
    today = Piece(_("today"), "accent", bold=True)
    begin = max(0, min(now - row_width((today,)) // 2, cells - row_width((today,))))
    first = muted(day_and_month(date.fromordinal(found.first)))
    if row_width((first,)) + 1 > begin:
        return (gap(begin), today)
    return (first, gap(begin - row_width((first,))), today)
