"""``quizapp trust PATH``."""

import argparse
from contextlib import closing

from quizapp.actions.sources.trusting import trust_path
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("path", metavar="PATH", help=_("imported notes whose code may run"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Trust the code of the notes as it is now, and say which questions that are."""
    with closing(context.open()) as collection:
        trusted = trust_path(collection, options.path)
    if options.json:
        print_json({"trusted": [code.question for code in trusted]})
        return 0
    for code in trusted:
        print_text(f"{code.file}:{code.line}: {code.question}")
    print_text(ngettext("{n} code question may run.", "{n} code questions may run.", len(trusted)))
    return 0
