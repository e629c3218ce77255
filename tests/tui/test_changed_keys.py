"""Keys and looks that a learner changed in the settings."""

import asyncio
from collections.abc import Callable

import pytest
import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.model.errors import InputError
from quizapp.settings.values import Settings
from quizapp.tui.app import QuizApp
from quizapp.tui.dress import palette_of
from quizapp.tui.keys.changed import check_changed
from quizapp.tui.theme import ANSI, COLOURLESS, CONTRAST, DARK

Stage = Callable[..., list[staged.Staged]]


def app(**keys: str) -> QuizApp:
    changed = {name.replace("__", ".").replace("_", "-"): key for name, key in keys.items()}
    return QuizApp(staged.Stage, study=(None, None, None, None), settings=Settings(keys=changed))


def test_a_changed_key_works_on_both_layouts_and_the_old_one_no_longer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(staged.asked(staged.BASIC), staged.asked(staged.BASIC))
    suspended: list[staged.Staged] = []
    monkeypatch.setattr(staged.Staged, "suspend", lambda self, **_how: suspended.append(self))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        assert not suspended
        await press(pilot, "ж")
        assert len(suspended) == 1

    asyncio.run(play(app(study__suspend=";"), journey))


def test_the_changed_key_is_written_in_the_bottom_row_and_in_the_help(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        assert "ctrl+t suspend" in seen(pilot)
        await press(pilot, "?")
        assert "ctrl+t" in seen(pilot)

    asyncio.run(play(app(study__suspend="ctrl+t"), journey, (140, 45)))


def test_an_unknown_action_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"config\.toml: .*study\.suspent.*study\.suspend"):
        check_changed({"study.suspent": "z"}, "config.toml")


def test_two_actions_of_a_screen_cannot_share_a_key() -> None:
    with pytest.raises(InputError, match="choose another key"):
        check_changed({"study.suspend": "b"}, "config.toml")
    check_changed({"study.suspend": "b", "study.bury": "ctrl+b"}, "config.toml")


def test_no_colour_few_colours_and_high_contrast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert palette_of("dark") is DARK
    assert palette_of("contrast") is CONTRAST
    assert palette_of("dark", colour=False) is COLOURLESS
    monkeypatch.setenv("TERM", "linux")
    assert palette_of("dark") is ANSI
    monkeypatch.setenv("NO_COLOR", "")
    assert palette_of("contrast") is COLOURLESS
