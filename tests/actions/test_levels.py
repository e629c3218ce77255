"""Levels of a question follow the stability of its card; the schedule does not follow the level."""

from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.scheduling.replay import replay
from quizapp.storage.queries import reviews

NOTES = '''\
---
deck: Sums
---
```python quiz sum-of-some levels=3
"""What is {{a}} times {{level}}?"""
a = integers(1, 99)
answer(a * level)
```
'''


RATINGS = [Rating.EASY, *[Rating.GOOD] * 3, Rating.AGAIN, Rating.GOOD, Rating.GOOD]


def asked_after(collection, clock, ratings):
    """The levels at which the question is asked, reviewed each time it is due."""
    levels = []
    for rating in ratings:
        session = start(collection)
        while session.asked is None:
            clock.wait(days=1)
            session = start(collection)
        levels.append(session.asked.variant.level)
        session.reveal()
        session.rate(rating)
        clock.wait(hours=1)
    return levels


def test_levels_rise_with_stability_and_fall_with_a_lapse(collection, notes, clock) -> None:
    notes(NOTES)

    levels = asked_after(collection, clock, RATINGS)

    assert levels[0] == 1
    assert levels[1] == 2
    assert levels[3] == 3
    assert levels[4] == 3
    assert levels[-1] < 3


def test_fresh_numbers_keep_the_level(collection, notes, clock) -> None:
    notes(NOTES)
    asked_after(collection, clock, [Rating.EASY])
    clock.wait(days=30)
    session = start(collection)
    level = session.asked.variant.level

    assert session.fresh()

    assert session.asked.variant.level == level == 2


def test_the_same_ratings_at_the_same_times_give_the_same_schedule_at_any_level(
    collection, notes, clock, log
) -> None:
    notes(NOTES)
    asked_after(collection, clock, [Rating.EASY, Rating.GOOD, Rating.GOOD])
    (uid,) = {row["card"] for row in log()}
    with collection.database.reading() as connection:
        rows = reviews.of_card(connection, "me", uid)

    assert {row.level for row in rows} == {1, 2, 3}
    without = [
        type(row)(row.uid, row.device, row.card, row.kind, row.at, row.day, row.rating)
        for row in rows
    ]
    assert replay(without, uid, Preset()).memory == replay(rows, uid, Preset()).memory
