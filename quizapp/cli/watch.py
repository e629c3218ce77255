"""``quizapp watch PATH…``: take the notes in again whenever they are saved."""

import argparse
import sys

from quizapp.cli.context import Context
from quizapp.cli.diff import counts, one_line
from quizapp.cli.failures import complain
from quizapp.cli.output import print_text, writing
from quizapp.language import _
from quizapp.model.errors import InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_("files and folders"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Watch until ctrl+c; one line for each card that changes."""
    from quizapp.actions.sources.watching import watch

    collection = context.open()
    try:
        for number, done in enumerate(watch(collection, options.paths)):
            if isinstance(done, InputError):
                complain(str(done))
            elif number == 0:
                print_text(counts(done))
                print_text(_("Watching {paths}. Ctrl+C ends.").format(paths=_named(options.paths)))
            else:
                for change in done.changes:
                    print_text(one_line(change))
            with writing():
                sys.stdout.flush()
    except KeyboardInterrupt:
        return 0
    finally:
        collection.close()
    return 0


def _named(paths: list[str]) -> str:
    return ", ".join(paths)
