"""``quizapp export FILE [DECK] …``, ``--into COLLECTION.anki2`` and ``--anki [DECK]``."""

import argparse
import time
from contextlib import closing

from quizapp.actions.exporting.export import Choices, Exported, export
from quizapp.cli.context import Context
from quizapp.cli.export_anki import send_to_anki, sending_arguments
from quizapp.cli.failures import complain
from quizapp.cli.numbers import from_one, whole
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=_("a file ending in .apkg, .csv, .txt, .md or .json"),
    )
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument(
        "--no-scheduling",
        action="store_true",
        help=_("without due dates and history, for others"),
    )
    parser.add_argument(
        "--variants",
        type=from_one,
        default=Choices().variants,
        metavar="N",
        help=_("so many variants of each live question for Anki to choose from (100)"),
    )
    numbers = parser.add_mutually_exclusive_group()
    numbers.add_argument("--fresh", action="store_true", help=_("draw new numbers"))
    numbers.add_argument("--seed", type=whole, metavar="N", help=_("draw with this seed"))
    parser.add_argument(
        "--into",
        type=typed_path,
        metavar="COLLECTION",
        help=_("unite with this collection of Anki, which must be closed"),
    )
    sending_arguments(parser)


def run(context: Context, options: argparse.Namespace) -> int:
    """Write the file, or unite with Anki."""
    choices = _choices(options)
    if options.anki:
        return send_to_anki(context, options, choices)
    if options.dry_run or options.yes:
        raise InputError(_("--dry-run and --yes go with --anki."))
    if options.into is not None:
        return _unite(context, options, choices)
    if options.file is None:
        raise InputError(_("Name the file to write, or --anki, or --into with a collection."))
    with closing(context.open()) as collection:
        written = export(collection, typed_path(options.file), options.deck, choices)
    for reason in written.skipped:
        complain(_("left out: {reason}").format(reason=reason))
    if options.json:
        names = ("cards", "notes", "media", "file", "seed")
        print_json({name: getattr(written, name) for name in names})
    else:
        _tell(written, choices)
    return 0


def _choices(options: argparse.Namespace) -> Choices:
    """The seed of fresh numbers is the present: Anki takes newer notes for what they are."""
    seed = time.time_ns() // 1_000_000 if options.fresh else options.seed or 0
    return Choices(seed, options.variants, scheduling=not options.no_scheduling)


def _tell(written: Exported, choices: Choices) -> None:
    count = ngettext("{n} card written to", "{n} cards written to", written.cards)
    print_text(f"{count} {written.file}")
    if choices.scheduling and written.file.lower().endswith(".apkg"):
        print_text(
            _(
                "Tick “Import any learning progress” in Anki. It takes due dates and history only"
                " when a card comes for the first time; afterwards only texts are updated."
            )
        )


def _unite(context: Context, options: argparse.Namespace, choices: Choices) -> int:
    from quizapp.actions.anki.closed import unite

    if options.file is not None:
        raise InputError(_("Name either a file to write or --into, not both."))
    with closing(context.open()) as collection:
        united = unite(collection, options.into, choices)
    for reason in (*united.skipped, *united.remarks):
        complain(reason)
    if options.json:
        names = ("added", "updated", "reviews_sent", "reviews_received")
        print_json({name: getattr(united, name) for name in names})
        return 0
    print_text(_("Anki's collection was backed up to {file}.").format(file=united.backup))
    print_text(ngettext("{n} note added to Anki", "{n} notes added to Anki", united.added))
    print_text(ngettext("{n} note updated there", "{n} notes updated there", united.updated))
    print_text(ngettext("{n} review sent", "{n} reviews sent", united.reviews_sent))
    print_text(ngettext("{n} review received", "{n} reviews received", united.reviews_received))
    return 0
