"""``e`` on a card of the program keeps the learner's words and leaves the file alone."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from conftest import play
from textual.pilot import Pilot

from quizapp.actions.collection import open_collection
from quizapp.actions.listing import list_cards
from quizapp.actions.shipped import shipped_source
from quizapp.storage import cards
from quizapp.tui import editor
from quizapp.tui.app import QuizApp


def test_a_shipped_card_is_edited_beside_its_notes(tmp_path: Path, monkeypatch) -> None:
    collection = open_collection(
        tmp_path / "c.db",
        lambda: datetime(2026, 3, 12, tzinfo=UTC),
        Random(1),
        zone=UTC,
        shipped="en",
    )
    shown = next(card for card in list_cards(collection) if card.kind == "basic")
    with collection.database.reading() as connection:
        card = cards.card(connection, "me", shown.id)
    assert card is not None
    notes = {file: file.read_bytes() for file in Path(shipped_source("en").root).iterdir()}
    opened: list[Path] = []

    def write(_app: QuizApp, file: Path, _line: int) -> str:
        opened.append(file)
        text = file.read_text(encoding="utf-8")
        assert card.front in text
        file.write_text(text.replace(card.front, "In my words?"), encoding="utf-8")
        return ""

    monkeypatch.setattr(editor, "open_at", write)

    async def journey(pilot: Pilot[None]) -> None:
        said = await editor.edit(pilot.app, card)
        assert said.startswith("The card is in your words now")
        found = await pilot.app.behind(lambda c: list_cards(c, "In my words"))
        assert [(one.id, one.back) for one in found] == [(card.uid, card.back)]

    asyncio.run(play(QuizApp(lambda: collection), journey))
    assert not opened[0].exists()
    assert notes == {file: file.read_bytes() for file in Path(shipped_source("en").root).iterdir()}


@pytest.mark.parametrize("text", ["", "nothing of it left"])
def test_a_text_without_its_lines_changes_nothing(tmp_path: Path, monkeypatch, text: str) -> None:
    collection = open_collection(tmp_path / "c.db", shipped="en")
    shown = next(card for card in list_cards(collection) if card.kind == "basic")
    with collection.database.reading() as connection:
        card = cards.card(connection, "me", shown.id)
    assert card is not None

    def write(_app: QuizApp, file: Path, _line: int) -> str:
        file.write_text(text, encoding="utf-8")
        return ""

    monkeypatch.setattr(editor, "open_at", write)

    async def journey(pilot: Pilot[None]) -> None:
        assert "nothing was changed" in await editor.edit(pilot.app, card)
        (found,) = await pilot.app.behind(
            lambda c: [one for one in list_cards(c) if one.id == card.uid]
        )
        assert (found.front, found.back) == (card.front, card.back)

    asyncio.run(play(QuizApp(lambda: collection), journey))
