"""``quizapp export FILE [DECK] [--fresh | --seed N]``."""

import argparse
from pathlib import Path
from random import SystemRandom

from quizapp.actions.export import export
from quizapp.cli.context import Context
from quizapp.cli.failures import complain
from quizapp.cli.numbers import whole
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file ending in .apkg"))
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    numbers = parser.add_mutually_exclusive_group()
    numbers.add_argument("--fresh", action="store_true", help=_("draw new numbers"))
    numbers.add_argument("--seed", type=whole, metavar="N", help=_("draw with this seed"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Write the file."""
    seed = SystemRandom().getrandbits(31) if options.fresh else options.seed
    collection = context.open()
    try:
        written = export(collection, options.file.expanduser(), options.deck, seed)
    finally:
        collection.close()
    for reason in written.skipped:
        complain(_("left out: {reason}").format(reason=reason))
    if options.json:
        print_json(
            {
                "cards": written.cards,
                "notes": written.notes,
                "media": written.media,
                "file": written.file,
                "seed": written.seed,
            }
        )
    else:
        count = ngettext("{n} card written to", "{n} cards written to", written.cards)
        print_text(f"{count} {written.file}")
    return 0
