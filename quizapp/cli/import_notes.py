"""``quizapp import [PATH…] [--dry-run] [--deck NAME] [--shipped ru|en]``."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace

from quizapp.actions.importing import Imported, import_notes
from quizapp.actions.shipped import choose_shipped
from quizapp.cli.context import Context
from quizapp.cli.diff import counts, diff, recognised
from quizapp.cli.output import print_json, print_text
from quizapp.language import LANGUAGES, _
from quizapp.model.errors import InputError
from quizapp.wording import severity_name


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=_("files and folders; all known sources without")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show the plan, write nothing"))
    parser.add_argument("--deck", metavar="NAME", help=_("put the cards into this deck"))
    parser.add_argument("--shipped", choices=LANGUAGES, help=_("the decks of the program"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Take the notes in and say what became of them."""
    if options.shipped and (options.paths or options.deck):
        raise InputError(_("--shipped takes no PATH and no --deck: import your notes apart."))
    collection = context.open()
    try:
        if options.shipped:
            done = choose_shipped(collection, options.shipped, dry_run=options.dry_run)
        else:
            done = import_notes(
                collection, options.paths, deck=options.deck, dry_run=options.dry_run
            )
    finally:
        collection.close()
    if options.json:
        document = asdict(replace(done, changes=()))
        del document["changes"]
        print_json(document)
    else:
        _print(done, dry_run=options.dry_run)
    return 0


def _print(done: Imported, *, dry_run: bool) -> None:
    if dry_run:
        print_text(_("Nothing was written (--dry-run)."))
    print_text(counts(done))
    if dry_run:
        for line in diff(done.changes):
            print_text(line)
    else:
        _section(_("Recognised although edited:"), recognised(done.changes))
    _section(
        _("Not read:"), [f"{file.file}:{file.line or 1}: {file.reason}" for file in done.skipped]
    )
    _section(
        _("Lint:"),
        [
            f"{found.file}:{found.line}: {severity_name(found.severity)}: {found.message}"
            for found in done.lint
        ],
    )
    _section(
        _("Headings and bullets that say nothing yet:"),
        [f"{gap.file}:{gap.line}: {gap.heading}" for gap in done.gaps],
    )


def _section(title: str, lines: Sequence[str]) -> None:
    if lines:
        print_text()
        print_text(title)
    for line in lines:
        print_text(f"  {line}")
