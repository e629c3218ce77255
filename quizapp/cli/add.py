"""``quizapp add TEXT…``: a card into the inbox; ``-`` reads it from standard input."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing

from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _
from quizapp.model.errors import InputError

_STDIN = "-"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "text", nargs="+", metavar="TEXT", help=_("question :: answer, or Q: … A: …; - reads it")
    )


def split(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """Everything after our own options is text, however it begins."""
    own = 0
    while own < len(words) and words[own] in {"--json", "-h", "--help"}:
        own += 1
    text = words[own + 1 :] if words[own : own + 1] == ["--"] else words[own:]
    if text[-1:] == ["--json"]:
        own, words, text = own + 1, [*words[:own], "--json"], text[:-1]
    return parser.parse_args([*words[:own], "--", *text])


def run(context: Context, options: argparse.Namespace) -> int:
    """Add the card, and say which one it is."""
    from quizapp.actions.sources.inbox import NAME, add

    text = _piped() if options.text == [_STDIN] else " ".join(options.text)
    inbox = context.home / NAME
    with closing(context.open()) as collection:
        added = add(collection, inbox, text)
    if options.json:
        print_json({"card": added.card})
    elif added.here:
        print_text(_("This card is there already: {card}").format(card=added.card))
    else:
        print_text(_("Added to {file}: {card}").format(file=inbox, card=added.card))
    return 0


def _piped() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise InputError(_("Standard input is not UTF-8.")) from None
