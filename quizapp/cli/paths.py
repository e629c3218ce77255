"""``quizapp paths``: where everything is."""

import argparse
import re
from pathlib import Path

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text

_SECRET = re.compile(r"(://[^:@/]*:)[^@]*(?=@)|(password=)[^&]*")
"""A password in the URL of a database, behind what leads to it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb takes nothing."""


def run(context: Context, options: argparse.Namespace) -> int:
    """Print home, database, settings, backups and inbox."""
    beside = context.home if "://" in context.place else Path(context.place).parent
    places = {
        "home": str(context.home),
        "database": _SECRET.sub(r"\1\2***", context.place),
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
