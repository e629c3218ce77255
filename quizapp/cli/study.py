"""``quizapp study [DECK] [--plain] [--limit N] [--minutes M]``, and other cards than today's."""

import argparse
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.numbers import from_one
from quizapp.cli.output import say
from quizapp.cli.routine_backup import back_up_after
from quizapp.language import _
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.studying.selecting import Selection


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument("--plain", action="store_true", help=_("line by line, without a screen"))
    parser.add_argument("--limit", type=from_one, metavar="N", help=_("stop after N ratings"))
    parser.add_argument("--minutes", type=from_one, metavar="M", help=_("stop after M minutes"))
    parser.add_argument("--query", default="", metavar="Q", help=_("only what this search finds"))
    parser.add_argument(
        "--ahead", type=from_one, default=0, metavar="N", help=_("what falls due in N days too")
    )
    parser.add_argument(
        "--forgotten", action="store_true", help=_("what was forgotten today; moves nothing")
    )
    parser.add_argument("--cram", action="store_true", help=_("every card; moves nothing"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Study in the terminal, or line by line where there is none."""
    if options.plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _line_by_line(context, options)
    from quizapp.cli.home import open_app

    return open_app(context, (options.deck, options.limit, options.minutes, _selection(options)))


def _selection(options: argparse.Namespace) -> "Selection | None":
    """Which cards are asked instead of today's, None for those of today."""
    from quizapp.actions.studying.selecting import Selection

    if sum([options.cram, options.forgotten, options.ahead > 0]) > 1:
        raise InputError(_("Of --cram, --forgotten and --ahead only one makes sense."))
    if not (options.query or options.ahead or options.forgotten or options.cram):
        return None
    return Selection(options.query, options.ahead, options.forgotten, options.cram)


def _line_by_line(context: Context, options: argparse.Namespace) -> int:
    from quizapp.actions.studying.study import start
    from quizapp.plain.study import study

    with closing(context.open_to_study()) as collection:
        session = start(
            collection, options.deck, options.limit, options.minutes, _selection(options)
        )
        study(session, sys.stdin, say)
        back_up_after(collection)
    return 0
