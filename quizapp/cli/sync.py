"""``quizapp sync FOLDER``."""

import argparse
from contextlib import closing
from dataclasses import asdict, replace

from quizapp.actions.machines.syncing import Ignored, sync
from quizapp.actions.machines.uniting import Conflict
from quizapp.cli.context import Context
from quizapp.cli.merge import tell
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _, ngettext


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "folder", metavar="FOLDER", type=typed_path, help=_("a folder that your machines share")
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Read what the other machines wrote, write what they do not know, and say so."""
    with closing(context.open()) as collection:
        synced = sync(collection, options.folder)
    conflicts = (*synced.merged.conflicts, *map(_ignored, synced.ignored))
    merged = replace(synced.merged, conflicts=conflicts)
    if options.json:
        print_json(asdict(merged))
        return 0
    tell(merged)
    print_text(ngettext("{n} segment written.", "{n} segments written.", synced.written))
    return 0


def _ignored(file: Ignored) -> Conflict:
    message = _("Not read: {file}: {reason}.").format(file=file.file, reason=file.reason)
    return Conflict("file", (), message)
