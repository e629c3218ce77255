"""The middle of Statistics: five numbers, then as many plots as there is room for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from quizapp.language import _, marked, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    beside,
    bright,
    cut,
    fit,
    gap,
    indented,
    muted,
    on,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.widgets import drawings
from quizapp.tui.widgets.drawn import Drawn
from quizapp.wording import card_title
from quizapp.wording.dates import day_and_month, percent

if TYPE_CHECKING:
    from quizapp.actions.plots import Plots

WIDE, TALL, ROW = 80, 19, 11
Draw = Callable[["Plots", int, int], list[Row]]
Numbers = Callable[["Plots"], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot: its title, the fact beside it, how it is drawn, its numbers as a table.

    ``memory`` says that it needs reviews enough not to mislead.
    """

    title: str
    fact: Callable[["Plots"], str]
    draw: Draw
    numbers: Numbers
    memory: bool = False


class StatisticsBody(Drawn):
    """Everything between the two upper rows and the keys.

    Attributes:
        focus: the plot that the keys speak to.
        as_table: whether that one shows its numbers.
    """

    class Focused(Message):
        """Another plot was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.plots: Plots | None = None
        self.focus_on = 0
        self.as_table = False
        self.top = 0

    def show(self, plots: "Plots") -> None:
        """Take new numbers in place."""
        self.plots = plots
        self.redraw()

    def walk(self, by: int) -> None:
        """Go to another plot, round and round."""
        self.focus_on = (self.focus_on + by) % len(PLOTS)
        self.top = 0
        self.redraw()

    def turn(self) -> None:
        """Show the numbers of the plot, or the plot again."""
        self.as_table = not self.as_table
        self.top = 0
        self.redraw()

    def scroll_table(self, by: int) -> None:
        """Move along the numbers."""
        if self.as_table and self.plots is not None:
            most = len(PLOTS[self.focus_on].numbers(self.plots)) - 1
            self.top = max(0, min(self.top + by, most))
            self.redraw()

    def draw(self, width: int, height: int) -> list[Row]:
        """All rows."""
        if self.plots is None:
            return [BLANK, (gap(4), muted(_("counting …")))]
        wide = width >= WIDE
        margin = 1 if wide else 0
        tall = height >= TALL + ROW
        head = _figures(self.plots, width - 3 * margin, tall=tall and wide)
        rows: list[Row] = [*([BLANK] if tall else []), *indented(head, margin), BLANK]
        room = max(ROW, height - len(rows))
        if not wide:
            return rows + indented(self._plot(self.focus_on, width - 2, room), 1)
        return rows + self._grid(self.plots, width, room)

    def _grid(self, plots: "Plots", width: int, room: int) -> list[Row]:
        across = max(1, room // ROW)
        page = self.focus_on // (2 * across) * across
        side = 46 if width >= 130 else 34
        main = width - side - 11
        rows: list[Row] = []
        for line in range(page, min(page + across, len(PLOTS) // 2)):
            left, right = self._plot(2 * line, main, ROW), self._plot(2 * line + 1, side, ROW)
            rule: list[Row] = [(Piece("│", "rule"),)] * (ROW - 1)
            pair = beside([(left, main), ([], 2), (rule, 3), (right, side)])
            rows += indented(pair, 3)
        return rows

    def _plot(self, place: int, width: int, room: int) -> list[Row]:
        assert self.plots is not None
        plot, focused = PLOTS[place], place == self.focus_on
        bar = Piece("▌", "accent") if focused else gap(1)
        name: Row = (bar, bright(_(plot.title)))
        fact: Row = (muted(plot.fact(self.plots)),)
        both = row_width(name) + row_width(fact) + 2 <= width
        title = spread(name, fact if both else (), width)
        inside = self._inside(plot, width - 1, room - 2, focused)
        air: list[Row] = [BLANK] if len(inside) < room - 2 else []
        return [title, *air, *indented(inside, 1)][:room]

    def _inside(self, plot: Plot, width: int, room: int, focused: bool) -> list[Row]:
        assert self.plots is not None
        if focused and self.as_table:
            return _table(plot.numbers(self.plots), width, room, self.top)
        if plot.memory and not self.plots.enough:
            from quizapp.actions.plots import FEWEST

            needs = _("Needs {needed} reviews, has {n}.")
            return wrapped(needs.format(needed=FEWEST, n=self.plots.reviews), width, "muted")
        return plot.draw(self.plots, width, room)

    def on_click(self, event: events.Click) -> None:
        """Speak to the plot under the pointer."""
        rows = self.drawn_rows(self.size.width, self.size.height)
        first = next((y for y, row in enumerate(rows) if any(p.text == "▌" for p in row)), 0)
        if self.size.width < WIDE or event.y < first % ROW:
            return
        across = max(1, (self.size.height - first % ROW) // ROW)
        page = self.focus_on // (2 * across) * across
        side = 46 if self.size.width >= 130 else 34
        place = 2 * (page + (event.y - first % ROW) // ROW) + (event.x > self.size.width - side - 6)
        if place < len(PLOTS):
            self.focus_on, self.top = place, 0
            self.redraw()
            self.post_message(self.Focused())


def _figures(plots: "Plots", width: int, *, tall: bool) -> list[Row]:
    kept = plots.retention
    role = "due" if kept is not None and kept >= plots.wanted else "learning"
    goal = percent(plots.wanted)
    columns: list[tuple[Row, str]] = [
        ((bright(str(plots.cards)),), ngettext("card", "cards", plots.cards)),
        ((bright(str(plots.reviews)),), ngettext("review", "reviews", plots.reviews)),
        (
            (Piece(percent(kept), role, bold=True) if kept is not None else muted("–"),),
            _("recall, goal {percent}").format(percent=goal),
        ),
        ((bright(_("{n} min").format(n=round(plots.minutes_a_day))),), _("a day")),
        (
            (Piece(str(plots.streak), "accent", bold=True),),
            ngettext("day in a row", "days in a row", plots.streak),
        ),
    ]
    each = (width - 4) // len(columns)
    rows = beside(
        [([cut(top, each - 1), cut((muted(words),), each - 1)], each) for top, words in columns]
    )
    air: list[Row] = [BLANK] if tall else []
    return [on("panel", fit((gap(2), *row), width)) for row in [*air, *rows, *air]]


def _table(numbers: list[tuple[str, str]], width: int, room: int, top: int) -> list[Row]:
    shown = numbers[top : top + room - 1]
    rows = [spread((Piece(name),), (bright(number),), min(width, 56)) for name, number in shown]
    left = len(numbers) - top - len(shown)
    if left > 0:
        rows.append((muted(ngettext("↓ {n} more line", "↓ {n} more lines", left)),))
    return rows or [(muted(_("nothing yet")),)]


def _days(plots: "Plots", width: int, _room: int) -> list[Row]:
    return drawings.calendar({day.day: day.reviews for day in plots.days}, plots.day, width)


def _forecast(plots: "Plots", width: int, room: int) -> list[Row]:
    names = [
        (_("today") if ahead == 0 else day_and_month(date.fromordinal(plots.day + ahead)))
        if ahead % 7 == 0
        else ""
        for ahead in range(len(plots.forecast))
    ]
    return drawings.upright(plots.forecast, names, min(6, room - 2), width, first="accent")


def _forecast_numbers(plots: "Plots") -> list[tuple[str, str]]:
    return [
        (day_and_month(date.fromordinal(plots.day + ahead)), str(due))
        for ahead, due in enumerate(plots.forecast)
    ]


def _histogram(name: str) -> tuple[Draw, Numbers]:
    """How the distribution ``name`` of :class:`Plots` is drawn and told."""

    def draw(plots: "Plots", width: int, room: int) -> list[Row]:
        pairs = getattr(plots, name)
        names = [f"{bound:g}" for bound, _count in pairs]
        return drawings.upright([n for _b, n in pairs], names, min(6, room - 2), width)

    def numbers(plots: "Plots") -> list[tuple[str, str]]:
        told = _("from {bound}")
        return [(told.format(bound=f"{bound:g}"), str(n)) for bound, n in getattr(plots, name)]

    return draw, numbers


def _hours(plots: "Plots", width: int, room: int) -> list[Row]:
    names = [str(hour.hour) if hour.hour % 3 == 0 else "" for hour in plots.hours]
    return drawings.upright([h.reviews for h in plots.hours], names, min(6, room - 2), width)


def _recalled(plots: "Plots", width: int, _room: int) -> list[Row]:
    rows = [(_("from {n} d").format(n=band.first), band.share) for band in plots.recalled]
    shown = [share for _name, share in rows if share is not None]
    floor = min([0.8, *(int(share * 10) / 10 for share in shown)])
    return drawings.shares(rows, width, goal=plots.wanted, floor=floor)


def _topics(plots: "Plots", width: int, room: int) -> list[Row]:
    rows: list[tuple[str, float | None]] = [
        (topic.deck.split("::")[-1], topic.share) for topic in plots.topics
    ]
    shown = drawings.shares(rows[: room - 1], width, goal=None, floor=0.0)
    left = len(rows) - len(shown)
    more = ngettext("↓ {n} more line", "↓ {n} more lines", left)
    return [*shown, (muted(more),)] if left > 0 else shown


def _slips(plots: "Plots", width: int, room: int) -> list[Row]:
    rows = [
        (slip.times, _said(slip.message) or _said(card_title(slip.card))) for slip in plots.slips
    ]
    return drawings.counted(rows[:room], width, Piece("◆", "mistake")) or _none()


def _hardest(plots: "Plots", width: int, room: int) -> list[Row]:
    rows = [(hard.lapses, _said(card_title(hard.card))) for hard in plots.hardest]
    return drawings.counted(rows[:room], width, Piece("✗", "wrong")) or _none()


def _none() -> list[Row]:
    return [(muted(_("nothing yet")),)]


def _said(text: str) -> str:
    from quizapp.render.spoken import spoken

    return " ".join(spoken(text).split())


def _share(passed: int, asked: int) -> str:
    return f"{passed}/{asked}"


PLOTS = (
    Plot(
        marked("Days of study"),
        lambda p: ngettext("{n} day studied", "{n} days studied", len(p.days)),
        _days,
        lambda p: [
            (day_and_month(date.fromordinal(d.day)), str(d.reviews)) for d in reversed(p.days)
        ],
    ),
    Plot(
        marked("Recalled"),
        lambda p: _("by interval"),
        _recalled,
        lambda p: [
            (_("from {n} d").format(n=b.first), _share(b.passed, b.asked)) for b in p.recalled
        ],
        memory=True,
    ),
    Plot(
        marked("Forecast"),
        lambda p: _("{n} due in {days} days").format(n=sum(p.forecast), days=len(p.forecast)),
        _forecast,
        _forecast_numbers,
    ),
    Plot(
        marked("Frequent mistakes"),
        lambda p: ngettext("{n} day", "{n} days", p.period),
        _slips,
        lambda p: [(_said(s.message) or s.mistake, str(s.times)) for s in p.slips],
    ),
    Plot(
        marked("Stability, days"),
        lambda p: ngettext("{n} card", "{n} cards", sum(n for _b, n in p.stability)),
        *_histogram("stability"),
        memory=True,
    ),
    Plot(
        marked("Mastered by topic"),
        lambda p: _("stability from 21 days"),
        _topics,
        lambda p: [(t.deck, _share(t.mastered, t.cards)) for t in p.topics],
        memory=True,
    ),
    Plot(
        marked("Hours"),
        lambda p: _("reviews by hour"),
        _hours,
        lambda p: [(f"{h.hour}:00", _share(h.passed, h.reviews)) for h in p.hours if h.reviews],
    ),
    Plot(
        marked("Forgotten most often"),
        lambda p: _("times"),
        _hardest,
        lambda p: [(_said(card_title(h.card)), str(h.lapses)) for h in p.hardest],
    ),
    Plot(
        marked("Difficulty"),
        lambda p: _("1 easy, 10 hard"),
        *_histogram("difficulty"),
        memory=True,
    ),
    Plot(
        marked("Retrievability"),
        lambda p: _("now"),
        *_histogram("retrievability"),
        memory=True,
    ),
)
"""Left and right in turn: the wide ones first in their pairs."""
