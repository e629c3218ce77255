"""``quizapp stats [DECK] [--html FILE]``."""

import argparse
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions.figures.statistics import statistics
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_table, print_text
from quizapp.files import typed_path
from quizapp.language import _
from quizapp.wording.dates import percent

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument(
        "--html",
        type=typed_path,
        metavar="FILE",
        help=_("write a page with all plots and their numbers"),
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Print the numbers."""
    with closing(context.open()) as collection:
        found = statistics(collection, options.deck)
        if options.html is not None:
            _write(collection, options.deck, options.html)
    if options.json:
        print_json(asdict(found))
        return 0
    kept = "–" if found.retention is None else percent(found.retention)
    print_table(
        [_("Cards"), _("Due today"), _("New today"), _("Reviews"), _("Retention")],
        [[str(found.cards), str(found.due_today), str(found.new_today), str(found.reviews), kept]],
    )
    print_text()
    print_table(
        [_("New"), _("Learning"), _("Due"), _("Deck")],
        [[str(line.new), str(line.learning), str(line.due), line.deck] for line in found.decks],
    )
    return 0


def _write(collection: "Collection", deck: str | None, file: Path) -> None:
    from quizapp.actions.figures.plots import plots_of
    from quizapp.report import write_report

    write_report(plots_of(collection, deck), file)
