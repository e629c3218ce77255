"""``quizapp remove DECK|PATH [--erase] [--yes]``."""

import argparse
import sys
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.sources.removing import Removal

_REFUSED = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("name", metavar="DECK|PATH", help=_("a deck, or notes that were taken in"))
    parser.add_argument(
        "--erase", action="store_true", help=_("erase the cards instead of retiring them")
    )
    parser.add_argument("--yes", action="store_true", help=_("erase without a question"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Remove what is named; erase it after a question; status 1 if the answer is no."""
    from quizapp.actions.sources.removing import removal, remove

    collection = context.open()
    try:
        what = removal(collection, options.name)
        if options.erase and not options.yes and not _agreed(what):
            return _REFUSED
        done = remove(collection, what, erase=options.erase)
    finally:
        collection.close()
    if options.json:
        print_json({"retired": done.retired, "erased": done.erased})
    elif options.erase:
        print_text(ngettext("{n} card erased.", "{n} cards erased.", done.erased))
    else:
        count = ngettext("{n} card retired", "{n} cards retired", done.retired)
        print_text(
            _("{count}, with their history: `quizapp import --undo` takes it back.").format(
                count=count
            )
        )
    return 0


def _agreed(what: "Removal") -> bool:
    """Ask on the terminal; where there is none, nothing is erased unasked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError(_("--erase asks on a terminal: write --yes to erase without a question."))
    cards = ngettext("{n} card", "{n} cards", len(what.cards))
    reviewed = ngettext("{n} reviewed", "{n} reviewed", len(what.reviewed))
    question = _("Erase {cards} of {name} ({reviewed}) for good? y/N ")
    print(question.format(cards=cards, name=what.what, reviewed=reviewed), end="", file=sys.stderr)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", _("y"), _("yes")}
