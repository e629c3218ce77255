"""The list of commands and jump mode: what works now, found by words or by a letter on the spot."""

import asyncio
from collections.abc import Callable

import pytest
import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp import language
from quizapp.model.reviews import Rating
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.commands import CommandsScreen, rank
from quizapp.tui.screens.jump import JumpScreen
from quizapp.tui.screens.study.screen import StudyScreen
from quizapp.tui.screens.today import TodayScreen
from quizapp.tui.theme import LIGHT
from quizapp.tui.widgets.cell import Cell

Stage = Callable[..., list[staged.Staged]]


def test_words_rank_by_where_they_begin() -> None:
    texts = ["Browse", "Unbury", "Put aside, below", "Sibling row"]
    ranks = [rank("b", text) for text in texts]
    assert ranks == [0, 2, 1, 2]
    assert rank("brs", "Browse") == 4
    assert rank("row sib", "Sibling row") == 1
    assert rank("zz", "Browse") is None


def test_a_command_is_found_by_its_words_and_done(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p", *"susp")
        assert "Suspend with siblings" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StudyScreen)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("suspend", None)]


def test_only_what_works_now_is_a_command(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p", *"easy")
        assert "Nothing here does that." in seen(pilot)
        await press(pilot, "escape", "space", "ctrl+з", *"easy")
        assert "Easy" in seen(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StudyScreen)

    asyncio.run(play(staged.app(study=True), journey))


def test_letters_keys_and_enter_in_one_burst_reach_the_list_in_order(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "ctrl+p", *"goq", "backspace", *"od", "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_a_theme_is_a_command_and_holds_at_once(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p", *"light", "enter")
        assert pilot.app.theme == LIGHT.name
        assert "There is no settings file to write to." in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def test_the_commands_speak_russian(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))
    language.use("ru")

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p", *"отлож", "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("suspend", None)]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_the_list_is_as_high_whatever_is_found(stage: Stage, size: tuple[int, int]) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        screen = pilot.app.screen
        assert isinstance(screen, CommandsScreen)
        before = screen.sheet.region
        await press(pilot, *"qqqq")
        assert screen.sheet.region == before

    asyncio.run(play(staged.app(), journey, size))


def letter_at(pilot: Pilot[None], text: str) -> str:
    """The cap that stands nearest before or on a text."""
    screen = pilot.app.screen
    assert isinstance(screen, JumpScreen)
    below = pilot.app.screen_stack[-2]._compositor.render_strips()
    lines = [strip.text for strip in below]
    row = next(y for y, line in enumerate(lines) if text in line)
    column = lines[row].index(text)
    on_row = {
        letter: target.place.x for letter, target in screen.targets.items() if target.place.y == row
    }
    return min(on_row, key=lambda letter: abs(on_row[letter] - column))


def test_a_letter_jumps_to_a_place(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage()
    gone: list[str] = []

    async def go(_app: QuizApp, name: str) -> None:
        gone.append(name)

    monkeypatch.setattr(QuizApp, "go", go)

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o")
        await press(pilot, letter_at(pilot, "Statistics"))
        assert isinstance(pilot.app.screen, TodayScreen)

    asyncio.run(play(staged.app(), journey))
    assert gone == ["statistics"]


def test_a_letter_jumps_to_a_deck(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+щ")
        await press(pilot, letter_at(pilot, "Self-attention"))
        assert "Study Self-attention" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def test_letters_stand_on_decks_in_sight_alone(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o")
        screen = pilot.app.screen
        assert isinstance(screen, JumpScreen)
        lines = seen(pilot).splitlines()
        below = next(row for row, line in enumerate(lines) if line.endswith("↓ 5"))
        rows = [target.place.y for target in screen.targets.values()]
        assert max(rows) == below - 1

    asyncio.run(play(staged.app(), journey, (80, 24)))


def test_a_deck_is_found_by_its_letters_and_chosen_where_it_is(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "left", "/", *"single")
        assert "Python patterns › Singleton" in seen(pilot)
        await press(pilot, "enter")
        assert "Study Singleton" in seen(pilot)
        await press(pilot, "/", *"batch", "enter")
        assert "Study Batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(), journey))


def test_a_letter_jumps_to_a_cell_or_takes_a_rating(stage: Stage) -> None:
    sessions = stage(staged.live(staged.WEIGHTS), staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o")
        screen = pilot.app.screen
        assert isinstance(screen, JumpScreen)
        study = pilot.app.screen_stack[-2]
        cells = list(study.query(Cell))
        place = cells[4].region.offset
        (letter,) = (key for key, target in screen.targets.items() if target.place == place)
        await press(pilot, letter)
        assert pilot.app.focused is cells[4]
        await press(pilot, "f3", "ctrl+o")
        await press(pilot, letter_at(pilot, "Easy"))

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.EASY)]


def test_esc_and_an_unused_letter_leave_everything_as_it_was(stage: Stage) -> None:
    stage()

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o", "m")
        assert isinstance(pilot.app.screen, JumpScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)

    asyncio.run(play(staged.app(), journey, (60, 20)))
