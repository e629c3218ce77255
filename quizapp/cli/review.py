"""``quizapp review CARD RATING [--at TIME]``."""

import argparse
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

from quizapp.actions.studying.reviewing import review
from quizapp.cli.context import Context
from quizapp.cli.output import print_json, print_text
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("card", metavar="CARD", help=_("a card's id, or the beginning of one"))
    parser.add_argument("rating", metavar="RATING", help=_("again hard good easy, or 1-4"))
    parser.add_argument("--at", metavar="TIME", help=_("ISO-8601, UTC unless it says otherwise"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Log the review."""
    rating = _rating(options.rating)
    at = _time(options.at) if options.at else None
    with closing(context.open()) as collection:
        done = review(collection, options.card, rating, at)
    if options.json:
        print_json(asdict(done))
    else:
        print_text(_("Due {due}.").format(due=done.due))
    return 0


def _rating(text: str) -> Rating:
    for rating in Rating:
        if text.lower() in {str(rating.value), rating.name.lower()}:
            return rating
    raise InputError(
        _("“{text}” is no rating: use again, hard, good, easy or 1-4.").format(text=text)
    )


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InputError(
            _("“{text}” is no time: write it like 2026-03-12T18:57:00Z.").format(text=text)
        ) from None
