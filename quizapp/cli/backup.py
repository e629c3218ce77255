"""``quizapp backup [FILE]``."""

import argparse
from contextlib import closing

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "file",
        nargs="?",
        type=typed_path,
        metavar="FILE",
        help=_("where to, compressed if it ends in .zst; without it the backups folder"),
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Back up and say where."""
    from quizapp.actions.safety.backups import back_up

    with closing(context.open()) as collection:
        file = back_up(collection, options.file)
    if options.json:
        print_json({"ok": True, "file": str(file)})
    else:
        print_text(_("Backed up and verified: {file}").format(file=file))
    return 0
