"""What the terminal cannot show opens in another program: a stand-in for it on the PATH."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Journey, play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.obsidian import obsidian_url
from quizapp.tui.app import QuizApp
from quizapp.tui.outside import open_outside

NOTES = """\
Q: What does the plot show? ![[the plot.png]]
A: It falls. [hear it](<voice.mp3>)

Q: What is a mask?
A: Minus infinity above the diagonal.
"""


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Put an opener on the PATH; answers with what it was asked to open so far."""
    folder = tmp_path / "bin"
    folder.mkdir()
    asked = tmp_path / "asked"
    opener = folder / "xdg-open"
    opener.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{asked}"\necho noise; echo noise >&2\n'
        'case "$1" in *broken*) exit 4;; esac\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.platform", "linux")
    return lambda: asked.read_text().splitlines() if asked.exists() else []


@pytest.fixture
def studied(tmp_path: Path) -> Callable[..., None]:
    """Make a journey on the cards of a vault."""
    vault = tmp_path / "My vault"
    vault.mkdir()
    (vault / "a.md").write_text(NOTES, encoding="utf-8")
    for name in ("the plot.png", "voice.mp3"):
        (vault / name).write_bytes(b"x")

    def open_it() -> Collection:
        collection = open_collection(tmp_path / "c.db")
        if not list_cards(collection):
            import_notes(collection, [vault])
        return collection

    def run(journey: Journey, *, obsidian: bool = False, changed: bool = False) -> Path:
        if obsidian:
            (vault / ".obsidian").mkdir()
        if changed:
            open_it().close()
            (vault / "a.md").write_text(NOTES.replace("It falls", "It rises"), encoding="utf-8")
        asyncio.run(play(QuizApp(open_it), journey))
        return vault

    return run


async def said(pilot: Pilot[None], words: str) -> None:
    await settled(pilot)
    assert words in seen(pilot)


def test_the_picture_of_a_question_opens_outside(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "v open" in seen(pilot)
        await press(pilot, "v")
        await said(pilot, "the plot.png opens in another program.")
        assert "noise" not in seen(pilot)

    vault = studied(journey)
    assert opened() == [str(vault / "the plot.png")]


def test_of_several_the_learner_chooses_once_the_answer_is_shown(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "space", "v")
        assert "voice.mp3" in seen(pilot)
        await press(pilot, "2")
        await said(pilot, "voice.mp3 opens in another program.")

    vault = studied(journey)
    assert opened() == [str(vault / "voice.mp3")]


def test_the_key_works_on_the_russian_layout_and_not_where_nothing_opens(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "м")
        await said(pilot, "the plot.png opens")
        await press(pilot, "space", "3")
        assert "What is a mask?" in seen(pilot)
        assert "v open" not in seen(pilot)
        await press(pilot, "v", "V")
        await settled(pilot)

    vault = studied(journey)
    assert opened() == [str(vault / "the plot.png")]


def test_notes_in_a_vault_open_in_obsidian(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "V")
        await said(pilot, "a.md opens in another program.")

    vault = studied(journey, obsidian=True)
    assert opened() == [obsidian_url(vault / "a.md")]
    assert "My%20vault" in opened()[0]


def test_browse_opens_what_the_card_beside_the_list_shows(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "b")
        await settled(pilot)
        await press(pilot, "/", *"plot", "enter")
        await settled(pilot)
        assert "v open" in seen(pilot)
        await press(pilot, "v", "1")
        await said(pilot, "the plot.png opens")
        await press(pilot, "V")
        await said(pilot, "a.md opens")

    vault = studied(journey, obsidian=True)
    assert opened() == [str(vault / "the plot.png"), obsidian_url(vault / "a.md")]


def test_why_nothing_opened_is_said(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    said = asyncio.run(open_outside("/a/broken.png", "broken.png"))
    assert said.startswith("Cannot open broken.png: ")
    assert "xdg-open ended with status 4" in said

    monkeypatch.setenv("PATH", "/nonexistent")
    said = asyncio.run(open_outside("/a/b.png", "b.png"))
    assert said == "Cannot open b.png: there is no xdg-open"


def test_a_program_that_stays_open_is_not_waited_for(opened, tmp_path: Path) -> None:
    opener = tmp_path / "bin/xdg-open"
    opener.write_text("#!/bin/sh\nexec sleep 4\n")
    begun = time.monotonic()

    said = asyncio.run(open_outside("/a/b.png", "b.png"))

    assert said == "b.png opens in another program."
    assert time.monotonic() - begun < 3.5


def test_notes_opens_the_entry_under_the_cursor_in_obsidian(studied, opened) -> None:
    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "n")
        await settled(pilot)
        vault = Path(pilot.app.screen.rows.current.file).expanduser().parent
        await press(pilot, "V")
        await settled(pilot)
        assert opened() == []
        (vault / ".obsidian").mkdir()
        await press(pilot, "V")
        await said(pilot, "a.md opens in another program.")

    vault = studied(journey, changed=True)
    assert opened() == [obsidian_url(vault / "a.md")]
