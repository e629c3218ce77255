"""What the plots show, as numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quizapp.actions.collection import Collection
from quizapp.actions.figures.today import FORECAST_DAYS, DeckLine, today
from quizapp.actions.studying.asking import known_deck
from quizapp.model.reviews import Rating
from quizapp.storage.queries import counting, reviews, schedules

FEWEST = 20


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """How many cards fall due on a study day (ISO date)."""

    day: str
    due: int


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """What is left of a deck today, the decks below it included."""

    deck: str
    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of a deck, or of everything.

    ``reviews`` are all-time without undone ones; ``retention`` is the share of recalls that
    succeeded on a later day than the one before, None below twenty reviews.
    """

    cards: int
    due_today: int
    new_today: int
    reviews: int
    retention: float | None
    forecast: tuple[ForecastDay, ...]
    decks: tuple[DeckCounts, ...]


def statistics(collection: Collection, deck: str | None = None) -> Statistics:
    """The numbers of a deck with those below it, or of everything.

    Raises:
        InputError: there is no such deck.
    """
    deck = known_deck(collection, deck)
    day = collection.day_of(collection.now())
    with collection.database.reading() as connection:
        ratings = reviews.ratings(connection, collection.learner, deck)
        due = counting.due_by_day(connection, collection.learner, day, FORECAST_DAYS, deck)
        cards = schedules.active_cards(connection, collection.learner, deck)
    now = today(collection)
    lines = [line for line in now.decks if _within(line, deck)]
    nothing = DeckLine(deck or "", 0, 0, 0, None, below=False)
    whole = now if deck is None else next(iter(lines), nothing)
    return Statistics(
        cards=cards,
        due_today=whole.due + whole.learning,
        new_today=whole.new,
        reviews=len(ratings),
        retention=retention(ratings) if len(ratings) >= FEWEST else None,
        forecast=tuple(
            ForecastDay(date.fromordinal(day + ahead).isoformat(), due.get(day + ahead, 0))
            for ahead in range(FORECAST_DAYS)
        ),
        decks=tuple(DeckCounts(line.name, line.new, line.learning, line.due) for line in lines),
    )


def retention(ratings: Iterable[tuple[str, int, int]]) -> float | None:
    """The share of passes among the first reviews of a card on a later day than its last one.

    ``ratings`` are (card, study day, rating), oldest first. None where there is no such review.
    """
    last: dict[str, int] = {}
    passed = asked = 0
    for card, day, rating in ratings:
        if card in last and day > last[card]:
            asked += 1
            passed += rating != Rating.AGAIN
        last[card] = day
    return passed / asked if asked else None


def _within(line: DeckLine, deck: str | None) -> bool:
    return deck is None or line.name == deck or line.name.startswith(f"{deck}::")
