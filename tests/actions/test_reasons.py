"""Every card says why it is asked now."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from quizapp.actions.collection import Collection
from quizapp.actions.studying.about import about
from quizapp.actions.studying.reasons import Cause, reasons
from quizapp.actions.studying.study import Session, start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.settings.values import Settings
from quizapp.storage.queries import schedules
from quizapp.wording.why import why_now

NOTES = '''\
---
deck: Sums
---
Q: What is a carry?
A: A ten that moves one place to the left. ^carry

```python quiz sum-of-two
"""What is {{a}} + {{b}}?"""
a = integers(20, 90)
b = integers(20, 90)
s = a + b
answer(s)
mistake(s - 10, "The carry was left out", id="no-carry", see="carry")
```

```python quiz by-level levels=2
"""What is {{a}} times {{level}}?"""
a = integers(1, 99)
answer(a * level)
```
'''


@pytest.fixture
def told(collection: Collection) -> Callable[[Session], list[str]]:
    return lambda session: why_now(reasons(collection, session.asked))


def reach(session: Session, question: str | None) -> None:
    while session.asked.card.question != question:
        session.bury()


def days_until_due(collection: Collection) -> int:
    """The days until the one scheduled card is due."""
    with collection.database.reading() as connection:
        ((_uid, schedule),) = schedules.all_schedules(connection, "me").items()
    return schedule.due_day - collection.day_of(collection.now())


def test_a_new_card_says_how_many_a_day_there_are(collection, notes, told) -> None:
    notes(NOTES)

    assert told(start(collection)) == ["New: it has never been asked (20 new cards a day)."]


def test_a_card_in_its_steps_says_which(collection, notes, told, clock) -> None:
    notes(NOTES)
    session = start(collection)
    reach(session, "by-level")
    session.reveal()
    session.rate(Rating.GOOD)

    assert told(session) == ["In its steps: 2 of 2.", "Level 1 of 2, by a stability of 2 days."]


def test_a_due_card_says_its_recall_and_the_one_wanted(collection, notes, told, clock) -> None:
    notes(NOTES)
    session = start(collection, limit=1)
    reach(session, None)
    session.reveal()
    session.rate(Rating.EASY)
    clock.wait(days=days_until_due(collection))
    session = start(collection)
    reach(session, None)

    (reason,) = reasons(collection, session.asked)
    assert reason.cause is Cause.DUE
    assert 0.85 < reason.recall < 0.93
    assert told(session)[0].startswith("Due today: recall is ")
    assert told(session)[0].endswith("90 % are wanted.")

    clock.wait(days=5)
    session = start(collection)
    reach(session, None)
    assert told(session)[0].startswith("Overdue by 5 days: recall is ")
    assert about(collection, session.asked).why == reasons(collection, session.asked)


def test_a_card_that_a_mistake_brings_forward_names_where_it_was_made(
    collection, notes, told
) -> None:
    notes(NOTES)
    session = start(collection)
    reach(session, "sum-of-two")
    part = session.asked.variant.parts[0]
    session.answer([part.mistakes[0].printed])

    session.rate(Rating.AGAIN)

    first, second = told(session)
    assert first.startswith("Brought forward: a mistake on “")
    assert "points here" in first
    assert second.startswith("New:")
    session.undo()
    assert not told(session)[0].startswith("Brought forward")


def test_a_deadline_is_named_until_it_is_over(collection, notes, told, clock) -> None:
    notes(NOTES)
    day = collection.day_of(collection.now())
    presets = MappingProxyType({"": Preset(deadline=day + 3)})
    with_deadline = replace(collection, settings=Settings(presets=presets))

    before = why_now(reasons(with_deadline, start(with_deadline).asked))
    clock.wait(days=3)
    after = why_now(reasons(with_deadline, start(with_deadline).asked))

    assert before[1] == "The deadline is in 3 days: what gains most until then goes first."
    assert len(after) == 1
