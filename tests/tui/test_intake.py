"""Today notices changed notes after it is painted, and takes them in with one key."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.settings.read import settings_of
from quizapp.tui.app import QuizApp

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A folder with one note, taken in and studied once, and edited since."""
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "one.md").write_text("Q: One?\nA: 1\n", encoding="utf-8")
    collection = opened(tmp_path)
    import_notes(collection, [str(folder)])
    (card,) = list_cards(collection)
    review(collection, card.id, Rating.GOOD, NOON - timedelta(days=2))
    collection.close()
    (folder / "two.md").write_text("Q: Two?\nA: 2\n", encoding="utf-8")
    return folder


def opened(home: Path, settings: str = "") -> Collection:
    return open_collection(
        home / "c.db", lambda: NOON, Random(1), zone=UTC, settings=settings_of(settings)
    )


def test_one_key_takes_changes_in_and_another_takes_that_back(vault: Path) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        assert "1 changed file" in seen(pilot)
        await press(pilot, "i")
        await settled(pilot)
        assert "1 card added · u takes it back" in seen(pilot)
        assert "changed file" not in seen(pilot)
        await press(pilot, "u")
        await settled(pilot)
        assert "The import is taken back." in seen(pilot)

    asyncio.run(play(QuizApp(lambda: opened(vault.parent)), journey))
    collection = opened(vault.parent)
    assert [card.front for card in list_cards(collection)] == ["One?"]
    collection.close()


def test_the_key_is_not_offered_while_nothing_changed(vault: Path) -> None:
    (vault / "two.md").unlink()

    async def journey(pilot: Pilot[None]) -> None:
        before = seen(pilot)
        await press(pilot, "i")
        assert seen(pilot) == before
        assert "take in" not in before

    asyncio.run(play(QuizApp(lambda: opened(vault.parent)), journey))


def test_a_setting_takes_changes_in_unasked(vault: Path) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        assert "1 card added · u takes it back" in seen(pilot)

    asyncio.run(play(QuizApp(lambda: opened(vault.parent, "[notes]\ntake_in = true")), journey))


def test_a_folder_that_is_gone_is_said(vault: Path) -> None:
    vault.rename(vault.with_name("moved"))

    async def journey(pilot: Pilot[None]) -> None:
        assert "is gone and seems to be at" in seen(pilot)

    asyncio.run(play(QuizApp(lambda: opened(vault.parent)), journey, size=(200, 40)))
