"""``quizapp sync FOLDER``."""

import argparse
from dataclasses import asdict
from pathlib import Path

from quizapp.actions.syncing import sync
from quizapp.cli.context import Context
from quizapp.cli.merge import tell
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help=_("a folder that your machines share")
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Read what the other machines wrote, write what they do not know, and say so."""
    collection = context.open()
    try:
        synced = sync(collection, options.folder.expanduser())
    finally:
        collection.close()
    if options.json:
        ignored = [asdict(file) for file in synced.ignored]
        print_json({**asdict(synced.merged), "written": synced.written, "ignored": ignored})
        return 0
    tell(synced.merged)
    print_text(ngettext("{n} segment written.", "{n} segments written.", synced.written))
    for file in synced.ignored:
        print_text(_("Not read: {file}: {reason}.").format(file=file.file, reason=file.reason))
    return 0
