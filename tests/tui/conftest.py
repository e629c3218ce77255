"""Fixed data, clock and language for the screens."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parent))

import staged

from quizapp import language
from quizapp.actions.cards import outside as outside_actions
from quizapp.actions.cards.outside import Outside
from quizapp.actions.figures import lately as lately_actions
from quizapp.actions.figures import today as today_actions
from quizapp.actions.sources import changes as source_changes
from quizapp.actions.studying import about as about_actions
from quizapp.actions.studying import study as study_actions
from quizapp.actions.studying.asking import Asked
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.today import TodayScreen

SIZE = (100, 30)
Journey = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English and leaves it so."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests does not matter."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[staged.Staged]]:
    """Put cards on the stage; answers with the list the sessions will be found in."""

    def put(*cards: Asked, **today: object) -> list[staged.Staged]:
        sessions: list[staged.Staged] = []

        def start(_collection: object, deck: str | None, *_limits: object) -> staged.Staged:
            sessions.append(staged.Staged(*cards, deck=deck))
            return sessions[-1]

        monkeypatch.setattr(study_actions, "start", start)
        monkeypatch.setattr(about_actions, "about", lambda _collection, _asked: staged.ABOUT)
        monkeypatch.setattr(about_actions, "computed_by", lambda _, card: staged.code_of(card))
        monkeypatch.setattr(today_actions, "today", lambda _collection: staged.today(**today))
        monkeypatch.setattr(lately_actions, "lately", lambda _collection: staged.LATELY)
        monkeypatch.setattr(outside_actions, "outside", lambda _, card: Outside())
        monkeypatch.setattr(source_changes, "known_files", lambda _collection: [])
        return sessions

    return put


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Send keys in one burst, as a fast hand or a slow line does, and wait for their effect."""
    for key in keys:
        character = key if len(key) == 1 else " " if key == "space" else None
        name = _character_to_key(key) if len(key) == 1 else key
        pilot.app.post_message(events.Key(name, character))
    played = asyncio.Event()
    pilot.app.call_later(played.set)
    await played.wait()
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the collection's thread has nothing left to do and the screen has shown it."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    await app.workers.wait_for_complete()
    await app.background.run(lambda: None)
    await pilot.pause()


async def play(app: QuizApp, journey: Journey, size: tuple[int, int] = SIZE) -> None:
    """Run the app, wait until it has arrived, make the journey, give everything back."""
    try:
        async with app.run_test(size=size) as pilot:
            home = app.screen_stack[0]
            assert isinstance(home, TodayScreen)
            await home.arrived.wait()
            await settled(pilot)
            await journey(pilot)
    finally:
        app.close()


def seen(pilot: Pilot[None]) -> str:
    """What stands on the screen, without colours."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)
