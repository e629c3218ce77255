"""Exam: written without a verdict, read afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from pathlib import Path
from random import Random

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.collection import open_collection
from quizapp.actions.exams.exam import half_way
from quizapp.actions.exams.report import latest_report
from quizapp.actions.importing.notes import import_notes
from quizapp.storage.queries import schedules
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.study.writing import WritingScreen

NOTES = """\
---
deck: Numbers
lang: en
---
# Sums

```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry")
```

# Evens

Q: Which of these is even?
- [x] two
- [ ] three
"""
Walk = Callable[[Pilot[None]], Awaitable[None]]


class Clock:
    """Goes only when it is told to."""

    moment = staged.AT

    def __call__(self):
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def examine(tmp_path: Path, clock: Clock) -> Callable[..., QuizApp]:
    """Open Exam over a small collection and go on from there."""
    file = tmp_path / "numbers.md"
    file.write_text(NOTES, encoding="utf-8")

    def open_it():
        return open_collection(tmp_path / "collection.db", clock, Random(3), zone=UTC)

    collection = open_it()
    import_notes(collection, [str(file)])
    collection.close()

    def run(walk: Walk, size: tuple[int, int] = (100, 30)) -> None:
        async def go(pilot: Pilot[None]) -> None:
            await press(pilot, "x")
            await settled(pilot)
            await walk(pilot)

        asyncio.run(play(QuizApp(open_it), go, size))

    run.open_it = open_it
    return run


async def answer(pilot: Pilot[None], off: int = 0) -> None:
    """Answer the question on the screen, sums ``off`` by so much."""
    asked = pilot.app.screen.session.sheet.asked
    if asked.variant is not None:
        total = sum(value for _name, value in asked.variant.drawn)
        await press(pilot, *str(total + off), "enter")
    else:
        place = [option.right for option in asked.choice.options].index(True)
        await press(pilot, "ab"[place])
    await settled(pilot)


def test_the_first_visit_says_what_an_exam_is(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert "No exam yet" in seen(pilot)
        assert "20 questions, 25 minutes" in seen(pilot)

    examine(walk)


def test_an_exam_is_written_to_its_end_and_reported_by_topic(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, WritingScreen)
        for _question in range(2):
            await answer(pilot, off=10)
            assert "carry" not in seen(pilot)
        assert "End the exam" in seen(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        screen = seen(pilot)
        assert "50 %" in screen
        assert "1 of 2 points" in screen
        assert "Weakest: Sums" in screen

    examine(walk)


def test_the_full_solution_shows_the_numbers_of_the_exam(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        for _question in range(2):
            await answer(pilot, off=10)
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, *["up"] * 3)
        if "One carry" not in seen(pilot):
            await press(pilot, "down")
        assert "One carry too many" in seen(pilot)
        await press(pilot, "s")
        await settled(pilot)
        assert "What is" in seen(pilot)
        assert "Worked with your numbers" in seen(pilot)
        await press(pilot, "escape")
        assert "Worked with your numbers" not in seen(pilot)

    examine(walk)


def test_a_question_left_open_shows_its_worked_solution(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        if pilot.app.screen.session.sheet.asked.choice is None:
            await press(pilot, "pagedown")
        asked = {sheet.topic: sheet.asked for sheet in pilot.app.screen.session.paper}
        await answer(pilot)
        await press(pilot, "escape", "q", "1")
        await settled(pilot)
        await press(pilot, *["up"] * 3)
        if "left open" not in seen(pilot).partition("yours")[0].rpartition("Question")[2]:
            await press(pilot, "down")
        await press(pilot, "s")
        await settled(pilot)
        sheet = seen(pilot)
        a, b = (value for _name, value in asked["Sums"].variant.drawn)
        assert "left open" in sheet
        assert f"What is {a} + {b}?" in sheet
        assert f"{a} + {b} = {a + b}" in sheet

    examine(walk)


async def write_with_a_slip(pilot: Pilot[None]) -> None:
    """A whole exam with the sum wrong, up to its report."""
    await press(pilot, "enter")
    await settled(pilot)
    for _question in range(2):
        await answer(pilot, off=10)
    await press(pilot, "enter")
    await settled(pilot)


def test_what_was_not_right_is_practised_outside_the_schedule(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await write_with_a_slip(pilot)
        assert "practise 1 answer now" in seen(pilot)
        await press(pilot, "p")
        await settled(pilot)
        assert "What is" in seen(pilot)
        assert not pilot.app.screen.session.moves

    examine(walk)


def test_its_cards_are_made_due_today_and_back(examine) -> None:
    def due() -> list[int | None]:
        collection = examine.open_it()
        with collection.database.reading() as connection:
            found = schedules.all_schedules(connection, "me")
        collection.close()
        return [schedule.due_day for schedule in found.values()]

    async def walk(pilot: Pilot[None]) -> None:
        await write_with_a_slip(pilot)
        await press(pilot, "a")
        await settled(pilot)
        assert "1 card is due today. u undoes it." in seen(pilot)
        assert due() == [staged.AT.toordinal()]
        await press(pilot, "u")
        await settled(pilot)
        assert due() == []

    examine(walk)


def test_going_back_shows_what_was_answered(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        session = pilot.app.screen.session
        sums = [sheet.asked.variant is not None for sheet in session.paper].index(True)
        session.turn(sums)
        await pilot.app.screen._show()
        await press(pilot, *"77", "enter")
        await settled(pilot)
        pilot.app.screen.bodies.live.variant = None
        session.turn(sums)
        await pilot.app.screen._show()
        assert pilot.app.screen.bodies.live.texts == ["77"]

    examine(walk)


def test_an_exam_put_off_is_offered_and_taken_up(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        await answer(pilot)
        await press(pilot, "f10")
        await settled(pilot)
        await press(pilot, "down", "down", "enter")
        await settled(pilot)
        assert "go on: 1 of 2 answered" in seen(pilot)
        await press(pilot, "r")
        await settled(pilot)
        assert pilot.app.screen.session.answered == 1

    examine(walk)
    collection = examine.open_it()
    assert half_way(collection).answered == 1
    collection.close()


def test_an_exam_ended_without_an_answer_says_that_nothing_is_kept(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "f10", "up", "enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, WritingScreen)
        assert "Nothing was answered, so there is no exam to keep." in seen(pilot)

    examine(walk)


def test_the_time_ends_the_exam_by_itself(examine, clock: Clock) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        await answer(pilot)
        clock.moment += timedelta(minutes=26)
        await pilot.app.screen._tick()
        await settled(pilot)
        assert "1 left open" in seen(pilot)

    examine(walk)
    collection = examine.open_it()
    assert latest_report(collection).open == 1
    collection.close()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
def test_question_and_report_fit_every_size(examine, size) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await settled(pilot)
        assert "enter" in seen(pilot)
        for _question in range(2):
            await answer(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        assert "100 %" in seen(pilot)

    examine(walk, size)


def test_an_exam_asked_for_on_the_command_line_begins_at_once(examine) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await settled(pilot)
        assert isinstance(pilot.app.screen, WritingScreen)
        assert len(pilot.app.screen.session.paper) == 1
        assert pilot.app.screen.session.minutes == 5

    asyncio.run(play(QuizApp(examine.open_it, exam=("Numbers", 1, 5)), walk))
