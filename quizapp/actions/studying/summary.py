"""What a sitting came to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection
from quizapp.actions.figures.today import FORECAST_DAYS, streak
from quizapp.actions.studying.waits import Wait, wait_of
from quizapp.model.cards import Card
from quizapp.model.reviews import Rating, Review
from quizapp.model.schedules import Phase, Schedule
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.storage.queries import counting, reviews

_LOOK_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Record:
    """One rating of a sitting: the card, its schedules before and after, what was found.

    ``in_a_row`` counts how often the mistake found was made without a break.
    """

    card: Card
    before: Schedule
    after: Schedule
    review: Review
    verdict: Verdict | None
    in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A card worth another look: what was found, in words, and when it returns.

    ``in_a_row`` counts how often this mistake was made without a break.
    """

    card: Card
    outcome: Outcome | None
    diagnosis: str
    returns: Wait
    in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A sitting in numbers.

    ``first_try`` counts the cards whose first rating was not Again; ``gained`` those that went
    from learning to review; ``forecast`` starts with today.
    """

    cards: int
    seconds: int
    first_try: int
    seconds_a_card: int
    ratings: Mapping[Rating, int]
    again: tuple[LookAgain, ...]
    gained: int
    tomorrow: int
    forecast: tuple[int, ...]
    streak: int


def summarise(collection: Collection, records: Sequence[Record], spent_ms: int) -> Summary:
    """Count a sitting that lasted ``spent_ms``."""
    now = collection.now()
    day = collection.day_of(now)
    with collection.database.reading() as connection:
        by_day = counting.due_by_day(connection, collection.learner, day, FORECAST_DAYS)
        days = reviews.days_studied(connection, collection.learner)
    firsts: dict[str, Record] = {}
    for record in records:
        firsts.setdefault(record.card.uid, record)
    return Summary(
        cards=len(firsts),
        seconds=spent_ms // 1000,
        first_try=sum(record.review.rating is not Rating.AGAIN for record in firsts.values()),
        seconds_a_card=round(spent_ms / 1000 / len(firsts)) if firsts else 0,
        ratings=Counter(record.review.rating for record in records if record.review.rating),
        again=_look_again(records, now, day),
        gained=sum(_gained(record) for record in records),
        tomorrow=by_day.get(day + 1, 0),
        forecast=tuple(by_day.get(day + ahead, 0) for ahead in range(FORECAST_DAYS)),
        streak=streak(days, day),
    )


def _gained(record: Record) -> bool:
    return record.after.phase is Phase.REVIEW and record.before.phase is not Phase.REVIEW


def _look_again(records: Sequence[Record], now: int, day: int) -> tuple[LookAgain, ...]:
    """The cards rated Again or Hard, worst first, each once."""
    last = {record.card.uid: record.after for record in records}
    hard = [record for record in records if record.review.rating in {Rating.AGAIN, Rating.HARD}]
    chosen: dict[str, LookAgain] = {}
    for record in sorted(hard, key=lambda record: record.review.rating or 0):
        chosen.setdefault(
            record.card.uid,
            LookAgain(
                record.card,
                record.verdict.outcome if record.verdict else None,
                record.verdict.message if record.verdict else "",
                wait_of(last[record.card.uid], now, day),
                record.in_a_row,
            ),
        )
    return tuple(chosen.values())[:_LOOK_AGAIN]
