"""The branch of ``quizapp import`` for a package of Anki."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.importing.imported import Imported


def take_in_package(
    context: Context, collection: "Collection", options: argparse.Namespace
) -> "Imported":
    """Take in one package; its notes go to the folder ``imported`` of the home folder."""
    from quizapp.actions.anki.presets import in_a_line
    from quizapp.actions.importing.packages import import_package

    if len(options.paths) > 1 or options.drafts:
        raise InputError(_("A package is imported by itself: name one file, without --drafts."))
    found = import_package(
        collection,
        options.paths[0],
        context.home / "imported",
        deck=options.deck,
        dry_run=options.dry_run,
        config=context.config,
        take_presets=options.presets,
    )
    if found.reviews and not options.json:
        count = ngettext("{n} new review", "{n} new reviews", found.reviews)
        print_text(_("{count} from Anki.").format(count=count))
    if (found.presets.is_something or found.presets.kept) and not options.json:
        print_text(in_a_line(found.presets, taken=options.presets and not options.dry_run))
    return found.done


def take_in_presets(context: Context, options: argparse.Namespace) -> int:
    """Take the presets of a collection of Anki's own, and nothing else of it."""
    from quizapp.actions.anki.presets import in_a_line, take_from_collection

    if not options.presets:
        message = _("Anki's own collection is not imported: export it there as a .colpkg file.")
        raise InputError(message, file=options.paths[0])
    if len(options.paths) > 1 or options.deck or options.drafts or options.moved_from:
        raise InputError(_("A collection of Anki gives its presets alone: name nothing else."))
    with closing(context.open()) as collection:
        path = typed_path(options.paths[0])
        found = take_from_collection(collection, path, context.config, dry_run=options.dry_run)
    if options.json:
        print_json({"decks": dict(found.decks), "kept": list(found.kept)})
    elif found.is_something or found.kept:
        print_text(in_a_line(found, taken=not options.dry_run))
    else:
        print_text(_("Anki has no presets of its own for these decks."))
    return 0
