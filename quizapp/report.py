"""The statistics as one HTML page that needs nothing else: each plot with its table of numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path

from quizapp.actions.figures.plots import FEWEST, MASTERED_DAYS, Plots
from quizapp.files import replacing
from quizapp.language import _, current, ngettext
from quizapp.model.errors import InputError
from quizapp.render.charts import Bar, columns, heatmap, shares
from quizapp.render.spoken import spoken
from quizapp.wording import card_asks, card_title
from quizapp.wording.dates import day_and_month, percent

_STYLE = """
:root{--ground:#fbfaf6;--panel:#f2f0e9;--text:#2a2822;--muted:#5f5b50;--bar:#1d6b35;
--marked:#2f55c4;--track:#cfcabc;--s1:#cfe3d3;--s2:#8fc09b;--s3:#4f9563;--s4:#1d6b35}
@media(prefers-color-scheme:dark){:root{--ground:#0e1118;--panel:#151a25;--text:#dce2ed;
--muted:#95a1b8;--bar:#7ed492;--marked:#8fb2ff;--track:#2c3548;--s1:#1d3a28;--s2:#2f6a41;
--s3:#52a167;--s4:#7ed492}}
body{background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif;
max-width:44rem;margin:2rem auto;padding:0 1rem}
dl{display:flex;flex-wrap:wrap;gap:2rem;background:var(--panel);padding:1rem 1.5rem}
dt{color:var(--muted)}dd{margin:0;font-weight:bold}section{margin:2.5rem 0}
svg{max-width:100%;height:auto}svg text{fill:var(--muted);font-size:11px}
.bar{fill:var(--bar)}.marked,.goal{fill:var(--marked)}.track,.shade0{fill:var(--track)}
.shade1{fill:var(--s1)}.shade2{fill:var(--s2)}.shade3{fill:var(--s3)}.shade4{fill:var(--s4)}
table{border-collapse:collapse}td,th{text-align:left;padding:.1rem 1rem .1rem 0}
summary,.note{color:var(--muted)}"""

Table = Sequence[Sequence[str]]


def write_report(plots: Plots, file: Path) -> None:
    """Write the page in place of what was there, or leave that untouched.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with replacing(file) as made:
            made.write_text(page(plots), encoding="utf-8")
    except OSError as error:
        raise InputError(
            _("Cannot write the report: {reason}.").format(reason=error.strerror), file=str(file)
        ) from None


def page(plots: Plots) -> str:
    """The whole page as HTML."""
    title = plots.deck or _("All decks")
    sections = "".join(_sections(plots))
    return (
        f'<!doctype html><html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>quizapp: {escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p class='note'>{escape(_period(plots))}</p>"
        f"{_figures(plots)}{sections}</body></html>\n"
    )


def _period(plots: Plots) -> str:
    days = ngettext("the last {n} day", "the last {n} days", plots.period)
    return f"{days}, {_date(plots.day)}"


def _figures(plots: Plots) -> str:
    kept = percent(plots.retention) if plots.retention is not None else "–"
    figures = [
        (_("cards"), str(plots.cards)),
        (_("reviews"), str(plots.reviews)),
        (_("recalled, goal {percent}").format(percent=percent(plots.wanted)), kept),
        (_("minutes a day"), f"{plots.minutes_a_day:.0f}"),
        (_("days in a row"), str(plots.streak)),
    ]
    rows = (f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in figures)
    return f"<dl>{''.join(rows)}</dl>"


def _sections(plots: Plots) -> Iterable[str]:
    by_day = {day.day: float(day.reviews) for day in plots.days}
    table = [[_date(day.day), str(day.reviews)] for day in plots.days]
    first = plots.day - min(plots.period, 371) + 1
    yield _section(_("Days of study"), heatmap(by_day, first, plots.day), table)
    yield _forecast(plots)
    if not plots.enough:
        needs = _("The plots of memory need {needed} reviews, there are {n}.")
        yield f"<p class='note'>{escape(needs.format(needed=FEWEST, n=plots.reviews))}</p>"
        return
    yield from _memory(plots)
    yield from _weak(plots)


def _forecast(plots: Plots) -> str:
    if not any(plots.forecast):
        title = _("Forecast")
        none = _("Nothing is planned yet: a card appears here after its learning steps.")
        return f"<section><h2>{escape(title)}</h2><p class='note'>{escape(none)}</p></section>"
    bars = [
        Bar(_date(plots.day + ahead), due, marked=ahead == 0)
        for ahead, due in enumerate(plots.forecast)
    ]
    return _section(_("Forecast"), columns(bars, every=7), _rows(bars))


def _memory(plots: Plots) -> Iterable[str]:
    recalled = [
        Bar(_("from {n} d").format(n=band.first), band.share, marked=band.share < plots.wanted)
        for band in plots.recalled
        if band.share is not None
    ]
    table = [[_("from {n} d").format(n=b.first), f"{b.passed}/{b.asked}"] for b in plots.recalled]
    yield _section(_("Recalled, by interval"), shares(recalled, plots.wanted), table)
    for name, histogram in (
        (_("Stability, days"), plots.stability),
        (_("Difficulty"), plots.difficulty),
        (_("Retrievability"), plots.retrievability),
    ):
        bars = [Bar(f"{bound:g}", count) for bound, count in histogram]
        yield _section(name, columns(bars), _rows(bars))
    hours = [Bar(str(hour.hour), hour.reviews) for hour in plots.hours]
    passed = [[str(h.hour), f"{h.passed}/{h.reviews}"] for h in plots.hours if h.reviews]
    yield _section(_("Hours"), columns(hours), passed)


def _weak(plots: Plots) -> Iterable[str]:
    mastered = [Bar(topic.deck.split("::")[-1], topic.share) for topic in plots.topics]
    table = [[topic.deck, f"{topic.mastered}/{topic.cards}"] for topic in plots.topics]
    name = _("Mastered by topic: stability from {n} days").format(n=MASTERED_DAYS)
    yield _section(name, shares(mastered), table)
    slips = [
        [str(slip.times), spoken(slip.message) or slip.mistake, spoken(card_title(slip.card))]
        for slip in plots.slips
    ]
    yield _section(_("Frequent mistakes"), "", slips, opened=True)
    hardest = [[str(hard.lapses), spoken(card_asks(hard.card))] for hard in plots.hardest]
    yield _section(_("Forgotten most often"), "", hardest, opened=True)


def _section(name: str, plot: str, rows: Table, *, opened: bool = False) -> str:
    if not rows:
        return ""
    lines = (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table>{''.join(lines)}</table>"
    if not opened:
        shown = _("numbers")  # Texts inside an f-string are not gathered for translation.
        table = f"<details><summary>{escape(shown)}</summary>{table}</details>"
    return f"<section><h2>{escape(name)}</h2>{plot}{table}</section>"


def _rows(bars: Iterable[Bar]) -> Table:
    return [[bar.name, f"{bar.value:g}"] for bar in bars]


def _date(day: int) -> str:
    return day_and_month(date.fromordinal(day))
