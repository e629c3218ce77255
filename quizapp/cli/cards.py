"""``quizapp cards [QUERY]``."""

import argparse
import re
from contextlib import closing
from dataclasses import asdict

from quizapp.actions.cards.listing import list_cards
from quizapp.cli.context import Context
from quizapp.cli.output import cut, print_json, print_table, print_text
from quizapp.language import _, ngettext
from quizapp.wording import state_name


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help=_("Anki's words: deck: tag: is: prop: rated: added: and text"),
    )


def split(parser: argparse.ArgumentParser, argv: list[str]) -> argparse.Namespace:
    """Read the options; a word with one dash before it is the query's "not"."""
    negated = [word for word in argv if re.match(r"-[^-]", word) and word != "-h"]
    options = parser.parse_args([word for word in argv if word not in negated])
    options.query += negated
    return options


def run(context: Context, options: argparse.Namespace) -> int:
    """List the cards asked for."""
    with closing(context.open()) as collection:
        found = list_cards(collection, " ".join(options.query))
    if options.json:
        print_json([asdict(card) for card in found])
        return 0
    heads = [_("Card"), _("State"), _("Due"), _("Deck"), _("Front")]
    rows = [
        [card.id[:8], state_name(card.state), (card.due or "")[:10], cut(card.deck, 30), card.front]
        for card in found
    ]
    if rows:
        print_table(heads, rows)
    print_text(ngettext("{n} card", "{n} cards", len(found)))
    return 0
