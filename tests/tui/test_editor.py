"""``e`` on a card of the program keeps the learner's words and leaves the file alone."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.shipped import shipped_source
from quizapp.storage.queries import cards
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


NOTES = "Q: What is a sheet?\nA: A rope that trims a sail.\n\nQ: What is a mast?\nA: A pole.\n"


def sitting(tmp_path: Path, monkeypatch, change) -> tuple[QuizApp, list[tuple[Path, int]]]:
    """The app over two cards, with an editor that makes one change."""
    notes = tmp_path / "notes" / "ship.md"
    notes.parent.mkdir()
    notes.write_text(NOTES)
    moment = datetime(2026, 3, 12, tzinfo=UTC)
    collection = open_collection(tmp_path / "c.db", lambda: moment, Random(1), zone=UTC)
    import_notes(collection, [str(notes.parent)])
    opened: list[tuple[Path, int]] = []

    def write(_app: QuizApp, file: Path, line: int) -> str:
        opened.append((file, line))
        file.write_text(change(file.read_text()))
        return ""

    monkeypatch.setattr(editor, "open_at", write)
    return QuizApp(lambda: collection, study=(None, None, None)), opened


async def edited(pilot: Pilot[None], *before: str) -> str:
    await press(pilot, *before, "e")
    await settled(pilot)
    return seen(pilot)


def test_a_card_is_asked_as_its_notes_have_it_after_the_editor(tmp_path, monkeypatch) -> None:
    app, opened = sitting(
        tmp_path, monkeypatch, lambda text: text.replace("a sheet?", "the sheet of a sail?")
    )

    async def journey(pilot: Pilot[None]) -> None:
        words = await edited(pilot)
        assert "What is the sheet of a sail?" in words
        assert "The notes are taken in as they are now." in words
        await press(pilot, "space", "3")
        found = await pilot.app.behind(list_cards)
        assert [(one.front, one.reps) for one in found] == [
            ("What is the sheet of a sail?", 1),
            ("What is a mast?", 0),
        ]

    asyncio.run(play(app, journey))
    assert opened == [(tmp_path / "notes" / "ship.md", 1)]


def test_an_answer_that_is_seen_is_the_new_one_after_the_editor(tmp_path, monkeypatch) -> None:
    app, _ = sitting(
        tmp_path, monkeypatch, lambda text: text.replace("trims a sail", "trims the sail")
    )

    async def journey(pilot: Pilot[None]) -> None:
        words = await edited(pilot, "space")
        assert "A rope that trims the sail." in words
        assert "Good" in words

    asyncio.run(play(app, journey))


def test_a_card_that_is_gone_from_the_notes_is_left(tmp_path, monkeypatch) -> None:
    app, _ = sitting(tmp_path, monkeypatch, lambda text: text.partition("\n\n")[2])

    async def journey(pilot: Pilot[None]) -> None:
        words = await edited(pilot)
        assert "What is a mast?" in words
        assert "retired with its history" in words

    asyncio.run(play(app, journey))


def test_an_editor_that_changed_nothing_is_said(tmp_path, monkeypatch) -> None:
    app, _ = sitting(tmp_path, monkeypatch, lambda text: text)

    async def journey(pilot: Pilot[None]) -> None:
        words = await edited(pilot)
        assert "What is a sheet?" in words
        assert "Nothing was changed." in words

    asyncio.run(play(app, journey))
