import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.places import written_in
from quizapp.actions.studying.study import Session
from quizapp.model.errors import InputError
from quizapp.tui.app import QuizApp
from quizapp.tui.paint import paint
from quizapp.tui.pieces import Piece
from quizapp.tui.screens.small import TooSmall
from quizapp.tui.screens.study.screen import StudyScreen
from quizapp.tui.widgets.todaybody import TodayBody

Stage = Callable[..., list[staged.Staged]]
SLOW = (
    *("sqlalchemy", "alembic", "numpy", "sympy", "genanki", "pygments", "latex2mathml"),
    *("ziamath", "resvg_py", "textual_image", "PIL"),
)


def test_importing_the_app_imports_nothing_slow() -> None:
    code = "import sys, quizapp.tui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "quizapp.tui.screens.today" in loaded
    assert not {name.partition(".")[0] for name in loaded} & set(SLOW)
    assert not [name for name in loaded if name.startswith("quizapp.actions")]


def test_the_frame_is_painted_before_the_collection_is_open(stage: Stage) -> None:
    stage()
    painted, opened = threading.Event(), threading.Event()

    def open_late() -> staged.Stage:
        painted.wait(10)
        opened.set()
        return staged.Stage()

    app = staged.app(opening=open_late)

    async def journey() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "opening …" in seen(pilot)
            assert "Today" in seen(pilot)
            assert not opened.is_set()
            painted.set()
            await app.screen_stack[0].arrived.wait()
            await settled(pilot)
            assert "42 cards" in seen(pilot)

    asyncio.run(journey())
    app.close()


def test_enter_pressed_while_it_opens_is_not_lost(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))
    pressed = threading.Event()

    def open_late() -> staged.Stage:
        pressed.wait(10)
        return staged.Stage()

    app = staged.app(opening=open_late)

    async def journey() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            pressed.set()
            await app.screen_stack[0].arrived.wait()
            await settled(pilot)
            assert isinstance(app.screen, StudyScreen)

    asyncio.run(journey())
    app.close()


def test_it_can_be_left_while_the_collection_opens() -> None:
    leave, closed = threading.Event(), threading.Event()

    class Late(staged.Stage):
        def close(self) -> None:
            closed.set()

    def open_late() -> staged.Stage:
        leave.wait(10)
        return Late()

    app = staged.app(opening=open_late)

    async def journey() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("q")
            assert app.return_code == 0
        leave.set()

    asyncio.run(journey())
    app.close()
    assert closed.is_set()


def test_a_collection_that_cannot_be_opened_is_explained_and_the_status_is_two() -> None:
    def refuse() -> staged.Stage:
        raise InputError("The collection is damaged: restore a backup.", file="c.db")

    app = staged.app(opening=refuse)

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert "The collection cannot be opened" in screen
        assert "c.db: The collection is damaged: restore a backup." in screen
        assert "Nothing was changed." in screen
        await press(pilot, "enter", "q")

    asyncio.run(play(app, journey))
    assert app.return_code == 2


def test_an_unknown_deck_on_the_command_line_ends_with_a_sentence(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage()
    monkeypatch.setattr("quizapp.actions.studying.study.start", _unknown)
    app = staged.app(study=True)

    async def journey(pilot: Pilot[None]) -> None:
        await settled(pilot)

    asyncio.run(play(app, journey))
    assert str(app.failure) == "There is no deck “x”."
    assert app.return_code == 2


def test_a_session_that_cannot_begin_is_said_on_today(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage()
    monkeypatch.setattr("quizapp.actions.studying.study.start", _unknown)

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "There is no deck “x”." in seen(pilot)
        assert "42 cards" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def _unknown(*_arguments: object) -> Session:
    raise InputError("There is no deck “x”.")


def test_what_goes_wrong_inside_reaches_the_caller() -> None:
    def break_down() -> staged.Stage:
        raise ZeroDivisionError("inside")

    app = staged.app(opening=break_down)

    async def journey(pilot: Pilot[None]) -> None:
        await settled(pilot)

    with pytest.raises(BaseException, match="inside"):
        asyncio.run(play(app, journey))
    assert app.failure is not None
    assert app.return_code == 1


def test_a_failed_write_is_said_and_the_card_stays(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        def fail(_rating: object) -> None:
            raise InputError("Could not write: the disk is full.")

        sessions[0].rate = fail  # type: ignore[method-assign,assignment]
        await press(pilot, "space", "3")
        assert "Could not write: the disk is full." in seen(pilot)
        assert "3  Good" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_too_small_a_terminal_says_the_size_and_the_session_waits(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"0.7")
        await pilot.resize_terminal(59, 20)
        await settled(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        assert "60×20 is needed" in " ".join(seen(pilot).split())
        await press(pilot, "9", "enter")
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        await press(pilot, "3", "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [["0.73"]]


@pytest.mark.parametrize("size", [(60, 20), (79, 23), (80, 24), (95, 26), (100, 31), (140, 45)])
def test_ratings_and_keys_keep_their_place_at_every_size(
    stage: Stage, size: tuple[int, int]
) -> None:
    stage(staged.asked(staged.BASIC))
    width, height = size

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space")
        lines = seen(pilot).splitlines()
        tiles = height - (3 if height < 24 else 4)
        for name in ("1  Again", "2  Hard", "3  Good", "4  Easy"):
            assert name in lines[tiles]
        assert lines[-1].endswith("? help")
        assert len(lines) == height
        assert max(map(len, lines)) <= width

    asyncio.run(play(staged.app(study=True), journey, size))


def test_without_colour_nothing_on_the_screen_is_coloured(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stage(staged.live(staged.WEIGHTS), staged.code())

    async def journey(pilot: Pilot[None]) -> None:
        for keys in (("0", "tab", "1"), ("f3",), ("enter",), ("a", "f1")):
            await press(pilot, *keys)
            for strip in pilot.app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    assert style is None or style.color is None or style.color.is_default
                    assert style is None or style.bgcolor is None or style.bgcolor.is_default

    asyncio.run(play(staged.app(study=True), journey))


def test_a_strip_is_as_wide_as_its_widget() -> None:
    palette = staged.app().palette
    assert paint((Piece("语言"), Piece("e\u0301")), 10, palette).cell_length == 10


def open_real(tmp_path: Path) -> Collection:
    return open_collection(tmp_path / "collection.db", clock=lambda: staged.AT, shipped="en")


def test_a_real_collection_is_studied_and_the_log_keeps_every_rating(tmp_path: Path) -> None:
    app = QuizApp(lambda: open_real(tmp_path))

    async def journey(pilot: Pilot[None]) -> None:
        assert "decks are here already" in seen(pilot)
        await press(pilot, "enter")
        await press(pilot, "space", "3")
        await press(pilot, "q")
        await press(pilot, "enter")
        body = pilot.app.screen.query_one(TodayBody)
        assert body.today is not None
        assert body.today.done == 1
        assert not body.teaches

    asyncio.run(play(app, journey))


def open_own(tmp_path: Path) -> Collection:
    """A collection of notes of the learner's own."""
    notes = tmp_path / "own.md"
    notes.write_text("# Sums\n\nQ: What is a carry?\nA: A ten that moves.\n", encoding="utf-8")
    found = open_collection(tmp_path / "collection.db", clock=lambda: staged.AT)
    import_notes(found, [str(notes)])
    return found


def test_e_opens_the_editor_at_the_line_of_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setenv("VISUAL", "my-editor --wait")
    monkeypatch.setattr(
        "quizapp.tui.editor.subprocess.run", lambda command, check: calls.append(command)
    )
    app = QuizApp(lambda: open_own(tmp_path), study=(None, None, None, None))
    monkeypatch.setattr(app, "suspend", nullcontext)

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "у")
        screen = pilot.app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.sight is not None
        assert screen.sight.asked is not None
        card = screen.sight.asked.card
        file = await app.behind(lambda collection: written_in(collection, card))
        assert calls == [["my-editor", "--wait", f"+{card.passage.first_line}", str(file)]]
        assert "Nothing was changed." in seen(pilot)

    asyncio.run(play(app, journey))
