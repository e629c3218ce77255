"""``quizapp simulate [DECK]``: the work ahead, and what will be known."""

import argparse
from contextlib import closing
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.fit import show_progress
from quizapp.cli.numbers import from_one, from_zero
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.planning.simulating import (
        Comparison,
        Outlook,
        Simulation,
        TowardsDeadline,
        What,
    )

_MOST_DAYS = 3650
_PERIOD = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument(
        "--days", type=from_one, default=365, metavar="N", help=_("how many days (365)")
    )
    parser.add_argument("--retention", type=_retention, metavar="R", help=_("as 0.9 or 90"))
    parser.add_argument("--new", type=from_zero, metavar="N", help=_("new cards a day"))
    parser.add_argument("--minutes", type=from_one, metavar="M", help=_("at most so long a day"))
    parser.add_argument(
        "--deadline", type=_date, metavar="DATE", help=_("what is known on that day, both ways")
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Print the days ahead."""
    from quizapp.actions.planning.simulating import Simulation, What

    if options.days > _MOST_DAYS:
        raise InputError(
            _("{n} days are too many: simulate at most {most}.").format(
                n=options.days, most=_MOST_DAYS
            )
        )
    with closing(context.open()) as collection:
        simulation = Simulation(collection, options.deck)
    what = What(options.days, options.retention, options.new, options.minutes)
    if options.deadline is not None:
        _deadline(simulation, what, options)
    elif options.json:
        print_json([asdict(day) for day in simulation.outlook(what).days])
    else:
        _tell(simulation.comparison(what, show_progress))
    return 0


def _deadline(simulation: "Simulation", what: "What", options: argparse.Namespace) -> None:
    days = options.deadline.toordinal() - simulation.today
    if not 1 <= days <= _MOST_DAYS:
        raise InputError(
            _("The deadline {day} is not within {most} days from tomorrow on.").format(
                day=options.deadline.isoformat(), most=_MOST_DAYS
            )
        )
    found = simulation.towards(options.deadline, what)
    if options.json:
        print_json([asdict(day) for day in found.towards.days])
    else:
        _tell_deadline(found)


def _tell(found: "Comparison") -> None:
    print_table(
        [_("Retention"), _("Reviews a day"), _("Minutes a day"), _("Known at the end")],
        [_row(each, percent(each.retention)) for each in found.outlooks],
    )
    print_text()
    present = found.present
    span = ngettext("{n} day", "{n} days", len(present.days))
    print_text(
        _("At {retention} as it is now, for {span}:").format(
            retention=percent(present.retention), span=span
        )
    )
    print_table(
        [_("From"), _("Reviews a day"), _("New a day"), _("Minutes a day"), _("Known")],
        _periods(present),
    )
    print_text()
    print_text(
        _("Least work for what is known: {retention}.").format(retention=percent(found.least_work))
    )


def _row(outlook: "Outlook", name: str) -> list[str]:
    known = _("{known} of {cards}").format(known=f"{outlook.known:.0f}", cards=outlook.cards)
    return [name, f"{outlook.reviews_a_day:.1f}", f"{outlook.minutes_a_day:.1f}", known]


def _periods(outlook: "Outlook") -> list[list[str]]:
    """The days in groups of thirty: means of a day, and what is known at the end of each."""
    rows = []
    for start in range(0, len(outlook.days), _PERIOD):
        days = outlook.days[start : start + _PERIOD]
        means = [
            sum(values) / len(days)
            for values in zip(*((day.reviews, day.new, day.minutes) for day in days), strict=True)
        ]
        rows.append([days[0].day, *(f"{mean:.1f}" for mean in means), f"{days[-1].known:.0f}"])
    return rows


def _tell_deadline(found: "TowardsDeadline") -> None:
    print_table(
        ["", _("Known on {day}").format(day=found.deadline), _("Minutes a day")],
        [
            _deadline_row(_("without a deadline"), found.plain),
            _deadline_row(_("with the deadline"), found.towards),
        ],
    )
    print_text()
    print_text(_("Both have {n} minutes a day.").format(n=f"{found.minutes:.0f}"))


def _deadline_row(name: str, outlook: "Outlook") -> list[str]:
    share = outlook.known / outlook.cards if outlook.cards else 0.0
    known = _("{known} of {cards}").format(known=f"{outlook.known:.0f}", cards=outlook.cards)
    return [name, f"{known} ({percent(share, 1)})", f"{outlook.minutes_a_day:.1f}"]


def _retention(text: str) -> float:
    """A share, or a percentage; raises as argparse wants."""
    try:
        value = float(text.rstrip("%"))
    except ValueError:
        value = 0.0
    value = value / 100 if value > 1 else value
    if not 0.7 <= value <= 0.99:
        message = _("“{text}” is no retention from 0.70 to 0.99").format(text=text)
        raise argparse.ArgumentTypeError(message)
    return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no date: write it like 2026-06-01").format(text=text)
        raise argparse.ArgumentTypeError(message) from None
