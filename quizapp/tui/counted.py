"""What Today shows, counted in the collection's thread: the day first, then the weeks behind it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.tui.pieces import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.actions.collection import Collection
    from quizapp.actions.figures.plots import FrequentSlip
    from quizapp.actions.figures.today import DeckLine, Today


@dataclass(frozen=True, slots=True)
class Weeks:
    """Reviews by study day; how often each mistake that comes back was made, and its name.

    ``cards`` are those that the mistakes were made on.
    """

    reviews: "Mapping[int, int]"
    mistakes: tuple[tuple[int, Row], ...]
    cards: frozenset[str]


def count_day(collection: "Collection") -> "tuple[Today, int]":
    """The counts of today, and the study day."""
    from quizapp.actions.figures.today import today

    counted = today(collection)
    if sum("::" not in deck.name for deck in counted.decks) > 1:
        counted = replace(counted, decks=(_all(counted), *counted.decks))
    return counted, collection.day_of(collection.now())


def look_back(collection: "Collection") -> Weeks:
    """The last weeks over all decks."""
    from quizapp.actions.figures.lately import lately

    found = lately(collection)
    return Weeks(
        {day.day: day.reviews for day in found.days},
        tuple((slip.times, _name(slip)) for slip in found.mistakes),
        frozenset(slip.card.uid for slip in found.mistakes),
    )


def _all(counted: "Today") -> "DeckLine":
    from quizapp.actions.figures.today import DeckLine

    return DeckLine("", counted.new, counted.learning, counted.due, None, False)


def _name(slip: "FrequentSlip") -> Row:
    """What the banner said of it, in one line."""
    from quizapp.tui.widgets.banner import headline
    from quizapp.tui.widgets.text import first_row
    from quizapp.wording import card_title

    return first_row(headline(slip.message)[0] or card_title(slip.card))
