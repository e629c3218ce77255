"""``quizapp watch PATH…``: take the notes in again whenever they are saved."""

import argparse
import sys

from quizapp.actions.importing.imported import FoundLint, Imported
from quizapp.cli.context import Context
from quizapp.cli.diff import MOST, counts, lint, not_read, one_line
from quizapp.cli.failures import complain
from quizapp.cli.output import print_text, writing
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_("files and folders"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Watch until ctrl+c; one line for each card that changes, and for what is wrong."""
    from quizapp.actions.sources.watching import watch

    collection = context.open()
    before: Imported | None = None
    try:
        for done in watch(collection, options.paths):
            if isinstance(done, InputError):
                complain(str(done))
                continue
            if before is None:
                print_text(counts(done))
                print_text(_("Watching {paths}. Ctrl+C ends.").format(paths=_named(options.paths)))
            else:
                _print_changes(done)
            _print_news(done, before)
            before = done
            with writing():
                sys.stdout.flush()
    except KeyboardInterrupt:
        return 0
    finally:
        collection.close()
    return 0


def _print_changes(done: Imported) -> None:
    """A line for each card; of many, as a checkout brings them, the first ones and the counts."""
    for change in done.changes[:MOST]:
        print_text(one_line(change))
    more = len(done.changes) - MOST
    if more > 0:
        print_text(ngettext("… and {n} more", "… and {n} more", more))
        print_text(counts(done))


def _print_news(done: Imported, before: Imported | None) -> None:
    """What cannot be read since the last save, and what lint says since then.

    What it has said of notes that were there at the start is for ``quizapp check``.
    """
    known = {_known_by(found) for found in (before or done).lint}
    said = not_read(before) if before else []
    for line in not_read(done):
        if line not in said:
            print_text(line)
    for line in lint(found for found in done.lint if _known_by(found) not in known):
        print_text(line)


def _known_by(found: FoundLint) -> tuple[str, ...]:
    """A finding, wherever it stands in its file now."""
    return found.file, found.rule, found.card, found.message


def _named(paths: list[str]) -> str:
    return ", ".join(paths)
