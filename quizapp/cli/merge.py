"""``quizapp merge OTHER``."""

import argparse
from contextlib import closing
from dataclasses import asdict

from quizapp.actions.machines.merging import merge
from quizapp.actions.machines.uniting import Merged
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.files import typed_path
from quizapp.language import _, ngettext


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "other", metavar="OTHER", type=typed_path, help=_("a collection or a backup of one")
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Take the other collection in and say what came of it."""
    with closing(context.open()) as collection:
        merged = merge(collection, options.other)
    if options.json:
        print_json(asdict(merged))
    else:
        tell(merged)
    return 0


def tell(merged: Merged) -> None:
    """Say what came of a merge."""
    added = ngettext("{n} review added", "{n} reviews added", merged.added)
    print_text(
        _("{added}, {duplicate} were here already.").format(added=added, duplicate=merged.duplicate)
    )
    for conflict in merged.conflicts:
        print_text(f"  {conflict.message}")
