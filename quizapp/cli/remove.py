"""``quizapp remove DECK|PATH [--erase] [--yes]``."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from quizapp.cli.asking import agreed, somebody_is_there
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

    with closing(context.open()) as collection:
        what = removal(collection, options.name)
        if options.erase and not options.yes and not _may_erase(what):
            return _REFUSED
        done = remove(collection, what, erase=options.erase)
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


def _may_erase(what: "Removal") -> bool:
    """Ask on the terminal; where there is none, nothing is erased unasked."""
    if not somebody_is_there():
        raise InputError(_("--erase asks on a terminal: write --yes to erase without a question."))
    cards = ngettext("{n} card", "{n} cards", len(what.cards))
    reviewed = ngettext("{n} reviewed", "{n} reviewed", len(what.reviewed))
    question = _("Erase {cards} of {name} ({reviewed}) for good? y/N ")
    return agreed(question.format(cards=cards, name=what.what, reviewed=reviewed))
