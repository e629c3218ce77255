"""The settings on the screen: every key, changed where it stands, written with its comments."""

import asyncio
from pathlib import Path

import pytest
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.settings.keys import DECK_KEYS, GLOBAL_KEYS, NOTE_KEYS
from quizapp.settings.read import read_settings
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.settings import SettingsScreen, keys_of
from quizapp.tui.theme import LIGHT


@pytest.fixture
def app(tmp_path: Path) -> QuizApp:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "pet.md").write_text("# Pets\n\nQ: Who barks?\nA: A dog.\n", encoding="utf-8")
    collection = open_collection(str(tmp_path / "c.db"))
    import_notes(collection, [notes])
    return QuizApp(lambda: collection, config=tmp_path / "config.toml")


async def choose(pilot: Pilot[None], name: str) -> None:
    await press(pilot, "f9", *["down"] * list(keys_of(None)).index(name))


def test_every_key_of_the_settings_is_there() -> None:
    assert len(keys_of(None)) == len(GLOBAL_KEYS) + len(DECK_KEYS) + len(NOTE_KEYS)
    assert set(keys_of("Pets")) == set(DECK_KEYS)


def test_a_value_is_typed_where_it_stands_and_written_with_the_comments(
    app: QuizApp, tmp_path: Path
) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await choose(pilot, "new_per_day")
        assert "New cards a day." in seen(pilot)
        await press(pilot, "enter", "backspace", "backspace", *"12", "enter")
        assert "12" in seen(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, SettingsScreen)

    asyncio.run(play(app, journey))
    text = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert "\nnew_per_day = 12\n" in text
    assert "# retention = 0.9" in text
    assert app.settings.presets[""].new_per_day == 12
    assert read_settings(tmp_path / "config.toml").presets[""].new_per_day == 12


def test_a_value_that_does_not_fit_is_refused_in_a_sentence(app: QuizApp, tmp_path: Path) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await choose(pilot, "retention")
        await press(pilot, "enter", "backspace", "backspace", "backspace", *"7", "enter")
        assert "a number from 0.7 to 0.99" in seen(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SettingsScreen)

    asyncio.run(play(app, journey))
    assert read_settings(tmp_path / "config.toml").presets[""].retention == 0.9


def test_a_theme_is_chosen_and_shown_at_once(app: QuizApp, tmp_path: Path) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await choose(pilot, "theme")
        await press(pilot, "enter", "2")
        assert app.palette is LIGHT
        assert app.theme == LIGHT.name
        await press(pilot, "delete")
        assert app.palette is not LIGHT

    asyncio.run(play(app, journey))


def test_the_language_waits_for_the_next_start(app: QuizApp) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await choose(pilot, "language")
        await press(pilot, "enter", "3")
        assert "The language changes when quizapp is started again." in seen(pilot)

    asyncio.run(play(app, journey))
    assert app.settings.language == "ru"


def test_a_deck_has_settings_of_its_own(app: QuizApp, tmp_path: Path) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "f9", "g", "down", "enter")
        assert "rollover" not in seen(pilot)
        await press(pilot, "enter", "backspace", "backspace", "5", "enter")

    asyncio.run(play(app, journey))
    settings = read_settings(tmp_path / "config.toml")
    (deck,) = (name for name in settings.presets if name)
    assert settings.presets[deck].new_per_day == 5
    assert settings.presets[""].new_per_day == 20
