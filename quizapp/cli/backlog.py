"""``quizapp backlog [--per-day N] [--vacation FROM TO] [--accept | --undo]``."""

import argparse
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.numbers import from_one
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.planning.backlog import Plan


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("--per-day", type=from_one, metavar="N", help=_("at most N cards a day"))
    parser.add_argument(
        "--vacation", nargs=2, metavar=("FROM", "TO"), help=_("move what is due then past it")
    )
    parser.add_argument("--accept", action="store_true", help=_("do as the plan says"))
    parser.add_argument("--undo", action="store_true", help=_("take the last plan back"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Show the plan; carry it out only when it is accepted."""
    with closing(context.open()) as collection:
        if options.undo:
            return _undo(collection, options)
        plan = _planned(collection, options)
        moved = _accept(collection, plan) if options.accept else 0
    if options.json:
        print_json(_document(plan, moved))
    else:
        _print(plan, moved, accepted=options.accept)
    return 0


def _planned(collection: "Collection", options: argparse.Namespace) -> "Plan":
    from quizapp.actions.planning.backlog import backlog, vacation

    if options.vacation is None:
        return backlog(collection, options.per_day)
    first, last = (_day(text) for text in options.vacation)
    return vacation(collection, first, last, options.per_day)


def _accept(collection: "Collection", plan: "Plan") -> int:
    from quizapp.actions.planning.backlog import accept

    return accept(collection, plan)


def _undo(collection: "Collection", options: argparse.Namespace) -> int:
    from quizapp.actions.planning.backlog import take_back

    if options.accept or options.vacation or options.per_day:
        raise InputError(_("--undo takes nothing else: it takes the last plan back."))
    count = take_back(collection)
    if options.json:
        print_json({"moved": count})
    else:
        print_text(ngettext("{n} card is due as before.", "{n} cards are due as before.", count))
    return 0


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        message = _("“{text}” is no date: write one such as 2026-06-30.")
        raise InputError(message.format(text=text)) from None


def _document(plan: "Plan", moved: int) -> dict[str, object]:
    days = [
        {
            "day": date.fromordinal(day.day).isoformat(),
            "backlog": day.backlog,
            "due": day.due,
            "recall": round(day.recall, 4),
        }
        for day in plan.days
    ]
    kept = {"kept": round(plan.kept, 2), "kept_by_date": round(plan.kept_by_date, 2)}
    return {"cards": plan.cards, "per_day": plan.per_day, "days": days, **kept, "moved": moved}


def _print(plan: "Plan", moved: int, *, accepted: bool) -> None:
    if not plan.cards:
        print_text(_("There is no backlog: nothing has to be moved."))
        return
    heads = [_("Day"), _("Backlog"), _("Due anyway"), _("Recall")]
    rows = [
        [date.fromordinal(day.day).isoformat(), str(day.backlog), str(day.due), percent(day.recall)]
        for day in plan.days
    ]
    print_table(heads, rows)
    message = ngettext(
        "Likely still known then: about {kept} of {n} card ({other} by due date).",
        "Likely still known then: about {kept} of {n} cards ({other} by due date).",
        plan.cards,
    )
    print_text(message.format(kept=round(plan.kept), other=round(plan.kept_by_date)))
    if accepted:
        count = ngettext("{n} card moved", "{n} cards moved", moved)
        print_text(_("{count}: `quizapp backlog --undo` takes it back.").format(count=count))
    else:
        print_text(_("Nothing is moved yet: --accept does it."))
