"""``quizapp paths``: where everything is."""

import argparse
from pathlib import Path

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb takes nothing."""


def run(context: Context, options: argparse.Namespace) -> int:
    """Print home, database, settings, backups and inbox."""
    beside = context.home if "://" in context.place else Path(context.place).parent
    places = {
        "home": str(context.home),
        "database": context.place,
        "config": str(context.config),
        "backups": str(beside / "backups"),
        "inbox": str(context.home / "inbox.md"),
    }
    if options.json:
        print_json(places)
        return 0
    for name, place in places.items():
        print_text(f"{name:<9} {place}")
    return 0
