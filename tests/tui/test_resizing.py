"""Every screen and dialog through a terminal that grows and shrinks while it is open."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.exams.exam import start_exam
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.holding import Leech
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.tui.app import QuizApp
from quizapp.tui.widgets.keybar import KeyBar

SIZES = ((60, 20), (80, 24), (140, 45), (250, 80), (60, 20))
NOTES = '''\
---
deck: Numbers
lang: en
---
# Sums

```python quiz sum-of-two
"""What is {{a}} + {{b}}?"""
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
```

Q: Which of these is even?
- [x] two
- [ ] three

**Weight decay** is a penalty on large weights. It keeps a model simple, because large weights fit \
noise.
'''
OPENED = {
    "today": ("TodayScreen",),
    "custom study": ("ChooseScreen", "c"),
    "search of decks": ("CommandsScreen", "/", "n"),
    "help": ("HelpScreen", "?"),
    "commands": ("CommandsScreen", "ctrl+p", "s"),
    "settings": ("SettingsScreen", "f9", *["down"] * 20),
    "browse": ("BrowseScreen", "b", "end"),
    "search": ("BrowseScreen", "b", "/", *"is:new"),
    "card": ("CardViewScreen", "b", "p"),
    "statistics": ("StatisticsScreen", "t", "tab", "tab"),
    "numbers": ("StatisticsScreen", "t", "tab", "enter"),
    "fit": ("FitScreen", "t", "f"),
    "notes": ("NotesScreen", "n"),
    "planned": ("PlannedScreen", "n", "space"),
    "drafting": ("DraftingScreen", "n", "e"),
    "path": ("NotesScreen", "n", "p", *"notes"),
    "exam": ("ExamScreen", "x"),
    "question of an exam": ("WritingScreen", "x", "enter"),
    "answer in an exam": ("AnsweredScreen", "x", "s"),
}
LIVE = staged.live(staged.WEIGHTS)
STUDIED = {
    "answer": ("StudyScreen", staged.asked(staged.BASIC), ("space",)),
    "cells": ("StudyScreen", LIVE, (*"0.04", "tab", *"3/4", *["tab"] * 4)),
    "verdict": ("StudyScreen", LIVE, ("ctrl+v", "enter")),
    "worked solution": ("StudyScreen", LIVE, ("1", "f3", "w")),
    "code": ("CodeScreen", LIVE, ("1", "f3", "c")),
    "why now": ("WhyScreen", LIVE, ("f6",)),
    "output": ("StudyScreen", staged.code(), (*"True", "enter", *"deb")),
    "leech": ("LeechScreen", staged.asked(staged.BASIC), ("space", "1")),
    "summary": ("SummaryScreen", staged.asked(staged.BASIC), ("space", "enter")),
}
SLIP = "0.04 0.71 0.26; 0.72 0.1353/10.24 0.27"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with an exam written, and notes that have changed since."""
    folder = tmp_path_factory.mktemp("resizing")
    (folder / "notes").mkdir()
    file = folder / "notes" / "numbers.md"
    file.write_text(NOTES, encoding="utf-8")
    collection = opened(folder)
    import_notes(collection, [str(folder / "notes")])
    review(collection, list_cards(collection)[0].id, Rating.GOOD)
    exam = start_exam(collection)
    for place in range(len(exam.paper)):
        exam.turn(place)
        exam.answer(["a"])
    exam.finish()
    collection.close()
    file.write_text(NOTES + "\n**Dropout** is a technique of rest.\n", encoding="utf-8")
    return folder


def opened(folder: Path) -> Collection:
    return open_collection(folder / "c.db", lambda: staged.AT, Random(3))


async def walk(pilot: Pilot[None], name: str) -> None:
    """Grow and shrink; what stood there at first stands there again."""
    screen = pilot.app.screen
    assert type(screen).__name__ == name
    shown = []
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert pilot.app.screen is screen
        shown.append(seen(pilot))
        assert all(len(line) <= size[0] for line in shown[-1].splitlines())
        sees_what_it_types(pilot)
        leads_out(pilot, shown[-1])
    assert shown[0] == shown[-1]


def sees_what_it_types(pilot: Pilot[None]) -> None:
    """What has the focus is in sight, in its own place and in that of all around it."""
    focused = pilot.app.focused
    if focused is not None:
        assert pilot.app.screen.find_widget(focused).visible_region.area


def leads_out(pilot: Pilot[None], text: str) -> None:
    """The keys stand in the last row, with help among them; a dialog says esc."""
    bars = pilot.app.screen.query(KeyBar)
    if not bars:
        assert "esc" in text
        return
    (bar,) = bars
    assert bar.region.bottom == pilot.app.size.height
    assert bar.region.width == pilot.app.size.width
    helping = bar.keys[-1][0].shown(bar.typing)
    assert f"{helping} help" in text.splitlines()[-1]


@pytest.mark.parametrize("name", OPENED)
def test_a_screen_stays_whole_through_every_size(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    screen, *keys = OPENED[name]
    shutil.copy(base / "c.db", tmp_path / "c.db")
    monkeypatch.chdir(base)

    async def journey(pilot: Pilot[None]) -> None:
        for key in keys:
            await press(pilot, key)
        await walk(pilot, screen)

    app = QuizApp(lambda: opened(tmp_path), config=tmp_path / "config.toml")
    asyncio.run(play(app, journey, SIZES[0]))


@pytest.mark.parametrize("name", STUDIED)
def test_a_card_stays_whole_through_every_size(
    stage: Callable[..., list[staged.Staged]], name: str
) -> None:
    screen, card, keys = STUDIED[name]
    sessions = stage(card)

    async def journey(pilot: Pilot[None]) -> None:
        if name == "leech":
            sessions[0].leech = Leech(staged.BASIC, 8, False)
        pilot.app.copy_to_clipboard(SLIP)
        await press(pilot, *keys)
        await walk(pilot, screen)

    asyncio.run(play(staged.app(study=True), journey, SIZES[0]))
