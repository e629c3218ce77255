"""``quizapp fit [DECK] [--force] [--reschedule]``."""

import argparse
import sys
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.language import _, ngettext

if TYPE_CHECKING:
    from quizapp.actions.planning.fitting import Fitting

_BAR = 24


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument(
        "--force", action="store_true", help=_("use the new parameters even if they are no better")
    )
    parser.add_argument(
        "--reschedule",
        action="store_true",
        help=_("move due dates to where the parameters now put them"),
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Fit; 1 where there are too few reviews."""
    from quizapp.actions.planning.fitting import fit_deck

    with closing(context.open()) as collection:
        found = fit_deck(
            collection,
            options.deck,
            force=options.force,
            reschedule=options.reschedule,
            tell=show_progress,
        )
    if options.json:
        print_json(asdict(found))
    else:
        _tell(found)
    return 0 if found.tested else 1


def _tell(found: "Fitting") -> None:
    if not found.tested:
        have = ngettext("{n} review", "{n} reviews", found.reviews)
        print_text(
            _(
                "Too few reviews to fit: {have} on a later day than the one before, {needed} are"
                " needed. Nothing was changed."
            ).format(have=have, needed=found.needed)
        )
        return
    print_table(
        ["", _("Log loss"), "RMSE (bins)"],
        [
            [_("before"), f"{found.log_loss_before:.4f}", f"{found.rmse_before:.4f}"],
            [_("after"), f"{found.log_loss_after:.4f}", f"{found.rmse_after:.4f}"],
        ],
    )
    print_text()
    print_text(
        _(
            "Measured on the latest {tested} of {reviews} reviews, which the fit had not seen."
        ).format(tested=found.tested, reviews=found.reviews)
    )
    if found.adopted:
        print_text(_("The new parameters are in use."))
        print_text(" ".join(f"{value:g}" for value in found.parameters))
    else:
        print_text(_("The present parameters foretell no worse: they stay."))
    if found.rescheduled is None:
        print_text(_("Due dates stay as they are."))
    else:
        moved = ngettext("{n} card has", "{n} cards have", found.rescheduled)
        print_text(_("{cards} a new due date.").format(cards=moved))


def show_progress(done: int, of: int) -> None:
    """A bar on standard error, where somebody looks at it."""
    if not sys.stderr.isatty():
        return
    full = _BAR * done // of
    end = "\r" + " " * (_BAR + 2) + "\r" if done == of else ""
    sys.stderr.write(f"\r[{'#' * full}{'.' * (_BAR - full)}]{end}")
    sys.stderr.flush()
