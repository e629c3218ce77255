"""``quizapp restore FILE``."""

import argparse

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("file", type=typed_path, metavar="FILE", help=_("a backup or a collection"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Restore, and say where the replaced collection is."""
    from quizapp.actions.safety.backups import restore

    kept = restore(context.place, options.file)
    if options.json:
        print_json({"ok": True, "file": str(options.file)})
        return 0
    print_text(_("Restored from {file}.").format(file=options.file))
    if kept is not None:
        print_text(_("What was there before is kept: {file}").format(file=kept))
    return 0
