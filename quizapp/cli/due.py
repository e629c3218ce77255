"""``quizapp due``: how much waits, in a line and an exit status."""

import argparse

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _, ngettext

_NOTHING = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb takes nothing."""


def run(context: Context, options: argparse.Namespace) -> int:
    """Print how many cards are due and new; status 1 when there are none."""
    from quizapp.actions.figures.waiting_now import waiting_now

    now = waiting_now(context.place, context.settings, context.learner)
    if options.json:
        print_json({"due": now.due, "new": now.new})
    else:
        due = ngettext("{n} due", "{n} due", now.due)
        new = ngettext("{n} new", "{n} new", now.new)
        print_text(_("{due}, {new}").format(due=due, new=new))
    return 0 if now.due or now.new else _NOTHING
