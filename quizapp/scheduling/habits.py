"""How a learner answers and how long it takes: what a simulation needs to know of a person.

Counted from the log, on top of a few answers of an average learner, so that a young log gives
sensible numbers and a long one its own. Those averages are the defaults of fsrs-rs (measured by
the Anki project over many collections), as is the layout of the tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Row = tuple[float, ...]
Answer = tuple[str, int, int, int]
"""Card, study day, rating (others than 1 to 4 are no answers), milliseconds; oldest first."""

LONGEST_MS = 60_000
"""Longer answers were breaks."""

PRIOR_ANSWERS = 20
"""How many answers of the average learner every row of a table starts with."""

LEARNING, REVIEW, RELEARNING = range(3)


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of ratings and seconds an answer.

    ``first`` has the shares of the four ratings of new cards, ``passing`` those of Hard, Good and
    Easy among the reviews that are remembered. ``learning`` and ``relearning`` have, for cards in
    their steps, a row of four shares for each last rating (Again, Hard, Good). ``seconds`` has a
    row of four (by rating) for learning, review and relearning.
    """

    first: Row
    passing: Row
    learning: tuple[Row, Row, Row]
    relearning: tuple[Row, Row, Row]
    seconds: tuple[Row, Row, Row]


AVERAGE = Habits(
    first=(0.24, 0.094, 0.495, 0.171),
    passing=(0.224, 0.631, 0.145),
    learning=(
        (0.3686, 0.0628, 0.5108, 0.0578),
        (0.0442, 0.4553, 0.4456, 0.0549),
        (0.0519, 0.0470, 0.8461, 0.0550),
    ),
    relearning=(
        (0.2157, 0.0643, 0.6596, 0.0604),
        (0.0500, 0.4638, 0.4475, 0.0387),
        (0.1057, 0.1434, 0.7265, 0.0244),
    ),
    seconds=(
        (19.58, 18.79, 13.78, 10.71),
        (19.38, 17.59, 12.38, 8.94),
        (16.44, 15.25, 12.32, 8.03),
    ),
)


def habits_of(answers: Iterable[Answer]) -> Habits:
    """The habits that a log shows."""
    first = [0.0] * 4
    later = [0.0] * 4
    steps = ([[0.0] * 4 for _ in range(3)], [[0.0] * 4 for _ in range(3)])
    times = [[[0.0, 0.0] for _ in range(4)] for _ in range(3)]
    last: dict[str, tuple[int, int, bool]] = {}
    for card, day, rating, ms in answers:
        if rating < 1:
            continue
        if card not in last:
            state, in_review = LEARNING, False
            first[rating - 1] += 1
        else:
            last_day, last_rating, in_review = last[card]
            if day > last_day:
                state, in_review = REVIEW, True
                later[rating - 1] += 1
            else:
                state = RELEARNING if in_review else LEARNING
                if last_rating < 4:
                    steps[in_review][last_rating - 1][rating - 1] += 1
        last[card] = (day, rating, in_review)
        if ms > 0:
            spent = times[state][rating - 1]
            spent[0] += min(ms, LONGEST_MS) / 1000
            spent[1] += 1
    return Habits(
        first=_shares(first, AVERAGE.first),
        passing=_shares(later[1:], AVERAGE.passing),
        learning=_rows(steps[0], AVERAGE.learning),
        relearning=_rows(steps[1], AVERAGE.relearning),
        seconds=_means(times),
    )


def _rows(counts: list[list[float]], average: tuple[Row, Row, Row]) -> tuple[Row, Row, Row]:
    again, hard, good = map(_shares, counts, average)
    return again, hard, good


def _shares(counts: list[float], average: Row) -> Row:
    together = [count + PRIOR_ANSWERS * share for count, share in zip(counts, average, strict=True)]
    return tuple(count / sum(together) for count in together)


def _means(times: list[list[list[float]]]) -> tuple[Row, Row, Row]:
    learning, review, relearning = (
        tuple(
            (total + PRIOR_ANSWERS * usual) / (count + PRIOR_ANSWERS)
            for (total, count), usual in zip(spent, average, strict=True)
        )
        for spent, average in zip(times, AVERAGE.seconds, strict=True)
    )
    return learning, review, relearning
