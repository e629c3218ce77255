"""The plots of Statistics: each with its title, how it is drawn, and its numbers as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizapp.language import _, marked, ngettext
from quizapp.tui.pieces import Piece, Row, muted
from quizapp.tui.widgets import drawings
from quizapp.wording import card_asks, card_title
from quizapp.wording.dates import day_and_month

if TYPE_CHECKING:
    from quizapp.actions.figures.plots import Plots

Draw = Callable[["Plots", int, int], list[Row]]
Numbers = Callable[["Plots"], list[tuple[str, str]]]

_TALLEST = 9
"""Rows of the tallest bar."""


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


def _days(plots: "Plots", width: int, _room: int) -> list[Row]:
    return drawings.calendar({day.day: day.reviews for day in plots.days}, plots.day, width)


def _forecast(plots: "Plots", width: int, room: int) -> list[Row]:
    names = [
        (_("today") if ahead == 0 else day_and_month(date.fromordinal(plots.day + ahead)))
        if ahead % 7 == 0
        else ""
        for ahead in range(len(plots.forecast))
    ]
    return drawings.upright(plots.forecast, names, min(_TALLEST, room - 2), width, first="accent")


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
        return drawings.upright([n for _b, n in pairs], names, min(_TALLEST, room - 2), width)

    def numbers(plots: "Plots") -> list[tuple[str, str]]:
        told = _("from {bound}")
        return [(told.format(bound=f"{bound:g}"), str(n)) for bound, n in getattr(plots, name)]

    return draw, numbers


def _hours(plots: "Plots", width: int, room: int) -> list[Row]:
    names = [str(hour.hour) if hour.hour % 3 == 0 else "" for hour in plots.hours]
    return drawings.upright([h.reviews for h in plots.hours], names, min(_TALLEST, room - 2), width)


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
    rows = [(hard.lapses, _said(card_asks(hard.card))) for hard in plots.hardest]
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
        lambda p: [(_said(card_asks(h.card)), str(h.lapses)) for h in p.hardest],
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
