"""The branch of ``quizapp import`` for a package of Anki."""

import argparse
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.output import print_text
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.imported import Imported


def take_in_package(
    context: Context, collection: "Collection", options: argparse.Namespace
) -> "Imported":
    """Take in one package; its notes go to the folder ``imported`` of the home folder."""
    from quizapp.actions.packages import import_package

    if len(options.paths) > 1 or options.drafts:
        raise InputError(_("A package is imported by itself: name one file, without --drafts."))
    found = import_package(
        collection,
        options.paths[0],
        context.home / "imported",
        deck=options.deck,
        dry_run=options.dry_run,
    )
    if found.reviews and not options.json:
        count = ngettext("{n} new review", "{n} new reviews", found.reviews)
        print_text(_("{count} from Anki.").format(count=count.format(n=found.reviews)))
    return found.done
